import { timestampDate } from "@bufbuild/protobuf/wkt";
import { useEffect } from "preact/hooks";
import { type LateAlert, LateAlertOutcome } from "../gen/chowki/screening/v1/late_alert_pb";
import type { TextKey } from "../i18n/catalogue";
import { t } from "../i18n/translate";
import { bandText, failureText, kindText, momentText } from "../i18n/wording";
import * as late from "../state/late";
import { Field } from "./field";
import { actionInstruction, actionLabel } from "./guidance";

const kOutcomes: Readonly<Record<LateAlertOutcome, TextKey>> = {
  [LateAlertOutcome.UNSPECIFIED]: "late.choose",
  [LateAlertOutcome.FORWARDED]: "late.forwarded",
  [LateAlertOutcome.SAME_PERSON]: "late.same_person",
  [LateAlertOutcome.OTHER_PERSON]: "late.other_person",
  [LateAlertOutcome.NOTHING_TO_DO]: "late.nothing_to_do",
};
const kChoices = [
  LateAlertOutcome.UNSPECIFIED,
  LateAlertOutcome.FORWARDED,
  LateAlertOutcome.SAME_PERSON,
  LateAlertOutcome.OTHER_PERSON,
  LateAlertOutcome.NOTHING_TO_DO,
];
const kLongestNote = 240; // characters: 500 bytes of most scripts

/** Travellers who crossed before a list said something about them; those to protect first. */
export function LateAlerts() {
  useEffect(() => void late.read(), [late.alsoAnswered.value]);
  return (
    <main class="page" aria-label={t("pages.late")}>
      <div class="row page-head">
        <p class="muted">{t("late.why")}</p>
        <label class="row">
          <input
            type="checkbox"
            checked={late.alsoAnswered.value}
            onChange={({ currentTarget }) => {
              late.alsoAnswered.value = currentTarget.checked;
            }}
          />
          <span>{t("late.also_answered")}</span>
        </label>
      </div>
      <Failed at="" />
      <section class="page-body" tabIndex={0} aria-label={t("pages.late")}>
        {late.alerts.value.length === 0 && <p class="muted">{t("late.empty")}</p>}
        <ul class="entries">
          {late.alerts.value.map((alert) => (
            <Alert key={alert.name} alert={alert} />
          ))}
        </ul>
      </section>
    </main>
  );
}

function Failed({ at }: { at: string }) {
  if (!late.failed.value || late.failedAt.value !== at) return null;
  return (
    <p class="refusal" role="alert">
      {failureText(late.failed.value)}
    </p>
  );
}

function Alert({ alert }: { alert: LateAlert }) {
  const { match, crossingTime, acknowledgement } = alert;
  return (
    <li class="entry late" data-name={alert.name} data-victim={alert.victim}>
      <div class="row">
        <h3>{match && `${kindText(match.kind)} · ${bandText(match.band)}`}</h3>
        {alert.victim && (
          <strong>
            <span aria-hidden="true">◆</span> {t("late.victim")}
          </strong>
        )}
      </div>
      <p>
        {t("late.crossed", {
          time: crossingTime ? momentText(timestampDate(crossingTime)) : "",
          lane: alert.lane,
        })}{" "}
        <button type="button" class="link" onClick={() => void late.show(alert)}>
          {t("late.show")}
        </button>
      </p>
      {match && (
        <>
          <p class="hit-do">
            <b>{actionLabel(match)}.</b> {actionInstruction(match)}
          </p>
          {match.guidance && match.guidance.contact !== "" && (
            <p>
              {t("hits.contact")}: <bdi dir="auto">{match.guidance.contact}</bdi>
            </p>
          )}
          <p class="muted">
            {t("hits.of_list", {
              list: match.list,
              version: String(match.listVersion),
              authority: match.authority,
              reference: match.reference,
            })}
          </p>
        </>
      )}
      {acknowledgement ? (
        <p class="decision-told">
          {t("late.told", {
            outcome: t(kOutcomes[acknowledgement.outcome]),
            officer: acknowledgement.officer,
            time: acknowledgement.time ? momentText(timestampDate(acknowledgement.time)) : "",
          })}
          {acknowledgement.note !== "" && (
            <>
              {": "}
              <bdi>{acknowledgement.note}</bdi>
            </>
          )}
        </p>
      ) : (
        <Answer alert={alert} />
      )}
      <Failed at={alert.name} />
    </li>
  );
}

function Answer({ alert }: { alert: LateAlert }) {
  const { outcome, note } = late.draftOf(alert.name);
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        void late.acknowledge(alert);
      }}
    >
      <Field label={t("late.outcome")}>
        <select
          name="outcome"
          value={outcome}
          onChange={({ currentTarget }) =>
            late.setDraft(alert.name, { outcome: Number(currentTarget.value) })
          }
        >
          {kChoices.map((choice) => (
            <option key={choice} value={choice}>
              {t(kOutcomes[choice])}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t("late.note")}>
        <input
          name="note"
          dir="auto"
          autocomplete="off"
          maxLength={kLongestNote}
          value={note}
          onInput={({ currentTarget }) => late.setDraft(alert.name, { note: currentTarget.value })}
        />
      </Field>
      <button
        type="submit"
        disabled={late.busy.value || outcome === LateAlertOutcome.UNSPECIFIED}
      >
        {t("late.action")}
      </button>
    </form>
  );
}
