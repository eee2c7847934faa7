import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { useEffect, useState } from "preact/hooks";
import { type ProvisionalEntry, ProvisionalState } from "../gen/chowki/screening/v1/provisional_pb";
import type { TextKey } from "../i18n/catalogue";
import { t, tOr } from "../i18n/translate";
import { failureText, momentText } from "../i18n/wording";
import {
  type EntryForm,
  entryOf,
  formOf,
  isOfDocument,
  kDocumentCategories,
  kPersonCategories,
} from "../model/entry_form";
import * as provisional from "../state/provisional";
import { selected } from "../state/queue";
import { session } from "../state/session";
import { Field } from "./field";

/** The post's own list: one officer proposes, another confirms in his own session. */
export function ProvisionalEntries() {
  useEffect(() => void provisional.read(), [provisional.alsoEnded.value]);
  return (
    <main class="page page-halves" aria-label={t("pages.provisional")}>
      <Proposal />
      <section class="page-body" tabIndex={0} aria-label={t("prov.list")}>
        <div class="row page-head">
          <h2>{t("prov.list")}</h2>
          <label class="row">
            <input
              type="checkbox"
              checked={provisional.alsoEnded.value}
              onChange={({ currentTarget }) => {
                provisional.alsoEnded.value = currentTarget.checked;
              }}
            />
            <span>{t("prov.also_ended")}</span>
          </label>
        </div>
        {provisional.entries.value.length === 0 && <p class="muted">{t("prov.empty")}</p>}
        <ul class="entries">
          {provisional.entries.value.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ul>
      </section>
    </main>
  );
}

const categoryText = (category: string) => tOr(`category.${category}`, category);

function Failed({ at }: { at: string }) {
  if (!provisional.failed.value || provisional.failedAt.value !== at) return null;
  return (
    <p class="refusal" role="alert">
      {failureText(provisional.failed.value)}
    </p>
  );
}

function Proposal() {
  const said = provisional.form.value;
  const ofDocument = isOfDocument(said.category);
  const set = (part: Partial<EntryForm>) => provisional.setForm(part);
  const text = (name: keyof EntryForm, label: string, required = false, hint = "") => (
    <Field label={label}>
      <input
        name={name}
        dir="auto"
        maxLength={name === "reason" ? 120 : 200}
        required={required}
        placeholder={hint}
        autocomplete="off"
        spellcheck={false}
        value={said[name]}
        onInput={({ currentTarget }) => set({ [name]: currentTarget.value })}
      />
    </Field>
  );
  return (
    <form
      class="proposal"
      aria-labelledby="proposal-title"
      onSubmit={(event) => {
        event.preventDefault();
        void provisional.propose();
      }}
    >
      <h2 id="proposal-title">{t("prov.propose")}</h2>
      <p class="muted">{t("prov.why")}</p>
      <div class="row">
        <button
          type="button"
          disabled={!selected.value?.reading?.record}
          onClick={() => selected.value && set(formOf(selected.value))}
        >
          {t("prov.take")}
        </button>
      </div>
      <Field label={t("prov.category")}>
        <select
          name="category"
          required
          value={said.category}
          onChange={({ currentTarget }) => set({ category: currentTarget.value })}
        >
          <option value="" />
          {[...kPersonCategories, ...kDocumentCategories].map((category) => (
            <option key={category} value={category}>
              {categoryText(category)}
            </option>
          ))}
        </select>
      </Field>
      {!ofDocument && (
        <>
          <div class="pair">
            {text("surname", t("field.surname"), true)}
            {text("given_names", t("field.given_names"))}
          </div>
          <div class="pair">
            {text("birth_dates", t("field.birth_date"), false, "1980-02-03")}
            {text("nationalities", t("field.nationality"), false, "UTO")}
            <Field label={t("field.sex")}>
              <select
                name="sex"
                value={said.sex}
                onChange={({ currentTarget }) => set({ sex: currentTarget.value })}
              >
                {["", "F", "M", "X"].map((sex) => (
                  <option key={sex} value={sex}>
                    {sex}
                  </option>
                ))}
              </select>
            </Field>
          </div>
        </>
      )}
      {text("documents", t("prov.documents"), ofDocument, "P:UTO:X1234567")}
      {text("authority", t("prov.authority"))}
      {text("reason", t("prov.reason"), true)}
      <Field label={t("prov.days")}>
        <input
          name="days"
          type="number"
          min={1}
          max={30}
          required
          value={said.days}
          onInput={({ currentTarget }) => set({ days: currentTarget.value })}
        />
      </Field>
      <Failed at="" />
      <div class="row">
        <button type="submit" class="primary" disabled={provisional.busy.value}>
          {t("prov.action")}
        </button>
      </div>
    </form>
  );
}

const kStates: Readonly<Record<ProvisionalState, TextKey>> = {
  [ProvisionalState.UNSPECIFIED]: "prov.state.proposed",
  [ProvisionalState.PROPOSED]: "prov.state.proposed",
  [ProvisionalState.CONFIRMED]: "prov.state.confirmed",
  [ProvisionalState.WITHDRAWN]: "prov.state.withdrawn",
  [ProvisionalState.EXPIRED]: "prov.state.expired",
  [ProvisionalState.PUBLISHED]: "prov.state.published",
};

const timeOf = (time: Timestamp | undefined) => (time ? momentText(timestampDate(time)) : "");

function Entry({ entry }: { entry: ProvisionalEntry }) {
  const said = entryOf(entry.entry);
  const open =
    entry.state === ProvisionalState.PROPOSED || entry.state === ProvisionalState.CONFIRMED;
  const names = said?.names.map(({ full, surname, givenNames }) => full || `${surname} ${givenNames}`);
  const documents = said?.documents.map(({ type, issuer, number }) =>
    [type, issuer, number].filter((part) => part !== "").join(" "),
  );
  return (
    <li class="entry" data-id={entry.id} data-state={ProvisionalState[entry.state]}>
      <h3>
        <bdi>{[...(names ?? []), ...(documents ?? [])].join(" · ") || entry.id}</bdi>
      </h3>
      <p>
        {said && categoryText(said.category)} · <b>{t(kStates[entry.state])}</b>
        {open && <> · {t("prov.until", { time: timeOf(entry.expireTime) })}</>}
      </p>
      <p class="muted">
        {t("prov.proposed_by", {
          name: entry.proposedBy,
          time: timeOf(entry.proposeTime),
          reason: entry.reason,
        })}
      </p>
      {entry.confirmedBy !== "" && (
        <p class="muted">
          {t("prov.confirmed_by", { name: entry.confirmedBy, time: timeOf(entry.confirmTime) })}
        </p>
      )}
      {entry.endTime && (
        <p class="muted">
          {t("prov.ended_by", {
            name: entry.endedBy || t(kStates[entry.state]),
            time: timeOf(entry.endTime),
            reason: entry.endReason || "–",
          })}
        </p>
      )}
      {open && <EntryKeys entry={entry} />}
      <Failed at={entry.id} />
    </li>
  );
}

function EntryKeys({ entry }: { entry: ProvisionalEntry }) {
  const [asked, setAsked] = useState(false);
  const [why, setWhy] = useState("");
  const mine = entry.proposedBy === session.value?.name;
  return (
    <>
      {entry.state === ProvisionalState.PROPOSED && mine && <p>{t("prov.own")}</p>}
      <div class="row">
        {entry.state === ProvisionalState.PROPOSED && !mine && (
          <button
            type="button"
            class="primary"
            disabled={provisional.busy.value}
            onClick={() => void provisional.confirm(entry.id)}
          >
            {t("prov.confirm")}
          </button>
        )}
        {!asked && (
          <button type="button" onClick={() => setAsked(true)}>
            {t("prov.withdraw")}
          </button>
        )}
      </div>
      {asked && (
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            void provisional.withdraw(entry.id, why.trim());
          }}
        >
          <Field label={t("prov.withdraw_why")}>
            <input
              dir="auto"
              required
              maxLength={120}
              value={why}
              onInput={({ currentTarget }) => setWhy(currentTarget.value)}
            />
          </Field>
          <button type="submit" disabled={provisional.busy.value || why.trim() === ""}>
            {t("prov.withdraw")}
          </button>
        </form>
      )}
    </>
  );
}
