import type { DocumentReading } from "../gen/chowki/screening/v1/reading_pb";

export interface MrzCharacter {
  text: string;
  mark: "" | "doubtful" | "repaired" | "wrong";
  /** Other readings of a doubtful character, or what stood there before a repair. */
  others: string;
}

/** The lines of the MRZ with what is known of each character. */
export function mrzCharacters(reading: DocumentReading | undefined): MrzCharacter[][] {
  const mrz = reading?.mrz;
  if (!mrz) return [];
  const lines = mrz.lines.map((line) =>
    [...line].map((text): MrzCharacter => ({ text, mark: "", others: "" })),
  );
  for (const digit of reading.record?.checkDigits ?? []) {
    const character = lines[digit.line]?.[digit.column];
    if (!digit.valid && character) {
      Object.assign(character, { mark: "wrong", others: digit.computed });
    }
  }
  for (const repair of mrz.repairs) {
    const character = lines[repair.line]?.[repair.column];
    if (character) Object.assign(character, { mark: "repaired", others: repair.from });
  }
  for (const doubt of mrz.doubtful) {
    const character = lines[doubt.line]?.[doubt.column];
    if (!character) continue;
    const others = doubt.alternatives.map((a) => a.character).filter((a) => a !== character.text);
    Object.assign(character, { mark: "doubtful", others: others.join(" ") });
  }
  return lines;
}
