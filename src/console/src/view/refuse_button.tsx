import { t } from "../i18n/translate";
import { endRefusal, refusing, startRefusal } from "../state/refusal_hold";

/** Refusing is held for half a second, so that no finger does it by accident. */
export function RefuseButton({ disabled }: { disabled: boolean }) {
  return (
    <button
      type="button"
      class="choice refuse"
      data-held={refusing.value}
      disabled={disabled}
      onPointerDown={startRefusal}
      onPointerUp={endRefusal}
      onPointerLeave={endRefusal}
      onBlur={endRefusal}
      onKeyDown={(event) => {
        if ((event.key === "Enter" || event.key === " ") && !event.repeat) startRefusal();
      }}
      onKeyUp={endRefusal}
    >
      <span class="refuse-fill" />
      <span class="refuse-word">
        {t("decision.refuse")} <kbd>F4</kbd> <small>{t("decision.hold")}</small>
      </span>
    </button>
  );
}
