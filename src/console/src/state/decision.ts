import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { computed, signal } from "@preact/signals";
import type { Failure } from "../api/failure";
import { recordDecision } from "../api/screenings";
import type { SecondOfficer } from "../api/session";
import {
  type Decision,
  DecisionOutcome,
  DecisionSchema,
} from "../gen/chowki/screening/v1/decision_pb";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import { type Disposition, type Draft, emptyDraft, lacking } from "../model/decision_rules";
import { keep, refresh, selected, selectedName } from "./queue";
import { heard, meet } from "./session";

export type Phase =
  | { at: "idle" }
  | { at: "asking" }
  | { at: "recording" }
  | { at: "conflict" }
  | { at: "failed"; failure: Failure }
  | { at: "done"; outcome: DecisionOutcome };

interface Work {
  draft: Draft;
  phase: Phase;
  /** Of the draft as it is: a repeat after a broken line is answered with what was recorded. */
  requestId: string;
  token: string;
}

const fresh = (): Work => ({
  draft: emptyDraft,
  phase: { at: "idle" },
  requestId: crypto.randomUUID(),
  token: "",
});

// Per screening, so that going to another one and back loses nothing.
const works = signal<ReadonlyMap<string, Work>>(new Map());
const notesRead = signal<ReadonlySet<string>>(new Set());

const nobodysWork = fresh();
const work = computed(() => works.value.get(selectedName.value) ?? nobodysWork);
export const draft = computed(() => work.value.draft);
export const phase = computed(() => work.value.phase);
export const noteRead = computed(() => notesRead.value.has(selectedName.value));

export const lacks = computed(() =>
  selected.value ? lacking(selected.value, draft.value, noteRead.value) : [],
);

function put(name: string, change: Partial<Work>): void {
  const before = works.value.get(name) ?? fresh();
  works.value = new Map(works.value).set(name, { ...before, ...change });
}

function change(part: Partial<Draft>): void {
  const before = draft.value;
  put(selectedName.value, { draft: { ...before, ...part }, requestId: crypto.randomUUID() });
}

export const setNote = (note: string) => change({ note });

export function setDisposition(entry: string, part: Partial<Disposition>): void {
  const before = draft.value.dispositions[entry];
  const whole: Disposition = { samePerson: undefined, reason: "", until: "", ...before, ...part };
  change({ dispositions: { ...draft.value.dispositions, [entry]: whole } });
}

/** Lets it wait for a signature instead of having the second officer here, or no longer. */
export const letWait = (awaitsSignature: boolean) => change({ awaitsSignature });

export function setSecondOfficer(officer: SecondOfficer): void {
  change({ secondOfficer: officer.name, awaitsSignature: false });
  put(selectedName.value, { token: officer.token });
}

export function markNoteRead(): void {
  notesRead.value = new Set(notesRead.value).add(selectedName.value);
}

/** Puts the question away; what was typed stays for the next time. */
export const putAway = () => put(selectedName.value, { phase: { at: "idle" } });

/** One key: records when nothing is lacking, else asks for what is. */
export function choose(outcome: DecisionOutcome): void {
  if (!selected.value || phase.value.at === "recording") return;
  change({ outcome });
  if (lacks.value.length === 0) void record();
  else put(selectedName.value, { phase: { at: "asking" } });
}

export async function record(): Promise<void> {
  const screening = selected.value;
  if (!screening || lacks.value.length > 0 || phase.value.at === "recording") return;
  const { name } = screening;
  const { draft: said, requestId, token } = work.value;
  put(name, { phase: { at: "recording" } });
  try {
    keep(await recordDecision(screening, requestId, decisionOf(said), token));
    heard();
    put(name, { ...fresh(), phase: { at: "done", outcome: said.outcome } });
  } catch (error) {
    await settle(screening, meet(error));
  }
}

// A second officer's word was for one call: after a refusal it is asked for again.
async function settle(screening: Screening, failure: Failure): Promise<void> {
  const { name } = screening;
  if (failure.kind === "offline") {
    put(name, { phase: { at: "failed", failure } });
    return;
  }
  const before = works.value.get(name)?.draft ?? emptyDraft;
  const unsigned = { draft: { ...before, secondOfficer: "" }, token: "" };
  if (failure.reason !== "ETAG_MISMATCH") {
    put(name, { ...unsigned, phase: { at: "failed", failure } });
    return;
  }
  put(name, { ...unsigned, requestId: crypto.randomUUID(), phase: { at: "conflict" } });
  await refresh(name).catch(meet);
}

function decisionOf(said: Draft): Decision {
  return create(DecisionSchema, {
    outcome: said.outcome,
    note: said.note.trim(),
    secondOfficer: said.secondOfficer,
    awaitsSignature: said.awaitsSignature && said.secondOfficer === "",
    hitDispositions: Object.entries(said.dispositions)
      .filter(([, { samePerson }]) => samePerson !== undefined)
      .map(([entry, { samePerson, reason, until }]) => ({
        entry,
        samePerson: samePerson === true,
        reason: reason.trim(),
        ...(samePerson === false && until !== ""
          ? { suppressUntilTime: timestampFromDate(new Date(`${until}T23:59:59Z`)) }
          : {}),
      })),
  });
}
