import { timestampDate } from "@bufbuild/protobuf/wkt";
import {
  Feedback,
  type OutcomeProposal,
  type Referral,
  ReferralOutcome,
  ReferralState,
} from "../../gen/chowki/referral/v1/referral_pb";
import { s, type SafeguardingKey, sOr } from "../../i18n/safeguarding_words";
import { failureText, momentText } from "../../i18n/wording";
import { feedbacksOf, isChild, kOutcomes, needsSignature } from "../../model/referral";
import * as referrals from "../../state/referrals";
import { session } from "../../state/session";
import { Field } from "../field";

const kOutcome: Readonly<Record<ReferralOutcome, SafeguardingKey>> = {
  [ReferralOutcome.UNSPECIFIED]: "outcome.choose",
  [ReferralOutcome.HARMLESS]: "outcome.harmless",
  [ReferralOutcome.HELP_ACCEPTED]: "outcome.help_accepted",
  [ReferralOutcome.HELP_DECLINED]: "outcome.help_declined",
  [ReferralOutcome.CHILD_PROTECTION]: "outcome.child_protection",
  [ReferralOutcome.MISSING_FOUND]: "outcome.missing_found",
  [ReferralOutcome.HANDED_OVER]: "outcome.handed_over",
  [ReferralOutcome.NOT_MET]: "outcome.not_met",
};
const kFeedback: Readonly<Record<Feedback, SafeguardingKey>> = {
  [Feedback.UNSPECIFIED]: "feedback.choose",
  [Feedback.RIGHT]: "feedback.right",
  [Feedback.WRONG]: "feedback.wrong",
  [Feedback.UNKNOWN]: "feedback.unknown",
};

/** Who looks after it, and how it ends. */
export function OutcomeBar({ referral }: { referral: Referral }) {
  const { state, outcome } = referral;
  return (
    <footer class="decision outcome-bar" aria-label={s("outcome.title")}>
      {state === ReferralState.CLOSED && outcome && <Told outcome={outcome} />}
      {state === ReferralState.AWAITS_SIGNATURE && outcome && <Signature outcome={outcome} />}
      {(state === ReferralState.OPEN || state === ReferralState.ASSIGNED) && (
        <Ending referral={referral} />
      )}
      {referrals.failed.value && (
        <p class="refusal" role="alert">
          {referralFailureText()}
        </p>
      )}
    </footer>
  );
}

function referralFailureText(): string {
  const failure = referrals.failed.value;
  if (!failure) return "";
  if (failure.kind === "offline") return failureText(failure);
  return sOr(`error.${failure.reason}`, failureText(failure), failure.metadata);
}

function wordsOf({ outcome, feedback, officer, time }: OutcomeProposal): string {
  return s("outcome.told", {
    outcome: s(kOutcome[outcome]),
    feedback: s(kFeedback[feedback]),
    officer,
    time: time ? momentText(timestampDate(time)) : "",
  });
}

function Told({ outcome }: { outcome: OutcomeProposal }) {
  return (
    <p class="decision-told">
      {wordsOf(outcome)}
      {outcome.secondOfficer !== "" && ` · ${s("outcome.signed", { officer: outcome.secondOfficer })}`}
    </p>
  );
}

function Signature({ outcome }: { outcome: OutcomeProposal }) {
  const mine = outcome.officer === session.value?.name;
  return (
    <>
      <div class="decision-state" role="status">
        <p class="decision-told">{wordsOf(outcome)}</p>
        <p class="muted">{s(mine ? "outcome.awaits_other" : "outcome.awaits_you")}</p>
      </div>
      {!mine && (
        <>
          <button
            type="button"
            class="choice"
            disabled={referrals.busy.value}
            onClick={() => void referrals.sign(false)}
          >
            {s("outcome.send_back")}
          </button>
          <button
            type="button"
            class="choice signs"
            disabled={referrals.busy.value}
            onClick={() => void referrals.sign(true)}
          >
            {s("outcome.sign")}
          </button>
        </>
      )}
    </>
  );
}

function Ending({ referral }: { referral: Referral }) {
  const mine = referrals.isMine(referral);
  return (
    <>
      <button
        type="button"
        class="choice"
        disabled={referrals.busy.value}
        onClick={() => void referrals.assign(mine ? "" : (session.value?.name ?? ""))}
      >
        {s(mine ? "assign.give_back" : "assign.to_me")}
      </button>
      {mine ? <EndingForm child={isChild(referral)} /> : <p class="muted">{s("assign.first")}</p>}
    </>
  );
}

function EndingForm({ child }: { child: boolean }) {
  const { outcome, feedback } = referrals.draft.value;
  const feedbacks = feedbacksOf(outcome);
  const ready = outcome !== ReferralOutcome.UNSPECIFIED && feedbacks.includes(feedback);
  const choose = (chosen: ReferralOutcome) => {
    const may = feedbacksOf(chosen);
    const only = may.length === 1 ? may[0] : undefined;
    const kept = may.includes(feedback) ? feedback : Feedback.UNSPECIFIED;
    referrals.setDraft({ outcome: chosen, feedback: only ?? kept });
  };
  return (
    <form
      class="outcome-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void referrals.propose();
      }}
    >
      <Field label={s("outcome.title")}>
        <select
          name="outcome"
          value={outcome}
          onChange={({ currentTarget }) => choose(Number(currentTarget.value))}
        >
          {[ReferralOutcome.UNSPECIFIED, ...kOutcomes].map((one) => (
            <option key={one} value={one}>
              {s(kOutcome[one])}
            </option>
          ))}
        </select>
      </Field>
      <Field label={s("feedback.title")}>
        <select
          name="feedback"
          value={feedback}
          onChange={({ currentTarget }) =>
            referrals.setDraft({ feedback: Number(currentTarget.value) })
          }
        >
          {[Feedback.UNSPECIFIED, ...feedbacks].map((one) => (
            <option key={one} value={one}>
              {s(kFeedback[one])}
            </option>
          ))}
        </select>
      </Field>
      <button type="submit" class="choice" disabled={!ready || referrals.busy.value}>
        {s(needsSignature(outcome, child) ? "outcome.propose" : "outcome.close")}
      </button>
    </form>
  );
}
