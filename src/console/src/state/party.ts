import { effect, signal } from "@preact/signals";
import { now } from "./clock";

/** Who travels together: documents that are taken in one after another, until the next travellers. */

interface Party {
  /** The same for all of them. */
  group: string;
  count: number;
  /** When the last one came, ms since 1970. */
  since: number;
}

// Forgotten ones end by themselves: strangers in one party would say something about people who
// never met. Ours; long enough for a family of ten at one desk.
const kForgotten_ms = 3 * 60_000;

export const party = signal<Party | undefined>(undefined);

// Of documents that were taken in here, for those that are corrected later.
const groups = new Map<string, string>();

/** Begins a party, or says that the next travellers are here. */
export function toggleParty(): void {
  party.value = party.value
    ? undefined
    : { group: crypto.randomUUID(), count: 0, since: Date.now() };
}

export function joined(screening: string, group: string): void {
  if (group === "") return;
  groups.set(screening, group);
  const { value } = party;
  if (value?.group === group) party.value = { ...value, count: value.count + 1, since: Date.now() };
}

/** "": of nobody's party. */
export const groupOf = (screening: string): string => groups.get(screening) ?? "";

/** The corrected one takes the place of the first. */
export function corrected(screening: string, first: string): void {
  const group = groupOf(first);
  if (group !== "") groups.set(screening, group);
}

export const startParty = (): (() => void) =>
  effect(() => {
    const { value } = party;
    if (value && now.value - value.since > kForgotten_ms) party.value = undefined;
  });
