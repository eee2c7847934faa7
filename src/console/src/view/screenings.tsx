import { timestampDate } from "@bufbuild/protobuf/wkt";
import { useEffect } from "preact/hooks";
import { Advice } from "../gen/chowki/screening/v1/advice_pb";
import { DecisionOutcome, DecisionState } from "../gen/chowki/screening/v1/decision_pb";
import { Band } from "../gen/chowki/screening/v1/match_pb";
import type { ScreeningSummary } from "../gen/chowki/screening/v1/screening_service_pb";
import { t } from "../i18n/translate";
import {
  adviceText,
  bandText,
  decisionStateText,
  decisionText,
  failureText,
  momentText,
  verdictReasonText,
} from "../i18n/wording";
import * as listing from "../state/listing";
import { selected } from "../state/queue";
import { Field } from "./field";
import { Glyph } from "./glyph";
import { OpenedCase } from "./opened_case";
import { Holder } from "./queue";
import { SignatureBar, SignatureSheet } from "./signature_bar";

/** The post's screenings with filters; one of them opened is the whole case. */
export function Screenings() {
  useEffect(() => {
    void listing.list(listing.place.value.at);
    void listing.readReasons();
  }, []);
  const screening = selected.value;
  if (listing.opened.value !== "" && screening?.name === listing.opened.value) {
    return (
      <OpenedCase
        screening={screening}
        backLabel={t("list.back")}
        back={listing.closeRow}
        sheet={<SignatureSheet screening={screening} />}
      >
        <SignatureBar screening={screening} />
      </OpenedCase>
    );
  }
  return (
    <main class="page" aria-label={t("pages.screenings")}>
      <FilterRow />
      {listing.failed.value && (
        <p class="refusal" role="alert">
          {failureText(listing.failed.value)}
        </p>
      )}
      <Table />
    </main>
  );
}

interface Choice {
  value: string | number;
  text: string;
}

function Select(properties: {
  label: string;
  name: string;
  value: string | number;
  choices: readonly Choice[];
  choose: (value: string) => void;
}) {
  return (
    <Field label={properties.label}>
      <select
        name={properties.name}
        value={String(properties.value)}
        onChange={({ currentTarget }) => {
          properties.choose(currentTarget.value);
          void listing.list();
        }}
      >
        {properties.choices.map(({ value, text }) => (
          <option key={value} value={String(value)}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

const kAdvices = [Advice.CLEAR, Advice.ATTENTION, Advice.REFER];
const kBands = [Band.EXACT_DOCUMENT, Band.STRONG, Band.POSSIBLE];
const kStates = [
  DecisionState.OPEN,
  DecisionState.DECIDED,
  DecisionState.AWAITS_SIGNATURE,
  DecisionState.SENT_BACK,
];

function FilterRow() {
  const said = listing.filters.value;
  const any = (value: string | number): Choice => ({ value, text: t("list.any") });
  const text = (name: "lane" | "officer", label: string) => (
    <Field label={label}>
      <input
        name={name}
        dir="auto"
        maxLength={120}
        value={said[name]}
        onInput={({ currentTarget }) => listing.setFilters({ [name]: currentTarget.value })}
      />
    </Field>
  );
  const time = (name: "from" | "to", label: string) => (
    <Field label={label}>
      <input
        name={name}
        type="datetime-local"
        value={said[name]}
        onChange={({ currentTarget }) => listing.setFilters({ [name]: currentTarget.value })}
      />
    </Field>
  );
  return (
    <form
      class="filters"
      role="search"
      aria-label={t("list.filters")}
      onSubmit={(event) => {
        event.preventDefault();
        void listing.list();
      }}
    >
      {time("from", t("list.from"))}
      {time("to", t("list.to"))}
      {text("lane", t("header.lane"))}
      <Select
        label={t("advice.label")}
        name="advice"
        value={said.advice}
        choices={[
          any(Advice.UNSPECIFIED),
          ...kAdvices.map((value) => ({ value, text: adviceText(value) })),
        ]}
        choose={(value) => listing.setFilters({ advice: Number(value) })}
      />
      <Select
        label={t("list.state")}
        name="state"
        value={said.state}
        choices={[
          any(DecisionState.UNSPECIFIED),
          ...kStates.map((value) => ({ value, text: decisionStateText(value) })),
        ]}
        choose={(value) => listing.setFilters({ state: Number(value) })}
      />
      <Select
        label={t("list.reason")}
        name="reason"
        value={said.reason}
        choices={[
          any(""),
          ...listing.knownReasons.value.map(({ code }) => ({
            value: code,
            text: verdictReasonText(code),
          })),
        ]}
        choose={(reason) => listing.setFilters({ reason })}
      />
      <Select
        label={t("list.band")}
        name="band"
        value={said.band}
        choices={[
          any(Band.UNSPECIFIED),
          ...kBands.map((value) => ({ value, text: bandText(value) })),
        ]}
        choose={(value) => listing.setFilters({ band: Number(value) })}
      />
      {text("officer", t("list.officer"))}
      <div class="row filter-do">
        <button type="submit" class="primary">
          {t("list.show")}
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            listing.filters.value = listing.noFilters;
            void listing.list();
          }}
        >
          {t("list.clear")}
        </button>
      </div>
    </form>
  );
}

function Table() {
  const { at, next } = listing.place.value;
  return (
    <div class="page-body" tabIndex={0} role="region" aria-label={t("pages.screenings")}>
      <table class="listing" aria-busy={listing.busy.value}>
        <thead>
          <tr>
            <th scope="col">{t("list.time")}</th>
            <th scope="col">{t("header.lane")}</th>
            <th scope="col">{t("advice.label")}</th>
            <th scope="col">{t("list.traveller")}</th>
            <th scope="col">{t("list.reason")}</th>
            <th scope="col">{t("list.state")}</th>
            <th scope="col">{t("list.officer")}</th>
          </tr>
        </thead>
        <tbody>
          {listing.rows.value.map((row) => (
            <Row key={row.name} row={row} />
          ))}
        </tbody>
      </table>
      {listing.rows.value.length === 0 && !listing.busy.value && (
        <p class="muted page-empty">{t("list.empty")}</p>
      )}
      <div class="row pager">
        <button type="button" disabled={at === ""} onClick={() => void listing.list()}>
          {t("list.newest")}
        </button>
        <button type="button" disabled={next === ""} onClick={() => void listing.list(next)}>
          {t("list.older")}
        </button>
      </div>
    </div>
  );
}

function Row({ row }: { row: ScreeningSummary }) {
  const screening = listing.found.value.get(row.name);
  const first = screening?.verdict?.reasons[0]?.code;
  const decided = row.decision !== DecisionOutcome.UNSPECIFIED;
  const second = screening?.decision?.secondOfficer ?? "";
  return (
    <tr data-name={row.name}>
      <td>
        <button type="button" class="link" onClick={() => void listing.openRow(row.name)}>
          {row.createTime ? momentText(timestampDate(row.createTime)) : row.name}
        </button>
      </td>
      <td>
        <bdi>{row.lane}</bdi>
      </td>
      <td>
        <span class="listing-advice">
          <Glyph advice={row.advice} /> {adviceText(row.advice)}
        </span>
      </td>
      <td class="queue-who">{screening ? <Holder screening={screening} /> : "…"}</td>
      <td>{first !== undefined && verdictReasonText(first)}</td>
      <td data-state={row.decisionState}>
        {decided ? decisionText(row.decision) : decisionStateText(row.decisionState)}
      </td>
      <td>
        <bdi>{row.officer}</bdi>
        {second !== "" && (
          <>
            {" "}
            {t("decision.with_second", { name: second })}
          </>
        )}
      </td>
    </tr>
  );
}
