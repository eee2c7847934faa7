import type { Doubt, FieldReading, Repair } from "../gen/chowki/screening/v1/reading_pb";
import { Source } from "../gen/chowki/screening/v1/reading_pb";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import type { Point } from "../gen/chowki/type/v1/types_pb";
import { differencesOf } from "./differences";
import { spanOf } from "./mrz_layout";

/** differs: a check says so. spelling: other letters for the same name, by a legal rendering. */
export type CharacterMark = "" | "differs" | "spelling" | "doubtful" | "repaired";

export interface Character {
  text: string;
  mark: CharacterMark;
}

export interface Cell {
  characters: Character[];
  /** Read with less confidence than a comparison rests on. */
  unsure: boolean;
  polygon: Point[];
}

export interface FieldRow {
  field: string;
  mrz: Cell | undefined;
  visual: Cell | undefined;
  chip: Cell | undefined;
  differs: boolean;
  /** No check digit covers it in this layout. */
  unprotected: boolean;
}

const kOrder = [
  "surname",
  "given_names",
  "birth_date",
  "sex",
  "nationality",
  "document_number",
  "expiry_date",
  "issue_date",
  "issuing_state",
  "document_code",
  "personal_number",
];

// Below it the service does not compare either (docs/findings.md, mrz.visual).
const kLeastConfidence = 0.7;

// YYMMDD of the MRZ stands at these places of an ISO date.
const kIsoPlaces = [2, 3, 5, 6, 8, 9];

/**
 * The values of the MRZ, the visual zone and the chip side by side, differing characters marked.
 * What stands on the page alone and was not surely read helps nobody and is left out.
 */
export function fieldRows(screening: Screening): FieldRow[] {
  const reading = screening.reading;
  if (!reading) return [];
  const all = [...(reading.identity?.fields ?? []), ...reading.visual];
  const names = new Set(all.map((value) => value.field));
  const order = [...kOrder, ...[...names].filter((name) => !kOrder.includes(name)).sort()];
  const differing = differingFields(screening);
  const unprotected = new Set(reading.identity?.unprotectedFields);
  return order
    .filter((field) => names.has(field))
    .map((field): FieldRow => {
      const from = (source: Source) =>
        all.find((value) => value.field === field && value.source === source);
      return rowOf(screening, field, from, differing.has(field), unprotected.has(field));
    })
    .filter((row) => row.mrz || row.chip || !row.visual?.unsure);
}

function differingFields(screening: Screening): Set<string> {
  const suffix = /_differs?$/;
  return new Set(
    screening.findings
      .filter(({ check, silent, reason }) => check === "mrz.visual" && !silent && suffix.test(reason))
      .map((finding) => finding.reason.replace(suffix, "")),
  );
}

function rowOf(
  screening: Screening,
  field: string,
  from: (source: Source) => FieldReading | undefined,
  differs: boolean,
  unprotected: boolean,
): FieldRow {
  const mrz = cellOf(from(Source.MRZ));
  const visual = cellOf(from(Source.VISUAL));
  const chip = cellOf(from(Source.CHIP));
  if (mrz && visual) markDifferences(mrz, visual, differs ? "differs" : "spelling");
  if (mrz && chip) markDifferences(mrz, chip, "differs");
  if (mrz) markDoubts(screening, field, mrz);
  return { field, mrz, visual, chip, differs, unprotected };
}

function cellOf(value: FieldReading | undefined): Cell | undefined {
  if (!value) return undefined;
  return {
    characters: [...value.value].map((text) => ({ text, mark: "" })),
    unsure: value.confidence < kLeastConfidence,
    polygon: value.region?.polygon ?? [],
  };
}

const textOf = (cell: Cell) => cell.characters.map((character) => character.text).join("");

function markDifferences(first: Cell, second: Cell, mark: CharacterMark): void {
  const found = differencesOf(textOf(first), textOf(second));
  for (const place of found.first) setMark(first, place, mark);
  for (const place of found.second) setMark(second, place, mark);
}

function markDoubts(screening: Screening, field: string, cell: Cell): void {
  const mrz = screening.reading?.mrz;
  const span = mrz && spanOf(mrz.format, field, mrz.lines);
  if (!span) return;
  const isDate = field.endsWith("_date");
  const mark = (places: (Doubt | Repair)[], as: CharacterMark) => {
    for (const { line, column } of places) {
      const offset = column - span.column;
      if (line !== span.line || offset < 0 || offset >= span.length) continue;
      setMark(cell, isDate ? (kIsoPlaces[offset] ?? -1) : offset, as);
    }
  };
  mark(mrz.repairs, "repaired");
  mark(mrz.doubtful, "doubtful");
}

// What differs stays marked as differing: it weighs more than a doubt.
function setMark(cell: Cell, place: number, mark: CharacterMark): void {
  const character = cell.characters[place];
  if (character && character.mark !== "differs") character.mark = mark;
}
