import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import type { Decision } from "../gen/chowki/screening/v1/decision_pb";
import type { ListState } from "../gen/chowki/screening/v1/match_pb";
import type { Capture, Direction, Screening } from "../gen/chowki/screening/v1/screening_pb";
import {
  type ImageInput,
  ScreenDocumentRequestSchema,
  ScreeningService,
  type ScreeningSummary,
} from "../gen/chowki/screening/v1/screening_service_pb";

// Binary, so that the bytes of images are not written as base64.
export const transport = createConnectTransport({ baseUrl: location.origin, useBinaryFormat: true });
export const client = createClient(ScreeningService, transport);

export const parentOf = (checkpoint: string) => `checkpoints/${checkpoint}`;

// Short for what is asked again anyway: a dead line shows within one of these and one pause.
const kPollDeadline_ms = 2500;
const kWatchDeadline_ms = 50_000; // then it is asked again; the service grants at most 60 s
const kDeadline_ms = 10_000;
const kScreeningDeadline_ms = 60_000;

/**
 * First the newest, at most `newest`, newest first; then each change as it comes, oldest first. Ends
 * when its time is over or `signal` says so. lane "" is all lanes.
 */
export async function* watchScreenings(
  checkpoint: string,
  lane: string,
  newest: number,
  signal: AbortSignal,
): AsyncGenerator<ScreeningSummary[]> {
  const request = { parent: parentOf(checkpoint), lane, newest };
  const news = client.watchScreenings(request, { timeoutMs: kWatchDeadline_ms, signal });
  for await (const { screenings } of untilOver(news, signal)) yield screenings;
}

/** What is watched, without the error of its end: its time is over, or `signal` says so. */
export async function* untilOver<News>(
  news: AsyncIterable<News>,
  signal: AbortSignal,
): AsyncGenerator<News> {
  try {
    yield* news;
  } catch (error) {
    const over = ConnectError.from(error).code === Code.DeadlineExceeded;
    if (!over && !signal.aborted) throw error;
  }
}

export const getScreening = (name: string): Promise<Screening> =>
  client.getScreening({ name }, { timeoutMs: kDeadline_ms });

/** Which lists are in force. Quick: it also tells whether the service is there. */
export async function listsInForce(): Promise<ListState[]> {
  return (await client.getListStates({}, { timeoutMs: kPollDeadline_ms })).lists;
}

/** What is screened; typedMrz and corrects: what an officer typed in place of a zone misread. */
export interface Order {
  requestId: string;
  lane: string;
  images: ImageInput[];
  capture: Capture;
  typedMrz?: string[];
  corrects?: string;
  /** Whoever travels together has the same. */
  group?: string;
  direction?: Direction;
  contacts?: string[];
}

/** Screens images; `done` hears each stage as it ends. The same id again gives the same answer. */
export async function screenDocument(
  order: Order,
  done: (stage: string) => void,
): Promise<Screening> {
  const screen = create(ScreenDocumentRequestSchema, order);
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
