import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import {
  BundleHeader_Direction as Direction,
  type BundleHeader_Section as Section,
  BundleHeaderSchema,
} from "../gen/chowki/sync/v1/bundle_pb";
import { SignedEnvelopeSchema } from "../gen/chowki/sync/v1/envelope_pb";
import { ManifestSchema } from "../gen/chowki/sync/v1/manifest_pb";
import { SyncService } from "../gen/chowki/sync/v1/sync_service_pb";

const sync = createClient(
  SyncService,
  createConnectTransport({ baseUrl: location.origin, useBinaryFormat: true }),
);
const kQuick = { timeoutMs: 10_000 };
const kWhole = { timeoutMs: 60_000 };

const envelope = (bytes: Uint8Array) => fromBinary(SignedEnvelopeSchema, bytes);

/**
 * A bundle (docs/formats.md) with the newest snapshot of each list, for a post that holds nothing or
 * anything older. lists: ascending by name. Nothing in it is believed by anybody without proof.
 */
export async function newestBundle(
  deployment: string,
  roots: readonly Uint8Array[],
  lists: readonly string[],
): Promise<Blob> {
  const head = await sync.getHead({ held: lists.map((list) => ({ list })) }, kQuick);
  const newest = head.manifests
    .map((bytes) => ({ signed: envelope(bytes), told: fromBinary(ManifestSchema, envelope(bytes).payload) }))
    .sort((a, b) => (a.told.list < b.told.list ? -1 : 1));
  const files: BlobPart[] = [];
  const sections: Pick<Section, "sha256" | "bytes">[] = [];
  for (const { told } of newest) {
    if (!told.snapshot) continue;
    const { sha256, bytes } = told.snapshot;
    sections.push({ sha256, bytes });
    for await (const { piece } of sync.streamFile({ sha256 }, kWhole)) files.push(new Uint8Array(piece));
  }
  const header = toBinary(
    BundleHeaderSchema,
    create(BundleHeaderSchema, {
      direction: Direction.DOWN,
      deployment,
      createdAtUnix: BigInt(Math.floor(Date.now() / 1000)),
      roots: roots.map(envelope),
      heartbeat: envelope(head.heartbeat),
      lists: newest.map(({ told, signed }) => ({ name: told.list, manifests: [signed] })),
      sections,
    }),
  );
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, header.length); // big endian, as all lengths in files
  return new Blob(["CHBNDL01", length, new Uint8Array(header), ...files]);
}
