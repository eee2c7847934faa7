import { computed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import { t } from "../i18n/translate";
import { opened } from "../state/listing";
import { page } from "../state/pages";
import { inSecondLine, selected } from "../state/queue";
import { openedDocument } from "../state/referrals";
import { AdviceBand } from "./advice_band";
import { Checks } from "./checks";
import { FieldsTable } from "./fields_table";
import { Hits } from "./hits";
import { MrzStrip } from "./mrz_strip";
import { Stage } from "./stage";

/** Whether a document is in view: its keys do nothing elsewhere. */
export const caseInView = computed(() => {
  if (!selected.value) return false;
  const { value } = page;
  if (value === "screenings") return opened.value !== "";
  if (value === "referrals") return openedDocument.value !== "";
  return value === "desk" || value === "signatures";
});

interface Properties {
  screening: Screening;
  /** Lies over the answer while something is asked. */
  sheet?: ComponentChildren;
  /** What is done with it. */
  children?: ComponentChildren;
}

/** Document and answer of one traveller in one view. */
export function Case({ screening, sheet, children }: Properties) {
  return (
    <main class="case" data-name={screening.name}>
      <div class="document">
        <Stage screening={screening} />
        <MrzStrip reading={screening.reading} />
      </div>
      <div class="answer">
        <AdviceBand screening={screening} />
        {inSecondLine(screening) && <p class="second-line">{t("second_line.told")}</p>}
        <div class="answer-body" tabIndex={0} role="region" aria-label={t("fields.title")}>
          <Hits screening={screening} />
          <FieldsTable screening={screening} />
          <Checks />
        </div>
        {sheet}
      </div>
      {children}
    </main>
  );
}
