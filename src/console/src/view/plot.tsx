import { languages } from "../i18n/catalogue";
import { language } from "../i18n/translate";

/** Plots as SVG: drawn in the direction in which one reads, told apart by more than colour. */

export const kHatch = "url(#hatch)";

/** Once on a page with plots: what fills are made of. */
export function PlotPatterns() {
  return (
    <svg class="plot-patterns" aria-hidden="true" width="0" height="0">
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" class="hatch-ground" />
          <rect width="3" height="6" class="hatch-line" />
        </pattern>
      </defs>
    </svg>
  );
}

export const isRightToLeft = (): boolean => languages[language.value].direction === "rtl";

export interface Segment {
  count: number;
  /** Class of the fill. */
  tone: string;
  hatched?: boolean;
}

/** Segments side by side from where one begins to read; `whole` fills the width. */
export function SegmentBar({
  segments,
  whole,
  label,
}: {
  segments: readonly Segment[];
  whole: number;
  label: string;
}) {
  const mirrored = isRightToLeft();
  let before = 0;
  return (
    <svg class="segments" role="img" aria-label={label} width="100%" height="14">
      {segments.map(({ count, tone, hatched }) => {
        const width = whole > 0 ? (count / whole) * 100 : 0;
        const x = mirrored ? 100 - before - width : before;
        before += width;
        if (count === 0) return null;
        return (
          <rect
            key={tone}
            class={hatched ? "segment" : `segment ${tone}`}
            {...(hatched && { fill: kHatch })}
            x={`${x}%`}
            width={`${width}%`}
            height="14"
          />
        );
      })}
    </svg>
  );
}

const kWidth = 1300;
const kHeight = 210;
const kTop = 18;
const kFoot = 22;
const kLabels = 8;

export interface Column {
  label: string;
  title: string;
  segments: readonly Segment[];
}

/** Stacked columns over time; `most` is the value at the top line, told by `mostText`. */
export function Columns(plot: {
  columns: readonly Column[];
  most: number;
  mostText: string;
  label: string;
}) {
  const mirrored = isRightToLeft();
  const step = kWidth / Math.max(plot.columns.length, 1);
  const tall = kHeight - kTop - kFoot;
  const floor = kHeight - kFoot;
  const every = Math.ceil(plot.columns.length / kLabels);
  return (
    <svg class="columns" role="img" aria-label={plot.label} viewBox={`0 0 ${kWidth} ${kHeight}`}>
      {[0, 0.5, 1].map((share) => (
        <line
          key={share}
          class="plot-line"
          x1="0"
          x2={kWidth}
          y1={floor - tall * share}
          y2={floor - tall * share}
        />
      ))}
      <text class="plot-text" x={mirrored ? kWidth : 0} y={kTop - 5} text-anchor="start">
        {plot.mostText}
      </text>
      {plot.columns.map(({ label, title, segments }, index) => {
        const from = mirrored ? kWidth - (index + 1) * step : index * step;
        let y = floor;
        return (
          <g key={index}>
            <title>{title}</title>
            <rect class="plot-reach" x={from} y={kTop} width={step} height={tall} />
            {segments.map(({ count, tone }) => {
              const height = plot.most > 0 ? (count / plot.most) * tall : 0;
              y -= height;
              return (
                count > 0 && (
                  <rect
                    key={tone}
                    class={`segment ${tone}`}
                    x={from + step * 0.12}
                    y={y}
                    width={step * 0.76}
                    height={height}
                  />
                )
              );
            })}
            {index % every === 0 && (
              <text class="plot-text" x={from + step / 2} y={kHeight - 6} text-anchor="middle">
                {label}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** A value between its bounds, on a line that ends at `whole`. */
export function IntervalBar(plot: {
  low: number;
  value: number;
  high: number;
  whole: number;
  label: string;
}) {
  const mirrored = isRightToLeft();
  const share = (value: number) => (plot.whole > 0 ? Math.min(value / plot.whole, 1) * 100 : 0);
  const at = (value: number) => `${mirrored ? 100 - share(value) : share(value)}%`;
  const [from, to] = mirrored ? [plot.high, plot.low] : [plot.low, plot.high];
  return (
    <svg class="interval" role="img" aria-label={plot.label} width="100%" height="16">
      <line class="plot-line" x1="0" x2="100%" y1="8" y2="8" />
      <line class="interval-reach" x1={at(from)} x2={at(to)} y1="8" y2="8" />
      {[plot.low, plot.high].map((end, index) => (
        <line key={index} class="interval-end" x1={at(end)} x2={at(end)} y1="3" y2="13" />
      ))}
      <circle class="interval-value" cx={at(plot.value)} cy="8" r="4" />
    </svg>
  );
}
