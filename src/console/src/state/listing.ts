import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { signal } from "@preact/signals";
import type { Failure } from "../api/failure";
import { getScreening } from "../api/screenings";
import { listScreenings, statistics } from "../api/supervision";
import { Advice } from "../gen/chowki/screening/v1/advice_pb";
import { DecisionState } from "../gen/chowki/screening/v1/decision_pb";
import { Band } from "../gen/chowki/screening/v1/match_pb";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import type {
  ListScreeningsRequestSchema,
  ScreeningSummary,
} from "../gen/chowki/screening/v1/screening_service_pb";
import type { StatisticsReason } from "../gen/chowki/screening/v1/statistics_pb";
import { keep, select } from "./queue";
import { checkpoint, heard, meet } from "./session";

/** The post's screenings with filters, a page at a time. */

export interface Filters {
  /** As the browser's fields give them: "2026-05-01T14:10", local; "": open. */
  from: string;
  to: string;
  lane: string;
  advice: Advice;
  state: DecisionState;
  reason: string;
  band: Band;
  officer: string;
}

export const noFilters: Filters = {
  from: "",
  to: "",
  lane: "",
  advice: Advice.UNSPECIFIED,
  state: DecisionState.UNSPECIFIED,
  reason: "",
  band: Band.UNSPECIFIED,
  officer: "",
};

const kPage = 25;
const kReasonsOf_ms = 90 * 86_400_000;

export const filters = signal<Filters>(noFilters);
export const rows = signal<ScreeningSummary[]>([]);
/** Whole records of the page's rows, as they come. */
export const found = signal<ReadonlyMap<string, Screening>>(new Map());
/** Token of the page in view, and of the one after it; "": none. */
export const place = signal({ at: "", next: "" });
export const busy = signal(false);
export const failed = signal<Failure | undefined>(undefined);
/** Reasons that occurred lately, to choose from. */
export const knownReasons = signal<StatisticsReason[]>([]);
/** Name of the screening that is open over the list. */
export const opened = signal("");

export function setFilters(part: Partial<Filters>): void {
  filters.value = { ...filters.value, ...part };
}

const timeOf = (text: string) => {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : timestampFromDate(time);
};

export function restrictionOf(
  said: Filters,
): MessageInitShape<typeof ListScreeningsRequestSchema> {
  const fromTime = timeOf(said.from);
  const toTime = timeOf(said.to);
  return {
    lane: said.lane.trim(),
    advice: said.advice,
    decisionState: said.state,
    reason: said.reason,
    band: said.band,
    officer: said.officer.trim(),
    ...(fromTime && { fromTime }),
    ...(toTime && { toTime }),
  };
}

// What is asked last is what is shown, whatever is answered last.
let asked = 0;

/** Shows a page of what the filters let through; pageToken "": the newest. */
export async function list(pageToken = ""): Promise<void> {
  const mine = ++asked;
  busy.value = true;
  failed.value = undefined;
  try {
    const restriction = { ...restrictionOf(filters.value), pageSize: kPage, pageToken };
    const answer = await listScreenings(checkpoint.value, restriction);
    heard();
    if (mine !== asked) return;
    rows.value = answer.screenings;
    place.value = { at: pageToken, next: answer.nextPageToken };
    await readRows(answer.screenings, mine);
  } catch (error) {
    if (mine === asked) failed.value = meet(error);
  } finally {
    if (mine === asked) busy.value = false;
  }
}

async function readRows(summaries: ScreeningSummary[], mine: number): Promise<void> {
  const known = found.value;
  found.value = new Map(
    summaries.flatMap(({ name, etag }) => {
      const record = known.get(name);
      return record?.etag === etag ? [[name, record] as const] : [];
    }),
  );
  for (const { name } of summaries) {
    if (mine !== asked) return;
    if (!found.value.has(name)) found.value = new Map(found.value).set(name, await getScreening(name));
  }
}

export async function readReasons(): Promise<void> {
  try {
    const now = new Date();
    const since = new Date(now.getTime() - kReasonsOf_ms);
    knownReasons.value = (await statistics(checkpoint.value, "", since, now)).reasons;
    heard();
  } catch (error) {
    meet(error);
  }
}

export async function openRow(name: string): Promise<void> {
  try {
    keep(await getScreening(name));
    heard();
    select(name);
    opened.value = name;
  } catch (error) {
    failed.value = meet(error);
  }
}

export function closeRow(): void {
  opened.value = "";
  void list(place.value.at);
}
