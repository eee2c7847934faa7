import { describe, expect, it } from "vitest";
import { type Cell, fieldRows } from "../src/model/fields";
import { spanOf } from "../src/model/mrz_layout";
import { kLines, mrzField, screening, visualField } from "./sample";

const marksOf = (cell: Cell | undefined) =>
  (cell?.characters ?? []).map(({ text, mark }) => (mark === "" ? text : `[${text}:${mark}]`)).join("");

describe("rows of values", () => {
  it("mark the characters that differ where a check says so", () => {
    const [row] = fieldRows(
      screening({
        reading: {
          identity: { fields: [mrzField("expiry_date", "2085-02-13", "850213")] },
          visual: [visualField("expiry_date", "2035-02-13")],
        },
        findings: [{ check: "mrz.visual", reason: "expiry_date_differs" }],
      }),
    );
    expect(row?.differs).toBe(true);
    expect(marksOf(row?.mrz)).toBe("20[8:differs]5-02-13");
    expect(marksOf(row?.visual)).toBe("20[3:differs]5-02-13");
  });

  it("mark another spelling softly when no check speaks of it", () => {
    const [row] = fieldRows(
      screening({
        reading: {
          identity: { fields: [mrzField("surname", "MUELLER")] },
          visual: [visualField("surname", "MÜLLER")],
        },
      }),
    );
    expect(row?.differs).toBe(false);
    expect(marksOf(row?.mrz)).toBe("MU[E:spelling]LLER");
    expect(marksOf(row?.visual)).toBe("MÜLLER");
  });

  it("take a silent finding for nothing", () => {
    const [row] = fieldRows(
      screening({ findings: [{ check: "mrz.visual", reason: "surname_differs", silent: true }] }),
    );
    expect(row?.differs).toBe(false);
  });

  it("mark a doubtful character in its value, dates at their place as a date", () => {
    const rows = fieldRows(
      screening({
        reading: {
          mrz: {
            format: "TD3",
            lines: kLines,
            doubtful: [
              { line: 1, column: 21 },
              { line: 0, column: 6 },
              { line: 1, column: 9 }, // a check digit belongs to no value
            ],
          },
          identity: {
            fields: [mrzField("expiry_date", "2012-04-15", "120415"), mrzField("surname", "ERIKSSON")],
          },
        },
      }),
    );
    expect(rows.map((row) => marksOf(row.mrz))).toEqual([
      "E[R:doubtful]IKSSON",
      "20[1:doubtful]2-04-15",
    ]);
  });

  it("leave out what stands on the page alone and was not surely read", () => {
    const visual = [visualField("authority", "AUTH", 0.4), visualField("issue_date", "2020-01-01")];
    const rows = fieldRows(screening({ reading: { visual } }));
    expect(rows.map((row) => row.field)).toEqual(["issue_date"]);
  });
});

describe("places of values in the zone", () => {
  it("follow the names where these end", () => {
    expect(spanOf("TD3", "given_names", kLines)).toEqual({ line: 0, column: 15, length: 29 });
  });

  it("are unknown in layouts that are unknown", () => {
    expect(spanOf("FRA_ID", "surname", kLines)).toBeUndefined();
  });
});
