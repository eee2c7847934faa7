import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { createClient } from "@connectrpc/connect";
import type {
  Feedback,
  Note,
  Observation,
  Referral,
  ReferralOutcome,
} from "../gen/chowki/referral/v1/referral_pb";
import {
  type GetGuidanceResponse,
  type GetReferralRatesResponse,
  type ListAccessesResponse,
  ReferralService,
  type RuleState,
} from "../gen/chowki/referral/v1/referral_service_pb";
import { parentOf, transport, untilOver } from "./screenings";

const client = createClient(ReferralService, transport);
const kQuick = { timeoutMs: 10_000 };
const kWatchDeadline_ms = 50_000; // then it is asked again
const kCountDeadline_ms = 30_000;

/** In the place of what was ticked before; none: takes all back. */
export async function recordObservations(
  requestId: string,
  screening: string,
  observations: readonly Observation[],
): Promise<void> {
  await client.recordObservations({ requestId, screening, observations: [...observations] }, kQuick);
}

export async function createReferral(requestId: string, screening: string): Promise<void> {
  await client.createReferral({ requestId, screening }, kQuick);
}

/** First all that are not closed; then each that changes. */
export async function* watchReferrals(
  checkpoint: string,
  signal: AbortSignal,
): AsyncGenerator<Referral[]> {
  const options = { timeoutMs: kWatchDeadline_ms, signal };
  const news = client.watchReferrals({ parent: parentOf(checkpoint) }, options);
  for await (const { referrals } of untilOver(news, signal)) yield referrals;
}

/** Closed ones, too; the most urgent first, at most 500. */
export const allReferrals = async (checkpoint: string): Promise<Referral[]> =>
  (
    await client.listReferrals(
      { parent: parentOf(checkpoint), pageSize: 500, alsoClosed: true },
      kQuick,
    )
  ).referrals;

export const getReferral = (name: string): Promise<Referral> => client.getReferral({ name }, kQuick);

/** assignee "": given back. */
export const assignReferral = (
  { name, etag }: Referral,
  requestId: string,
  assignee: string,
): Promise<Referral> => client.assignReferral({ name, etag, requestId, assignee }, kQuick);

export const addNote = (parent: string, requestId: string, text: string): Promise<Note> =>
  client.addNote({ parent, requestId, text }, kQuick);

export const listNotes = async (parent: string): Promise<Note[]> =>
  (await client.listNotes({ parent }, kQuick)).notes;

export const proposeOutcome = (
  { name, etag }: Referral,
  requestId: string,
  outcome: ReferralOutcome,
  feedback: Feedback,
): Promise<Referral> =>
  client.proposeOutcome({ name, etag, requestId, outcome, feedback }, kQuick);

export const signOutcome = (
  { name, etag }: Referral,
  requestId: string,
  agrees: boolean,
): Promise<Referral> => client.signOutcome({ name, etag, requestId, agrees }, kQuick);

export const guidance = (language: string): Promise<GetGuidanceResponse> =>
  client.getGuidance({ language }, kQuick);

export const referralRates = (from: Date, to: Date): Promise<GetReferralRatesResponse> =>
  client.getReferralRates(
    { fromTime: timestampFromDate(from), toTime: timestampFromDate(to) },
    { timeoutMs: kCountDeadline_ms },
  );

export const reviewRule = (
  requestId: string,
  rule: string,
  held: boolean,
  reason: string,
): Promise<RuleState> => client.reviewRule({ requestId, rule, held, reason }, kQuick);

export const listAccesses = (pageSize: number, pageToken: string): Promise<ListAccessesResponse> =>
  client.listAccesses({ pageSize, pageToken }, kQuick);
