import { signal } from "@preact/signals";

export const helpOpen = signal(false);
export const correctionOpen = signal(false);
export const intakeOpen = signal(false);
/** The note of closed hits is held open. */
export const noteOpen = signal(false);
