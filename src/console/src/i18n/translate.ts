import { signal } from "@preact/signals";
import type { Catalogue, Language, TextKey } from "./catalogue";
import { languages } from "./catalogue";
import { en } from "./en";

export type Parameters = Readonly<Record<string, string | number>>;

export const language = signal<Language>("en");
const catalogue = signal<Catalogue>(en);

export const has = (key: string): key is TextKey => Object.hasOwn(en, key);

// First-strong isolates: what stands in a parameter comes from documents and lists and must not turn
// the direction of the sentence around it.
const isolated = (text: string | number) => `\u2068${text}\u2069`;

/** A text with its {names} filled from the parameters. */
export const filled = (text: string, parameters: Parameters): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    return value === undefined ? whole : isolated(value);
  });

/** The text of a key in the chosen language. */
export const t = (key: TextKey, parameters: Parameters = {}): string =>
  filled(catalogue.value[key], parameters);

/** The same for keys made from codes of the service; an unknown one gives the code itself. */
export const tOr = (key: string, fallback: string, parameters: Parameters = {}): string =>
  has(key) ? t(key, parameters) : fallback;

/** Whoever has words of his own loads them here, before any is shown. */
export const alsoSpoken: ((chosen: Language) => Promise<void>)[] = [];

export async function speak(chosen: Language): Promise<void> {
  const texts = await languages[chosen].load();
  for (const load of alsoSpoken) await load(chosen);
  if (chosen === "ur") await import("../style/nastaliq.css");
  catalogue.value = texts;
  language.value = chosen;
  document.documentElement.lang = chosen;
  document.documentElement.dir = languages[chosen].direction;
}
