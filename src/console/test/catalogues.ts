import { expect, it } from "vitest";

const parametersOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

/** The words of one language beside the English ones. */
export function isCatalogue(
  language: string,
  load: () => Promise<Readonly<Record<string, string>>>,
  english: Readonly<Record<string, string>>,
): void {
  it("have the keys and parameters of the English ones, and their own script", async () => {
    const texts = await load();
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(texts)) {
      expect(text.trim(), key).not.toBe("");
      expect(parametersOf(text), key).toEqual(parametersOf(english[key] ?? ""));
      if (language !== "en") expect(text.replace(/\{\w+\}/g, ""), key).toMatch(/[\u0600-\u06ff]/);
    }
  });
}
