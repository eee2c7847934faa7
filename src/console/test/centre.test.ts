import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { describe, expect, it, vi } from "vitest";
import { SignedEnvelopeSchema } from "../src/gen/chowki/sync/v1/envelope_pb";
import { RecordsSchema } from "../src/gen/chowki/sync/v1/record_pb";
import { SubmissionSchema } from "../src/gen/chowki/sync/v1/submission_pb";
import { TrustRoot_Role as Role, type TrustRoot, TrustRootSchema } from "../src/gen/chowki/sync/v1/trust_root_pb";
import { DeviceSchema } from "../src/gen/chowki/fleet/v1/fleet_service_pb";
import { PlannedChange_Kind as Kind, PlannedChangeSchema } from "../src/gen/chowki/watchlist/v1/change_set_pb";
import { Entry_Quality, Entry_Sex, type Entry, EntrySchema } from "../src/gen/chowki/watchlist/v1/entry_pb";
import { centreLanguages } from "../src/i18n/centre_words";
import { centre as en } from "../src/i18n/en/centre";
import { dateText, linesOf, titleOf } from "../src/model/centre/entry_diff";
import { byTrouble, postState } from "../src/model/centre/post_state";
import { kindOf, readChange } from "../src/model/centre/record";
import * as signing from "../src/model/centre/signing";
import { isCatalogue } from "./catalogues";

const person = (revision: bigint, day: number): Entry =>
  create(EntrySchema, {
    id: "uto-1",
    revision,
    names: [{ full: "ANNA MARIA ERIKSSON", surname: "ERIKSSON", givenNames: "ANNA MARIA", script: "Latn" }],
    birthDates: [{ stated: day, first: day, last: day }],
    sex: Entry_Sex.FEMALE,
    action: "arrest",
  });

const put = (after: Entry, before?: Entry) =>
  create(PlannedChangeSchema, {
    record: toBinary(RecordsSchema, create(RecordsSchema, { puts: [toBinary(EntrySchema, after)] })),
    ...(before && { before: toBinary(EntrySchema, before) }),
  });

describe("a record of a change set", () => {
  it("is read from the bytes that are signed, whatever is told beside them", () => {
    const change = readChange({ ...put(person(1n, 19740812)), id: "another", kind: Kind.REMOVE }, false);
    expect(change.id).toBe("uto-1");
    expect(kindOf(change)).toBe(Kind.ADD);
  });

  it("is not shown at all when it is none or two", () => {
    const two = create(RecordsSchema, { puts: [toBinary(EntrySchema, person(1n, 1)), new Uint8Array()] });
    expect(() => readChange(create(PlannedChangeSchema, { record: toBinary(RecordsSchema, two) }), false)).toThrow();
    expect(() => readChange(create(PlannedChangeSchema, {}), false)).toThrow();
  });

  it("is a change when the entry was there, published or not", () => {
    expect(kindOf(readChange(put(person(2n, 19740812), person(1n, 19740811)), false))).toBe(Kind.CHANGE);
    const published = readChange(put(person(2n, 19740812), person(2n, 19740812)), true);
    expect(published.before).toBeUndefined();
    expect(kindOf(published)).toBe(Kind.CHANGE);
    const broughtBack = readChange(put(person(3n, 19740812)), false);
    expect(kindOf(broughtBack)).toBe(Kind.ADD);
  });
});

describe("the diff of an entry", () => {
  it("tells of a change only what differs", () => {
    const lines = linesOf({ id: "uto-1", before: person(1n, 19740811), after: person(2n, 19740812), overtaken: false });
    expect(lines).toEqual([
      { sign: "-", field: "birth_date", value: "1974-08-11" },
      { sign: "+", field: "birth_date", value: "1974-08-12" },
    ]);
  });

  it("leaves out nothing of a name that the rest does not say", () => {
    const names = [
      { full: "سیاوش", script: "Arab", quality: Entry_Quality.WEAK_ALIAS },
      { full: "SOMEBODY ELSE", surname: "ERIKSSON", givenNames: "ANNA", script: "Latn" },
      { full: "سیاوش", script: "Latn" },
    ];
    const after = create(EntrySchema, { id: "x", names });
    const values = linesOf({ id: "x", after, overtaken: false }).map(({ value }) => value);
    expect(values).toContain("سیاوش [Arab, weak alias]");
    expect(values).toContain("ERIKSSON, ANNA = SOMEBODY ELSE");
    expect(values).toContain("سیاوش [Latn]");
    expect(titleOf(after)).toBe("سیاوش");
  });

  it("tells the span of a date that is not one day", () => {
    expect([19740812, 19740800, 19740000].map(dateText)).toEqual(["1974-08-12", "1974-08", "1974"]);
    const after = create(EntrySchema, { birthDates: [{ stated: 0, first: 19800101, last: 19831231 }] });
    expect(linesOf({ id: "", after, overtaken: false }).at(-1)?.value).toBe("1980-01-01 … 1983-12-31");
  });
});

// Node 18 has the browser's cryptography, but not under its name.
if (globalThis.crypto === undefined) {
  const name = "node:crypto";
  vi.stubGlobal("crypto", ((await import(/* @vite-ignore */ name)) as { webcrypto: Crypto }).webcrypto);
}

// RFC 8032, 7.1, TEST 1.
const kSeed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
const kPublic = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
const keyFile = (seed = kSeed) => `chowki-key-1 ed25519 secret ${seed}\n`;
// TEST 2.
const kOtherSeed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
const kOtherPublic = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";

const root: TrustRoot = create(TrustRootSchema, {
  deployment: "utopia",
  keys: [
    { owner: "amina", ed25519Public: bytes(kPublic), roles: [Role.AUTHOR] },
    { owner: "bilal", ed25519Public: bytes(kOtherPublic), roles: [Role.APPROVER] },
  ],
});
const digest = new Uint8Array(32).fill(7);
const at = Date.UTC(2026, 0, 1);

const submitted = () => signing.signSubmission({ list: "national", digest, author: "amina", at }, keyFile(), root);
const approved = (what: object) => async () =>
  signing.signApproval(
    { list: "national", digest, approver: "bilal", submission: await submitted(), ...what },
    keyFile(kOtherSeed),
    root,
  );
const refusedWith = async (work: () => Promise<unknown>) =>
  work().then(
    () => "signed",
    (error: unknown) => (error as signing.SigningError).fault,
  );

describe("a signature", () => {
  it("covers the bytes that docs/formats.md says", async () => {
    expect(new TextDecoder().decode(signing.preAuthEncoding("a/b", new TextEncoder().encode("xyz")))).toBe(
      "DSSEv1 3 a/b 3 xyz",
    );
    const none = await signing.changeSetDigest([]);
    expect(signing.hex(none)).toBe("dbc1b4c900ffe48d575b5da5c638040125f65db0fe3e24494b76ea986457d986");
  });

  it("of an author says what for, and is made with the key that the trust root gives him", async () => {
    const envelope = fromBinary(SignedEnvelopeSchema, await submitted());
    const told = fromBinary(SubmissionSchema, envelope.payload);
    expect([told.deployment, told.list, told.author, told.urgent]).toEqual(["utopia", "national", "amina", false]);
    expect(envelope.signatures[0]?.keyId).toHaveLength(16);
    expect(envelope.signatures[0]?.signature).toHaveLength(64);
  });

  it("of an approver covers the author's own bytes", async () => {
    const envelope = fromBinary(SignedEnvelopeSchema, await approved({})());
    expect(envelope.payload).toEqual(fromBinary(SignedEnvelopeSchema, await submitted()).payload);
  });

  it("is not made for anything else than what is shown, or by anybody else", async () => {
    expect(await refusedWith(approved({ list: "other" }))).toBe("wrong_change_set");
    expect(await refusedWith(approved({ digest: new Uint8Array(32) }))).toBe("wrong_change_set");
    expect(await refusedWith(approved({ approver: "amina" }))).toBe("own_change_set");
    expect(await refusedWith(approved({ approver: "chitra" }))).toBe("key_unknown");
    const forged = fromBinary(SignedEnvelopeSchema, await submitted());
    forged.signatures[0]?.signature.fill(0);
    const submission = toBinary(SignedEnvelopeSchema, forged);
    expect(await refusedWith(approved({ submission }))).toBe("author_unproven");
  });

  it("is not made with what is no secret key", async () => {
    const what = { list: "national", digest, author: "amina", at };
    const faultOf = (text: string) => refusedWith(() => signing.signSubmission(what, text, root));
    expect(await faultOf("")).toBe("key_malformed");
    expect(await faultOf(`${keyFile()}more`)).toBe("key_malformed");
    expect(await faultOf(keyFile().replace("ed25519", "x25519"))).toBe("key_malformed");
    expect(await faultOf(`chowki-key-1 ed25519 public ${kPublic}\n`)).toBe("key_public");
    expect(await faultOf(keyFile(kOtherSeed))).toBe("key_unknown");
  });
});

describe("a post", () => {
  const now = Date.UTC(2026, 0, 1, 12);
  const seconds = (time: number) => BigInt(Math.floor(time / 1000));
  const post = (id: string, seen: number, more: object = {}) =>
    postState(
      create(DeviceSchema, {
        id,
        lastSeenTime: { seconds: seconds(seen) },
        lastReport: { held: [{ list: "national", version: 3n }] },
        ...more,
      }),
      new Map([["national", 3]]),
      now,
    );

  it("is well when it was just heard, with the newest list", () => {
    expect(post("a", now - 60_000)).toMatchObject({ severity: "well", troubles: [] });
  });

  it("tells all that is wrong with it", () => {
    const certificateExpireTime = { seconds: seconds(now - 1000) };
    const lastReport = { held: [{ list: "national", version: 2n }], lastErrorReason: "ROOT_EXPIRED" };
    const state = post("a", now - 7_200_000, { clockOffsetMs: -90_000n, certificateExpireTime, lastReport });
    expect(state.troubles).toEqual(["silent", "error", "behind", "clock", "certificate_ended"]);
    expect(state.severity).toBe("bad");
  });

  it("stands before those that are better, and last when somebody shut it out", () => {
    const all = [
      post("well", now),
      post("out", now - 9e8, { revocation: { admin: "amina" } }),
      post("slow", now - 700_000),
      post("gone", now - 7_200_000),
    ];
    expect(all.sort(byTrouble).map(({ id }) => id)).toEqual(["gone", "slow", "well", "out"]);
  });
});

describe.each(Object.entries(centreLanguages))("the words of the centre in %s", (language, load) => {
  isCatalogue(language, load, en);
});
