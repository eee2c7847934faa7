import { fromBinary } from "@bufbuild/protobuf";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import { type Entry, EntrySchema } from "../gen/chowki/watchlist/v1/entry_pb";
import { Sex } from "../gen/chowki/type/v1/types_pb";

/** What is typed of a provisional entry: columns of chowki's own CSV (watchlists/README.md). */
export interface EntryForm {
  category: string;
  surname: string;
  given_names: string;
  birth_dates: string;
  sex: string;
  nationalities: string;
  documents: string;
  authority: string;
  reason: string;
  days: string;
}

export const emptyForm: EntryForm = {
  category: "",
  surname: "",
  given_names: "",
  birth_dates: "",
  sex: "",
  nationalities: "",
  documents: "",
  authority: "",
  reason: "",
  days: "14",
};

export const kPersonCategories = [
  "wanted",
  "suspect",
  "check",
  "entry_ban",
  "return_decision",
  "witness",
  "missing_child",
  "missing_adult",
  "missing_person",
  "child_at_risk",
  "person_at_risk",
] as const;
export const kDocumentCategories = ["stolen_document", "lost_document", "revoked_document"] as const;

export const isOfDocument = (category: string): boolean =>
  (kDocumentCategories as readonly string[]).includes(category);

/** Only what was typed; of a document nobody's name. */
export function columnsOf(form: EntryForm): Record<string, string> {
  const { reason: _reason, days: _days, ...all } = form;
  const named = isOfDocument(form.category)
    ? { category: all.category, documents: all.documents, authority: all.authority }
    : all;
  return Object.fromEntries(
    Object.entries(named)
      .map(([column, text]) => [column, text.trim()] as const)
      .filter(([, text]) => text !== ""),
  );
}

const padded = (part: number, digits: number) => String(part).padStart(digits, "0");

/** The identity of a screening as the form takes it. */
export function formOf(screening: Screening): Partial<EntryForm> {
  const record = screening.reading?.record;
  if (!record) return {};
  const born = record.birthDate;
  const sex = { [Sex.UNSPECIFIED]: "", [Sex.FEMALE]: "F", [Sex.MALE]: "M" }[record.sex] ?? "";
  const parts = [born?.year, born?.month, born?.day].map((part) => part ?? 0);
  const [year = 0, month = 0, day = 0] = parts;
  const birth_dates = [
    year > 0 ? padded(year, 4) : "",
    year > 0 && month > 0 ? padded(month, 2) : "",
    year > 0 && month > 0 && day > 0 ? padded(day, 2) : "",
  ]
    .filter((part) => part !== "")
    .join("-");
  return {
    surname: record.surname,
    given_names: record.givenNames,
    birth_dates,
    sex,
    nationalities: record.nationality,
    documents: [record.documentCode.slice(0, 1), record.issuingState, record.documentNumber].join(":"),
  };
}

/** undefined: bytes that are no entry. */
export function entryOf(bytes: Uint8Array): Entry | undefined {
  try {
    return fromBinary(EntrySchema, bytes);
  } catch {
    return undefined;
  }
}
