import { c } from "../../i18n/centre_words";
import { forgetRefusal, refusal } from "../../state/centre/attempt";
import { anyOpen } from "../../state/centre/dialogs";

/** What was refused last, with the service's own words behind it. */
export function RefusalNote() {
  const { text, detail } = refusal.value;
  return (
    <div class="refusal-note" role="alert">
      {text !== "" && !anyOpen.value && (
        <p>
          <span>{text}</span>
          {detail !== "" && <bdi class="refusal-detail">{detail}</bdi>}
          <button type="button" class="quiet" aria-label={c("refusal.close")} onClick={forgetRefusal}>
            ×
          </button>
        </p>
      )}
    </div>
  );
}
