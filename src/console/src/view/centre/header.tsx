import type { Signal } from "@preact/signals";
import { c } from "../../i18n/centre_words";
import { inspects } from "../../state/centre/roles";
import { session } from "../../state/session";
import { LockButton, ThemeButton } from "../header_tools";
import { LanguageChoice } from "../language_choice";
import type { Section } from "./app";

const kSections: readonly Section[] = ["changes", "posts", "audit"];

export function CentreHeader({ section }: { section: Signal<Section> }) {
  return (
    <header class="header">
      <img class="header-mark" src="/mark.svg" alt="" width="26" height="26" />
      <strong class="header-checkpoint">
        <bdi>{session.value?.checkpoint}</bdi>
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
      <ThemeButton />
      <LockButton />
    </header>
  );
}
