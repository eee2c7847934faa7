import { computed, effect, signal } from "@preact/signals";
import type { Failure } from "../api/failure";
import * as api from "../api/referrals";
import { getScreening } from "../api/screenings";
import {
  Feedback,
  type Note,
  type Referral,
  ReferralOutcome,
} from "../gen/chowki/referral/v1/referral_pb";
import type { GetGuidanceResponse } from "../gen/chowki/referral/v1/referral_service_pb";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import { language } from "../i18n/translate";
import { isClosed, mergedReferrals } from "../model/referral";
import { hasRole } from "./pages";
import { keep, select } from "./queue";
import { checkpoint, heard, locked, meet, session } from "./session";
import { wishes } from "./wishes";

/** Referrals of people who may need help, for those who look after them. */

const kPause_ms = 2000;

const all = signal<readonly Referral[]>([]);
export const alsoClosed = signal(false);
export const chosenName = signal("");
export const chosen = computed(() => all.value.find(({ name }) => name === chosenName.value));
/** One that was just closed stays in view until another is chosen. */
export const rows = computed(() =>
  all.value.filter((row) => alsoClosed.value || !isClosed(row) || row.name === chosenName.value),
);
export const open = computed(() => all.value.filter((row) => !isClosed(row)));

export const guidance = signal<GetGuidanceResponse | undefined>(undefined);
export const notes = signal<ReadonlyMap<string, readonly Note[]>>(new Map());
/** By name of the screening; "gone": kept no longer, or of another post. */
export const people = signal<ReadonlyMap<string, Screening | "gone">>(new Map());
/** Name of the screening whose document is open over the referral. */
export const openedDocument = signal("");

/** What is typed and chosen, by name of the referral: nothing of it is lost. */
interface Draft {
  note: string;
  outcome: ReferralOutcome;
  feedback: Feedback;
}
const emptyDraft: Draft = {
  note: "",
  outcome: ReferralOutcome.UNSPECIFIED,
  feedback: Feedback.UNSPECIFIED,
};
const drafts = signal<ReadonlyMap<string, Draft>>(new Map());
export const draft = computed(() => drafts.value.get(chosenName.value) ?? emptyDraft);
export function setDraft(part: Partial<Draft>): void {
  drafts.value = new Map(drafts.value).set(chosenName.value, { ...draft.value, ...part });
}

export const busy = signal(false);
export const failed = signal<Failure | undefined>(undefined);

function put(news: readonly Referral[]): void {
  all.value = mergedReferrals(all.value, news);
}

async function readPerson(name: string): Promise<void> {
  try {
    people.value = new Map(people.value).set(name, await getScreening(name));
    heard();
  } catch (error) {
    if (meet(error).kind === "refused") people.value = new Map(people.value).set(name, "gone");
  }
}

async function readNotes(name: string): Promise<void> {
  notes.value = new Map(notes.value).set(name, await api.listNotes(name));
}

export async function choose(name: string): Promise<void> {
  chosenName.value = name;
  openedDocument.value = "";
  failed.value = undefined;
  const referral = chosen.value;
  if (!referral) return;
  try {
    put([await api.getReferral(name)]); // it is written down who opened it
    heard();
    await readPerson(referral.screening);
    await readNotes(name);
  } catch (error) {
    failed.value = meet(error);
  }
}

export function moveReferral(step: 1 | -1): void {
  const at = rows.value.findIndex(({ name }) => name === chosenName.value);
  const next = rows.value[Math.min(Math.max(at + step, 0), rows.value.length - 1)];
  if (next && next.name !== chosenName.value) void choose(next.name);
}

export async function openDocument(name: string): Promise<void> {
  await readPerson(name);
  const person = people.value.get(name);
  if (!person || person === "gone") return;
  keep(person);
  select(name);
  openedDocument.value = name;
}

export function closeDocument(): void {
  openedDocument.value = "";
}

export async function readClosed(): Promise<void> {
  try {
    put(await api.allReferrals(checkpoint.value));
    heard();
  } catch (error) {
    failed.value = meet(error);
  }
}

const wish = wishes();

async function take(
  of: readonly string[],
  call: (referral: Referral, requestId: string) => Promise<Referral | undefined>,
): Promise<void> {
  const referral = chosen.value;
  if (!referral || busy.value) return;
  busy.value = true;
  failed.value = undefined;
  try {
    const after = await call(referral, wish.idOf(referral.name, referral.etag, ...of));
    heard();
    wish.fulfilled();
    if (after) put([after]);
    else await readNotes(referral.name);
  } catch (error) {
    failed.value = meet(error);
    // Somebody else was quicker: what is so now is shown beside what was refused.
    if (failed.value.kind === "refused") {
      await api.getReferral(referral.name).then((now) => put([now]), meet);
    }
  } finally {
    busy.value = false;
  }
}

export const isMine = (referral: Referral): boolean => referral.assignee === session.value?.name;

export const assign = (assignee: string) =>
  take(["assign", assignee], (referral, id) => api.assignReferral(referral, id, assignee));

export const addNote = () =>
  take(["note", draft.value.note], async (referral, id) => {
    await api.addNote(referral.name, id, draft.value.note.trim());
    setDraft({ note: "" });
    return undefined;
  });

export const propose = () =>
  take(["outcome", String(draft.value.outcome), String(draft.value.feedback)], (referral, id) =>
    api.proposeOutcome(referral, id, draft.value.outcome, draft.value.feedback),
  );

export const sign = (agrees: boolean) =>
  take(["sign", String(agrees)], (referral, id) => api.signOutcome(referral, id, agrees));

const pause = () => new Promise((done) => setTimeout(done, kPause_ms));

async function follow(where: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      let first = true;
      for await (const news of api.watchReferrals(where, signal)) {
        // What is open no longer was closed, or its time was over, while nobody listened.
        if (first) all.value = all.value.filter((row) => isClosed(row) || row.name === chosenName.value);
        first = false;
        put(news);
        heard();
      }
    } catch (error) {
      if (signal.aborted) return;
      meet(error);
      await pause();
    }
  }
}

/** Follows them, and reads what to do in the language of the page, while somebody is here who may. */
export function startReferrals(): () => void {
  const here = computed(() => hasRole("safeguarding") && !locked.value);
  const ends = [
    effect(() => {
      if (!here.value) return undefined;
      const end = new AbortController();
      void follow(checkpoint.value, end.signal);
      return () => end.abort();
    }),
    effect(() => {
      if (!here.value) return;
      const chosenLanguage = language.value;
      api.guidance(chosenLanguage).then((told) => {
        if (language.peek() === chosenLanguage) guidance.value = told;
      }, meet);
    }),
  ];
  return () => ends.forEach((end) => end());
}
