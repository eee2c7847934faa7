import { t } from "../i18n/translate";
import { lock, session } from "../state/session";
import { theme } from "../state/settings";

/** Between the dark and the light theme. */
export function ThemeButton() {
  return (
    <button
      type="button"
      class="icon"
      aria-label={t("header.theme")}
      title={t("header.theme")}
      onClick={() => {
        theme.value = theme.value === "dark" ? "light" : "dark";
      }}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r="8.5" class="line" />
        <path d="M12 3.5a8.5 8.5 0 0 1 0 17z" class="fill" />
      </svg>
    </button>
  );
}

/** Who is here; pressed, the screen is locked. */
export function LockButton() {
  return (
    <button type="button" class="officer" title={t("header.lock")} onClick={() => void lock()}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <rect x="5" y="11" width="14" height="9" rx="2" class="line" />
        <path d="M8 11V8a4 4 0 0 1 8 0v3" class="line" />
      </svg>
      <bdi>{session.value?.name}</bdi>
      <span class="visually-hidden">{t("header.lock")}</span>
    </button>
  );
}
