import { Code, ConnectError, createClient, type Client, type Transport } from "@connectrpc/connect";

import { Capture, Direction, type KioskAnswer } from "./gen/chowki/screening/v1/screening_pb.js";
import {
  ScreeningService,
  type ScreenDocumentResponse,
} from "./gen/chowki/screening/v1/screening_service_pb.js";
import type { Light } from "./gen/chowki/type/v1/types_pb.js";
import { ErrorInfoSchema, RetryInfoSchema } from "./gen/google/rpc/error_details_pb.js";

/** As in tools/kiosk/cpp/kiosk_client.h, which says why. */
export interface Policy {
  /** Deadline of one call; the service cuts those over 60 s. */
  call_ms: number;
  /** How long one document is tried in all. */
  patience_ms: number;
  firstPause_ms: number;
  longestPause_ms: number;
  /** Larger pictures go in pieces of this size, at most 1 MiB; halved when one does not get through in call_ms. */
  pieceBytes: number;
  onHeld?: (held: number, size: number) => void | Promise<void>;
}

export const kPolicy: Policy = {
  call_ms: 20_000,
  patience_ms: 60_000,
  firstPause_ms: 200,
  longestPause_ms: 5_000,
  pieceBytes: 256 * 1024,
};

export interface Picture {
  light: Light;
  /** JPEG, PNG or BMP as the reader made it, at most 12 MiB. */
  bytes: Uint8Array;
}

export interface Document {
  /** Of one presentation of one document; kept until there is an answer, also across a restart. */
  requestId: string;
  lane?: string;
  /** 1 to 6, exactly one in visible light. */
  pictures: Picture[];
  capture?: Capture;
  /** The same text, best newRequestId(), for all who say that they travel together, while they are at the kiosk. */
  group?: string;
  /** Which way they go; not given: as the post is configured for the lane. */
  direction?: Direction;
}

const kLeastPiece = 4 * 1024;
const kMostPiece = 1024 * 1024;

export const newRequestId = (): string => crypto.randomUUID();

/** The reason of an error of the service, without ERROR_REASON_; "": it is none of the service's. */
export function reasonOf(error: unknown): string {
  return ConnectError.from(error).findDetails(ErrorInfoSchema)[0]?.reason ?? "";
}

function comeBack_ms(error: ConnectError): number | undefined {
  const delay = error.findDetails(RetryInfoSchema)[0]?.retryDelay;
  return delay && Number(delay.seconds) * 1000 + delay.nanos / 1e6;
}

// No line, a service that starts or stops, one that names a time to come back, or one that forgot what was handed
// in. Aborted or canceled without a word of the service is node's way to say that the connection broke.
function mayPass(error: ConnectError): boolean {
  const reason = reasonOf(error);
  return (
    error.code === Code.Unavailable ||
    comeBack_ms(error) !== undefined ||
    reason === "IMAGE_NOT_HELD" ||
    reason === "UPLOAD_GAP" ||
    ((error.code === Code.Aborted || error.code === Code.Canceled) && reason === "")
  );
}

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

interface Upload {
  bytes: Uint8Array;
  sha256: Uint8Array;
}

/** Has documents screened, as a kiosk or a desk should. */
export class ScreeningClient {
  private readonly service: Client<typeof ScreeningService>;
  private readonly policy: Policy;

  constructor(transport: Transport, policy: Partial<Policy> = {}) {
    this.service = createClient(ScreeningService, transport);
    this.policy = { ...kPolicy, ...policy };
  }

  /**
   * All that a kiosk knows and may show.
   *
   * @throws ConnectError; also when the certificate is an officer's, who is told more than a kiosk may know.
   */
  async screenAsKiosk(document: Document): Promise<KioskAnswer> {
    const { answer } = await this.screen(document);
    if (answer.case === "kiosk") return answer.value;
    throw new ConnectError("the certificate of a kiosk has the role kiosk only", Code.FailedPrecondition);
  }

  /**
   * Asks until there is an answer, none can come, or patience ends; always with the same requestId.
   *
   * @throws ConnectError: the last one.
   */
  async screen(document: Document): Promise<ScreenDocumentResponse> {
    const giveUp = Date.now() + this.policy.patience_ms;
    let pieceBytes = Math.min(Math.max(this.policy.pieceBytes, kLeastPiece), kMostPiece);
    const uploads: Upload[] = [];
    const images = [];
    for (const { light, bytes } of document.pictures) {
      if (bytes.length <= pieceBytes) {
        images.push({ light, content: bytes });
        continue;
      }
      const sha256 = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
      uploads.push({ bytes, sha256 });
      images.push({ light, uploaded: sha256 });
    }
    const request = {
      requestId: document.requestId,
      lane: document.lane ?? "",
      capture: document.capture ?? Capture.SCANNER,
      group: document.group ?? "",
      direction: document.direction ?? Direction.UNSPECIFIED,
      images,
    };
    let handedIn = false;
    for (let pause = this.policy.firstPause_ms; ; pause = Math.min(2 * pause, this.policy.longestPause_ms)) {
      try {
        if (!handedIn) for (const upload of uploads) await this.handIn(upload, pieceBytes);
        handedIn = true;
        return await this.service.screenDocument(request, { timeoutMs: this.policy.call_ms });
      } catch (thrown) {
        const error = ConnectError.from(thrown);
        const slow = !handedIn && error.code === Code.DeadlineExceeded && pieceBytes > kLeastPiece;
        if (slow) pieceBytes /= 2;
        if (reasonOf(error) === "IMAGE_NOT_HELD") handedIn = false;
        const wait = Math.min(comeBack_ms(error) ?? pause, this.policy.longestPause_ms) * (1 - Math.random() / 4);
        if (!(slow || mayPass(error)) || Date.now() + wait >= giveUp) throw error;
        await sleep(wait);
      }
    }
  }

  /** Goes on where it was. */
  private async handIn({ bytes, sha256 }: Upload, pieceBytes: number): Promise<void> {
    const options = { timeoutMs: this.policy.call_ms };
    let held = await this.service.getUpload({ sha256 }, options).then(
      (state) => Number(state.held),
      (error: unknown) => {
        if (reasonOf(error) === "IMAGE_NOT_HELD") return 0;
        throw error;
      },
    );
    while (held < bytes.length) {
      const piece = {
        sha256,
        size: BigInt(bytes.length),
        offset: BigInt(held),
        content: bytes.subarray(held, held + pieceBytes),
      };
      held = Number((await this.service.appendUpload(piece, options)).held);
      await this.policy.onHeld?.(held, bytes.length);
    }
  }
}
