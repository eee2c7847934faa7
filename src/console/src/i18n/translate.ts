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

/** The text of a key in the chosen language; {names} are filled from the parameters. */
export function t(key: TextKey, parameters: Parameters = {}): string {
  return catalogue.value[key].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    return value === undefined ? whole : isolated(value);
  });
}

/** The same for keys made from codes of the service; an unknown one gives the code itself. */
export const tOr = (key: string, fallback: string, parameters: Parameters = {}): string =>
  has(key) ? t(key, parameters) : fallback;

export async function speak(chosen: Language): Promise<void> {
  const texts = await languages[chosen].load();
  if (chosen === "ur") await import("../style/nastaliq.css");
  catalogue.value = texts;
  language.value = chosen;
  document.documentElement.lang = chosen;
  document.documentElement.dir = languages[chosen].direction;
}
