import { t } from "../i18n/translate";
import { hourText } from "../i18n/wording";
import { now } from "../state/clock";
import { toggleHidden } from "../state/hidden";
import { session } from "../state/session";

/** Says nothing of anybody: in the place of everything until the key is pressed again. */
export function HiddenPage() {
  return (
    <main class="hidden-page">
      <img src="/mark.svg" alt="" width="44" height="44" />
      <p>
        <bdi>{session.value?.checkpoint}</bdi>
      </p>
      <time class="hidden-time" dir="ltr">
        {hourText(new Date(now.value))}
      </time>
      <button type="button" class="quiet" onClick={toggleHidden}>
        {t("hidden.back")} <kbd>F10</kbd>
      </button>
    </main>
  );
}
