import { useEffect, useRef } from "preact/hooks";
import { secondOfficer } from "../api/session";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import { t } from "../i18n/translate";
import { decisionText } from "../i18n/wording";
import type { Lack } from "../model/decision_rules";
import { draft, lacks, letWait, phase, putAway, record, setNote, setSecondOfficer } from "../state/decision";
import { Credentials } from "./credentials";
import { HitQuestions } from "./hit_questions";

/** Asks for what a decision still lacks, beside the document and not over it. */
export function DecisionSheet({ screening }: { screening: Screening }) {
  const { at } = phase.value;
  if (at !== "asking" && at !== "conflict" && at !== "failed" && at !== "recording") return null;
  return <Sheet key={screening.name} screening={screening} conflict={at === "conflict"} />;
}

function Sheet({ screening, conflict }: { screening: Screening; conflict: boolean }) {
  const sheet = useRef<HTMLDivElement>(null);
  const missing = lacks.value;
  // What was asked for when the sheet opened stays on it when it is answered.
  const asked = useRef(new Set<Lack>());
  for (const lack of missing) asked.current.add(lack);
  const first = missing[0];
  useEffect(() => {
    sheet.current?.querySelector<HTMLElement>("[data-first] input, [data-first] textarea")?.focus();
  }, [first === undefined]);
  const outcome = decisionText(draft.value.outcome);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") putAway();
    if (event.key === "Enter" && event.ctrlKey) void record();
  };
  const mark = (lack: Lack) => (first === lack ? { "data-first": true } : {});
  return (
    <div class="sheet" role="dialog" aria-label={outcome} ref={sheet} onKeyDown={onKeyDown}>
      {conflict && <Conflict screening={screening} />}
      {first === "closed_part" && <p class="sheet-word">{t("decision.read_note_first")}</p>}
      {asked.current.has("hits") && (
        <div {...mark("hits")}>
          <HitQuestions screening={screening} />
        </div>
      )}
      <label class="reason" {...mark("reason")}>
        <span>
          {t("decision.reason")}
          {asked.current.has("reason") && <b aria-hidden="true"> *</b>}
        </span>
        <textarea
          rows={2}
          maxLength={2000}
          dir="auto"
          placeholder={t("decision.reason_hint")}
          required={asked.current.has("reason")}
          value={draft.value.note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      {asked.current.has("second_officer") && (
        <div class="second" {...mark("second_officer")}>
          <h3>{t("second.title")}</h3>
          {draft.value.secondOfficer === "" ? (
            <>
              <p class="muted">{t("second.why")}</p>
              <label class="row">
                <input
                  type="checkbox"
                  checked={draft.value.awaitsSignature}
                  onChange={(event) => letWait(event.currentTarget.checked)}
                />
                <span>{t("decision.let_wait")}</span>
              </label>
              {!draft.value.awaitsSignature && (
                <Credentials
                  nameLabel={t("second.name")}
                  passwordLabel={t("second.password")}
                  action={t("second.action")}
                  submit={async (name, password) =>
                    setSecondOfficer(await secondOfficer(name, password))
                  }
                />
              )}
            </>
          ) : (
            <p>{t("second.agreed", { name: draft.value.secondOfficer })}</p>
          )}
        </div>
      )}
      <div class="row">
        <button
          type="button"
          class="primary"
          disabled={missing.length > 0 || phase.value.at === "recording"}
          onClick={() => void record()}
        >
          {t("decision.record", { outcome })} <kbd>Ctrl ↵</kbd>
        </button>
        <button type="button" class="quiet" onClick={putAway}>
          {t("decision.cancel")} <kbd>Esc</kbd>
        </button>
      </div>
    </div>
  );
}

function Conflict({ screening: { decision } }: { screening: Screening }) {
  return (
    <p class="sheet-word" role="alert">
      {decision
        ? t("decision.conflict", {
            outcome: decisionText(decision.outcome),
            officer: decision.officer,
          })
        : t("decision.conflict_open")}
    </p>
  );
}
