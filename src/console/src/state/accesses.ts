import { signal } from "@preact/signals";
import type { Failure } from "../api/failure";
import { listAccesses } from "../api/referrals";
import type { Access } from "../gen/chowki/referral/v1/referral_service_pb";
import { heard, meet } from "./session";

const kPage = 50;

export const accesses = signal<readonly Access[]>([]);
/** Token of the page in view, and of the one after it; "": none. */
export const place = signal({ at: "", next: "" });
export const failed = signal<Failure | undefined>(undefined);

/** Newest first; pageToken "": the newest. */
export async function read(pageToken = ""): Promise<void> {
  failed.value = undefined;
  try {
    const answer = await listAccesses(kPage, pageToken);
    heard();
    accesses.value = answer.accesses;
    place.value = { at: pageToken, next: answer.nextPageToken };
  } catch (error) {
    failed.value = meet(error);
  }
}
