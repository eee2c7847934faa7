import { safeguarding as en } from "./en/safeguarding";
import { ownWords, type Spoken } from "./own_words";

export type SafeguardingKey = keyof typeof en;

/** The words of those who look after people: loaded with their pages, never with a desk's. */
export const safeguardingLanguages: Spoken<SafeguardingKey> = {
  en: async () => en,
  ur: async () => (await import("./ur/safeguarding")).safeguarding,
  fa: async () => (await import("./fa/safeguarding")).safeguarding,
  ar: async () => (await import("./ar/safeguarding")).safeguarding,
};

export const {
  start: startSafeguardingWords,
  say: s,
  sayOr: sOr,
} = ownWords<SafeguardingKey>(en, safeguardingLanguages);
