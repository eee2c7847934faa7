import type { Signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { type ChangeSet, ChangeSet_State as State } from "../../gen/chowki/watchlist/v1/change_set_pb";
import { c } from "../../i18n/centre_words";
import { hex } from "../../model/centre/signing";
import { busy, refusal } from "../../state/centre/attempt";
import * as changes from "../../state/centre/changes";
import { Dialog } from "../dialog";

const kMostKeyBytes = 256; // as trust/key_file.cc

const commandOf = (set: ChangeSet) =>
  set.state === State.DRAFT
    ? `chowki changes plan --draft ${set.name} --out my.plan && chowki changes submit my.plan --root root.bin --sign my.key`
    : `chowki changes approve ${set.name} --root root.bin --sign my.key`;

/** One signature: the key's file is read for it and forgotten with it. */
export function SignDialog({ open, set }: { open: Signal<boolean>; set: ChangeSet }) {
  const [file, setFile] = useState<File | undefined>();
  const submits = set.state === State.DRAFT;
  const close = () => {
    setFile(undefined);
    open.value = false;
  };
  const sign = async (event: Event) => {
    event.preventDefault();
    if (!file) return;
    const key = file.size <= kMostKeyBytes ? await file.text() : "";
    const done = await (submits ? changes.submit(key) : changes.approve(key));
    if (done) close();
  };
  return (
    <Dialog open={open} title={c(submits ? "sign.submit" : "sign.approve")}>
      <form class="stack" onSubmit={sign}>
        <p>
          {c("sign.what", { n: changes.changes.value.length, list: changes.list.value })}
        </p>
        <p>
          <span class="muted">{c("sign.digest")}</span>
          <code class="digest" dir="ltr">
            {changes.digest.value && hex(changes.digest.value)}
          </code>
        </p>
        <label class="stack">
          <span>{c("sign.key")}</span>
          <input
            type="file"
            name="key"
            required
            onChange={({ currentTarget }) => setFile(currentTarget.files?.[0])}
          />
        </label>
        <p class="muted">{c("sign.key_why")}</p>
        <p class="refusal" role="alert">
          {refusal.value.text}
        </p>
        <div class="row">
          <button type="submit" class="primary" disabled={busy.value > 0}>
            {c("sign.action")}
          </button>
          <button type="button" class="quiet" onClick={close}>
            {c("do.cancel")}
          </button>
        </div>
        <p class="muted">{c("sign.or")}</p>
        <code class="command" dir="ltr">
          {commandOf(set)}
        </code>
      </form>
    </Dialog>
  );
}
