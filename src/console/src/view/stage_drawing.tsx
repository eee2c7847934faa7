import type { Image } from "../gen/chowki/screening/v1/screening_pb";
import { Light, type Point } from "../gen/chowki/type/v1/types_pb";
import { t } from "../i18n/translate";
import { lightText, reasonText } from "../i18n/wording";
import { boundsOf, type CheckRow, type Mark } from "../model/evidence";
import { spread, type Turns, turnPoint, turnTransform, viewAround } from "../model/turn";
import { checks, evidence, pointed, showEvidence, zoomed } from "../state/stage";
import { toneOf } from "./glyph";

interface Properties {
  image: Image;
  /** Undefined: the place alone is drawn. */
  address: string | undefined;
  turned: Turns;
}

/** The image and what is drawn over it, in one SVG: zooming is a smaller view box. */
export function StageDrawing({ image, address, turned }: Properties) {
  const { widthPx, heightPx } = image;
  const lying = turned % 2 === 1;
  const width = lying ? heightPx : widthPx;
  const height = lying ? widthPx : heightPx;
  const place = (points: Point[]) => points.map((point) => turnPoint(point, turned));

  const rows = checks.value.irregular;
  const chosen = rows.find((row) => row.number !== 0 && row.number === evidence.value);
  const focus = chosen?.marks.filter((mark) => mark.light === image.light) ?? [];
  const view =
    zoomed.value && focus.length > 0
      ? viewAround(
          boundsOf(place(focus.flatMap((mark) => mark.polygon)) as Point[]),
          width,
          height,
        )
      : { x: 0, y: 0, width, height };
  const toPixels = (points: Point[]) =>
    place(points).map(({ x, y }) => ({ x: x * width, y: y * height }));

  return (
    <svg
      class="drawing"
      viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
      role="group"
      aria-label={lightText(image.light)}
    >
      <rect class="paper" width={width} height={height} />
      {address !== undefined && (
        <image
          href={address}
          width={widthPx}
          height={heightPx}
          transform={turnTransform(turned, widthPx, heightPx)}
        />
      )}
      {image.light === Light.VISIBLE && pointed.value.length > 2 && (
        <polygon class="pointed" points={text(toPixels(pointed.value))} />
      )}
      {rows.map((row) =>
        row.marks
          .filter((mark) => mark.light === image.light)
          .map((mark, index) => (
            <Place
              key={`${row.number}.${index}`}
              row={row}
              mark={mark}
              corners={spread(toPixels(mark.polygon), view.width / 200)}
              unit={view.width / 100}
              step={index === 0 ? stepOf(rows, row, image.light) : undefined}
            />
          )),
      )}
    </svg>
  );
}

const text = (points: { x: number; y: number }[]) =>
  points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");

const kTagStep = 3.7; // hundredths of the view's width
const kSameCorner = 0.03; // of the image: nearer than this numbers would cover each other

function stepOf(rows: CheckRow[], row: CheckRow, light: Light): number {
  const cornerOf = (one: CheckRow) => {
    const mark = one.marks.find((candidate) => candidate.light === light);
    return mark && boundsOf(mark.polygon);
  };
  const own = cornerOf(row);
  return rows.slice(0, rows.indexOf(row)).filter((other) => {
    const corner = cornerOf(other);
    return (
      own !== undefined &&
      corner !== undefined &&
      Math.abs(corner.x - own.x) < kSameCorner &&
      Math.abs(corner.y - own.y) < kSameCorner
    );
  }).length;
}

interface PlaceProperties {
  row: CheckRow;
  mark: Mark;
  corners: { x: number; y: number }[];
  /** A hundredth of the view's width: numbers stay as large as they are when zoomed. */
  unit: number;
  /** How many numbers stand at the same corner before this one; undefined: no number. */
  step: number | undefined;
}

function Place({ row, mark, corners, unit, step }: PlaceProperties) {
  const { finding } = row;
  const chosen = evidence.value === mark.number;
  const tone = toneOf(finding.contributes);
  const box = boundsOf(corners as Point[]);
  const label = t("stage.place", {
    number: mark.number,
    finding: reasonText(finding.check, finding.reason),
  });
  return (
    <g
      class={`place tone-${tone}`}
      data-chosen={chosen}
      data-number={mark.number}
      role="img"
      aria-label={label}
      onClick={() => showEvidence(mark.number)}
    >
      <title>{label}</title>
      <polygon class="place-halo" points={text(corners)} />
      <polygon class="place-line" points={text(corners)} />
      {step !== undefined && (
        <g transform={`translate(${box.x + step * kTagStep * unit} ${box.y}) scale(${unit})`}>
          <rect class="place-tag" x="-1.6" y="-3.4" width="3.2" height="3.2" rx="0.7" />
          <text class="place-number" x="0" y="-1.05" text-anchor="middle">
            {mark.number}
          </text>
        </g>
      )}
    </g>
  );
}
