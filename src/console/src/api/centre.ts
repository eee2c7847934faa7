import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import { AuditService, type Record as AuditRecord } from "../gen/chowki/audit/v1/audit_service_pb";
import { type Device, FleetService } from "../gen/chowki/fleet/v1/fleet_service_pb";
import { SyncService } from "../gen/chowki/sync/v1/sync_service_pb";
import {
  type ChangeSet,
  ChangeSet_Content,
  type Plan,
  type PlannedChange,
  type Version,
} from "../gen/chowki/watchlist/v1/change_set_pb";
import { type AssessImpactResponse, ImpactService } from "../gen/chowki/watchlist/v1/impact_service_pb";
import {
  type DraftFromFileResponse,
  type Watchlist,
  WatchlistService,
} from "../gen/chowki/watchlist/v1/watchlist_service_pb";

const transport = createConnectTransport({ baseUrl: location.origin, useBinaryFormat: true });
const lists = createClient(WatchlistService, transport);
const impacts = createClient(ImpactService, transport);
const fleet = createClient(FleetService, transport);
const audit = createClient(AuditService, transport);
const sync = createClient(SyncService, transport);

const kPoll = { timeoutMs: 2500 }; // what is asked again anyway: a dead line shows
const kQuick = { timeoutMs: 10_000 };
const kLong = { timeoutMs: 60_000 }; // what reads a whole list
const kPage = 1000; // the most that one answer holds

export const listName = (list: string) => `watchlists/${list}`;

export const watchlists = async (): Promise<Watchlist[]> =>
  (await lists.listWatchlists({}, kPoll)).watchlists;

/** The newest ones. */
export const changeSets = async (list: string): Promise<ChangeSet[]> =>
  (await lists.listChangeSets({ parent: listName(list), pageSize: 100 }, kQuick)).changeSets;

export const versions = async (list: string): Promise<Version[]> =>
  (await lists.listVersions({ parent: listName(list), pageSize: 100 }, kQuick)).versions;

export const changeSet = (name: string): Promise<ChangeSet> => lists.getChangeSet({ name }, kQuick);

export const planOf = async (name: string): Promise<Plan | undefined> =>
  (await lists.planChangeSet({ name }, kLong)).plan;

export const impactOf = (name: string): Promise<AssessImpactResponse> =>
  impacts.assessImpact({ name }, kLong);

/** The records of a change set, some hundred at a time. */
export async function* changesOf(name: string, signal: AbortSignal): AsyncGenerator<PlannedChange[]> {
  for await (const { changes } of lists.streamChanges({ name }, { ...kLong, signal })) yield changes;
}

/** The bytes of an entry as it was in that revision; undefined: it was not there. */
export async function entryAt(list: string, id: string, revision: bigint) {
  const { revisions } = await lists.listEntryRevisions({ parent: listName(list), id }, kQuick);
  const found = revisions.find((row) => row.revision === revision)?.entry;
  return found && found.length > 0 ? found : undefined;
}

/** What a draft is made of; the same requestId again gives the same draft. */
export interface Order {
  list: string;
  title: string;
  wholeList: boolean;
  requestId: string;
  format: string; // "": no file
  file: Uint8Array;
  remove: string[];
}

export const draftFromFile = (order: Order): Promise<DraftFromFileResponse> =>
  lists.draftFromFile(
    {
      parent: listName(order.list),
      changeSet: {
        title: order.title,
        content: order.wholeList ? ChangeSet_Content.WHOLE_LIST : ChangeSet_Content.CHANGES,
      },
      requestId: order.requestId,
      format: order.format,
      file: order.file,
      remove: order.remove,
    },
    kLong,
  );

export const draftRevert = (list: string, toVersion: bigint, requestId: string): Promise<ChangeSet> =>
  lists.draftRevert({ parent: listName(list), toVersion, requestId }, kLong);

export const submit = (name: string, submission: Uint8Array, acceptedGuards: string[]) =>
  lists.submitChangeSet({ name, submission, acceptedGuards }, kLong);

export const approve = (name: string, approval: Uint8Array) =>
  lists.approveChangeSet({ name, approval }, kLong);

export const reject = (name: string, reason: string) =>
  lists.rejectChangeSet({ name, reason }, kQuick);

export const withdraw = (name: string) => lists.withdrawChangeSet({ name }, kQuick);

/** The next version of a list, of that one change set. */
export const publish = (list: string, name: string) =>
  lists.publishVersion({ parent: listName(list), changeSets: [name] }, kLong);

/** The bytes of all trust roots, oldest first. */
export async function trustRoots(): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for (;;) {
    const { roots } = await sync.getRoots({ afterVersion: BigInt(all.length) }, kQuick);
    all.push(...roots);
    if (roots.length < 32) return all;
  }
}

/** Every post. */
export async function devices(): Promise<Device[]> {
  const all: Device[] = [];
  let pageToken = "";
  do {
    const page = await fleet.listDevices({ pageSize: kPage, pageToken }, kQuick);
    all.push(...page.devices);
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  return all;
}

export const auditSize = async (): Promise<number> => Number((await audit.getTreeHead({}, kQuick)).size);

/** Records from `first` up to `end`, without it; at most 1000. */
export async function auditRecords(first: number, end: number): Promise<AuditRecord[]> {
  const request = { firstIndex: BigInt(first), pageSize: Math.min(end - first, kPage) };
  return (await audit.listRecords(request, kQuick)).records;
}
