import {
  type Entry,
  type Entry_BirthDate,
  type Entry_Document,
  Entry_Kind,
  type Entry_Name,
  Entry_Quality,
  Entry_Sex,
} from "../../gen/chowki/watchlist/v1/entry_pb";
import type { Change } from "./record";

export const fields = [
  "kind",
  "name",
  "birth_date",
  "document",
  "nationality",
  "sex",
  "category",
  "action",
  "authority",
  "reference",
  "valid_until",
  "source",
] as const;
export type Field = (typeof fields)[number];

/** One line of a diff; " " stays as it is. */
export interface Line {
  sign: "+" | "-" | " ";
  field: Field;
  value: string;
}

const two = (n: number) => String(n).padStart(2, "0");

/** 19740812 -> "1974-08-12"; unknown parts are 0 and left out. */
export function dateText(date: number): string {
  const day = date % 100;
  const month = Math.floor(date / 100) % 100;
  const year = Math.floor(date / 10_000);
  if (month === 0) return String(year).padStart(4, "0");
  const text = `${String(year).padStart(4, "0")}-${two(month)}`;
  return day === 0 ? text : `${text}-${two(day)}`;
}

function birthText({ stated, first, last }: Entry_BirthDate): string {
  if (first === last && (stated === 0 || stated === first)) return dateText(first);
  const span = `${dateText(first)} … ${dateText(last)}`;
  return stated === 0 ? span : `${dateText(stated)} (${span})`;
}

const kQuality: Readonly<Record<Entry_Quality, string>> = {
  [Entry_Quality.PRIMARY]: "",
  [Entry_Quality.STRONG_ALIAS]: "alias",
  [Entry_Quality.WEAK_ALIAS]: "weak alias",
};

const kLatin = /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u;

const shortNameText = ({ full, surname, givenNames }: Entry_Name): string => {
  const parts = [surname, givenNames].filter((part) => part !== "").join(", ");
  return parts === "" ? full : parts;
};

// All of a name is signed: only what the rest says anyhow is left out.
function nameText(name: Entry_Name): string {
  const text = shortNameText(name);
  const { full, surname, givenNames, script } = name;
  const same = ["", text, `${givenNames} ${surname}`, `${surname} ${givenNames}`].includes(full);
  const whole = same ? text : `${text} = ${full}`;
  const plain = script === "Latn" && kLatin.test(whole);
  const notes = [plain ? "" : script, kQuality[name.quality]].filter((note) => note !== "");
  return notes.length > 0 ? `${whole} [${notes.join(", ")}]` : whole;
}

function documentText({ type, issuer, number, lastNumber }: Entry_Document): string {
  const text = [type, issuer, number].filter((part) => part !== "").join(" ");
  return lastNumber === "" ? text : `${text} … ${lastNumber}`;
}

const kSex: Readonly<Record<Entry_Sex, string>> = {
  [Entry_Sex.UNSPECIFIED]: "",
  [Entry_Sex.FEMALE]: "F",
  [Entry_Sex.MALE]: "M",
};

const valuesOf: Readonly<Record<Field, (entry: Entry) => string[]>> = {
  kind: ({ kind }) => [kind === Entry_Kind.DOCUMENT ? "document" : "person"],
  name: ({ names }) => names.map(nameText),
  birth_date: ({ birthDates }) => birthDates.map(birthText),
  document: ({ documents }) => documents.map(documentText),
  nationality: ({ nationalities }) => [nationalities.join(", ")],
  sex: ({ sex }) => [kSex[sex]],
  category: ({ category }) => [category],
  action: ({ action }) => [action],
  authority: ({ authority }) => [authority],
  reference: ({ reference }) => [reference],
  valid_until: ({ validUntil }) => [validUntil === 0 ? "" : dateText(validUntil)],
  source: ({ source }) => [source],
};

const valuesIn = (entry: Entry | undefined, field: Field) =>
  entry ? valuesOf[field](entry).filter((value) => value !== "") : [];

/** What a reader calls an entry: its first name, or its first document. */
export function titleOf(entry: Entry | undefined): string {
  const [name] = entry?.names ?? [];
  return name ? shortNameText(name) : (valuesIn(entry, "document")[0] ?? "");
}

/** What is taken away, then what comes, field by field; of a change only what differs. */
export function linesOf({ before, after }: Change): Line[] {
  return fields.flatMap((field) => {
    const old = valuesIn(before, field);
    const next = valuesIn(after, field);
    const gone = old.filter((value) => !next.includes(value));
    const come = next.filter((value) => !old.includes(value));
    // The same values in another order are a change of their own.
    const turned = gone.length + come.length === 0 && old.join("\n") !== next.join("\n");
    return [
      ...(turned ? old : gone).map((value): Line => ({ sign: "-", field, value })),
      ...(turned ? next : come).map((value): Line => ({ sign: "+", field, value })),
    ];
  });
}
