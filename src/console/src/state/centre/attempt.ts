import { ConnectError } from "@connectrpc/connect";
import { signal } from "@preact/signals";
import { SigningError } from "../../model/centre/signing";
import { failureText } from "../../i18n/wording";
import { c, cOr, cHas } from "../../i18n/centre_words";
import { heard, meet } from "../session";

/** What went wrong last, for people; "": nothing. `detail`: the service's own words, in English. */
export const refusal = signal<{ text: string; detail: string }>({ text: "", detail: "" });

export const forgetRefusal = () => {
  refusal.value = { text: "", detail: "" };
};

/** How many things are being done now. */
export const busy = signal(0);

function wordsOf(error: unknown): { text: string; detail: string } {
  if (error instanceof SigningError) return { text: c(`sign.${error.fault}`), detail: "" };
  const failure = meet(error);
  if (failure.kind === "offline") return { text: failureText(failure), detail: "" };
  const key = `error.${failure.reason}`;
  const text = cHas(key) ? cOr(key, failure.reason, failure.metadata) : failureText(failure);
  return { text, detail: ConnectError.from(error).rawMessage };
}

/** Does something; what it gives, or undefined when it was refused, which is then on the page. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  busy.value += 1;
  forgetRefusal();
  try {
    const done = await work();
    heard();
    return done;
  } catch (error) {
    refusal.value = wordsOf(error);
    return undefined;
  } finally {
    busy.value -= 1;
  }
}

/** The same for what is asked again by itself: only the line is told of. */
export async function quietly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
    heard();
  } catch (error) {
    meet(error);
  }
}
