import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Advice } from "../gen/chowki/screening/v1/advice_pb";
import { DecisionOutcome } from "../gen/chowki/screening/v1/decision_pb";
import type { GetStatisticsResponse } from "../gen/chowki/screening/v1/statistics_pb";

/** One bar of the plot over time. */
export interface Bar {
  start: Date;
  clear: number;
  attention: number;
  refer: number;
}

export const totalOf = ({ clear, attention, refer }: Bar): number => clear + attention + refer;

/** A bar for each hour or day of the span, those without screenings too. */
export function barsOf(counted: GetStatisticsResponse, from: Date, to: Date): Bar[] {
  const period_ms = Number(counted.period?.seconds ?? 86_400n) * 1000;
  const bars: Bar[] = [];
  for (let at = from.getTime(); at < to.getTime(); at += period_ms) {
    bars.push({ start: new Date(at), clear: 0, attention: 0, refer: 0 });
  }
  for (const { startTime, clear, attention, refer } of counted.periods) {
    if (!startTime) continue;
    // A day of another length, as when clocks change, belongs to the bar that it is nearest to.
    const place = Math.round((timestampDate(startTime).getTime() - from.getTime()) / period_ms);
    const bar = bars[Math.min(Math.max(place, 0), bars.length - 1)];
    if (!bar) continue;
    bar.clear += Number(clear);
    bar.attention += Number(attention);
    bar.refer += Number(refer);
  }
  return bars;
}

/** The least round number that is not below: 1, 2, 5, 10, 20, 50, ... */
export function ceiling(most: number): number {
  let step = 1;
  for (;;) {
    for (const factor of [1, 2, 5]) if (step * factor >= most) return step * factor;
    step *= 10;
  }
}

/** What was decided of the screenings with one advice. */
export interface Decided {
  advice: Advice;
  byOutcome: readonly { outcome: DecisionOutcome; count: number }[];
  total: number;
}

const kOutcomes = [
  DecisionOutcome.PROCEED,
  DecisionOutcome.REFER,
  DecisionOutcome.REFUSE,
  DecisionOutcome.UNSPECIFIED,
];

export function decidedOf({ decisions }: GetStatisticsResponse): Decided[] {
  return [Advice.CLEAR, Advice.ATTENTION, Advice.REFER].map((advice) => {
    const byOutcome = kOutcomes.map((outcome) => ({
      outcome,
      count: decisions
        .filter((one) => one.advice === advice && one.outcome === outcome)
        .reduce((sum, one) => sum + Number(one.screenings), 0),
    }));
    return { advice, byOutcome, total: byOutcome.reduce((sum, { count }) => sum + count, 0) };
  });
}

/** Of the decided whose advice was to look closer or to refer: how many went on. */
export function despiteAdvice(decided: readonly Decided[]): { n: number; all: number } {
  const warned = decided.filter(({ advice }) => advice !== Advice.CLEAR).flatMap((one) => one.byOutcome);
  const count = (those: typeof warned) => those.reduce((sum, one) => sum + one.count, 0);
  return {
    n: count(warned.filter(({ outcome }) => outcome === DecisionOutcome.PROCEED)),
    all: count(warned.filter(({ outcome }) => outcome !== DecisionOutcome.UNSPECIFIED)),
  };
}
