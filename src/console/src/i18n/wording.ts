import { Advice } from "../gen/chowki/screening/v1/advice_pb";
import { DecisionOutcome, DecisionState } from "../gen/chowki/screening/v1/decision_pb";
import { type Finding, Outcome } from "../gen/chowki/screening/v1/finding_pb";
import { Band, Freshness, MatchKind } from "../gen/chowki/screening/v1/match_pb";
import { Light } from "../gen/chowki/type/v1/types_pb";
import type { Failure } from "../api/failure";
import type { TextKey } from "./catalogue";
import { language, t, tOr } from "./translate";
import { remedies } from "./remedies";

/** The words for codes and values of the service, in the chosen language. */

const adviceKeys: Readonly<Record<Advice, TextKey>> = {
  [Advice.UNSPECIFIED]: "advice.attention",
  [Advice.CLEAR]: "advice.clear",
  [Advice.ATTENTION]: "advice.attention",
  [Advice.REFER]: "advice.refer",
};
export const adviceText = (advice: Advice) => t(adviceKeys[advice]);

const outcomeKeys: Readonly<Record<Outcome, TextKey>> = {
  [Outcome.UNSPECIFIED]: "outcome.undetermined",
  [Outcome.SUCCESSFUL]: "outcome.successful",
  [Outcome.FAILED]: "outcome.failed",
  [Outcome.UNDETERMINED]: "outcome.undetermined",
  [Outcome.NOT_SUPPORTED]: "outcome.not_supported",
  [Outcome.NOT_PERFORMED]: "outcome.not_performed",
  [Outcome.ABORTED]: "outcome.aborted",
};
export const outcomeText = (outcome: Outcome) => t(outcomeKeys[outcome]);

const decisionKeys: Readonly<Record<DecisionOutcome, TextKey>> = {
  [DecisionOutcome.UNSPECIFIED]: "queue.undecided",
  [DecisionOutcome.PROCEED]: "decision.proceed",
  [DecisionOutcome.REFER]: "decision.refer",
  [DecisionOutcome.REFUSE]: "decision.refuse",
};
export const decisionText = (outcome: DecisionOutcome) => t(decisionKeys[outcome]);

const stateKeys: Readonly<Record<DecisionState, TextKey>> = {
  [DecisionState.UNSPECIFIED]: "state.open",
  [DecisionState.OPEN]: "state.open",
  [DecisionState.DECIDED]: "state.decided",
  [DecisionState.AWAITS_SIGNATURE]: "state.awaits_signature",
  [DecisionState.SENT_BACK]: "state.sent_back",
};
export const decisionStateText = (state: DecisionState) => t(stateKeys[state]);

const lightKeys: Readonly<Record<Light, TextKey>> = {
  [Light.UNSPECIFIED]: "light.visible",
  [Light.VISIBLE]: "light.visible",
  [Light.INFRARED]: "light.infrared",
  [Light.ULTRAVIOLET]: "light.ultraviolet",
};
export const lightText = (light: Light) => t(lightKeys[light]);

const freshnessKeys: Readonly<Record<Freshness, TextKey>> = {
  [Freshness.UNSPECIFIED]: "lists.clock_suspect",
  [Freshness.FRESH]: "lists.fresh",
  [Freshness.AGING]: "lists.aging",
  [Freshness.STALE]: "lists.stale",
  [Freshness.ABSENT]: "lists.absent",
  [Freshness.CLOCK_SUSPECT]: "lists.clock_suspect",
};
export const freshnessText = (freshness: Freshness) => t(freshnessKeys[freshness]);

const kindKeys: Readonly<Record<MatchKind, TextKey>> = {
  [MatchKind.UNSPECIFIED]: "kind.suspect",
  [MatchKind.SUSPECT]: "kind.suspect",
  [MatchKind.MISSING]: "kind.missing",
  [MatchKind.AT_RISK]: "kind.at_risk",
  [MatchKind.DOCUMENT]: "kind.document",
  [MatchKind.DOCUMENT_OF_ANOTHER]: "kind.document_of_another",
};
export const kindText = (kind: MatchKind) => t(kindKeys[kind]);

const bandKeys: Readonly<Record<Band, TextKey>> = {
  [Band.UNSPECIFIED]: "band.possible",
  [Band.EXACT_DOCUMENT]: "band.exact_document",
  [Band.STRONG]: "band.strong",
  [Band.POSSIBLE]: "band.possible",
};
export const bandText = (band: Band) => t(bandKeys[band]);

export const checkText = (check: string) => tOr(`check.${check}`, check);

export const reasonText = (check: string, reason: string) =>
  tOr(`reason.${check}.${reason}`, tOr(`reason.${reason}`, reason));

export function remedyText(finding: Finding): string {
  const remedy = remedies[finding.reason];
  return remedy === undefined ? "" : tOr(`do.${remedy}`, "");
}

/**
 * The words for a reason of the verdict: "mrz.check_digits.expiry_date_digit_wrong",
 * "watchlist.suspect.strong", "watchlist.stale".
 */
export function verdictReasonText(code: string): string {
  const parts = code.split(".");
  const [room, kind] = parts;
  if (room === "watchlist" && parts.length === 3) {
    return `${tOr(`kind.${kind}`, code)} · ${tOr(`band.${parts[2]}`, "")}`;
  }
  const reason = parts.pop() ?? code;
  const check = parts.join(".");
  const text = tOr(`reason.${check}.${reason}`, tOr(`reason.${reason}`, code));
  return reason === "mandatory_not_performed" ? `${checkText(check)}: ${text}` : text;
}

export function failureText(failure: Failure): string {
  if (failure.kind === "offline") return t("error.offline");
  return tOr(
    `error.${failure.reason}`,
    t("error.unknown", { reason: failure.reason }),
    failure.metadata,
  );
}

export function timeText(time: Date): string {
  const format = new Intl.DateTimeFormat(`${language.value}-u-nu-latn`, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  return format.format(time);
}

// The day before the month, as on documents.
const localeOf = () => (language.value === "en" ? "en-GB" : language.value);

const format = (time: Date, parts: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(`${localeOf()}-u-nu-latn-ca-gregory`, parts).format(time);

/** Day and time, short: "14 May, 14:10". */
export const momentText = (time: Date) =>
  format(time, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });

export const dayText = (time: Date) => format(time, { day: "numeric", month: "short" });
export const hourText = (time: Date) => format(time, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** How long something took, in the unit that says it best. */
export function durationText(ms: number): string {
  const unit = (value: number, name: "second" | "minute" | "hour" | "day", digits: number) =>
    new Intl.NumberFormat(`${language.value}-u-nu-latn`, {
      style: "unit",
      unit: name,
      unitDisplay: "short",
      maximumFractionDigits: digits,
    }).format(value);
  if (ms < 60_000) return unit(ms / 1000, "second", ms < 10_000 ? 1 : 0);
  if (ms < 3_600_000) return unit(ms / 60_000, "minute", 0);
  if (ms < 48 * 3_600_000) return unit(ms / 3_600_000, "hour", 1);
  return unit(ms / 86_400_000, "day", 0);
}

export function ageText(seconds: number): string {
  if (seconds < 60) return t("age.seconds", { n: Math.round(seconds) });
  if (seconds < 3600) return t("age.minutes", { n: Math.floor(seconds / 60) });
  if (seconds < 48 * 3600) return t("age.hours", { n: Math.floor(seconds / 3600) });
  return t("age.days", { n: Math.floor(seconds / 86_400) });
}
