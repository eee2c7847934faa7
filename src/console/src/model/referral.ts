import { timestampMs } from "@bufbuild/protobuf/wkt";
import {
  AgeBand,
  Feedback,
  type Referral,
  ReferralOutcome,
  ReferralState,
} from "../gen/chowki/referral/v1/referral_pb";

/** Children first, then by points, then who has waited longest: as the service lists them. */
export function byUrgency(a: Referral, b: Referral): number {
  const child = (one: Referral) => Number(isChild(one));
  const since = ({ createTime }: Referral) => (createTime ? timestampMs(createTime) : 0);
  return child(b) - child(a) || b.points - a.points || since(a) - since(b);
}

/** Age in doubt is the age of a child. */
export const isChild = ({ age }: Referral): boolean =>
  age === AgeBand.CHILD || age === AgeBand.UNSPECIFIED;

export const isClosed = ({ state }: Referral): boolean => state === ReferralState.CLOSED;

/** News take the place of what they change. */
export function mergedReferrals(rows: readonly Referral[], news: readonly Referral[]): Referral[] {
  const next = new Map(rows.map((row) => [row.name, row]));
  for (const one of news) next.set(one.name, one);
  return [...next.values()].sort(byUrgency);
}

export const kOutcomes = [
  ReferralOutcome.HARMLESS,
  ReferralOutcome.HELP_ACCEPTED,
  ReferralOutcome.HELP_DECLINED,
  ReferralOutcome.CHILD_PROTECTION,
  ReferralOutcome.MISSING_FOUND,
  ReferralOutcome.HANDED_OVER,
  ReferralOutcome.NOT_MET,
] as const;

/** Whether another person signs this outcome: of a child's always (safeguard::NeedsSecond). */
export const needsSignature = (outcome: ReferralOutcome, child: boolean): boolean =>
  child ||
  outcome === ReferralOutcome.CHILD_PROTECTION ||
  outcome === ReferralOutcome.MISSING_FOUND ||
  outcome === ReferralOutcome.HANDED_OVER;

/** What can be said of asking, with an outcome: the service refuses what contradicts it. */
export function feedbacksOf(outcome: ReferralOutcome): readonly Feedback[] {
  switch (outcome) {
    case ReferralOutcome.HARMLESS:
      return [Feedback.WRONG, Feedback.UNKNOWN];
    case ReferralOutcome.NOT_MET:
      return [Feedback.UNKNOWN];
    case ReferralOutcome.HANDED_OVER:
    case ReferralOutcome.UNSPECIFIED:
      return [Feedback.RIGHT, Feedback.WRONG, Feedback.UNKNOWN];
    default:
      return [Feedback.RIGHT, Feedback.UNKNOWN];
  }
}

/** "checkpoint-1" of "checkpoints/checkpoint-1/screenings/...". */
export const checkpointOf = (name: string): string => name.split("/")[1] ?? "";

/** The last part of a name, short: what people call it on the telephone. */
export const shortId = (name: string): string => name.slice(-6).toUpperCase();
