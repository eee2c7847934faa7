import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { type SignedEnvelope, SignedEnvelopeSchema } from "../../gen/chowki/sync/v1/envelope_pb";
import { type Submission, SubmissionSchema } from "../../gen/chowki/sync/v1/submission_pb";
import {
  type TrustRoot,
  TrustRoot_Role as Role,
  TrustRootSchema,
} from "../../gen/chowki/sync/v1/trust_root_pb";

/**
 * Signing on the person's own machine, as `chowki changes submit` and `approve` do (docs/formats.md).
 * A key is read from its file for one signature, by the browser's own Ed25519; it is never sent,
 * stored or kept.
 */

export type SigningFault =
  | "key_malformed" // not a key file
  | "key_public" // the half that anybody may have
  | "no_ed25519" // the browser is too old
  | "key_unknown" // the trust root does not give it this person and role
  | "wrong_change_set" // signed for something else than what is shown
  | "own_change_set"
  | "author_unproven";

export class SigningError extends Error {
  constructor(readonly fault: SigningFault) {
    super(fault);
  }
}

const kSubmissionType = "application/vnd.chowki.submission.v1+protobuf";
const kKeyLine = /^chowki-key-1 ed25519 (secret|public) ([0-9a-fA-F]{64})\n?$/;
// RFC 8410, section 7: a private key in PKCS #8 is this and its 32 bytes.
const kPkcs8 = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20] as const;
const kKeyIdBytes = 16;
const kEd25519 = { name: "Ed25519" } as const;

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** A copy with a buffer of its own, as the browser's cryptography wants it. */
const own = (bytes: Uint8Array) => new Uint8Array(bytes);

export function joined(pieces: readonly Uint8Array[]) {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const sha256 = async (bytes: Uint8Array) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", own(bytes)));

/** What is signed of a change set: SHA-256 over the byte 2 and its records. */
export const changeSetDigest = (records: readonly Uint8Array[]): Promise<Uint8Array> =>
  sha256(joined([new Uint8Array([2]), ...records]));

/** DSSE's pre-authentication encoding. */
export function preAuthEncoding(type: string, payload: Uint8Array) {
  const head = `DSSEv1 ${type.length} ${type} ${payload.length} `;
  return joined([new TextEncoder().encode(head), payload]);
}

async function importKey(text: string): Promise<CryptoKey> {
  const [, half, digits = ""] = kKeyLine.exec(text) ?? [];
  if (half === undefined) throw new SigningError("key_malformed");
  if (half === "public") throw new SigningError("key_public");
  const pkcs8 = new Uint8Array([...kPkcs8, ...(digits.match(/../g) ?? []).map((d) => Number.parseInt(d, 16))]);
  try {
    return await crypto.subtle.importKey("pkcs8", pkcs8, kEd25519, false, ["sign"]);
  } catch {
    throw new SigningError("no_ed25519");
  } finally {
    pkcs8.fill(0);
  }
}

async function accepts(key: Uint8Array, signature: Uint8Array, message: Uint8Array): Promise<boolean> {
  const imported = await crypto.subtle.importKey("raw", own(key), kEd25519, false, ["verify"]);
  return crypto.subtle.verify(kEd25519, imported, own(signature), own(message));
}

/** The key with which somebody made a signature, if he has one in this role. */
async function keyOf(
  root: TrustRoot,
  owner: string,
  role: Role,
  signature: Uint8Array,
  message: Uint8Array,
): Promise<Uint8Array | undefined> {
  for (const key of root.keys) {
    if (key.owner !== owner || !key.roles.includes(role)) continue;
    if (await accepts(key.ed25519Public, signature, message)) return key.ed25519Public;
  }
  return undefined;
}

/** The newest of the trust roots as the centre tells them. */
export function newestRoot(envelopes: readonly Uint8Array[]): TrustRoot {
  const last = envelopes.at(-1);
  if (!last) throw new Error("the centre has no trust root");
  return fromBinary(TrustRootSchema, fromBinary(SignedEnvelopeSchema, last).payload);
}

async function signed(
  payload: Uint8Array,
  keyFile: string,
  root: TrustRoot,
  owner: string,
  role: Role,
): Promise<Uint8Array> {
  const message = preAuthEncoding(kSubmissionType, payload);
  const key = await importKey(keyFile);
  const signature = new Uint8Array(await crypto.subtle.sign(kEd25519, key, message));
  const known = await keyOf(root, owner, role, signature, message);
  if (!known) throw new SigningError("key_unknown");
  const keyId = (await sha256(known)).slice(0, kKeyIdBytes);
  const envelope = create(SignedEnvelopeSchema, {
    payloadType: kSubmissionType,
    payload,
    signatures: [{ keyId, signature }],
  });
  return toBinary(SignedEnvelopeSchema, envelope);
}

/** What an author sends: his word that these records shall become part of the list. */
export function signSubmission(
  what: { list: string; digest: Uint8Array; author: string; at: number },
  keyFile: string,
  root: TrustRoot,
): Promise<Uint8Array> {
  const submission = create(SubmissionSchema, {
    deployment: root.deployment,
    list: what.list,
    changeSetSha256: what.digest,
    author: what.author,
    submittedAtUnix: BigInt(Math.floor(what.at / 1000)),
  });
  return signed(toBinary(SubmissionSchema, submission), keyFile, root, what.author, Role.AUTHOR);
}

async function authorSigned(envelope: SignedEnvelope, author: string, root: TrustRoot) {
  const message = preAuthEncoding(envelope.payloadType, envelope.payload);
  for (const { signature } of envelope.signatures) {
    if (await keyOf(root, author, Role.AUTHOR, signature, message)) return true;
  }
  return false;
}

/**
 * What an approver sends: the author's own bytes, signed once more. `digest` is of the records that
 * he was shown.
 */
export async function signApproval(
  what: { list: string; digest: Uint8Array; approver: string; submission: Uint8Array },
  keyFile: string,
  root: TrustRoot,
): Promise<Uint8Array> {
  const envelope = fromBinary(SignedEnvelopeSchema, what.submission);
  const submission: Submission = fromBinary(SubmissionSchema, envelope.payload);
  const same =
    envelope.payloadType === kSubmissionType &&
    submission.deployment === root.deployment &&
    submission.list === what.list &&
    hex(submission.changeSetSha256) === hex(what.digest);
  if (!same) throw new SigningError("wrong_change_set");
  if (submission.author === what.approver) throw new SigningError("own_change_set");
  if (!(await authorSigned(envelope, submission.author, root))) {
    throw new SigningError("author_unproven");
  }
  return signed(envelope.payload, keyFile, root, what.approver, Role.APPROVER);
}
