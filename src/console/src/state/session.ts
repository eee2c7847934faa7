import { computed, signal } from "@preact/signals";
import type { Failure } from "../api/failure";
import { failureOf } from "../api/failure";
import * as api from "../api/session";

/** undefined: not asked yet; null: nobody. */
export const session = signal<api.Session | null | undefined>(undefined);

/** The page is covered; everything under it stays as it is. */
export const locked = signal(false);

/** Since when calls go unanswered, ms since 1970; 0: the line is well. */
export const lostSince = signal(0);

export const checkpoint = computed(() => session.value?.checkpoint ?? "");

function begin(begun: api.Session): void {
  // Somebody else's work is not for this person to see.
  const other = session.value && session.value.name !== begun.name;
  if (other) location.reload();
  session.value = begun;
  locked.value = begun.locked;
}

export async function resume(): Promise<void> {
  try {
    begin(await api.currentSession());
    heard();
  } catch (error) {
    if (meet(error).kind === "offline") setTimeout(resume, 2000);
  }
}

export async function signIn(name: string, password: string): Promise<void> {
  begin(await api.signIn(name, password));
}

export async function unlock(password: string): Promise<void> {
  await api.unlock(password);
  locked.value = false;
}

/** Covers the page at once; whether the service heard of it comes second. */
export async function lock(): Promise<void> {
  locked.value = true;
  await api.lock().catch(meet);
}

export async function signOut(): Promise<void> {
  await api.signOut().catch(meet);
  location.reload(); // forgets everything
}

/** A call was answered. */
export function heard(): void {
  lostSince.value = 0;
}

/** Every failed call comes through here: it tells the page what all of it has to know. */
export function meet(error: unknown): Failure {
  const failure = failureOf(error);
  if (failure.kind === "offline") {
    if (lostSince.value === 0) lostSince.value = Date.now();
    return failure;
  }
  heard();
  if (failure.kind === "locked") locked.value = true;
  if (failure.kind === "signed_out") {
    // With work on the page it is covered, not thrown away: the same person may sign in again.
    if (session.value) locked.value = true;
    else session.value = null;
  }
  return failure;
}
