import { describe, expect, it } from "vitest";
import findingsPage from "../../../docs/findings.md?raw";
import hitsPage from "../../../docs/hits.md?raw";
import { type Catalogue, languages } from "../src/i18n/catalogue";
import { en } from "../src/i18n/en";
import { remedies } from "../src/i18n/remedies";

const parametersOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

const spoken: [string, { load: () => Promise<Catalogue> }][] = Object.entries(languages);

describe.each(spoken)("the texts in %s", (language, { load }) => {
  it("have every key, none more, none empty", async () => {
    const texts = await load();
    expect(Object.keys(texts).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(texts)) expect(text.trim(), key).not.toBe("");
  });

  it("have the parameters of the English ones", async () => {
    const texts = await load();
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect(parametersOf(texts[key]), key).toEqual(parametersOf(en[key]));
    }
  });

  it("are in its own script, where it has one", async () => {
    if (language === "en") return;
    const texts = await load();
    for (const [key, text] of Object.entries(texts)) {
      if (/^\{\w+\}( · \{\w+\})*$/.test(text)) continue; // parameters alone
      expect(text.replace(/\{\w+\}/g, ""), key).toMatch(/[\u0600-\u06ff]/);
    }
  });
});

describe("the texts of findings", () => {
  const reasons = [...findingsPage.matchAll(/^\| `(\w+)` \|/gm)].map(([, reason]) => reason ?? "");

  // A new check is documented with its reasons; its words may come a change later, and the page shows
  // the code until then. More than a few would be a page of codes.
  const kFew = 12;

  it("say the reasons that are documented", () => {
    expect(reasons.length).toBeGreaterThan(60);
    const unsaid = reasons.filter((reason) => !Object.hasOwn(en, `reason.${reason}`));
    expect(unsaid.length, unsaid.join(" ")).toBeLessThanOrEqual(kFew);
  });

  it("name the checks that are documented", () => {
    const checks = [...findingsPage.matchAll(/^## `([\w.]+)`/gm)].map(([, check]) => check);
    const unnamed = checks.filter((check) => !Object.hasOwn(en, `check.${check}`));
    expect(unnamed.length, unnamed.join(" ")).toBeLessThanOrEqual(kFew);
  });

  it("say what to do only in words that there are, of reasons that there are", () => {
    for (const [reason, remedy] of Object.entries(remedies)) {
      expect(en).toHaveProperty([`reason.${reason}`]);
      expect(en).toHaveProperty([`do.${remedy}`]);
    }
  });
});

describe("the texts of hits", () => {
  it("name every action that is documented", () => {
    const section = hitsPage.slice(hitsPage.indexOf("## Actions"));
    const actions = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, action]) => action);
    expect(actions.length).toBeGreaterThan(10);
    for (const action of actions) expect(en).toHaveProperty([`action.${action}`]);
  });
});

describe("the advice", () => {
  it("has no word that lets in or refuses", () => {
    const words = [en["advice.clear"], en["advice.attention"], en["advice.refer"]].join(" ");
    expect(words).not.toMatch(/\b(refus|den[yi]|reject|admit|allow|enter|pass|ok)/i);
  });
});
