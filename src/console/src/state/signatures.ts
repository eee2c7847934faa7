import { computed, effect, signal } from "@preact/signals";
import type { Failure } from "../api/failure";
import { listScreenings, signDecision } from "../api/supervision";
import { DecisionState } from "../gen/chowki/screening/v1/decision_pb";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import type { ScreeningSummary } from "../gen/chowki/screening/v1/screening_service_pb";
import { closedMatches } from "../model/advice";
import { noteRead } from "./decision";
import { hasRole, page } from "./pages";
import { keep, records, refresh, select, selected, selectedName } from "./queue";
import { checkpoint, heard, locked, meet, session } from "./session";
import { wishes } from "./wishes";

/** Decisions that wait for a second officer. */

const kEvery_ms = 3000;
const kShown = 100;

export const waiting = signal<ScreeningSummary[]>([]);
export const sending = signal(false);
export const refused = signal<Failure | undefined>(undefined);
/** The reason for sending back is being asked for, by name of its screening: what was typed stays. */
export const askedWhy = signal(false);
export const why = signal<ReadonlyMap<string, string>>(new Map());

export const isMine = (screening: Screening): boolean =>
  screening.decision?.officer === session.value?.name;

/** What keeps the screening in view from being signed by who is here. */
export const obstacle = computed<"own" | "note" | undefined>(() => {
  const screening = selected.value;
  if (!screening?.decision?.awaitsSignature) return undefined;
  if (isMine(screening)) return "own";
  return closedMatches(screening).length > 0 && !noteRead.value ? "note" : undefined;
});

export async function choose(name: string): Promise<void> {
  select(name);
  askedWhy.value = false;
  refused.value = undefined;
  await refresh(name).then(heard, meet);
}

export function moveWaiting(step: 1 | -1): void {
  const at = waiting.value.findIndex((row) => row.name === selectedName.value);
  const next = waiting.value[Math.min(Math.max(at + step, 0), waiting.value.length - 1)];
  if (next) void choose(next.name);
}

async function readWaiting(): Promise<void> {
  const restriction = { decisionState: DecisionState.AWAITS_SIGNATURE, pageSize: kShown };
  const { screenings } = await listScreenings(checkpoint.value, restriction);
  heard();
  waiting.value = screenings;
  for (const { name, etag } of screenings) {
    if (page.peek() !== "signatures") return;
    if (records.peek().get(name)?.etag !== etag) await refresh(name);
  }
}

const wish = wishes();

/** Signs the screening in view, or with a reason sends it back. */
export async function settle(reason: string): Promise<void> {
  const screening = selected.value;
  if (!screening?.decision?.awaitsSignature || sending.value || obstacle.value === "own") return;
  if (reason === "" && obstacle.value !== undefined) return;
  const requestId = wish.idOf(screening.name, screening.etag, reason);
  sending.value = true;
  refused.value = undefined;
  try {
    keep(await signDecision(screening, requestId, reason));
    heard();
    askedWhy.value = false;
    await readWaiting();
  } catch (error) {
    refused.value = meet(error);
    if (refused.value.kind === "refused") await refresh(screening.name).catch(meet);
  } finally {
    sending.value = false;
  }
}

/** Looks for what waits, while somebody is here who may sign. */
export function startSignatures(): () => void {
  const here = computed(() => hasRole("supervisor") && !locked.value);
  return effect(() => {
    if (!here.value) return undefined;
    const look = () => void readWaiting().catch(meet);
    look();
    const timer = setInterval(look, kEvery_ms);
    return () => clearInterval(timer);
  });
}
