import { computed, signal } from "@preact/signals";
import type { Failure } from "../api/failure";
import { createReferral, recordObservations } from "../api/referrals";
import { Observation } from "../gen/chowki/referral/v1/referral_pb";
import { selectedName } from "./queue";
import { heard, meet } from "./session";
import { wishes } from "./wishes";

/** What an officer ticks of the traveller in view. Whatever it is, the page answers the same. */

export type Tick = Observation | "asks";

// By screening, so that the next ticks take the place of these.
const ticked = signal<ReadonlyMap<string, ReadonlySet<Tick>>>(new Map());
const asked = signal<ReadonlySet<string>>(new Set());

export const observedOpen = signal(false);
export const sending = signal(false);
export const refused = signal<Failure | undefined>(undefined);
/** Name of the screening of which the last word was taken. */
export const noted = signal("");

export const ticks = computed(() => ticked.value.get(selectedName.value) ?? new Set<Tick>());
/** A wish to look closer stays: it cannot be taken back. */
export const hasAsked = computed(() => asked.value.has(selectedName.value));

selectedName.subscribe(() => {
  observedOpen.value = false;
  refused.value = undefined;
});

export function toggleTick(tick: Tick): void {
  if (tick === "asks" && hasAsked.value) return;
  const next = new Set(ticks.value);
  if (!next.delete(tick)) next.add(tick);
  ticked.value = new Map(ticked.value).set(selectedName.value, next);
}

const wish = wishes();
const wishToAsk = wishes();

export async function sendTicks(): Promise<void> {
  const name = selectedName.value;
  if (sending.value || name === "") return;
  const said = ticks.value;
  const seen = [...said].filter((tick): tick is Observation => tick !== "asks").sort();
  sending.value = true;
  refused.value = undefined;
  try {
    await recordObservations(wish.idOf(name, seen.join()), name, seen);
    if (said.has("asks") && !asked.value.has(name)) {
      await createReferral(wishToAsk.idOf(name), name);
      asked.value = new Set(asked.value).add(name);
    }
    heard();
    wish.fulfilled();
    noted.value = name;
    observedOpen.value = false;
  } catch (error) {
    refused.value = meet(error);
  } finally {
    sending.value = false;
  }
}
