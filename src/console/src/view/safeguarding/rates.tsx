import { timestampDate } from "@bufbuild/protobuf/wkt";
import { useEffect, useState } from "preact/hooks";
import type {
  GetReferralRatesResponse,
  ReferralRate,
  RuleState,
} from "../../gen/chowki/referral/v1/referral_service_pb";
import { s, type SafeguardingKey, sOr } from "../../i18n/safeguarding_words";
import { t } from "../../i18n/translate";
import { failureText, momentText } from "../../i18n/wording";
import { hasRole } from "../../state/pages";
import * as rates from "../../state/rates";
import { IntervalBar } from "../plot";

const kSpans: readonly [rates.RateSpan, SafeguardingKey][] = [
  ["month", "span.month"],
  ["quarter", "span.quarter"],
  ["year", "span.year"],
];
const kDimensions = ["all", "issuing_state", "age", "sex", "rule"] as const;

/** How often whom, so that a rule that singles somebody out is found. No personal data. */
export function Rates() {
  useEffect(() => void rates.read(), [rates.span.value]);
  return (
    <main class="page" aria-label={t("pages.rates")}>
      <div class="row spans" role="group" aria-label={t("stat.span")}>
        {kSpans.map(([name, label]) => (
          <button
            key={name}
            type="button"
            aria-pressed={rates.span.value === name}
            onClick={() => {
              rates.span.value = name;
            }}
          >
            {s(label)}
          </button>
        ))}
      </div>
      {rates.failed.value && (
        <p class="refusal" role="alert">
          {failureText(rates.failed.value)}
        </p>
      )}
      <div class="page-body" tabIndex={0} role="region" aria-label={t("pages.rates")}>
        {rates.told.value && <Told told={rates.told.value} />}
      </div>
    </main>
  );
}

const perMille = (rate: number) => (rate * 1000).toFixed(2);
const ratioText = (ratio: number) => (Number.isFinite(ratio) ? ratio.toFixed(2) : "∞");

function Told({ told }: { told: GetReferralRatesResponse }) {
  // A small group's upper bound reaches far: lines end where the rates of most do.
  const whole = Math.max(...told.rates.map(({ rate }) => rate), 0) * 2;
  return (
    <>
      <dl class="tiles">
        <Tile label={s("rates.limit")} value={told.referralPoints.toFixed(1)} />
        <Tile label={s("rates.budget")} value={told.budgetPerMille.toFixed(2)} />
        <Tile label={s("rates.over_budget")} value={String(told.overBudget)} />
      </dl>
      <p class="muted">{s("rates.why")}</p>
      <table class="listing rates">
        <thead>
          <tr>
            <th scope="col">{s("rates.of")}</th>
            <th scope="col">{s("rates.counted")}</th>
            <th scope="col">{s("rates.rate")}</th>
            <th scope="col" class="rates-bar">
              {s("rates.bounds")}
            </th>
            <th scope="col">{s("rates.ratio")}</th>
          </tr>
        </thead>
        {kDimensions.map((dimension) => {
          const rows = told.rates.filter((rate) => rate.dimension === dimension);
          if (rows.length === 0) return null;
          return (
            <tbody key={dimension}>
              <tr class="rates-dimension">
                <th scope="rowgroup" colSpan={5}>
                  {s(`dimension.${dimension}`)}
                </th>
              </tr>
              {rows.map((rate) => (
                <RateRow key={rate.value} rate={rate} whole={whole} />
              ))}
            </tbody>
          );
        })}
      </table>
      <h2 class="rules-title">{s("rules.title")}</h2>
      <p class="muted">{s("rules.why")}</p>
      <ul class="entries">
        {told.rules.map((rule) => (
          <Rule key={rule.rule} rule={rule} />
        ))}
      </ul>
    </>
  );
}

function Tile({ label, value }: { label: string; value: string }) {
  return (
    <div class="tile">
      <dt>{label}</dt>
      <dd>
        <b dir="ltr">{value}</b>
      </dd>
    </div>
  );
}

function RateRow({ rate, whole }: { rate: ReferralRate; whole: number }) {
  const bounds = s("rates.between", { low: perMille(rate.low), high: perMille(rate.high) });
  return (
    <tr data-dimension={rate.dimension} data-value={rate.value}>
      <th scope="row">
        <bdi>
          {sOr(`value.${rate.dimension}.${rate.value}`, sOr(`sign.${rate.value}`, rate.value || "–"))}
        </bdi>
      </th>
      <td>{t("stat.of", { n: String(rate.referrals), all: String(rate.travellers) })}</td>
      <td>{perMille(rate.rate)} ‰</td>
      <td>
        <IntervalBar low={rate.low} value={rate.rate} high={rate.high} whole={whole} label={bounds} />
        <span class="muted">{bounds}</span>
      </td>
      <td>
        {rate.ratio > 0 && (
          <>
            {ratioText(rate.ratio)}{" "}
            <span class="muted">
              {s("rates.between_plain", {
                low: ratioText(rate.ratioLow),
                high: ratioText(rate.ratioHigh),
              })}
            </span>
          </>
        )}
        {rate.outOfBounds && (
          <strong class="rates-out">
            <span aria-hidden="true">⚑</span> {s("rates.out")}
          </strong>
        )}
      </td>
    </tr>
  );
}

function Rule({ rule }: { rule: RuleState }) {
  const [why, setWhy] = useState("");
  const [asked, setAsked] = useState(false);
  const send = async (event: Event) => {
    event.preventDefault();
    if (await rates.review(rule.rule, !rule.held, why.trim())) {
      setAsked(false);
      setWhy("");
    }
  };
  const action = s(rule.held ? "rules.release" : "rules.hold");
  return (
    <li class="entry rule" data-rule={rule.rule} data-held={rule.held}>
      <div class="row">
        <h3>{sOr(`sign.${rule.rule}`, rule.rule)}</h3>
        {rule.held && (
          <strong class="rates-out">
            <span aria-hidden="true">⏸</span> {s("rules.held")}
          </strong>
        )}
      </div>
      <p>
        {s("rules.points", {
          points: rule.points.toFixed(1),
          built: rule.builtPoints.toFixed(1),
          right: String(rule.right),
          wrong: String(rule.wrong),
        })}
      </p>
      {rule.reason !== "" && (
        <p class="muted">
          <bdi>{rule.officer || s("rules.service")}</bdi>
          {rule.time && ` · ${momentText(timestampDate(rule.time))}`}: <bdi>{rule.reason}</bdi>
        </p>
      )}
      {hasRole("safeguarding") && !asked && (
        <div class="row">
          <button type="button" onClick={() => setAsked(true)}>
            {action}
          </button>
        </div>
      )}
      {asked && (
        <form class="row" onSubmit={(event) => void send(event)}>
          <label class="filter">
            <span>{s("rules.reason")}</span>
            <input
              dir="auto"
              required
              maxLength={250}
              value={why}
              onInput={({ currentTarget }) => setWhy(currentTarget.value)}
            />
          </label>
          <button type="submit" disabled={rates.busy.value || why.trim() === ""}>
            {action}
          </button>
        </form>
      )}
    </li>
  );
}
