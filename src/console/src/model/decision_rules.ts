import { Advice } from "../gen/chowki/screening/v1/advice_pb";
import { DecisionOutcome } from "../gen/chowki/screening/v1/decision_pb";
import type { Match } from "../gen/chowki/screening/v1/match_pb";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import { closedMatches, shownAdvice } from "./advice";

export interface Disposition {
  /** Whether the traveller is the one of the entry; undefined: not said yet. */
  samePerson: boolean | undefined;
  reason: string;
  /** ISO day until which the entry shall not alert again; "": it alerts again. */
  until: string;
}

export interface Draft {
  outcome: DecisionOutcome;
  note: string;
  /** By id of the entry. */
  dispositions: Readonly<Record<string, Disposition>>;
  secondOfficer: string;
  /** The second officer signs later, at a screen of his own. */
  awaitsSignature: boolean;
}

export const emptyDraft: Draft = {
  outcome: DecisionOutcome.UNSPECIFIED,
  note: "",
  dispositions: {},
  secondOfficer: "",
  awaitsSignature: false,
};

/** What a decision still lacks, in the order in which the page asks for it. */
export type Lack = "closed_part" | "hits" | "reason" | "second_officer";

/** Hits that the officer is asked about: those that policy shows and that ask for something. */
export const hitsToAnswer = (screening: Screening): Match[] =>
  screening.matches.filter((match) => match.alert && match.action !== "none");

/**
 * An officer who agrees with the advice has one key to press. Who goes past a warning says why; who
 * goes past a referral, refuses, or silences an entry for good does not do so alone. Who refers
 * leaves the questions to the second line.
 */
export function lacking(screening: Screening, draft: Draft, closedPartRead: boolean): Lack[] {
  const advice = shownAdvice(screening);
  const refers = draft.outcome === DecisionOutcome.REFER;
  const refuses = draft.outcome === DecisionOutcome.REFUSE;
  const proceeds = draft.outcome === DecisionOutcome.PROCEED;
  const said = Object.values(draft.dispositions);
  const silences = said.some((d) => d.samePerson === false && d.until !== "");

  const lack: Lack[] = [];
  if (closedMatches(screening).length > 0 && !closedPartRead) lack.push("closed_part");
  const unanswered = hitsToAnswer(screening).some(
    (match) => draft.dispositions[match.entry]?.samePerson === undefined,
  );
  const withoutReason = said.some((d) => d.until !== "" && d.reason.trim() === "");
  if ((unanswered && !refers) || withoutReason) lack.push("hits");
  const pastAWarning = proceeds && advice !== Advice.CLEAR;
  if ((refuses || pastAWarning) && draft.note.trim() === "") lack.push("reason");
  const notAlone = refuses || (proceeds && advice === Advice.REFER) || silences;
  if (notAlone && draft.secondOfficer === "" && !draft.awaitsSignature) lack.push("second_officer");
  return lack;
}
