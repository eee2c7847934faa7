import { computed, signal } from "@preact/signals";
import * as api from "../api/screenings";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import type { ScreeningSummary } from "../gen/chowki/screening/v1/screening_service_pb";
import type { KnownLists } from "../model/freshness";
import { checkpoint, heard, locked, meet, session } from "./session";
import { lane } from "./settings";

const kShown = 40; // rows: what fits, and a little more
const kPause_ms = 2000;
const kListsPause_ms = 30_000;

export const queue = signal<ScreeningSummary[]>([]);

/** Whole records by name, of what the queue shows. */
export const records = signal<ReadonlyMap<string, Screening>>(new Map());

export const lists = signal<KnownLists | undefined>(undefined);

export const selectedName = signal("");

export const selected = computed(() => records.value.get(selectedName.value));

export function keep(screening: Screening): void {
  records.value = new Map(records.value).set(screening.name, screening);
}

export function select(name: string): void {
  selectedName.value = name;
}

/** The next (1) or previous (-1) row. */
export function move(step: 1 | -1): void {
  const place = queue.value.findIndex((row) => row.name === selectedName.value);
  const next = queue.value[Math.min(Math.max(place + step, 0), queue.value.length - 1)];
  if (next) select(next.name);
}

/** Reads a screening again, as after somebody else decided. */
export async function refresh(name: string): Promise<Screening> {
  const screening = await api.getScreening(name);
  keep(screening);
  return screening;
}

async function readQueue(): Promise<void> {
  const rows = await api.listScreenings(checkpoint.value, lane.value, kShown);
  queue.value = rows;
  if (selectedName.value === "" && rows[0]) select(rows[0].name);
  for (const row of rows) {
    const known = records.value.get(row.name);
    const decided = known?.decision?.outcome ?? 0;
    if (!known || decided !== row.decision) await refresh(row.name);
  }
  forgetOld(rows);
}

// Keeps what the queue shows and what the officer looks at.
function forgetOld(rows: ScreeningSummary[]): void {
  const wanted = new Set([selectedName.value, ...rows.map((row) => row.name)]);
  if ([...records.value.keys()].every((name) => wanted.has(name))) return;
  records.value = new Map([...records.value].filter(([name]) => wanted.has(name)));
}

/** Follows the lane while somebody is signed in and the page is not covered. */
export function startQueue(): () => void {
  let timer = 0;
  let stopped = false;
  let listsAsked = 0;
  const round = async () => {
    if (session.value && !locked.value) {
      try {
        await readQueue();
        if (Date.now() - listsAsked > kListsPause_ms) {
          lists.value = { lists: await api.listsInForce(), asOf: Date.now() };
          listsAsked = Date.now();
        }
        heard();
      } catch (error) {
        meet(error);
      }
    }
    if (!stopped) timer = window.setTimeout(round, kPause_ms);
  };
  void round();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
