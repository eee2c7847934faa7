import { Refusal } from "./failure";

/** An image that the service still has, and its address for this page. */
export interface HeldImage {
  content: Blob;
  address: string;
}

/** undefined: the service holds it no longer. */
export async function heldImage(sha256: string): Promise<HeldImage | undefined> {
  const known = held.get(sha256);
  if (known) return known;
  const response = await fetch(`/images/${sha256}`, { signal: AbortSignal.timeout(kDeadline_ms) });
  if (response.status === 404) return undefined;
  if (response.status >= 500) throw new TypeError(`image answered ${response.status}`);
  if (!response.ok) {
    const told = (await response.json().catch(() => ({}))) as { reason?: string };
    throw new Refusal(told.reason ?? "SESSION_ABSENT");
  }
  const content = await response.blob();
  const image = { content, address: URL.createObjectURL(content) };
  held.set(sha256, image);
  forgetOldest();
  return image;
}

const kDeadline_ms = 10_000;
const kHeld = 18; // six screenings in three lights
const held = new Map<string, HeldImage>();

function forgetOldest(): void {
  for (const [sha256, { address }] of held) {
    if (held.size <= kHeld) return;
    URL.revokeObjectURL(address);
    held.delete(sha256);
  }
}
