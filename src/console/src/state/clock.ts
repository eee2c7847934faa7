import { signal } from "@preact/signals";

/** ms since 1970, once a second: what ages on the page reads it. */
export const now = signal(Date.now());

export function startClock(): () => void {
  const timer = setInterval(() => {
    now.value = Date.now();
  }, 1000);
  return () => clearInterval(timer);
}
