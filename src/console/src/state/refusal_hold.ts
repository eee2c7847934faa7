import { signal } from "@preact/signals";
import { DecisionOutcome } from "../gen/chowki/screening/v1/decision_pb";
import { choose } from "./decision";

const kHold_ms = 500;

export const refusing = signal(false);
let timer = 0;

export function startRefusal(): void {
  if (refusing.value) return;
  refusing.value = true;
  timer = window.setTimeout(() => {
    refusing.value = false;
    choose(DecisionOutcome.REFUSE);
  }, kHold_ms);
}

export function endRefusal(): void {
  clearTimeout(timer);
  refusing.value = false;
}
