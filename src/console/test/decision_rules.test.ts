import { describe, expect, it } from "vitest";
import { Advice } from "../src/gen/chowki/screening/v1/advice_pb";
import { DecisionOutcome } from "../src/gen/chowki/screening/v1/decision_pb";
import { type Draft, emptyDraft, lacking } from "../src/model/decision_rules";
import { hitReason, match, screening } from "./sample";

const draft = (outcome: DecisionOutcome, parts: Partial<Draft> = {}): Draft => ({
  ...emptyDraft,
  outcome,
  ...parts,
});
const advised = (advice: Advice) =>
  screening({ verdict: { advice, reasons: [{ level: advice, code: "img.quality.blurred" }] } });
const { PROCEED, REFER, REFUSE } = DecisionOutcome;

describe("what a decision lacks", () => {
  it("is nothing when the officer agrees with the advice", () => {
    expect(lacking(screening(), draft(PROCEED), false)).toEqual([]);
    expect(lacking(advised(Advice.ATTENTION), draft(REFER), false)).toEqual([]);
    expect(lacking(advised(Advice.REFER), draft(REFER), false)).toEqual([]);
  });

  it("is a reason past a warning, and a second officer past a referral", () => {
    expect(lacking(advised(Advice.ATTENTION), draft(PROCEED), false)).toEqual(["reason"]);
    expect(lacking(advised(Advice.REFER), draft(PROCEED), false)).toEqual([
      "reason",
      "second_officer",
    ]);
    const whole = draft(PROCEED, { note: "compared by hand", secondOfficer: "b.rashid" });
    expect(lacking(advised(Advice.REFER), whole, false)).toEqual([]);
  });

  it("is no second officer when it waits for his signature", () => {
    const waits = draft(REFUSE, { note: "another face", awaitsSignature: true });
    expect(lacking(screening(), waits, false)).toEqual([]);
  });

  it("is both for a refusal, whatever the advice; blanks are no reason", () => {
    const refusal = draft(REFUSE, { note: "  " });
    expect(lacking(screening(), refusal, false)).toEqual(["reason", "second_officer"]);
  });

  const hit = screening({
    matches: [match()],
    verdict: { advice: Advice.REFER, reasons: [hitReason(0, Advice.REFER)] },
  });

  it("is a word about every hit, unless the second line is to find out", () => {
    expect(lacking(hit, draft(PROCEED), false)).toContain("hits");
    expect(lacking(hit, draft(REFER), false)).toEqual([]);
  });

  it("is a second officer and a reason for silencing an entry", () => {
    const silencing = (reason: string) =>
      draft(REFER, {
        dispositions: { "uto-1": { samePerson: false, reason, until: "2027-01-01" } },
      });
    expect(lacking(hit, silencing(""), false)).toEqual(["hits", "second_officer"]);
    expect(lacking(hit, silencing("other fingerprints"), false)).toEqual(["second_officer"]);
  });

  it("is the closed note until it was read, for any decision", () => {
    const closed = screening({
      matches: [match({ discreet: true, action: "discreet_check" })],
      verdict: { advice: Advice.REFER, reasons: [hitReason(0, Advice.REFER, true)] },
    });
    expect(lacking(closed, draft(REFER), false)).toEqual(["closed_part"]);
    expect(lacking(closed, draft(REFER), true)).toEqual([]);
    expect(lacking(closed, draft(PROCEED), true)).toEqual(["hits"]);
  });

  it("is nothing about hits that ask for nothing", () => {
    const exposed = screening({ matches: [match({ action: "none" })] });
    expect(lacking(exposed, draft(PROCEED), false)).toEqual([]);
  });
});
