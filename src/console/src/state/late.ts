import { computed, effect, signal } from "@preact/signals";
import type { Failure } from "../api/failure";
import { getScreening } from "../api/screenings";
import { acknowledgeLateAlert, lateAlerts } from "../api/supervision";
import { type LateAlert, LateAlertOutcome } from "../gen/chowki/screening/v1/late_alert_pb";
import { go, hasRole, page } from "./pages";
import { keep, select } from "./queue";
import { checkpoint, heard, locked, meet } from "./session";
import { wishes } from "./wishes";

/** Crossings that a later version of a list says something about. */

const kEvery_ms = 15_000;

export const alsoAnswered = signal(false);
export const alerts = signal<readonly LateAlert[]>([]);
export const openCount = signal(0n);
export const busy = signal(false);
export const failed = signal<Failure | undefined>(undefined);
/** Name of the alert of which the last refusal was; "": of the list. */
export const failedAt = signal("");

/** What is chosen and typed, by name of the alert. */
interface Draft {
  outcome: LateAlertOutcome;
  note: string;
}
const emptyDraft: Draft = { outcome: LateAlertOutcome.UNSPECIFIED, note: "" };
const drafts = signal<ReadonlyMap<string, Draft>>(new Map());
export const draftOf = (name: string): Draft => drafts.value.get(name) ?? emptyDraft;
export function setDraft(name: string, part: Partial<Draft>): void {
  drafts.value = new Map(drafts.value).set(name, { ...draftOf(name), ...part });
}

async function readNow(): Promise<void> {
  const answer = await lateAlerts(checkpoint.value, !alsoAnswered.value);
  heard();
  alerts.value = answer.lateAlerts;
  openCount.value = answer.open;
}

function fails(name: string, error: unknown): Failure {
  const failure = meet(error);
  failedAt.value = name;
  failed.value = failure;
  return failure;
}

export async function read(): Promise<void> {
  failed.value = undefined;
  await readNow().catch((error: unknown) => void fails("", error));
}

const wish = wishes();

export async function acknowledge(alert: LateAlert): Promise<void> {
  const { outcome, note } = draftOf(alert.name);
  if (busy.value || outcome === LateAlertOutcome.UNSPECIFIED) return;
  busy.value = true;
  failed.value = undefined;
  try {
    const requestId = wish.idOf(alert.name, alert.etag, String(outcome), note);
    await acknowledgeLateAlert(alert, requestId, outcome, note.trim());
    heard();
    wish.fulfilled();
    await readNow();
  } catch (error) {
    if (fails(alert.name, error).kind === "refused") await readNow().catch(meet);
  } finally {
    busy.value = false;
  }
}

/** The traveller of an alert, at the desk. */
export async function show(alert: LateAlert): Promise<void> {
  try {
    keep(await getScreening(alert.screening));
    heard();
    select(alert.screening);
    go("desk");
  } catch (error) {
    fails(alert.name, error);
  }
}

/** Looks for them while somebody is here who answers them. */
export function startLateAlerts(): () => void {
  const here = computed(() => hasRole("officer", "supervisor") && !locked.value);
  return effect(() => {
    if (!here.value) return undefined;
    // A list that somebody works on is not changed under his hands.
    const look = () => {
      if (page.peek() !== "late" || alerts.peek().length === 0) void readNow().catch(meet);
    };
    look();
    const timer = setInterval(look, kEvery_ms);
    return () => clearInterval(timer);
  });
}
