import { fromBinary } from "@bufbuild/protobuf";
import { RecordsSchema, type Tombstone } from "../../gen/chowki/sync/v1/record_pb";
import { type PlannedChange, PlannedChange_Kind } from "../../gen/chowki/watchlist/v1/change_set_pb";
import { type Entry, EntrySchema } from "../../gen/chowki/watchlist/v1/entry_pb";

/** One record as its bytes say, which are what is signed; before: what it takes the place of. */
export interface Change {
  id: string;
  before?: Entry;
  after?: Entry;
  removed?: Tombstone;
  /** The list went on since: what was there before is known no more, if there was anything. */
  overtaken: boolean;
}

export const revisionOf = ({ after, removed }: Change): bigint => after?.revision ?? removed?.revision ?? 0n;

export const kindOf = ({ before, after, overtaken }: Change): PlannedChange_Kind => {
  if (!after) return PlannedChange_Kind.REMOVE;
  return before || overtaken ? PlannedChange_Kind.CHANGE : PlannedChange_Kind.ADD;
};

/** Throws when the record is not exactly one entry, or one removal. */
export function readChange(planned: PlannedChange, published: boolean): Change {
  const { puts, removes } = fromBinary(RecordsSchema, planned.record);
  if (puts.length + removes.length !== 1) throw new Error("a record that is not one");
  const [put] = puts;
  const [removed] = removes;
  const after = put && fromBinary(EntrySchema, put);
  const read: Change = {
    id: after?.id ?? removed?.id ?? "",
    ...(after && { after }),
    ...(removed && { removed }),
    overtaken: false,
  };
  const now = planned.before.length > 0 ? fromBinary(EntrySchema, planned.before) : undefined;
  if (now && now.revision < revisionOf(read)) return { ...read, before: now };
  return { ...read, overtaken: (published || now !== undefined) && revisionOf(read) > 1n };
}

export function kindCounts(changes: readonly Change[]) {
  const count = (kind: PlannedChange_Kind) =>
    changes.reduce((sum, change) => sum + (kindOf(change) === kind ? 1 : 0), 0);
  return {
    added: count(PlannedChange_Kind.ADD),
    changed: count(PlannedChange_Kind.CHANGE),
    removed: count(PlannedChange_Kind.REMOVE),
  };
}
