import { Effect, type Match, type Signal } from "../gen/chowki/screening/v1/match_pb";

export interface SignalBar {
  signal: Signal;
  /** -1..1: share of the longest bar; negative speaks against. */
  share: number;
}

// What every traveller has against him being on a list of this size: no comparison, no bar.
const kPrior = "list_size";

/** The terms of a score as bars, the weightiest first. */
export function signalBars(match: Match): SignalBar[] {
  const compared = match.signals.filter((signal) => signal.id !== kPrior);
  const longest = Math.max(1, ...compared.map((signal) => Math.abs(signal.points)));
  return compared
    .map((signal) => ({ signal, share: signal.points / longest }))
    .sort((a, b) => Math.abs(b.share) - Math.abs(a.share));
}

export const agrees = (signal: Signal): boolean => signal.effect === Effect.SUPPORTS;
