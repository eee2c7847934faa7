import { computed, effect, signal } from "@preact/signals";
import { currentSession } from "../api/session";
import { getScreening, listsInForce, watchScreenings } from "../api/screenings";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import type { ScreeningSummary } from "../gen/chowki/screening/v1/screening_service_pb";
import type { KnownLists } from "../model/freshness";
import { followsScreenings } from "./pages";
import { checkpoint, heard, locked, meet, session } from "./session";
import { lane } from "./settings";

const kShown = 40; // rows: what fits, and a little more
const kPause_ms = 2000;

export const queue = signal<ScreeningSummary[]>([]);

/** Whole records by name, of what the queue shows. */
export const records = signal<ReadonlyMap<string, Screening>>(new Map());

export const lists = signal<KnownLists | undefined>(undefined);

export const selectedName = signal("");

export const selected = computed(() => records.value.get(selectedName.value));

/** Told with the row, too: who travels along may have been selected after the screening. */
export const inSecondLine = ({ name, secondLine }: Screening): boolean =>
  secondLine || queue.value.some((row) => row.name === name && row.secondLine);

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
  const screening = await getScreening(name);
  keep(screening);
  return screening;
}

// News take the place of what they change, or come on top.
function merged(rows: ScreeningSummary[], news: ScreeningSummary[]): ScreeningSummary[] {
  const next = [...rows];
  for (const one of news) {
    const place = next.findIndex((row) => row.name === one.name);
    if (place < 0) next.unshift(one);
    else next[place] = one;
  }
  return next.slice(0, kShown);
}

async function show(rows: ScreeningSummary[]): Promise<void> {
  queue.value = rows;
  if (selectedName.value === "" && rows[0]) select(rows[0].name);
  forgetOld(rows);
  for (const row of rows) {
    if (records.value.get(row.name)?.etag !== row.etag) await refresh(row.name);
  }
}

// Keeps what the queue shows and what the officer looks at.
function forgetOld(rows: ScreeningSummary[]): void {
  const wanted = new Set([selectedName.value, ...rows.map((row) => row.name)]);
  if ([...records.value.keys()].every((name) => wanted.has(name))) return;
  records.value = new Map([...records.value].filter(([name]) => wanted.has(name)));
}

const pause = () => new Promise((done) => setTimeout(done, kPause_ms));

// Hears of each screening of the lane as it is made or decided, until `signal` says so.
async function follow(where: string, ofLane: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      let first = true;
      for await (const news of watchScreenings(where, ofLane, kShown, signal)) {
        await show(first ? news : merged(queue.value, news));
        first = false;
        heard();
      }
    } catch (error) {
      if (signal.aborted) return;
      meet(error);
      await pause();
    }
  }
}

// Asks how old the lists are, and by that whether the service answers at all: a line that fell silent
// does not end a stream. Who has nothing to do with lists asks for the session.
async function beat(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      if (followsScreenings.value) lists.value = { lists: await listsInForce(), asOf: Date.now() };
      else await currentSession();
      heard();
    } catch (error) {
      if (!signal.aborted) meet(error);
    }
    await pause();
  }
}

/** Follows the lane while somebody is signed in and the page is not covered. */
export function startQueue(): () => void {
  const present = computed(() => Boolean(session.value) && !locked.value);
  return effect(() => {
    if (!present.value) return undefined;
    const end = new AbortController();
    if (followsScreenings.value) void follow(checkpoint.value, lane.value, end.signal);
    void beat(end.signal);
    return () => end.abort();
  });
}
