import { describe, expect, it } from "vitest";
import { Advice } from "../src/gen/chowki/screening/v1/advice_pb";
import { Outcome } from "../src/gen/chowki/screening/v1/finding_pb";
import { Light } from "../src/gen/chowki/type/v1/types_pb";
import { sortChecks } from "../src/model/evidence";
import { addTurns, spread, turnPoint, uprightTurns, viewAround } from "../src/model/turn";
import { screening } from "./sample";

const square = (light: Light) => ({
  light,
  region: {
    polygon: [
      { x: 0.1, y: 0.1 },
      { x: 0.2, y: 0.1 },
      { x: 0.2, y: 0.2 },
      { x: 0.1, y: 0.2 },
    ],
  },
});

describe("checks on the page", () => {
  const sorted = sortChecks(
    screening({
      findings: [
        { check: "a", outcome: Outcome.SUCCESSFUL, contributes: Advice.CLEAR },
        { check: "b", outcome: Outcome.UNDETERMINED, contributes: Advice.ATTENTION },
        { check: "c", outcome: Outcome.NOT_PERFORMED, contributes: Advice.CLEAR },
        { check: "d", outcome: Outcome.NOT_PERFORMED, contributes: Advice.ATTENTION },
        {
          check: "e",
          outcome: Outcome.FAILED,
          contributes: Advice.REFER,
          evidence: [square(Light.INFRARED), square(Light.VISIBLE)],
        },
        { check: "f", outcome: Outcome.FAILED, contributes: Advice.REFER, silent: true },
        {
          check: "g",
          outcome: Outcome.UNDETERMINED,
          contributes: Advice.CLEAR,
          evidence: [square(Light.VISIBLE)],
        },
      ],
    }),
  );

  it("stand with the most serious first, silent ones left out", () => {
    expect(sorted.irregular.map((row) => row.finding.check)).toEqual(["e", "b", "d", "g"]);
  });

  it("have numbers where there is a place to look at, the same for all places of one", () => {
    expect(sorted.irregular.map((row) => row.number)).toEqual([1, 0, 0, 2]);
    expect(sorted.irregular[0]?.marks.map((mark) => [mark.number, mark.light])).toEqual([
      [1, Light.INFRARED],
      [1, Light.VISIBLE],
    ]);
  });

  it("never count one as passed that did not run", () => {
    expect(sorted.passed.map((finding) => finding.check)).toEqual(["a"]);
    expect(sorted.notDone.map((finding) => finding.check)).toEqual(["c"]);
  });
});

describe("a turned image", () => {
  it("is made upright against its own turn", () => {
    expect([0, 88, 180, 271, 359].map(uprightTurns)).toEqual([0, 3, 2, 1, 0]);
  });

  it("takes its places with it, and four turns are none", () => {
    const point = { x: 0.2, y: 0.7 };
    let turned = point;
    for (let i = 0; i < 4; ++i) turned = turnPoint(turned, 1);
    expect(turned.x).toBeCloseTo(point.x);
    expect(turned.y).toBeCloseTo(point.y);
    expect(turnPoint(turnPoint(point, 1), 3).x).toBeCloseTo(point.x);
    expect(addTurns(3, 2)).toBe(1);
  });
});

describe("a view around a place", () => {
  it("never leaves the image", () => {
    const view = viewAround({ x: 0.95, y: 0.95, width: 0.05, height: 0.05 }, 1000, 500);
    expect(view).toEqual({ x: 700, y: 350, width: 300, height: 150 });
  });

  it("is drawn around with a line that does not cross it", () => {
    const corners = [
      { x: 10, y: 10 },
      { x: 20, y: 10 },
      { x: 20, y: 20 },
      { x: 10, y: 20 },
    ];
    expect(spread(corners, 2)[0]).toEqual({ x: 8, y: 8 });
    expect(spread(corners, 2)[2]).toEqual({ x: 22, y: 22 });
  });
});
