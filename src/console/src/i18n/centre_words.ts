import { centre as en } from "./en/centre";
import { ownWords, type Spoken } from "./own_words";

export type CentreKey = keyof typeof en;

/** The words of the centre's page in one language: a key that is missing does not compile. */
export type CentreCatalogue = Readonly<Record<CentreKey, string>>;

export const centreLanguages: Spoken<CentreKey> = {
  en: async () => en,
  ur: async () => (await import("./ur/centre")).centre,
  fa: async () => (await import("./fa/centre")).centre,
  ar: async () => (await import("./ar/centre")).centre,
};

export const {
  start: startCentreWords,
  say: c,
  has: cHas,
  sayOr: cOr,
} = ownWords<CentreKey>(en, centreLanguages);
