import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { Advice, ReasonKind } from "../src/gen/chowki/screening/v1/advice_pb";
import { type Match, MatchKind, MatchSchema } from "../src/gen/chowki/screening/v1/match_pb";
import { Source } from "../src/gen/chowki/screening/v1/reading_pb";
import { type Screening, ScreeningSchema } from "../src/gen/chowki/screening/v1/screening_pb";

/** Values for the tests: an invented passport of the state UTO. */

export const kLines = [
  "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
  "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
];

export const mrzField = (field: string, value: string, raw = value, confidence = 0.99) => ({
  field,
  value,
  raw,
  confidence,
  source: Source.MRZ,
});

export const visualField = (field: string, value: string, confidence = 0.99) => ({
  field,
  value,
  confidence,
  source: Source.VISUAL,
});

type Parts = Exclude<MessageInitShape<typeof ScreeningSchema>, Screening>;

export function screening(parts: Parts = {}): Screening {
  const whole: Parts = {
    name: "checkpoints/c/screenings/1",
    verdict: { advice: Advice.CLEAR, reasons: [] },
    reading: {
      mrz: { format: "TD3", lines: kLines },
      identity: { fields: [mrzField("surname", "ERIKSSON")] },
    },
    ...parts,
  };
  return create(ScreeningSchema, whole);
}

export const match = (parts: MessageInitShape<typeof MatchSchema> = {}): Match =>
  create(MatchSchema, {
    entry: "uto-1",
    kind: MatchKind.SUSPECT,
    action: "specific_check",
    alert: true,
    ...parts,
  });

export const hitReason = (index: number, level: Advice, officersOnly = false) => ({
  level,
  kind: ReasonKind.MATCH,
  index,
  code: "watchlist.suspect.strong",
  officersOnly,
});
