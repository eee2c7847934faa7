import { useState } from "preact/hooks";
import { type ChangeSet, PlannedChange_Kind as Kind } from "../../gen/chowki/watchlist/v1/change_set_pb";
import { c } from "../../i18n/centre_words";
import { linesOf, titleOf } from "../../model/centre/entry_diff";
import { type Change, kindOf, revisionOf } from "../../model/centre/record";
import { busy } from "../../state/centre/attempt";
import * as changes from "../../state/centre/changes";

const kAtOnce = 100; // entries shown before somebody asks for more

const kSign = { [Kind.ADD]: "+", [Kind.CHANGE]: "~", [Kind.REMOVE]: "-", [Kind.UNSPECIFIED]: "?" };
const kWord = {
  [Kind.ADD]: "diff.add",
  [Kind.CHANGE]: "diff.change",
  [Kind.REMOVE]: "diff.remove",
  [Kind.UNSPECIFIED]: "diff.change",
} as const;

function Entry({ change }: { change: Change }) {
  const kind = kindOf(change);
  return (
    <li class="entry" data-kind={kSign[kind]}>
      <p class="entry-head">
        <span class="entry-sign" aria-hidden="true">
          {kSign[kind]}
        </span>
        <span class="visually-hidden">{c(kWord[kind])}</span>
        <strong>
          <bdi>{titleOf(change.after ?? change.before)}</bdi>
        </strong>
        <bdi class="entry-id" dir="ltr">
          {change.id}
        </bdi>
        <span class="muted">{c("diff.revision", { n: String(revisionOf(change)) })}</span>
      </p>
      <dl class="entry-lines">
        {linesOf(change).map(({ sign, field, value }) => (
          <div key={`${sign}${field}${value}`} class="entry-line" data-sign={sign}>
            <dt>
              <span dir="ltr">{sign === "-" ? "−" : "+"}</span> {c(`field.${field}`)}
            </dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

const textOf = (change: Change) =>
  [change.id, ...linesOf(change).map(({ value }) => value)].join("\n").toLowerCase();

export function Diff({ set }: { set: ChangeSet }) {
  const [words, setWords] = useState("");
  const [shown, setShown] = useState(kAtOnce);
  const all = changes.changes.value;
  const wanted = words.trim().toLowerCase();
  const fits = wanted === "" ? all : all.filter((change) => textOf(change).includes(wanted));
  const rest = fits.length - shown;
  const command = `chowki changes show ${set.name} --diff`;
  return (
    <section class="panel diff" aria-labelledby="diff-title" aria-busy={busy.value > 0}>
      <div class="row diff-head">
        <h2 id="diff-title">{c("diff.title")}</h2>
        {all.length > 5 && (
          <input
            type="search"
            dir="auto"
            aria-label={c("diff.find")}
            placeholder={c("diff.find")}
            value={words}
            onInput={({ currentTarget }) => setWords(currentTarget.value)}
          />
        )}
      </div>
      {changes.tooMany.value && <p class="told-warning">{c("diff.too_many", { command })}</p>}
      {all.length === 0 && busy.value > 0 && <p class="muted">{c("diff.reading")}</p>}
      {all.length > 0 && fits.length === 0 && <p class="muted">{c("diff.nothing")}</p>}
      <ul class="entries">
        {fits.slice(0, shown).map((change) => (
          <Entry key={change.id} change={change} />
        ))}
      </ul>
      {rest > 0 && (
        <button type="button" onClick={() => setShown(shown + kAtOnce)}>
          {c("diff.more", { n: Math.min(rest, kAtOnce) })}
        </button>
      )}
    </section>
  );
}
