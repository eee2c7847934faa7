import { Advice, type Reason } from "../gen/chowki/screening/v1/advice_pb";
import type { Match } from "../gen/chowki/screening/v1/match_pb";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";

/** Hits that the traveller and his companions must not learn of, from the screen neither. */
export const closedMatches = (screening: Screening): Match[] =>
  screening.matches.filter((match) => match.discreet && match.alert);

export const openMatches = (screening: Screening): Match[] =>
  screening.matches.filter((match) => !(match.discreet && match.alert));

/**
 * The code that every screening shows. Both stand in the same place in the same grey: who does not
 * know them learns nothing. C1: the closed part is empty. C2: it is to be read.
 */
export const deskCode = (screening: Screening): "C1" | "C2" =>
  closedMatches(screening).length > 0 ? "C2" : "C1";

const reasonsForAll = (screening: Screening): Reason[] =>
  screening.verdict?.reasons.filter((reason) => !reason.officersOnly) ?? [];

/**
 * The advice as anybody may see it on the screen: what a kiosk would say. A discreet check must not
 * turn the band red while the traveller is to go on as anybody else.
 */
export function shownAdvice(screening: Screening): Advice {
  const verdict = screening.verdict;
  if (!verdict) return Advice.ATTENTION;
  const shown = reasonsForAll(screening);
  if (shown.length === verdict.reasons.length) return verdict.advice;
  return shown.reduce((worst, reason) => Math.max(worst, reason.level), Advice.CLEAR);
}

/** Reasons as anybody may read them; those of closed hits have no words but the desk code. */
export function shownReasons(screening: Screening): { reason: Reason; closed: boolean }[] {
  return reasonsForAll(screening).map((reason) => {
    const match = matchOf(screening, reason);
    return { reason, closed: match !== undefined && match.discreet };
  });
}

export function matchOf(screening: Screening, reason: Reason): Match | undefined {
  const isMatch = reason.code.startsWith("watchlist.") && reason.index !== undefined;
  return isMatch ? screening.matches[reason.index ?? -1] : undefined;
}
