/** Where a field stands in the lines of an MRZ: line, first column, length; all from 0. */
export interface Span {
  line: number;
  column: number;
  length: number;
}

type Layout = Readonly<Record<string, Span>>;

const at = (line: number, column: number, length: number): Span => ({ line, column, length });

// The second line of all documents with two lines, apart from what follows the expiry date.
const secondLine = {
  document_number: at(1, 0, 9),
  nationality: at(1, 10, 3),
  birth_date: at(1, 13, 6),
  sex: at(1, 20, 1),
  expiry_date: at(1, 21, 6),
};
const heading = { document_code: at(0, 0, 2), issuing_state: at(0, 2, 3) };

// Doc 9303 parts 4 to 7. Names have no fixed places: see namePlaces.
const layouts: Readonly<Record<string, Layout>> = {
  TD3: { ...heading, ...secondLine, personal_number: at(1, 28, 14), names: at(0, 5, 39) },
  TD2: { ...heading, ...secondLine, personal_number: at(1, 28, 7), names: at(0, 5, 31) },
  MRVA: { ...heading, ...secondLine, personal_number: at(1, 28, 16), names: at(0, 5, 39) },
  MRVB: { ...heading, ...secondLine, personal_number: at(1, 28, 8), names: at(0, 5, 31) },
  TD1: {
    ...heading,
    document_number: at(0, 5, 9),
    personal_number: at(0, 15, 15),
    birth_date: at(1, 0, 6),
    sex: at(1, 7, 1),
    expiry_date: at(1, 8, 6),
    nationality: at(1, 15, 3),
    names: at(2, 0, 30),
  },
};

/** The place of a field, as far as the layout tells; fields of unknown layouts have none. */
export function spanOf(format: string, field: string, lines: readonly string[]): Span | undefined {
  const layout = layouts[format];
  if (!layout) return undefined;
  if (field !== "surname" && field !== "given_names") return layout[field];
  const names = layout.names;
  if (!names) return undefined;
  const text = (lines[names.line] ?? "").slice(names.column, names.column + names.length);
  const parting = text.indexOf("<<");
  const surnameLength = parting < 0 ? text.length : parting;
  if (field === "surname") return { ...names, length: surnameLength };
  const skipped = surnameLength + 2;
  return { line: names.line, column: names.column + skipped, length: text.length - skipped };
}
