import { signal } from "@preact/signals";
import type { Language } from "./catalogue";
import { alsoSpoken, filled, language, type Parameters } from "./translate";

type Words<Key extends string> = Readonly<Record<Key, string>>;
export type Spoken<Key extends string> = Readonly<Record<Language, () => Promise<Words<Key>>>>;

/** Words beside the common catalogue, of those pages that not everybody has. */
export function ownWords<Key extends string>(english: Words<Key>, spoken: Spoken<Key>) {
  const catalogue = signal(english);
  const speak = async (chosen: Language) => {
    catalogue.value = await spoken[chosen]();
  };
  const say = (key: Key, parameters: Parameters = {}): string => filled(catalogue.value[key], parameters);
  const has = (key: string): key is Key => Object.hasOwn(english, key);
  return {
    /** Before any of them is shown. */
    start: () => {
      alsoSpoken.push(speak);
      return speak(language.value);
    },
    say,
    has,
    /** The same for keys made from codes of the service. */
    sayOr: (key: string, fallback: string, parameters: Parameters = {}): string =>
      has(key) ? say(key, parameters) : fallback,
  };
}
