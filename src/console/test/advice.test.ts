import { describe, expect, it } from "vitest";
import { Advice } from "../src/gen/chowki/screening/v1/advice_pb";
import { deskCode, openMatches, shownAdvice, shownReasons } from "../src/model/advice";
import { hitReason, match, screening } from "./sample";

describe("what the screen says of discreet hits", () => {
  const discreetCheck = screening({
    matches: [match({ action: "discreet_check", discreet: true })],
    verdict: { advice: Advice.REFER, reasons: [hitReason(0, Advice.REFER, true)] },
  });

  it("is the advice that a kiosk would give", () => {
    expect(shownAdvice(discreetCheck)).toBe(Advice.CLEAR);
    expect(shownReasons(discreetCheck)).toEqual([]);
  });

  it("is a code and no more", () => {
    expect(deskCode(discreetCheck)).toBe("C2");
    expect(openMatches(discreetCheck)).toEqual([]);
    expect(deskCode(screening())).toBe("C1");
  });

  it("keeps the weight of other reasons", () => {
    const both = screening({
      matches: discreetCheck.matches,
      verdict: {
        advice: Advice.REFER,
        reasons: [
          hitReason(0, Advice.REFER, true),
          { level: Advice.ATTENTION, code: "img.quality.blurred", index: 0 },
        ],
      },
    });
    expect(shownAdvice(both)).toBe(Advice.ATTENTION);
  });

  it("has no words for an arrest either, though it refers", () => {
    const arrest = screening({
      matches: [match({ action: "arrest", discreet: true })],
      verdict: { advice: Advice.REFER, reasons: [hitReason(0, Advice.REFER)] },
    });
    expect(shownAdvice(arrest)).toBe(Advice.REFER);
    expect(shownReasons(arrest).map(({ closed }) => closed)).toEqual([true]);
  });

  it("shows a suppressed one among the open, for it alerts no more", () => {
    const told = screening({ matches: [match({ discreet: true, alert: false })] });
    expect(deskCode(told)).toBe("C1");
  });
});

describe("a record without a verdict", () => {
  it("asks to look closer: only evidence makes an advice clear", () => {
    expect(shownAdvice(screening({ verdict: undefined }))).toBe(Advice.ATTENTION);
  });
});
