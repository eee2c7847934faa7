import { computed, signal } from "@preact/signals";
import { forgetRefusal } from "./attempt";

/** Windows over the page; what is refused while one is open is told in it. */
export const drafting = signal(false);
export const signing = signal(false);
export const rejecting = signal(false);

export const anyOpen = computed(() => drafting.value || signing.value || rejecting.value);

export function open(dialog: typeof drafting): void {
  forgetRefusal();
  dialog.value = true;
}
