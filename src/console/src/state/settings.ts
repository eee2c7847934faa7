import { effect, signal } from "@preact/signals";
import type { Direction } from "../gen/chowki/screening/v1/screening_pb";
import { isLanguage, type Language } from "../i18n/catalogue";
import { language, speak } from "../i18n/translate";

export type Theme = "dark" | "light";

// What is chosen at a desk stays with the desk; nothing of a traveller is ever kept here.
const stored = (key: string) => localStorage.getItem(`chowki.${key}`);
const store = (key: string, value: string) => localStorage.setItem(`chowki.${key}`, value);

export const theme = signal<Theme>(stored("theme") === "light" ? "light" : "dark");

/** "": all lanes of the checkpoint. */
export const lane = signal(stored("lane") ?? "");

/** Which way the travellers of this desk go: a number of Direction. */
export const direction = signal<Direction>(stored("direction") === "1" ? 1 : stored("direction") === "2" ? 2 : 0);

export async function chooseLanguage(chosen: Language): Promise<void> {
  await speak(chosen);
  store("language", chosen);
}

export async function startSettings(): Promise<void> {
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
    store("theme", theme.value);
  });
  effect(() => store("lane", lane.value));
  effect(() => store("direction", String(direction.value)));
  const wanted = stored("language") ?? navigator.language.slice(0, 2);
  if (isLanguage(wanted) && wanted !== language.value) await speak(wanted);
}
