import {
  AgeBand,
  type Referral,
  ReferralCause,
  ReferralState,
  SignLevel,
} from "../../gen/chowki/referral/v1/referral_pb";
import { s, type SafeguardingKey } from "../../i18n/safeguarding_words";

const kAge: Readonly<Record<AgeBand, SafeguardingKey>> = {
  [AgeBand.UNSPECIFIED]: "age.child",
  [AgeBand.CHILD]: "age.child",
  [AgeBand.YOUNG]: "age.young",
  [AgeBand.ADULT]: "age.adult",
};
export const ageBandText = (age: AgeBand) => s(kAge[age]);

const kCause: Readonly<Record<ReferralCause, SafeguardingKey>> = {
  [ReferralCause.UNSPECIFIED]: "cause.signs",
  [ReferralCause.SIGNS]: "cause.signs",
  [ReferralCause.OFFICER]: "cause.officer",
  [ReferralCause.OTHER_POSTS]: "cause.other_posts",
};
export const causeText = (cause: ReferralCause) => s(kCause[cause]);

/** Where it stands, and with whom. */
export function stateOf({ state, assignee }: Referral): string {
  if (state === ReferralState.ASSIGNED) return s("state.assigned", { name: assignee });
  if (state === ReferralState.AWAITS_SIGNATURE) return s("state.awaits");
  return s(state === ReferralState.CLOSED ? "state.closed" : "state.open");
}

const kLevel: Readonly<Record<SignLevel, { sign: string; text: SafeguardingKey }>> = {
  [SignLevel.UNSPECIFIED]: { sign: "○", text: "level.note" },
  [SignLevel.NOTE]: { sign: "○", text: "level.note" },
  [SignLevel.SIGN]: { sign: "◐", text: "level.sign" },
  [SignLevel.STRONG]: { sign: "●", text: "level.strong" },
};

/** How much a sign says: hollow, half, full. */
export function LevelMark({ level }: { level: SignLevel }) {
  return (
    <span class="level">
      <span aria-hidden="true">{kLevel[level].sign}</span> {s(kLevel[level].text)}
    </span>
  );
}

/** A child, or who may be one: a small person in a ring; others: the ring alone. No colour of alarm. */
export function AgeGlyph({ child }: { child: boolean }) {
  return (
    <svg class="glyph age-glyph" viewBox="0 0 24 24" aria-hidden="true">
      <circle class="line" cx="12" cy="12" r="10" />
      {child && (
        <>
          <circle class="fill" cx="12" cy="9" r="2.6" />
          <path class="fill" d="M7.5 18c0-3.4 2-5 4.5-5s4.5 1.6 4.5 5z" />
        </>
      )}
    </svg>
  );
}
