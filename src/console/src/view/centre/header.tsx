import type { Signal } from "@preact/signals";
import { c } from "../../i18n/centre_words";
import { t } from "../../i18n/translate";
import { inspects } from "../../state/centre/roles";
import { lock, session } from "../../state/session";
import { theme } from "../../state/settings";
import { LanguageChoice } from "../language_choice";
import type { Section } from "./app";

const kSections: readonly Section[] = ["changes", "posts", "audit"];

export function CentreHeader({ section }: { section: Signal<Section> }) {
  const person = session.value;
  return (
    <header class="header">
      <img class="header-mark" src="/mark.svg" alt="" width="26" height="26" />
      <strong class="header-checkpoint">
        <bdi>{person?.checkpoint}</bdi>
      </strong>
      <nav class="sections" aria-label={c("nav.label")}>
        {kSections
          .filter((name) => name === "changes" || inspects.value)
          .map((name) => (
            <button
              key={name}
              type="button"
              aria-current={section.value === name ? "page" : undefined}
              onClick={() => {
                section.value = name;
              }}
            >
              {c(`nav.${name}`)}
            </button>
          ))}
      </nav>
      <span class="header-space" />
      <LanguageChoice />
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
      <button type="button" class="officer" title={t("header.lock")} onClick={() => void lock()}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <rect x="5" y="11" width="14" height="9" rx="2" class="line" />
          <path d="M8 11V8a4 4 0 0 1 8 0v3" class="line" />
        </svg>
        <bdi>{person?.name}</bdi>
        <span class="visually-hidden">{t("header.lock")}</span>
      </button>
    </header>
  );
}
