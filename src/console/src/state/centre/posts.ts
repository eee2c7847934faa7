import { computed, signal } from "@preact/signals";
import * as api from "../../api/centre";
import type { Device } from "../../gen/chowki/fleet/v1/fleet_service_pb";
import { byTrouble, postState } from "../../model/centre/post_state";
import { shortName, watchlists } from "./changes";

const devices = signal<{ all: Device[]; at: number } | undefined>();

const newest = computed(
  () => new Map(watchlists.value.map(({ name, newest: v }) => [shortName(name), Number(v?.number ?? 0n)])),
);

/** Every post, the worst first, as it was when it was asked for last; undefined: not known yet. */
export const posts = computed(() => {
  if (!devices.value) return undefined;
  const { all, at } = devices.value;
  return all.map((device) => postState(device, newest.value, at)).sort(byTrouble);
});

const kAgain_ms = 5000; // the list of all posts is long
let asked = 0;

export async function refreshPosts(): Promise<void> {
  watchlists.value = await api.watchlists();
  if (Date.now() - asked < kAgain_ms) return;
  asked = Date.now();
  const all = await api.devices();
  devices.value = { all, at: Date.now() };
}
