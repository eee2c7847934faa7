import { signal } from "@preact/signals";
import type { Failure } from "../api/failure";
import { confirmEntry, proposeEntry, provisionalEntries, withdrawEntry } from "../api/supervision";
import type { ProvisionalEntry } from "../gen/chowki/screening/v1/provisional_pb";
import { type EntryForm, columnsOf, emptyForm } from "../model/entry_form";
import { checkpoint, heard, meet } from "./session";
import { wishes } from "./wishes";

/** The post's own list: what is typed, what stands, who confirms. */

export const form = signal<EntryForm>(emptyForm);
export const entries = signal<ProvisionalEntry[]>([]);
export const alsoEnded = signal(false);
export const busy = signal(false);
export const failed = signal<Failure | undefined>(undefined);
/** Id of the entry of which the last refusal was; "": of the proposal. */
export const failedAt = signal("");

export function setForm(part: Partial<EntryForm>): void {
  form.value = { ...form.value, ...part };
}

export async function read(): Promise<void> {
  try {
    entries.value = await provisionalEntries(checkpoint.value, alsoEnded.value);
    heard();
  } catch (error) {
    failed.value = meet(error);
  }
}

const wish = wishes();

async function take(id: string, of: readonly string[], call: (requestId: string) => Promise<unknown>) {
  busy.value = true;
  failed.value = undefined;
  failedAt.value = id;
  try {
    await call(wish.idOf(...of));
    heard();
    wish.fulfilled();
    await read();
    return true;
  } catch (error) {
    failed.value = meet(error);
    return false;
  } finally {
    busy.value = false;
  }
}

export async function propose(): Promise<void> {
  const said = form.value;
  const columns = columnsOf(said);
  const of = ["propose", JSON.stringify(columns), said.reason, said.days];
  const done = await take("", of, (id) =>
    proposeEntry(id, columns, said.reason.trim(), Number(said.days)),
  );
  if (done) form.value = emptyForm;
}

export const confirm = (id: string) =>
  take(id, ["confirm", id], (requestId) => confirmEntry(requestId, id));

export const withdraw = (id: string, reason: string) =>
  take(id, ["withdraw", id, reason], (requestId) => withdrawEntry(requestId, id, reason));
