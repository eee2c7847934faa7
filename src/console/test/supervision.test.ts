import { create } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { Advice } from "../src/gen/chowki/screening/v1/advice_pb";
import { DecisionOutcome } from "../src/gen/chowki/screening/v1/decision_pb";
import { Sex } from "../src/gen/chowki/type/v1/types_pb";
import { GetStatisticsResponseSchema } from "../src/gen/chowki/screening/v1/statistics_pb";
import { columnsOf, emptyForm, entryOf, formOf } from "../src/model/entry_form";
import { barsOf, ceiling, decidedOf, despiteAdvice } from "../src/model/plots";
import { screening } from "./sample";

const kDay_s = 86_400n;
const kFrom = new Date("2026-05-01T00:00:00Z");

describe("the bars over time", () => {
  it("are there for days without a screening, too, and lose none", () => {
    const seconds = BigInt(kFrom.getTime() / 1000);
    const counted = create(GetStatisticsResponseSchema, {
      period: { seconds: kDay_s },
      periods: [
        { startTime: { seconds }, clear: 3n },
        // An hour off, as on the days on which clocks change.
        { startTime: { seconds: seconds + 2n * kDay_s + 3600n }, attention: 1n, refer: 2n },
      ],
    });
    const bars = barsOf(counted, kFrom, new Date("2026-05-04T00:00:00Z"));
    expect(bars.map(({ clear, attention, refer }) => [clear, attention, refer])).toEqual([
      [3, 0, 0],
      [0, 0, 0],
      [0, 1, 2],
    ]);
  });

  it("end at a round number that is not below the most", () => {
    expect([0, 1, 3, 11, 20, 21, 501].map(ceiling)).toEqual([1, 1, 5, 20, 20, 50, 1000]);
  });
});

describe("decisions against advice", () => {
  it("are those that went on, of those that were decided", () => {
    const counted = create(GetStatisticsResponseSchema, {
      decisions: [
        { advice: Advice.CLEAR, outcome: DecisionOutcome.PROCEED, screenings: 50n },
        { advice: Advice.ATTENTION, outcome: DecisionOutcome.PROCEED, screenings: 4n },
        { advice: Advice.REFER, outcome: DecisionOutcome.PROCEED, screenings: 1n },
        { advice: Advice.REFER, outcome: DecisionOutcome.REFER, screenings: 3n },
        { advice: Advice.REFER, screenings: 7n },
      ],
    });
    expect(despiteAdvice(decidedOf(counted))).toEqual({ n: 5, all: 8 });
  });
});

describe("the form of a provisional entry", () => {
  const record = {
    documentCode: "P",
    issuingState: "UTO",
    surname: "ERIKSSON",
    givenNames: "ANNA MARIA",
    documentNumber: "L898902C3",
    nationality: "UTO",
    birthDate: { year: 1974, month: 8 },
    sex: Sex.FEMALE,
  };

  it("takes what was read, a date as far as it is known", () => {
    const form = formOf(screening({ reading: { record } }));
    expect(form.birth_dates).toBe("1974-08");
    expect(form.documents).toBe("P:UTO:L898902C3");
    expect(form.sex).toBe("F");
    expect(formOf(screening({ reading: {} }))).toEqual({});
  });

  it("says only what was typed, and of a document nobody's name", () => {
    const typed = { ...emptyForm, surname: " TESTOVA ", documents: "P:UTO:X1", reason: "call" };
    expect(columnsOf({ ...typed, category: "wanted" })).toEqual({
      category: "wanted",
      surname: "TESTOVA",
      documents: "P:UTO:X1",
    });
    expect(columnsOf({ ...typed, category: "lost_document" })).toEqual({
      category: "lost_document",
      documents: "P:UTO:X1",
    });
  });

  it("bears bytes that are no entry", () => {
    expect(entryOf(new Uint8Array([255, 255, 255]))).toBeUndefined();
  });
});
