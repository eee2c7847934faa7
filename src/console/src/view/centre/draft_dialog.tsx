import type { Signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { c } from "../../i18n/centre_words";
import { busy, refusal } from "../../state/centre/attempt";
import * as changes from "../../state/centre/changes";
import { Dialog } from "../dialog";

const kFormats = ["csv", "documents", "un-xml", "ofac-xml", "eu-xml", "uk-csv", "ftm"] as const;
const kMostMiB = 12; // the service takes 16 in one message

const kEmpty = { list: "", title: "", format: "csv", whole: false, remove: "" };

export function DraftDialog({ open }: { open: Signal<boolean> }) {
  const [draft, setDraft] = useState(kEmpty);
  const [file, setFile] = useState<File | undefined>();
  // The same order again, after a broken line, gives the draft of the first time; another is new.
  const [requestId, setRequestId] = useState("");
  const [fault, setFault] = useState("");
  const isOpen = open.value;
  useEffect(() => {
    if (!isOpen) return;
    setRequestId(crypto.randomUUID());
    setFile(undefined);
    setFault("");
    setDraft({ ...kEmpty, list: changes.list.value });
  }, [isOpen]);
  const change = (part: Partial<typeof kEmpty>) => {
    setDraft({ ...draft, ...part });
    setRequestId(crypto.randomUUID());
  };
  const choose = (chosen: File | undefined) => {
    setFile(chosen);
    setRequestId(crypto.randomUUID());
  };
  const make = async (event: Event) => {
    event.preventDefault();
    const remove = draft.remove.split("\n").map((id) => id.trim()).filter((id) => id !== "");
    if (!file && remove.length === 0) return setFault(c("draft.nothing"));
    if (file && file.size > kMostMiB << 20) return setFault(c("draft.too_large", { n: kMostMiB }));
    setFault("");
    const made = await changes.makeDraft({
      list: draft.list.trim(),
      title: draft.title.trim(),
      wholeList: draft.whole,
      requestId,
      format: file ? draft.format : "",
      file: file ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array(),
      remove,
    });
    if (made) open.value = false;
  };
  return (
    <Dialog open={open} title={c("draft.title")}>
      <form class="stack" onSubmit={make}>
        <label class="stack">
          <span>{c("draft.list")}</span>
          <input
            name="list"
            dir="ltr"
            required
            list="lists"
            pattern="[a-z0-9]([a-z0-9\-]{0,62}[a-z0-9])?"
            value={draft.list}
            onInput={({ currentTarget }) => change({ list: currentTarget.value })}
          />
          <span class="muted">{c("draft.list_hint")}</span>
        </label>
        <datalist id="lists">
          {changes.watchlists.value.map(({ name }) => (
            <option key={name} value={changes.shortName(name)} />
          ))}
        </datalist>
        <label class="stack">
          <span>{c("draft.what_for")}</span>
          <input
            name="title"
            dir="auto"
            maxLength={60}
            value={draft.title}
            onInput={({ currentTarget }) => change({ title: currentTarget.value })}
          />
        </label>
        <div class="row">
          <label class="stack grows">
            <span>{c("draft.file")}</span>
            <input
              type="file"
              name="file"
              onChange={({ currentTarget }) => choose(currentTarget.files?.[0])}
            />
          </label>
          <label class="stack grows">
            <span>{c("draft.format")}</span>
            <select
              name="format"
              value={draft.format}
              onChange={({ currentTarget }) => change({ format: currentTarget.value })}
            >
              {kFormats.map((format) => (
                <option key={format} value={format}>
                  {c(`format.${format}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <label class="check">
          <input
            type="checkbox"
            name="whole"
            checked={draft.whole}
            onChange={({ currentTarget }) => change({ whole: currentTarget.checked })}
          />
          {c("draft.whole")}
        </label>
        <label class="stack">
          <span>{c("draft.remove")}</span>
          <textarea
            name="remove"
            dir="ltr"
            rows={2}
            value={draft.remove}
            onInput={({ currentTarget }) => change({ remove: currentTarget.value })}
          />
        </label>
        <p class="refusal" role="alert">
          {fault === "" ? refusal.value.text : fault} <bdi>{fault === "" && refusal.value.detail}</bdi>
        </p>
        <div class="row">
          <button type="submit" class="primary" disabled={busy.value > 0}>
            {busy.value > 0 ? c("draft.making") : c("draft.make")}
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              open.value = false;
            }}
          >
            {c("do.cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
