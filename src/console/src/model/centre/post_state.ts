import type { Device } from "../../gen/chowki/fleet/v1/fleet_service_pb";

/** What is wrong with a post, by a code that has words in every language. */
export type Trouble =
  | "silent"
  | "never_heard"
  | "behind"
  | "no_list"
  | "error"
  | "clock"
  | "events_wait"
  | "certificate_ends"
  | "certificate_ended"
  | "shut_out";

export type Severity = "well" | "look" | "bad" | "out";

export interface PostState {
  id: string;
  severity: Severity;
  troubles: Trouble[];
  /** ms since 1970; undefined: never heard of. */
  seen?: number;
  clockOffset_ms: number;
  eventsWaiting: number;
  error: string;
  software: string;
  certificateEnds?: number;
  lists: { list: string; version: number; newest: number }[];
}

// A post reports with every question for news, which takes some 50 s (sync::Centre::kMaxWait).
const kSilent_ms = 10 * 60_000;
const kLongSilent_ms = 60 * 60_000;
const kClock_ms = 60_000; // signatures count by the hour; an hour would be too late to look
const kCertificate_ms = 30 * 86_400_000; // `chowki enrol --renew --when-left 60`: a month late
const kEventsAge_s = 3600;

const kBad: ReadonlySet<Trouble> = new Set(["error", "certificate_ended", "no_list"]);
const kRank: Readonly<Record<Severity, number>> = { bad: 0, look: 1, well: 2, out: 3 };

const time = (stamp: { seconds: bigint } | undefined) =>
  stamp === undefined ? undefined : Number(stamp.seconds) * 1000;

/** newest: the newest version of each list. */
export function postState(device: Device, newest: ReadonlyMap<string, number>, now: number): PostState {
  const report = device.lastReport;
  const seen = time(device.lastSeenTime);
  const certificateEnds = time(device.certificateExpireTime);
  const lists = (report?.held ?? []).map(({ list, version }) => ({
    list,
    version: Number(version),
    newest: newest.get(list) ?? Number(version),
  }));
  const clockOffset_ms = Number(device.clockOffsetMs);
  const eventsWaiting = Number(report?.eventsWaiting ?? 0n);
  const eventsAge_s = Number(report?.oldestEventAge?.seconds ?? 0n);
  const error = report?.lastErrorReason ?? "";
  const found: [Trouble, boolean][] = [
    ["shut_out", device.revocation !== undefined],
    ["never_heard", seen === undefined],
    ["silent", seen !== undefined && now - seen > kSilent_ms],
    ["error", error !== ""],
    ["no_list", seen !== undefined && lists.every(({ version }) => version === 0)],
    ["behind", lists.some(({ version, newest: last }) => version > 0 && version < last)],
    ["clock", Math.abs(clockOffset_ms) > kClock_ms],
    ["events_wait", eventsWaiting > 0 && eventsAge_s > kEventsAge_s],
    ["certificate_ended", certificateEnds !== undefined && certificateEnds < now],
    [
      "certificate_ends",
      certificateEnds !== undefined && certificateEnds >= now && certificateEnds - now < kCertificate_ms,
    ],
  ];
  const troubles = found.filter(([, is]) => is).map(([trouble]) => trouble);
  const longSilent = seen !== undefined && now - seen > kLongSilent_ms;
  return {
    id: device.id,
    severity: severityOf(troubles, longSilent),
    troubles,
    ...(seen !== undefined && { seen }),
    clockOffset_ms,
    eventsWaiting,
    error,
    software: report?.softwareVersion ?? "",
    ...(certificateEnds !== undefined && { certificateEnds }),
    lists,
  };
}

function severityOf(troubles: readonly Trouble[], longSilent: boolean): Severity {
  if (troubles.includes("shut_out")) return "out"; // as somebody wanted it
  if (longSilent || troubles.some((trouble) => kBad.has(trouble))) return "bad";
  return troubles.length > 0 ? "look" : "well";
}

/** The worst first; among those alike the longest silent. */
export const byTrouble = (a: PostState, b: PostState): number =>
  kRank[a.severity] - kRank[b.severity] ||
  b.troubles.length - a.troubles.length ||
  (a.seen ?? 0) - (b.seen ?? 0) ||
  (a.id < b.id ? -1 : 1);
