import { Freshness, type ListState } from "../gen/chowki/screening/v1/match_pb";

/** What is known of the lists in force, and when the service said so. */
export interface KnownLists {
  lists: ListState[];
  /** ms since 1970. */
  asOf: number;
}

const kSeverity = [
  Freshness.FRESH,
  Freshness.AGING,
  Freshness.CLOCK_SUSPECT,
  Freshness.STALE,
  Freshness.ABSENT,
];

/** Age of a list now, in seconds: as told, and what passed since. */
export function ageOf(list: ListState, asOf: number, now: number): number {
  return Number(list.age?.seconds ?? 0n) + Math.max(0, (now - asOf) / 1000);
}

/** The worst of all lists; no list at all is the worst that can be. */
export function worstFreshness(lists: ListState[]): Freshness {
  if (lists.length === 0) return Freshness.ABSENT;
  const rank = (list: ListState) => kSeverity.indexOf(list.freshness);
  return kSeverity[Math.max(...lists.map(rank))] ?? Freshness.ABSENT;
}
