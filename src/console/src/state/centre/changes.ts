import { computed, signal } from "@preact/signals";
import * as api from "../../api/centre";
import {
  type ChangeSet,
  ChangeSet_State as State,
  type Plan,
  type Version,
} from "../../gen/chowki/watchlist/v1/change_set_pb";
import type { AssessImpactResponse } from "../../gen/chowki/watchlist/v1/impact_service_pb";
import type { DraftFromFileResponse, Watchlist } from "../../gen/chowki/watchlist/v1/watchlist_service_pb";
import { fromBinary } from "@bufbuild/protobuf";
import { EntrySchema } from "../../gen/chowki/watchlist/v1/entry_pb";
import { type Change, readChange, revisionOf } from "../../model/centre/record";
import { changeSetDigest, newestRoot, signApproval, signSubmission } from "../../model/centre/signing";
import { session } from "../session";
import { attempt, quietly } from "./attempt";

// More than that is not looked through by anybody, and is signed with the command line.
const kMostRecords = 50_000;
const kMostBytes = 32 << 20;
const kMostEarlier = 200; // entries whose state before a publication is asked for, one by one

export const watchlists = signal<Watchlist[]>([]);
export const list = signal("");
export const sets = signal<ChangeSet[]>([]);
export const versions = signal<Version[]>([]);
export const chosen = signal("");

export const shortName = (name: string) => name.split("/").at(-1) ?? name;
const listOf = (name: string) => name.split("/")[1] ?? "";

export const set = computed(() => sets.value.find(({ name }) => name === chosen.value));

/** What is known of the chosen change set, until it moves on. */
export const plan = signal<Plan | undefined>();
export const impact = signal<AssessImpactResponse | undefined>();
export const changes = signal<Change[]>([]);
/** All records are there, and this is what they say when signed; undefined: not (yet). */
export const digest = signal<Uint8Array | undefined>();
export const tooMany = signal(false);
export const accepted = signal<readonly string[]>([]);
/** Of the draft that was just made: what of its file was left out. */
export const leftOut = signal<DraftFromFileResponse | undefined>();

let reading = new AbortController();

export async function refresh(): Promise<void> {
  watchlists.value = await api.watchlists();
  const [first] = watchlists.value;
  if (list.value === "" && first) list.value = shortName(first.name);
  if (list.value === "") return;
  const asked = list.value;
  const [nextSets, nextVersions] = await Promise.all([api.changeSets(asked), api.versions(asked)]);
  if (asked !== list.value) return;
  const before = set.value?.state;
  sets.value = nextSets;
  versions.value = nextVersions;
  if (set.value && set.value.state !== before) await show(chosen.value);
}

export async function chooseList(name: string): Promise<void> {
  list.value = name;
  chosen.value = "";
  sets.value = [];
  versions.value = [];
  await quietly(refresh);
}

function forget(): void {
  reading.abort();
  reading = new AbortController();
  plan.value = undefined;
  impact.value = undefined;
  changes.value = [];
  digest.value = undefined;
  tooMany.value = false;
  accepted.value = [];
}

async function readChanges(name: string, signal: AbortSignal): Promise<void> {
  const published = set.value?.state === State.PUBLISHED;
  const read: Change[] = [];
  const records: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of api.changesOf(name, signal)) {
    for (const planned of piece) {
      read.push(readChange(planned, published));
      records.push(planned.record);
      bytes += planned.record.length;
    }
    if (signal.aborted) return;
    changes.value = [...read];
    if (read.length > kMostRecords || bytes > kMostBytes) {
      tooMany.value = true;
      return;
    }
  }
  const told = await changeSetDigest(records);
  if (signal.aborted) return;
  digest.value = told;
  await askEarlier(read, signal);
}

/** Of what is published: the entries as they were before. */
async function askEarlier(read: Change[], signal: AbortSignal): Promise<void> {
  const asked = list.value;
  let left = kMostEarlier;
  for (const [index, change] of read.entries()) {
    if (!change.overtaken || left-- <= 0) continue;
    const before = await api.entryAt(asked, change.id, revisionOf(change) - 1n);
    if (signal.aborted) return;
    read[index] = before
      ? { ...change, before: fromBinary(EntrySchema, before) }
      : { ...change, overtaken: false };
  }
  if (left < kMostEarlier) changes.value = [...read];
}

/** Shows a change set: what it would do now while it is a draft, else what was submitted. */
export async function show(name: string): Promise<void> {
  forget();
  const { signal } = reading;
  chosen.value = name;
  if (leftOut.value?.changeSet?.name !== name) leftOut.value = undefined;
  await attempt(async () => {
    const state = set.value?.state;
    if (state === State.DRAFT) {
      const made = await api.planOf(name);
      if (signal.aborted) return;
      plan.value = made;
      if (made?.digest.length === 0) return; // nothing to show, or a problem in the way
    }
    await readChanges(name, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  });
}

export const assess = () =>
  attempt(async () => {
    const name = chosen.value;
    const told = await api.impactOf(name);
    if (name === chosen.value) impact.value = told;
  });

/** Somebody moved the chosen change set on: it is shown as it is then. */
async function moved(work: () => Promise<unknown>): Promise<boolean> {
  const done = await attempt(async () => {
    await work();
    await refresh();
    return true;
  });
  return done ?? false;
}

export async function makeDraft(order: api.Order): Promise<boolean> {
  const told = await attempt(async () => {
    const answer = await api.draftFromFile(order);
    if (list.value !== order.list) await chooseList(order.list);
    else await refresh();
    return answer;
  });
  if (!told?.changeSet) return false;
  leftOut.value = told;
  await show(told.changeSet.name);
  return true;
}

export async function revertTo(version: bigint): Promise<void> {
  const draft = await attempt(async () => {
    const made = await api.draftRevert(list.value, version, crypto.randomUUID());
    await refresh();
    return made;
  });
  if (draft) await show(draft.name);
}

const root = async () => newestRoot(await api.trustRoots());

export const submit = (keyFile: string) =>
  moved(async () => {
    const name = chosen.value;
    if (!digest.value) return;
    const author = session.value?.name ?? "";
    const what = { list: listOf(name), digest: digest.value, author, at: Date.now() };
    await api.submit(name, await signSubmission(what, keyFile, await root()), [...accepted.value]);
  });

export const approve = (keyFile: string) =>
  moved(async () => {
    const name = chosen.value;
    if (!digest.value) return;
    const { submission } = await api.changeSet(name);
    const approver = session.value?.name ?? "";
    const what = { list: listOf(name), digest: digest.value, approver, submission };
    await api.approve(name, await signApproval(what, keyFile, await root()));
  });

export const reject = (reason: string) => moved(() => api.reject(chosen.value, reason));
export const withdraw = () => moved(() => api.withdraw(chosen.value));
export const publish = () => moved(() => api.publish(listOf(chosen.value), chosen.value));
