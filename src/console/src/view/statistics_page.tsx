import { durationMs } from "@bufbuild/protobuf/wkt";
import { useEffect } from "preact/hooks";
import { Advice } from "../gen/chowki/screening/v1/advice_pb";
import { DecisionOutcome } from "../gen/chowki/screening/v1/decision_pb";
import type {
  GetStatisticsResponse,
  StatisticsReason,
  StatisticsTime,
} from "../gen/chowki/screening/v1/statistics_pb";
import type { TextKey } from "../i18n/catalogue";
import { t } from "../i18n/translate";
import {
  adviceText,
  dayText,
  decisionText,
  durationText,
  failureText,
  hourText,
  verdictReasonText,
} from "../i18n/wording";
import { type Bar, barsOf, ceiling, decidedOf, despiteAdvice, totalOf } from "../model/plots";
import { count, counted, type Counted, failed, ofLane, type Span, span } from "../state/counting";
import { Glyph } from "./glyph";
import { Columns, PlotPatterns, SegmentBar } from "./plot";

const kSpans: readonly [Span, TextKey][] = [
  ["day", "span.day"],
  ["week", "span.week"],
  ["month", "span.month"],
  ["quarter", "span.quarter"],
];
const kReasonsShown = 12;

/** What the post's screenings and decisions were like. Nobody's data is in it. */
export function StatisticsPage() {
  useEffect(() => void count(), [span.value]);
  return (
    <main class="page" aria-label={t("pages.statistics")}>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          void count();
        }}
      >
        <div class="row spans" role="group" aria-label={t("stat.span")}>
          {kSpans.map(([name, label]) => (
            <button
              key={name}
              type="button"
              aria-pressed={span.value === name}
              onClick={() => {
                span.value = name;
              }}
            >
              {t(label)}
            </button>
          ))}
        </div>
        <label class="filter">
          <span>{t("header.lane")}</span>
          <input
            name="lane"
            dir="auto"
            maxLength={64}
            placeholder={t("header.all_lanes")}
            value={ofLane.value}
            onInput={({ currentTarget }) => {
              ofLane.value = currentTarget.value;
            }}
            onChange={() => void count()}
          />
        </label>
      </form>
      {failed.value && (
        <p class="refusal" role="alert">
          {failureText(failed.value)}
        </p>
      )}
      <div class="page-body" tabIndex={0} role="region" aria-label={t("pages.statistics")}>
        <PlotPatterns />
        {counted.value && <Plots counted={counted.value} />}
      </div>
    </main>
  );
}

function Plots({ counted: { of, from, to } }: { counted: Counted }) {
  const bars = barsOf(of, from, to);
  const all = bars.reduce((sum, bar) => sum + totalOf(bar), 0);
  if (all === 0) return <p class="muted page-empty">{t("stat.none")}</p>;
  return (
    <>
      <dl class="tiles">
        <Tile label={t("stat.screenings")} value={String(all)} more="" />
        <TimeTile label={t("stat.answer")} time={of.answer} />
        <TimeTile label={t("stat.decision")} time={of.decision} />
        <Tile
          label={t("stat.hits")}
          value={String(of.matches)}
          more={t("stat.suppressed", { n: String(of.suppressed) })}
        />
        <Tile label={t("stat.awaiting")} value={String(of.awaitingSignature)} more="" />
      </dl>
      <OverTime bars={bars} hourly={Number(of.period?.seconds) < 86_400} />
      <div class="plots-row">
        <Reasons reasons={of.reasons} />
        <Decisions of={of} />
      </div>
    </>
  );
}

function Tile({ label, value, more }: { label: string; value: string; more: string }) {
  return (
    <div class="tile">
      <dt>{label}</dt>
      <dd>
        <b>{value}</b> {more !== "" && <span class="muted">{more}</span>}
      </dd>
    </div>
  );
}

function TimeTile({ label, time }: { label: string; time: StatisticsTime | undefined }) {
  const { median, percentile95 } = time ?? {};
  return (
    <Tile
      label={label}
      value={median ? durationText(durationMs(median)) : "–"}
      more={percentile95 ? t("stat.p95", { time: durationText(durationMs(percentile95)) }) : ""}
    />
  );
}

const kAdvices = [
  { advice: Advice.CLEAR, tone: "of-clear", name: "clear" },
  { advice: Advice.ATTENTION, tone: "of-attention", name: "attention" },
  { advice: Advice.REFER, tone: "of-refer", name: "refer" },
] as const;

function AdviceLegend() {
  return (
    <ul class="legend">
      {kAdvices.map(({ advice, tone }) => (
        <li key={tone}>
          <svg class="legend-box" aria-hidden="true" width="12" height="12">
            <rect class={`segment ${tone}`} width="12" height="12" />
          </svg>
          <Glyph advice={advice} /> {adviceText(advice)}
        </li>
      ))}
    </ul>
  );
}

function OverTime({ bars, hourly }: { bars: readonly Bar[]; hourly: boolean }) {
  const most = ceiling(Math.max(...bars.map(totalOf)));
  const label = t(hourly ? "stat.per_hour" : "stat.per_day");
  const whenOf = ({ start }: Bar) => (hourly ? hourText(start) : dayText(start));
  return (
    <section class="plot">
      <h2>{label}</h2>
      <Columns
        label={label}
        most={most}
        mostText={String(most)}
        columns={bars.map((bar) => ({
          label: whenOf(bar),
          title: [
            whenOf(bar),
            ...kAdvices.map(({ advice, name }) => `${adviceText(advice)}: ${bar[name]}`),
          ].join("\n"),
          segments: kAdvices.map(({ tone, name }) => ({ tone, count: bar[name] })),
        }))}
      />
      <AdviceLegend />
      <details>
        <summary>{t("stat.table")}</summary>
        <table class="listing">
          <thead>
            <tr>
              <th scope="col">{t("list.time")}</th>
              {kAdvices.map(({ advice }) => (
                <th key={advice} scope="col">
                  {adviceText(advice)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bars
              .filter((bar) => totalOf(bar) > 0)
              .map((bar) => (
                <tr key={bar.start.getTime()}>
                  <th scope="row">{whenOf(bar)}</th>
                  {kAdvices.map(({ name }) => (
                    <td key={name}>{bar[name]}</td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

function Reasons({ reasons }: { reasons: readonly StatisticsReason[] }) {
  const shown = reasons.slice(0, kReasonsShown);
  const most = Math.max(...shown.map(({ screenings }) => Number(screenings)), 1);
  return (
    <section class="plot">
      <h2>{t("stat.reasons")}</h2>
      <p class="muted">{t("stat.reasons_why")}</p>
      <table class="listing plot-table">
        <thead>
          <tr>
            <th scope="col">{t("list.reason")}</th>
            <th scope="col">{t("stat.screenings")}</th>
            <th scope="col">{t("stat.went_on")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((reason) => {
            const { code, screenings, attention, refer, decided, proceeded } = reason;
            const clear = Number(screenings - attention - refer);
            return (
              <tr key={code}>
                <th scope="row" title={code}>
                  {verdictReasonText(code)}
                </th>
                <td class="plot-cell">
                  <div>
                    <span class="plot-number">{String(screenings)}</span>
                    <SegmentBar
                      whole={most}
                      label={kAdvices
                        .map(({ advice, name }) => {
                          const n = name === "clear" ? clear : String(reason[name]);
                          return `${adviceText(advice)}: ${n}`;
                        })
                        .join(", ")}
                      segments={[
                        { tone: "of-clear", count: clear },
                        { tone: "of-attention", count: Number(attention) },
                        { tone: "of-refer", count: Number(refer) },
                      ]}
                    />
                  </div>
                </td>
                <td>{t("stat.of", { n: String(proceeded), all: String(decided) })}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

const kOutcomeTone: Readonly<Record<DecisionOutcome, string>> = {
  [DecisionOutcome.PROCEED]: "of-proceed",
  [DecisionOutcome.REFER]: "of-second-line",
  [DecisionOutcome.REFUSE]: "of-refuse",
  [DecisionOutcome.UNSPECIFIED]: "of-open",
};

function Decisions({ of }: { of: GetStatisticsResponse }) {
  const decided = decidedOf(of);
  return (
    <section class="plot">
      <h2>{t("stat.decisions")}</h2>
      <p class="muted">{t("stat.despite", despiteAdvice(decided))}</p>
      <dl class="decided">
        {decided.map(({ advice, byOutcome, total }) => (
          <div key={advice}>
            <dt>
              <Glyph advice={advice} /> {adviceText(advice)}
            </dt>
            <dd>
              <SegmentBar
                whole={total}
                label={adviceText(advice)}
                segments={byOutcome.map(({ outcome, count }) => ({
                  count,
                  tone: kOutcomeTone[outcome],
                  hatched: outcome === DecisionOutcome.REFER,
                }))}
              />
              <ul class="legend">
                {byOutcome.map(({ outcome, count }) => (
                  <li key={outcome}>
                    <svg class="legend-box" aria-hidden="true" width="12" height="12">
                      <rect
                        class={
                          outcome === DecisionOutcome.REFER
                            ? "segment"
                            : `segment ${kOutcomeTone[outcome]}`
                        }
                        {...(outcome === DecisionOutcome.REFER && { fill: "url(#hatch)" })}
                        width="12"
                        height="12"
                      />
                    </svg>
                    {decisionText(outcome)} <b>{count}</b>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
