import { useEffect, useRef } from "preact/hooks";
import { Advice } from "../gen/chowki/screening/v1/advice_pb";
import type { Evidence, Finding } from "../gen/chowki/screening/v1/finding_pb";
import { t } from "../i18n/translate";
import { checkText, outcomeText, reasonText, remedyText } from "../i18n/wording";
import type { CheckRow } from "../model/evidence";
import { checks, evidence, showEvidence } from "../state/stage";
import { Glyph, RemarkGlyph } from "./glyph";

/** What asks for a look in full, the rest as counts that open. */
export function Checks() {
  const { irregular, passed, notDone } = checks.value;
  return (
    <section class="checks" aria-labelledby="checks-title">
      <div class="checks-head">
        <h2 id="checks-title">{t("checks.title")}</h2>
        <Rest label={t("checks.passed", { n: passed.length })} findings={passed} />
        <Rest label={t("checks.not_done", { n: notDone.length })} findings={notDone} />
      </div>
      {irregular.length === 0 && <p class="muted">{t("checks.all_passed")}</p>}
      <ol>
        {irregular.map((row, index) => (
          <li key={`${row.finding.check}.${index}`}>
            <Row row={row} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Row({ row: { finding, number } }: { row: CheckRow }) {
  const chosen = number !== 0 && evidence.value === number;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (chosen) button.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const remedy = remedyText(finding);
  return (
    <button
      ref={button}
      type="button"
      class="check"
      aria-pressed={chosen}
      aria-disabled={number === 0}
      onClick={() => showEvidence(number)}
    >
      <span class="check-number">{number === 0 ? "" : number}</span>
      {finding.contributes > Advice.CLEAR ? (
        <Glyph advice={finding.contributes} />
      ) : (
        <RemarkGlyph />
      )}
      <span class="check-words">
        <span class="check-reason">{reasonText(finding.check, finding.reason)}</span>
        <span class="muted">
          {checkText(finding.check)} · {outcomeText(finding.outcome)}
          {finding.evidence.map((one, index) => (
            <Difference key={index} evidence={one} />
          ))}
        </span>
        {remedy !== "" && <span class="check-do">{remedy}</span>}
      </span>
    </button>
  );
}

function Difference({ evidence: { expected, seen } }: { evidence: Evidence }) {
  if (expected === "" && seen === "") return null;
  if (seen === "") return <> · {t("checks.expected_only", { expected })}</>;
  if (expected === "") return <> · {t("checks.seen_only", { seen })}</>;
  return <> · {t("checks.expected", { expected, seen })}</>;
}

function Rest({ label, findings }: { label: string; findings: Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <details class="rest">
      <summary>{label}</summary>
      <ul>
        {findings.map((finding, index) => (
          <li key={index}>
            {checkText(finding.check)}
            <span class="muted">
              {" · "}
              {finding.reason === ""
                ? outcomeText(finding.outcome)
                : reasonText(finding.check, finding.reason)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
