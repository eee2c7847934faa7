import { signal } from "@preact/signals";
import * as api from "../../api/centre";
import type { Record as AuditRecord } from "../../gen/chowki/audit/v1/audit_service_pb";
import { attempt } from "./attempt";

const kAtOnce = 1000; // records read in one call
const kShown = 100; // found in one go; the rest when it is asked for

export const words = signal("");
export const found = signal<AuditRecord[]>([]);
/** Records below this one were not searched yet; 0: all were. */
export const searchedTo = signal(0);

let going = 0;

const holds = (record: AuditRecord, wanted: readonly string[]) => {
  const text = [record.actor, record.action, record.resource, record.outcome, record.detail]
    .join("\n")
    .toLowerCase();
  return wanted.every((word) => text.includes(word));
};

/** The newest records first, on from where the search stopped, until some were found. */
async function search(turn: number, begin: number): Promise<void> {
  const wanted = words.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
  let end = begin;
  let more = 0;
  while (end > 0 && more < kShown) {
    const first = Math.max(0, end - kAtOnce);
    const records = await api.auditRecords(first, end);
    if (turn !== going) return;
    const fits = records.filter((record) => holds(record, wanted)).reverse();
    const rest = fits.slice(0, kShown - more);
    more += rest.length;
    found.value = [...found.value, ...rest];
    const last = rest.at(-1);
    // What was found and is not shown yet is searched again.
    end = fits.length > rest.length && last ? Number(last.index) : first;
    searchedTo.value = end;
  }
}

export const searchAnew = () =>
  attempt(async () => {
    const turn = ++going;
    const size = await api.auditSize();
    if (turn !== going) return;
    found.value = [];
    searchedTo.value = size;
    await search(turn, size);
  });

export const searchOn = () => attempt(() => search(going, searchedTo.value));
