import { type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import type {
  LateAlert,
  LateAlertOutcome,
  ListLateAlertsResponse,
} from "../gen/chowki/screening/v1/late_alert_pb";
import type { ProvisionalEntry } from "../gen/chowki/screening/v1/provisional_pb";
import type {
  ListScreeningsRequestSchema,
  ListScreeningsResponse,
} from "../gen/chowki/screening/v1/screening_service_pb";
import type { GetStatisticsResponse } from "../gen/chowki/screening/v1/statistics_pb";
import { client, parentOf } from "./screenings";

const kDeadline_ms = 10_000;
const kCountDeadline_ms = 30_000; // a quarter of a busy post

/** Without a restriction: the newest. */
export const listScreenings = (
  checkpoint: string,
  restriction: MessageInitShape<typeof ListScreeningsRequestSchema>,
): Promise<ListScreeningsResponse> =>
  client.listScreenings(
    { ...restriction, parent: parentOf(checkpoint) },
    { timeoutMs: kDeadline_ms },
  );

/** sendBackReason "": signs. In the name of who is signed in; never with a second officer's token. */
export const signDecision = (
  { name, etag }: Screening,
  requestId: string,
  sendBackReason: string,
): Promise<Screening> =>
  client.signDecision({ name, etag, requestId, sendBackReason }, { timeoutMs: kDeadline_ms });

/** Days begin where the browser's clock has midnight. */
export const statistics = (
  checkpoint: string,
  lane: string,
  from: Date,
  to: Date,
): Promise<GetStatisticsResponse> =>
  client.getStatistics(
    {
      parent: parentOf(checkpoint),
      lane,
      fromTime: timestampFromDate(from),
      toTime: timestampFromDate(to),
      utcOffsetMin: -to.getTimezoneOffset(),
    },
    { timeoutMs: kCountDeadline_ms },
  );

export async function provisionalEntries(
  checkpoint: string,
  alsoEnded: boolean,
): Promise<ProvisionalEntry[]> {
  const request = { parent: parentOf(checkpoint), alsoEnded };
  return (await client.listProvisionalEntries(request, { timeoutMs: kDeadline_ms })).entries;
}

/** columns: a row of chowki's own CSV. */
export const proposeEntry = (
  requestId: string,
  columns: Record<string, string>,
  reason: string,
  days: number,
): Promise<ProvisionalEntry> =>
  client.proposeProvisionalEntry(
    { requestId, columns, reason, days },
    { timeoutMs: kDeadline_ms },
  );

export const confirmEntry = (requestId: string, id: string): Promise<ProvisionalEntry> =>
  client.confirmProvisionalEntry({ requestId, id }, { timeoutMs: kDeadline_ms });

export const withdrawEntry = (
  requestId: string,
  id: string,
  reason: string,
): Promise<ProvisionalEntry> =>
  client.withdrawProvisionalEntry({ requestId, id, reason }, { timeoutMs: kDeadline_ms });

export const lateAlerts = (
  checkpoint: string,
  onlyOpen: boolean,
): Promise<ListLateAlertsResponse> =>
  client.listLateAlerts(
    { parent: parentOf(checkpoint), pageSize: 500, onlyOpen },
    { timeoutMs: kDeadline_ms },
  );

export const acknowledgeLateAlert = (
  { name, etag }: LateAlert,
  requestId: string,
  outcome: LateAlertOutcome,
  note: string,
): Promise<LateAlert> =>
  client.acknowledgeLateAlert({ name, etag, requestId, outcome, note }, { timeoutMs: kDeadline_ms });
