import { computed, signal } from "@preact/signals";
import { Light, type Point } from "../gen/chowki/type/v1/types_pb";
import { type Checks, sortChecks } from "../model/evidence";
import { selected, selectedName } from "./queue";

/** What the officer looks at in the image of the selected screening. */

export const light = signal<Light>(Light.VISIBLE);

/** Number of the evidence in view; 0: none. */
export const evidence = signal(0);

/** Place of a value that is pointed at in the table. */
export const pointed = signal<Point[]>([]);

export const zoomed = signal(false);

/** Quarter turns clockwise, beside those that make the page upright. */
export const turns = signal(0);

export const checks = computed<Checks>(() =>
  selected.value ? sortChecks(selected.value) : { irregular: [], passed: [], notDone: [] },
);

selectedName.subscribe(() => {
  light.value = Light.VISIBLE;
  evidence.value = 0;
  pointed.value = [];
  zoomed.value = false;
  turns.value = 0;
});

/** Shows the places of a finding, in the light in which they were seen; again: no more. */
export function showEvidence(number: number): void {
  const row = checks.value.irregular.find((candidate) => candidate.number === number);
  const mark = row?.marks[0];
  if (!mark) return;
  evidence.value = evidence.value === number ? 0 : number;
  if (evidence.value !== 0) light.value = mark.light;
  else zoomed.value = false;
}

/** With no evidence in view, zooms to the first. */
export function toggleZoom(): void {
  if (evidence.value === 0) showEvidence(1);
  zoomed.value = !zoomed.value && evidence.value !== 0;
}
