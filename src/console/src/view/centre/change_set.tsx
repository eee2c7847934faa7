import { useState } from "preact/hooks";
import {
  type ChangeSet,
  ChangeSet_Content as Content,
  ChangeSet_State as State,
  type Plan,
} from "../../gen/chowki/watchlist/v1/change_set_pb";
import { c, cOr } from "../../i18n/centre_words";
import { kindCounts } from "../../model/centre/record";
import { busy, refusal } from "../../state/centre/attempt";
import * as changes from "../../state/centre/changes";
import { open, rejecting, signing } from "../../state/centre/dialogs";
import { isAdmin, isApprover } from "../../state/centre/roles";
import { session } from "../../state/session";
import { Dialog } from "../dialog";
import { StateChip, stateKey, titleOf } from "./changes";
import { Diff } from "./diff";
import { SignDialog } from "./sign_dialog";
import { dayTimeText, ofStamp } from "./time";

const kCourse = [State.DRAFT, State.SUBMITTED, State.APPROVED, State.PUBLISHED] as const;

/** How far it came, as words in a row; where it ended otherwise, that. */
function Course({ state }: { state: State }) {
  const at = kCourse.findIndex((step) => step === state);
  return (
    <ol class="course" aria-label={c("steps.label")}>
      {at < 0 && (
        <li aria-current="step">
          <StateChip state={state} />
        </li>
      )}
      {at >= 0 &&
        kCourse.map((step, index) => (
          <li key={step} data-done={index <= at} aria-current={index === at ? "step" : undefined}>
            {c(stateKey(step))}
          </li>
        ))}
    </ol>
  );
}

function Counts({ plan }: { plan: Plan | undefined }) {
  const counted = kindCounts(changes.changes.value);
  const added = plan ? Number(plan.added) : counted.added;
  const changed = plan ? Number(plan.changed) : counted.changed;
  const removed = plan ? Number(plan.removed) : counted.removed;
  return (
    <p class="counts">
      <span class="count" data-sign="+">
        {c("plan.added", { n: added })}
      </span>
      <span class="count" data-sign="~">
        {c("plan.changed", { n: changed })}
      </span>
      <span class="count" data-sign="−">
        {c("plan.removed", { n: removed })}
      </span>
      {plan && <span class="muted">{c("plan.unchanged", { n: String(plan.unchanged) })}</span>}
      {plan && <span class="muted">{c("plan.after", { n: String(plan.entriesAfter) })}</span>}
    </p>
  );
}

function Guard({ code, detail }: { code: string; detail: string }) {
  return (
    <li class="guard">
      <span>
        {cOr(`guard.${code}`, code)} <bdi class="muted">{detail}</bdi>
      </span>
      {isAdmin.value && (
        <label class="check">
          <input
            type="checkbox"
            checked={changes.accepted.value.includes(code)}
            onChange={({ currentTarget }) => {
              const others = changes.accepted.value.filter((other) => other !== code);
              changes.accepted.value = currentTarget.checked ? [...others, code] : others;
            }}
          />
          {c("guard.accept")}
        </label>
      )}
    </li>
  );
}

function PlanView({ plan }: { plan: Plan | undefined }) {
  const nothing = plan && plan.digest.length === 0 && plan.problems.length === 0;
  return (
    <section class="panel" aria-labelledby="plan-title">
      <h2 id="plan-title">{c("plan.title")}</h2>
      {nothing ? <p>{c("plan.nothing")}</p> : <Counts plan={plan} />}
      {plan && plan.problems.length > 0 && (
        <ul class="problems">
          {plan.problems.map(({ code, guard, row, id, detail }) =>
            guard ? (
              <Guard key={code} code={code} detail={detail} />
            ) : (
              <li key={`${code} ${row}`} class="problem">
                {c("problem.row", { row: String(row), id, problem: cOr(`problem.${code}`, code) })}{" "}
                <bdi class="muted">{detail}</bdi>
              </li>
            ),
          )}
        </ul>
      )}
    </section>
  );
}

function Impact() {
  const told = changes.impact.value;
  return (
    <section class="panel" aria-labelledby="impact-title">
      <h2 id="impact-title">{c("impact.title")}</h2>
      {!told && (
        <p class="row">
          <button type="button" disabled={busy.value > 0} onClick={() => void changes.assess()}>
            {c("impact.ask")}
          </button>
          <span class="muted">{c("impact.why")}</span>
        </p>
      )}
      {told && told.screenings === 0n && <p>{c("impact.none")}</p>}
      {told && told.screenings > 0n && (
        <>
          <p>
            {c("impact.told", {
              screenings: String(told.screenings),
              posts: String(told.posts),
              gained: String(told.gained),
              lost: String(told.lost),
            })}
          </p>
          <ul class="muted">
            {told.entries.map(({ id, gained, lost }) => (
              <li key={id}>
                {c("impact.entry", { id, gained: String(gained), lost: String(lost) })}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function LeftOut() {
  const told = changes.leftOut.value;
  if (!told || (told.rowsSkipped === 0n && told.valuesLeftOut === 0n)) return null;
  return (
    <section class="panel warning" aria-labelledby="left-out-title">
      <h2 id="left-out-title">{c("left_out.title")}</h2>
      <p class="row">
        <span>{c("left_out.rows", { n: String(told.rowsSkipped) })}</span>
        <span>{c("left_out.values", { n: String(told.valuesLeftOut) })}</span>
      </p>
      <ul class="left-out-lines muted">
        {told.problems.map(({ line, column, reason }) => (
          <li key={`${line} ${column} ${reason}`}>
            {c("left_out.line", { line: String(line), reason: [column, reason].filter(Boolean).join(": ") })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function RejectDialog() {
  const [reason, setReason] = useState("");
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await changes.reject(reason.trim())) {
      rejecting.value = false;
      setReason("");
    }
  };
  return (
    <Dialog open={rejecting} title={c("reject.title")}>
      <form class="stack" onSubmit={submit}>
        <label class="stack">
          <span>{c("reject.reason")}</span>
          <textarea
            name="reason"
            rows={3}
            dir="auto"
            required
            maxLength={500}
            value={reason}
            onInput={({ currentTarget }) => setReason(currentTarget.value)}
          />
        </label>
        <p class="refusal" role="alert">
          {refusal.value.text}
        </p>
        <div class="row">
          <button type="submit" class="primary" disabled={busy.value > 0}>
            {c("do.reject")}
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              rejecting.value = false;
            }}
          >
            {c("do.cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** What this person may do with it now. Whatever the page offers, the service decides. */
function Actions({ set }: { set: ChangeSet }) {
  const own = set.author === session.value?.name;
  const ready = changes.digest.value !== undefined && busy.value === 0;
  const approved = set.approvers.includes(session.value?.name ?? "");
  const guards = changes.plan.value?.problems.filter(({ guard }) => guard) ?? [];
  const held = guards.some(({ code }) => !changes.accepted.value.includes(code));
  const moves = [State.DRAFT, State.SUBMITTED, State.APPROVED].includes(set.state);
  const waits = set.state === State.SUBMITTED;
  const sign = () => open(signing);
  return (
    <div class="actions">
      {set.state === State.DRAFT && isAdmin.value && (
        <button type="button" class="primary" disabled={!ready || held} onClick={sign}>
          {c("do.submit")}
        </button>
      )}
      {waits && isApprover.value && !own && !approved && (
        <button type="button" class="primary" disabled={!ready} onClick={sign}>
          {c("do.approve")}
        </button>
      )}
      {(waits || set.state === State.APPROVED) && isApprover.value && (
        <button
          type="button"
          onClick={() => open(rejecting)}
        >
          {c("do.reject")}
        </button>
      )}
      {set.state === State.APPROVED && isAdmin.value && (
        <button
          type="button"
          class="primary"
          disabled={busy.value > 0}
          onClick={() => void changes.publish()}
        >
          {c("do.publish")}
        </button>
      )}
      {moves && isAdmin.value && (
        <button type="button" disabled={busy.value > 0} onClick={() => void changes.withdraw()}>
          {c("do.withdraw")}
        </button>
      )}
      {waits && <span class="muted">{own ? c("set.own") : c("set.waits")}</span>}
    </div>
  );
}

export function ChangeSetView() {
  const set = changes.set.value;
  if (!set) {
    return (
      <main class="set set-none">
        <p class="muted">{c("changes.pick")}</p>
      </main>
    );
  }
  const plan = changes.plan.value;
  return (
    <main class="set" tabIndex={0} data-name={set.name} data-state={State[set.state]}>
      <div class="set-head">
        <h1>
          <bdi>{titleOf(set)}</bdi>
        </h1>
        <Course state={set.state} />
        <p class="muted">
          {c("set.made", {
            number: changes.shortName(set.name),
            author: set.author,
            time: dayTimeText(ofStamp(set.createTime)),
          })}
          {set.content === Content.WHOLE_LIST && ` · ${c("set.whole")}`}
          {set.baseVersion > 0n && ` · ${c("plan.on", { version: String(set.baseVersion) })}`}
        </p>
        {set.approvers.length > 0 && (
          <p>{c("set.approved_by", { names: set.approvers.join(", ") })}</p>
        )}
        {set.acceptedGuards.length > 0 && (
          <p class="told-warning">
            {c("set.accepted", {
              guards: set.acceptedGuards.map((code) => cOr(`guard.${code}`, code)).join(" "),
            })}
          </p>
        )}
        {set.publishedVersion > 0n && (
          <p>{c("set.published", { version: String(set.publishedVersion) })}</p>
        )}
        {set.remark !== "" && (
          <p class="told-warning">
            <bdi>{set.remark}</bdi>
          </p>
        )}
        <Actions set={set} />
      </div>
      <LeftOut />
      <PlanView plan={plan} />
      {set.state !== State.PUBLISHED && changes.changes.value.length > 0 && <Impact />}
      <Diff set={set} />
      <SignDialog open={signing} set={set} />
      <RejectDialog />
    </main>
  );
}
