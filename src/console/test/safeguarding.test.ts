import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { beforeEach, describe, expect, it } from "vitest";
import {
  AgeBand,
  Feedback,
  type Referral,
  ReferralOutcome,
  ReferralSchema,
  ReferralState,
} from "../src/gen/chowki/referral/v1/referral_pb";
import peoplePage from "../../../docs/people.md?raw";
import { languages } from "../src/i18n/catalogue";
import { safeguarding as en } from "../src/i18n/en/safeguarding";
import { safeguardingLanguages } from "../src/i18n/safeguarding_words";
import { contactLines, contactsFit } from "../src/model/contacts";
import { feedbacksOf, mergedReferrals, needsSignature } from "../src/model/referral";
import { now } from "../src/state/clock";
import { corrected, groupOf, joined, party, startParty, toggleParty } from "../src/state/party";
import { wishes } from "../src/state/wishes";
import { isCatalogue } from "./catalogues";

describe.each(Object.entries(safeguardingLanguages))("the words of safeguarding in %s", (language, load) => {
  isCatalogue(language, load, en);
});

describe("the words of safeguarding", () => {
  it("name each documented sign, with its harmless reasons", () => {
    const table = peoplePage.slice(peoplePage.indexOf("## The signs"));
    const rows = [...table.matchAll(/^\| (`\w+`(?:, `\w+`)*) \|/gm)].flatMap(([, ids]) =>
      [...(ids ?? "").matchAll(/`(\w+)`/g)].map(([, id]) => id),
    );
    expect(rows.length).toBeGreaterThan(15);
    for (const id of rows) {
      expect(en).toHaveProperty([`sign.${id}`]);
      expect(en).toHaveProperty([`harmless.${id}`]);
    }
  });
});

// Whoever glances at a desk learns nothing from it.
describe.each(Object.entries(languages))("the desk's words in %s", (_, { load }) => {
  it("say of what is observed and of the second line nothing that tells", async () => {
    const texts = await load();
    const said = Object.entries(texts)
      .filter(([key]) => /^(observed|second_line|party|hidden)\./.test(key))
      .map(([, text]) => text);
    expect(said.length).toBeGreaterThan(10);
    const telling =
      /traffick|victim|safeguard|risk|danger|child|referral|help|hit|match|متاثر|خطر|مدد|بچ|حوالہ|قربان|کودک|کمک|ارجاع|ضحي|طفل|مساعد|إحال/i;
    for (const text of said) {
      expect(text).not.toMatch(telling);
      expect(text.length).toBeLessThan(40);
    }
  });
});

const referral = (parts: MessageInitShape<typeof ReferralSchema>): Referral =>
  create(ReferralSchema, { state: ReferralState.OPEN, age: AgeBand.ADULT, ...(parts as object) });

describe("the list of referrals", () => {
  const seconds = (n: number) => ({ seconds: BigInt(n) });
  const rows = [
    referral({ name: "adult-heavy", points: 30 }),
    referral({ name: "child-late", age: AgeBand.CHILD, points: 10, createTime: seconds(9) }),
    referral({ name: "child-early", age: AgeBand.CHILD, points: 10, createTime: seconds(5) }),
    referral({ name: "age-unknown", age: AgeBand.UNSPECIFIED, points: 12 }),
  ];

  it("has children first, who may be one too, then points, then who waits longest", () => {
    expect(mergedReferrals([], rows).map(({ name }) => name)).toEqual([
      "age-unknown",
      "child-early",
      "child-late",
      "adult-heavy",
    ]);
  });

  it("takes news in the place of what they change", () => {
    const closed = referral({ name: "adult-heavy", state: ReferralState.CLOSED });
    const after = mergedReferrals(rows, [closed]);
    expect(after).toHaveLength(4);
    expect(after.find(({ name }) => name === "adult-heavy")?.state).toBe(ReferralState.CLOSED);
  });
});

describe("an outcome", () => {
  it("needs a second person where a child may be concerned, or somebody is handed on", () => {
    expect(needsSignature(ReferralOutcome.HARMLESS, true)).toBe(true);
    expect(needsSignature(ReferralOutcome.HELP_DECLINED, true)).toBe(true);
    expect(needsSignature(ReferralOutcome.HARMLESS, false)).toBe(false);
    expect(needsSignature(ReferralOutcome.HELP_DECLINED, false)).toBe(false);
    expect(needsSignature(ReferralOutcome.HANDED_OVER, false)).toBe(true);
    expect(needsSignature(ReferralOutcome.CHILD_PROTECTION, false)).toBe(true);
  });

  it("offers no word about asking that contradicts it", () => {
    expect(feedbacksOf(ReferralOutcome.NOT_MET)).toEqual([Feedback.UNKNOWN]);
    expect(feedbacksOf(ReferralOutcome.HARMLESS)).not.toContain(Feedback.RIGHT);
    expect(feedbacksOf(ReferralOutcome.CHILD_PROTECTION)).not.toContain(Feedback.WRONG);
  });
});

describe("a party at the desk", () => {
  beforeEach(() => {
    party.value = undefined;
  });

  it("counts its documents until the next travellers", () => {
    toggleParty();
    const group = party.value?.group ?? "";
    expect(group).toMatch(/^[A-Za-z0-9_.-]{1,64}$/);
    joined("s/1", group);
    joined("s/2", group);
    expect(party.value?.count).toBe(2);
    toggleParty();
    expect(party.value).toBeUndefined();
    toggleParty();
    expect(party.value?.group).not.toBe(group);
  });

  it("keeps a corrected document with its first, and counts nobody twice", () => {
    toggleParty();
    const group = party.value?.group ?? "";
    joined("s/3", group);
    corrected("s/4", "s/3");
    expect(groupOf("s/4")).toBe(group);
    expect(party.value?.count).toBe(1);
    expect(groupOf("s/none")).toBe("");
  });

  it("ends by itself when nobody came for minutes, so that strangers are not put together", () => {
    const end = startParty();
    toggleParty();
    now.value = Date.now() + 2 * 60_000;
    expect(party.value).toBeDefined();
    now.value = Date.now() + 4 * 60_000;
    expect(party.value).toBeUndefined();
    end();
  });
});

describe("contacts as stated", () => {
  it("are lines, without the empty ones, as many and as long as the service takes", () => {
    expect(contactLines(" +999 1 \n\nHotel\n")).toEqual(["+999 1", "Hotel"]);
    expect(contactLines(undefined)).toEqual([]);
    expect(contactsFit(["a", "b", "c", "d"])).toBe(true);
    expect(contactsFit(["a", "b", "c", "d", "e"])).toBe(false);
    expect(contactsFit(["ش".repeat(100)])).toBe(true);
    expect(contactsFit(["ش".repeat(101)])).toBe(false);
  });
});

describe("the id of a request", () => {
  it("is the same for the same wish until it is fulfilled", () => {
    const wish = wishes();
    const first = wish.idOf("sign", "true");
    expect(wish.idOf("sign", "true")).toBe(first);
    expect(wish.idOf("sign", "false")).not.toBe(first);
    const again = wish.idOf("sign", "true");
    wish.fulfilled();
    expect(wish.idOf("sign", "true")).not.toBe(again);
  });
});
