import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import { t } from "../i18n/translate";
import { adviceText, verdictReasonText } from "../i18n/wording";
import { deskCode, shownAdvice, shownReasons } from "../model/advice";
import { ClosedNote } from "./closed_note";
import { Glyph, toneOf } from "./glyph";

const kReasonsShown = 2;

/** The advice as shape, word and colour, with its weightiest reasons. */
export function AdviceBand({ screening }: { screening: Screening }) {
  const advice = shownAdvice(screening);
  const reasons = shownReasons(screening).map(({ reason, closed }) =>
    closed ? t("advice.closed", { code: deskCode(screening) }) : verdictReasonText(reason.code),
  );
  const more = reasons.length - kReasonsShown;
  return (
    <section class={`band tone-${toneOf(advice)}`} aria-label={t("advice.label")} aria-live="polite">
      <Glyph advice={advice} />
      <div class="band-words">
        <p class="band-advice">{adviceText(advice)}</p>
        <ul class="band-reasons">
          {reasons.length === 0 && <li>{t("advice.no_reason")}</li>}
          {reasons.slice(0, kReasonsShown).map((reason, index) => (
            <li key={index}>
              {reason}
              {index === kReasonsShown - 1 && more > 0 && (
                <span class="band-more"> {t("advice.more", { n: more })}</span>
              )}
            </li>
          ))}
        </ul>
      </div>
      <ClosedNote screening={screening} />
    </section>
  );
}
