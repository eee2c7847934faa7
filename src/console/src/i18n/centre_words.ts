import { signal } from "@preact/signals";
import type { Language } from "./catalogue";
import { centre as en } from "./en/centre";
import { alsoSpoken, filled, type Parameters } from "./translate";

export type CentreKey = keyof typeof en;

/** The words of the centre's page in one language: a key that is missing does not compile. */
export type CentreCatalogue = Readonly<Record<CentreKey, string>>;

export const centreLanguages: Readonly<Record<Language, () => Promise<CentreCatalogue>>> = {
  en: async () => en,
  ur: async () => (await import("./ur/centre")).centre,
  fa: async () => (await import("./fa/centre")).centre,
  ar: async () => (await import("./ar/centre")).centre,
};

const catalogue = signal<CentreCatalogue>(en);

export function startCentreWords(): void {
  alsoSpoken.push(async (chosen) => {
    catalogue.value = await centreLanguages[chosen]();
  });
}

export const c = (key: CentreKey, parameters: Parameters = {}): string =>
  filled(catalogue.value[key], parameters);

export const cHas = (key: string): key is CentreKey => Object.hasOwn(en, key);

/** The same for keys made from codes of the service. */
export const cOr = (key: string, fallback: string, parameters: Parameters = {}): string =>
  cHas(key) ? c(key, parameters) : fallback;
