import type { en } from "./en";

export type TextKey = keyof typeof en;

/** Every text of one language: a key that is missing does not compile. */
export type Catalogue = Readonly<Record<TextKey, string>>;

export type Language = "en" | "ur" | "fa" | "ar";

export const languages: Readonly<
  Record<Language, { name: string; direction: "ltr" | "rtl"; load: () => Promise<Catalogue> }>
> = {
  en: { name: "English", direction: "ltr", load: async () => (await import("./en")).default },
  ur: { name: "اردو", direction: "rtl", load: async () => (await import("./ur")).default },
  fa: { name: "فارسی", direction: "rtl", load: async () => (await import("./fa")).default },
  ar: { name: "العربية", direction: "rtl", load: async () => (await import("./ar")).default },
};

export const isLanguage = (text: string | null | undefined): text is Language =>
  text !== null && text !== undefined && Object.hasOwn(languages, text);
