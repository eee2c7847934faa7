import { signal } from "@preact/signals";
import type { Failure } from "../api/failure";
import { statistics } from "../api/supervision";
import type { GetStatisticsResponse } from "../gen/chowki/screening/v1/statistics_pb";
import { checkpoint, heard, meet } from "./session";

export type Span = "day" | "week" | "month" | "quarter";

const kHour_ms = 3_600_000;
const kDays: Readonly<Record<Span, number>> = { day: 1, week: 7, month: 30, quarter: 90 };

export const span = signal<Span>("week");
export const ofLane = signal("");

export interface Counted {
  of: GetStatisticsResponse;
  from: Date;
  to: Date;
}
export const counted = signal<Counted | undefined>(undefined);
export const failed = signal<Failure | undefined>(undefined);

// Whole hours of the last day, whole days of longer spans, to the end of the present one.
function spanEnding(now: Date): { from: Date; to: Date } {
  const to = new Date(now);
  to.setMinutes(0, 0, 0);
  if (span.value === "day") {
    to.setTime(to.getTime() + kHour_ms);
    return { from: new Date(to.getTime() - 24 * kHour_ms), to };
  }
  to.setHours(0);
  to.setDate(to.getDate() + 1);
  const from = new Date(to);
  from.setDate(from.getDate() - kDays[span.value]);
  return { from, to };
}

let asked = 0;

export async function count(): Promise<void> {
  const mine = ++asked;
  failed.value = undefined;
  const { from, to } = spanEnding(new Date());
  try {
    const of = await statistics(checkpoint.value, ofLane.value.trim(), from, to);
    heard();
    if (mine === asked) counted.value = { of, from, to };
  } catch (error) {
    if (mine === asked) failed.value = meet(error);
  }
}
