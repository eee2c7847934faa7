import { describe, expect, it } from "vitest";
import { differencesOf } from "../src/model/differences";

describe("differences of two texts", () => {
  it("are none where only case, accents, spaces and hyphens are others", () => {
    expect(differencesOf("AL MASRI JOSE", "Al-Masri José")).toEqual({ first: [], second: [] });
  });

  it("name the character that was changed, on both sides", () => {
    expect(differencesOf("2085-02-13", "2035-02-13")).toEqual({ first: [2], second: [2] });
  });

  it("name what is on one side only, and nothing after it", () => {
    expect(differencesOf("ERIKSSON", "ERIKSON")).toEqual({
      first: [expect.any(Number)],
      second: [],
    });
    expect(differencesOf("MULLER", "MUELLER")).toEqual({ first: [], second: [2] });
  });

  it("count characters, not halves of them", () => {
    expect(differencesOf("𝒜B", "𝒜C")).toEqual({ first: [1], second: [1] });
  });

  it("are everything where a side is empty", () => {
    expect(differencesOf("", "AB")).toEqual({ first: [], second: [0, 1] });
  });
});
