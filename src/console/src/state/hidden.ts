import { computed, signal } from "@preact/signals";
import { hasRole } from "./pages";
import { locked } from "./session";

/** A page that says nothing lies in the place of everything; what is under it stays as it is. */
export const hidden = signal(false);

export const mayHide = computed(() => hasRole("safeguarding") && !locked.value);

export function toggleHidden(): void {
  hidden.value = !hidden.value;
}
