import { Refusal } from "./failure";

/** An address of the image for this page; undefined: the service holds it no longer. */
export async function imageAddress(sha256: string): Promise<string | undefined> {
  const known = held.get(sha256);
  if (known) return known;
  const response = await fetch(`/images/${sha256}`, { signal: AbortSignal.timeout(kDeadline_ms) });
  if (response.status === 404) return undefined;
  if (response.status >= 500) throw new TypeError(`image answered ${response.status}`);
  if (!response.ok) {
    const told = (await response.json().catch(() => ({}))) as { reason?: string };
    throw new Refusal(told.reason ?? "SESSION_ABSENT");
  }
  const address = URL.createObjectURL(await response.blob());
  held.set(sha256, address);
  forgetOldest();
  return address;
}

/** The image's bytes; undefined: the service holds it no longer. */
export async function imageBytes(sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const address = await imageAddress(sha256);
  if (address === undefined) return undefined;
  return new Uint8Array(await (await fetch(address)).arrayBuffer());
}

const kDeadline_ms = 10_000;
const kHeld = 18; // six screenings in three lights
const held = new Map<string, string>();

function forgetOldest(): void {
  for (const [sha256, address] of held) {
    if (held.size <= kHeld) return;
    URL.revokeObjectURL(address);
    held.delete(sha256);
  }
}
