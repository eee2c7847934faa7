import { useEffect, useRef } from "preact/hooks";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import { t } from "../i18n/translate";
import { decisionText, failureText } from "../i18n/wording";
import { askedWhy, obstacle, refused, sending, settle, why } from "../state/signatures";
import { State } from "./decision_bar";

/** What the first officer decided and why, and the second one's two keys. */
export function SignatureBar({ screening }: { screening: Screening }) {
  const { decision } = screening;
  if (!decision?.awaitsSignature) {
    return (
      <footer class="decision" aria-label={t("decision.title")}>
        <div class="decision-state" role="status">
          {refused.value && <p class="refusal">{failureText(refused.value)}</p>}
          <State screening={screening} />
        </div>
      </footer>
    );
  }
  return (
    <footer class="decision" aria-label={t("pages.signatures")}>
      <div class="decision-state" role="status">
        <p class="decision-told">
          {t("sign.waits", { outcome: decisionText(decision.outcome), officer: decision.officer })}
        </p>
        <p class="signature-reason">
          {decision.note === ""
            ? t("sign.no_reason")
            : t("sign.reason", { reason: decision.note })}
        </p>
        {obstacle.value === "own" && <p class="refusal">{t("sign.own")}</p>}
        {obstacle.value === "note" && <p class="sheet-word">{t("decision.read_note_first")}</p>}
        {refused.value && <p class="refusal">{failureText(refused.value)}</p>}
      </div>
      <button
        type="button"
        class="choice"
        disabled={sending.value || obstacle.value === "own"}
        onClick={() => {
          askedWhy.value = true;
        }}
      >
        {t("sign.send_back")} <kbd>F6</kbd>
      </button>
      <button
        type="button"
        class="choice signs"
        disabled={sending.value || obstacle.value !== undefined}
        onClick={() => void settle("")}
      >
        {t("sign.action")} <kbd>F9</kbd>
      </button>
    </footer>
  );
}

/** Asks why it goes back. */
export function SignatureSheet({ screening }: { screening: Screening }) {
  if (!askedWhy.value || !screening.decision?.awaitsSignature || obstacle.value === "own") return null;
  return <Why key={screening.name} name={screening.name} />;
}

function Why({ name }: { name: string }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const text = why.value.get(name) ?? "";
  const putAway = () => {
    askedWhy.value = false;
  };
  return (
    <form
      class="sheet"
      role="dialog"
      aria-label={t("sign.send_back")}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") void settle(text.trim());
      }}
      onKeyDown={(event) => event.key === "Escape" && putAway()}
    >
      <label class="reason">
        <span>
          {t("sign.why")}
          <b aria-hidden="true"> *</b>
        </span>
        <input
          ref={field}
          dir="auto"
          required
          maxLength={120}
          value={text}
          onInput={({ currentTarget }) => {
            why.value = new Map(why.value).set(name, currentTarget.value);
          }}
        />
      </label>
      <div class="row">
        <button type="submit" class="primary" disabled={sending.value || text.trim() === ""}>
          {t("sign.send_back")} <kbd>↵</kbd>
        </button>
        <button type="button" class="quiet" onClick={putAway}>
          {t("decision.cancel")} <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
}
