import { useEffect } from "preact/hooks";
import { type ChangeSet, ChangeSet_State as State } from "../../gen/chowki/watchlist/v1/change_set_pb";
import { c, type CentreKey } from "../../i18n/centre_words";
import { quietly } from "../../state/centre/attempt";
import { downloadBundle } from "../../state/centre/bundle";
import * as changes from "../../state/centre/changes";
import { drafting, open } from "../../state/centre/dialogs";
import { inspects, isAdmin } from "../../state/centre/roles";
import { ChangeSetView } from "./change_set";
import { DraftDialog } from "./draft_dialog";
import { dayTimeText, ofStamp } from "./time";

const kAgain_ms = 2000;

export const stateKey = (state: State) => `state.${(State[state] ?? "DRAFT").toLowerCase()}` as CentreKey;

const kTone: Partial<Record<State, string>> = {
  [State.SUBMITTED]: "attention",
  [State.APPROVED]: "clear",
  [State.REJECTED]: "refer",
  [State.CONFLICTED]: "refer",
};

export const StateChip = ({ state }: { state: State }) => (
  <span class={`chip tone-${kTone[state] ?? "plain"}`}>{c(stateKey(state))}</span>
);

export const titleOf = (set: ChangeSet): string =>
  set.title === "" ? c("set.untitled", { number: changes.shortName(set.name) }) : set.title;

function SetRow({ set }: { set: ChangeSet }) {
  const current = set.name === changes.chosen.value;
  return (
    <li>
      <button
        type="button"
        class="set-row"
        data-name={set.name}
        aria-current={current ? "true" : undefined}
        onClick={() => void changes.show(set.name)}
      >
        <span class="set-row-title">
          <bdi>{titleOf(set)}</bdi>
        </span>
        <StateChip state={set.state} />
        <span class="set-row-made muted">
          <bdi>{set.author}</bdi> · {dayTimeText(ofStamp(set.createTime))}
        </span>
      </button>
    </li>
  );
}

function Versions() {
  const [newest] = changes.versions.value;
  return (
    <section class="versions" aria-labelledby="versions-title">
      <h2 id="versions-title">{c("versions.title")}</h2>
      {!newest && <p class="muted">{c("versions.none")}</p>}
      <ol>
        {changes.versions.value.map((version) => (
          <li key={String(version.number)} class="version" data-version={String(version.number)}>
            <span>
              {c("versions.one", { version: String(version.number), entries: String(version.entries) })}
              <span class="muted"> {dayTimeText(ofStamp(version.publishTime))}</span>
            </span>
            {version === newest && <span class="chip tone-clear">{c("versions.in_force")}</span>}
            {version !== newest && isAdmin.value && (
              <button
                type="button"
                class="quiet"
                aria-label={c("versions.back", { version: String(version.number) })}
                title={c("versions.back", { version: String(version.number) })}
                onClick={() => void changes.revertTo(version.number)}
              >
                ↺
              </button>
            )}
          </li>
        ))}
      </ol>
      {newest && inspects.value && (
        <button type="button" title={c("bundle.why")} onClick={() => void downloadBundle()}>
          {c("bundle.action")}
        </button>
      )}
    </section>
  );
}

export function Changes() {
  useEffect(() => {
    void quietly(changes.refresh);
    const timer = setInterval(() => void quietly(changes.refresh), kAgain_ms);
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="changes">
      <aside class="sets">
        <div class="sets-head">
          <select
            aria-label={c("changes.list")}
            value={changes.list.value}
            onChange={({ currentTarget }) => void changes.chooseList(currentTarget.value)}
          >
            {changes.watchlists.value.map(({ name }) => (
              <option key={name} value={changes.shortName(name)}>
                {changes.shortName(name)}
              </option>
            ))}
          </select>
          {isAdmin.value && (
            <button
              type="button"
              class="primary"
              onClick={() => open(drafting)}
            >
              {c("changes.new")}
            </button>
          )}
        </div>
        <section class="sets-list" aria-labelledby="sets-title">
          <h2 id="sets-title">{c("changes.title")}</h2>
          {changes.sets.value.length === 0 && (
            <p class="muted">{c(changes.list.value === "" ? "changes.no_lists" : "changes.empty")}</p>
          )}
          <ul>
            {changes.sets.value.map((set) => (
              <SetRow key={set.name} set={set} />
            ))}
          </ul>
        </section>
        <Versions />
      </aside>
      <ChangeSetView />
      {isAdmin.value && <DraftDialog open={drafting} />}
    </div>
  );
}
