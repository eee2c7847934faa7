import { touch } from "../api/session";
import { lock, locked, meet, session } from "./session";

const kSigns = ["pointerdown", "pointermove", "keydown", "wheel"] as const;
const kTold_ms = 20_000; // at most so often is the service told that somebody is there

/** Covers the page when nobody touched it for as long as the service allows. */
export function startIdleLock(): () => void {
  let last = Date.now();
  let told = last;
  const touched = () => {
    last = Date.now();
    if (!session.value || locked.value || last - told < kTold_ms) return;
    told = last;
    touch().catch(meet);
  };
  for (const sign of kSigns) addEventListener(sign, touched, { passive: true });
  const timer = setInterval(() => {
    const limit_s = session.value?.idle_lock_s ?? 0;
    if (limit_s > 0 && !locked.value && Date.now() - last > limit_s * 1000) void lock();
  }, 1000);
  return () => {
    clearInterval(timer);
    for (const sign of kSigns) removeEventListener(sign, touched);
  };
}
