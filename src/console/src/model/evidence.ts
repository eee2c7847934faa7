import { Advice } from "../gen/chowki/screening/v1/advice_pb";
import { type Finding, Outcome } from "../gen/chowki/screening/v1/finding_pb";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import type { Light, Point } from "../gen/chowki/type/v1/types_pb";

/** One place in one image; places of the same finding share its number. */
export interface Mark {
  number: number;
  light: Light;
  polygon: Point[];
}

/** A finding as a row of the page. */
export interface CheckRow {
  finding: Finding;
  /** 1.. for those with a place to look at, 0 for others. */
  number: number;
  marks: Mark[];
}

export interface Checks {
  /** What asks for a look, most serious first. */
  irregular: CheckRow[];
  passed: Finding[];
  /** Not supported, not performed, aborted without weight: never counted as passed. */
  notDone: Finding[];
}

const asksForALook = (finding: Finding): boolean =>
  finding.outcome === Outcome.FAILED ||
  finding.outcome === Outcome.UNDETERMINED ||
  finding.outcome === Outcome.ABORTED ||
  finding.contributes > Advice.CLEAR;

/** Sorts what the checks found for the page. Silent findings are not shown. */
export function sortChecks(screening: Screening): Checks {
  const shown = screening.findings.filter((finding) => !finding.silent);
  const irregular = shown
    .filter(asksForALook)
    .sort((a, b) => b.contributes - a.contributes || b.strength - a.strength);
  let last = 0;
  return {
    irregular: irregular.map((finding) => {
      const places = finding.evidence.filter((e) => (e.region?.polygon.length ?? 0) >= 3);
      const number = places.length > 0 ? ++last : 0;
      const marks = places.map(({ light, region }) => ({
        number,
        light,
        polygon: region?.polygon ?? [],
      }));
      return { finding, number, marks };
    }),
    passed: shown.filter((f) => !asksForALook(f) && f.outcome === Outcome.SUCCESSFUL),
    notDone: shown.filter((f) => !asksForALook(f) && f.outcome !== Outcome.SUCCESSFUL),
  };
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The smallest upright box around some points, in their own units. */
export function boundsOf(points: Point[]): Box {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
