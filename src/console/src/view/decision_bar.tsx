import { durationMs, timestampDate } from "@bufbuild/protobuf/wkt";
import { type Decision, DecisionOutcome } from "../gen/chowki/screening/v1/decision_pb";
import { Capture, type Screening } from "../gen/chowki/screening/v1/screening_pb";
import type { TextKey } from "../i18n/catalogue";
import { t } from "../i18n/translate";
import { decisionText, failureText, timeText } from "../i18n/wording";
import { choose, phase } from "../state/decision";
import { Observed } from "./observed";
import { RefuseButton } from "./refuse_button";

/** The three decisions and what was decided. The advice never presses a key for the officer. */
export function DecisionBar({ screening }: { screening: Screening }) {
  const recording = phase.value.at === "recording";
  return (
    <footer class="decision" aria-label={t("decision.title")}>
      <div class="decision-state" role="status">
        <State screening={screening} />
      </div>
      <Observed screening={screening} />
      <button
        type="button"
        class="choice proceed"
        disabled={recording}
        onClick={() => choose(DecisionOutcome.PROCEED)}
      >
        {t("decision.proceed")} <kbd>F2</kbd>
      </button>
      <button
        type="button"
        class="choice refer"
        disabled={recording}
        onClick={() => choose(DecisionOutcome.REFER)}
      >
        {t("decision.refer")} <kbd>F3</kbd>
      </button>
      <RefuseButton disabled={recording} />
    </footer>
  );
}

export function State({ screening }: { screening: Screening }) {
  const now = phase.value;
  const { decision } = screening;
  if (now.at === "recording") return <p>{t("decision.recording")}</p>;
  if (now.at === "failed") return <p class="refusal">{failureText(now.failure)}</p>;
  if (!decision) return <Told screening={screening} />;
  if (decision.awaitsSignature || decision.sentBackBy !== "") return <NotHeld decision={decision} />;
  const told = t("decision.recorded", {
    outcome: decisionText(decision.outcome),
    officer: decision.officer,
    time: decision.time ? timeText(timestampDate(decision.time)) : "",
  });
  return (
    <>
      <p class="decision-told">
        <svg class="tick" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M5 12.5l4.5 4.5L19 7.5" />
        </svg>
        {told}
        {decision.secondOfficer !== "" &&
          ` · ${t("decision.with_second", { name: decision.secondOfficer })}`}
      </p>
      <p class="muted decision-change">{t("decision.change")}</p>
    </>
  );
}

/** A decision that waits for its second officer, or that he did not sign. */
export function NotHeld({ decision }: { decision: Decision }) {
  const outcome = decisionText(decision.outcome);
  const told = decision.awaitsSignature
    ? t("decision.waits", { outcome, officer: decision.officer })
    : t("decision.sent_back", {
        outcome,
        officer: decision.sentBackBy,
        reason: decision.sentBackReason,
      });
  return <p class="decision-told decision-not-held">{told}</p>;
}

// Not of a reader: said with every such screening.
const kMarks: Readonly<Partial<Record<Capture, TextKey>>> = {
  [Capture.CAMERA]: "capture.camera",
  [Capture.FILE]: "capture.file",
};

function Told({ screening: { lane, createTime, timings, capture } }: { screening: Screening }) {
  const elapsed_ms = timings.reduce((sum, { elapsed }) => sum + (elapsed ? durationMs(elapsed) : 0), 0);
  return (
    <p class="muted">
      {t("screening.told", {
        lane,
        time: createTime ? timeText(timestampDate(createTime)) : "",
        seconds: (elapsed_ms / 1000).toFixed(1),
      })}
      {kMarks[capture] && <strong> · {t(kMarks[capture])}</strong>}
    </p>
  );
}
