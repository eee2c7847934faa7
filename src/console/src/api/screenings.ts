import { create } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import type { Decision } from "../gen/chowki/screening/v1/decision_pb";
import type { ListState } from "../gen/chowki/screening/v1/match_pb";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import {
  type ImageInput,
  ScreenDocumentRequestSchema,
  ScreeningService,
  type ScreeningSummary,
} from "../gen/chowki/screening/v1/screening_service_pb";

// Binary, so that the bytes of images are not written as base64.
const client = createClient(
  ScreeningService,
  createConnectTransport({ baseUrl: location.origin, useBinaryFormat: true }),
);

// Short for what is asked again anyway: a dead line shows within one of these and one pause.
export const kPollDeadline_ms = 2500;
const kDeadline_ms = 10_000;
const kScreeningDeadline_ms = 60_000;

/** Newest first; at most `count`. lane "" is all lanes. */
export async function listScreenings(
  checkpoint: string,
  lane: string,
  count: number,
): Promise<ScreeningSummary[]> {
  const request = { parent: `checkpoints/${checkpoint}`, lane, pageSize: count };
  return (await client.listScreenings(request, { timeoutMs: kPollDeadline_ms })).screenings;
}

export const getScreening = (name: string): Promise<Screening> =>
  client.getScreening({ name }, { timeoutMs: kDeadline_ms });

/**
 * Which lists are in force. No call asks for that alone; a check of an identity that nobody has
 * tells it, and is not recorded.
 */
export async function listsInForce(): Promise<ListState[]> {
  const nobody = { documentNumber: "0", documentIssuer: "UTO", limit: 1 };
  return (await client.checkIdentity(nobody, { timeoutMs: kDeadline_ms })).lists;
}

/** Screens images; `done` hears each stage as it ends. The same id again gives the same answer. */
export async function screenDocument(
  requestId: string,
  lane: string,
  images: ImageInput[],
  done: (stage: string) => void,
): Promise<Screening> {
  const screen = create(ScreenDocumentRequestSchema, { requestId, lane, images });
  const updates = client.screenDocumentProgress({ screen }, { timeoutMs: kScreeningDeadline_ms });
  for await (const { update } of updates) {
    if (update.case === "stage") done(update.value.stage);
    if (update.case !== "answer") continue;
    const answer = update.value.answer;
    if (answer.case === "screening") return answer.value;
  }
  throw new Error("the answer of the screening holds no screening");
}

/** `token` of a second officer travels in a header; the service sets who it was. */
export function recordDecision(
  screening: Screening,
  requestId: string,
  decision: Decision,
  token: string,
): Promise<Screening> {
  const request = { name: screening.name, etag: screening.etag, requestId, decision };
  const headers: HeadersInit = token === "" ? [] : [["Chowki-Second-Officer", token]];
  return client.recordDecision(request, { headers, timeoutMs: kDeadline_ms });
}
