import { selected } from "../state/queue";
import { AdviceBand } from "./advice_band";
import { Checks } from "./checks";
import { ConnectionBanner } from "./connection_banner";
import { Correction } from "./correction";
import { DecisionBar } from "./decision_bar";
import { DecisionSheet } from "./decision_sheet";
import { FieldsTable } from "./fields_table";
import { Header } from "./header";
import { Help } from "./help";
import { Hits } from "./hits";
import { Intake } from "./intake";
import { MrzStrip } from "./mrz_strip";
import { Queue } from "./queue";
import { Stage } from "./stage";
import { t } from "../i18n/translate";

/** The officer's page: queue, document, answer, decision; everything of one traveller in one view. */
export function Desk({ covered }: { covered: boolean }) {
  const screening = selected.value;
  return (
    <div class="desk" inert={covered} data-covered={covered}>
      <Header />
      <ConnectionBanner />
      <Queue />
      {screening ? (
        <main class="case" data-name={screening.name}>
          <div class="document">
            <Stage screening={screening} />
            <MrzStrip reading={screening.reading} />
          </div>
          <div class="answer">
            <AdviceBand screening={screening} />
            <div class="answer-body" tabIndex={0} role="region" aria-label={t("fields.title")}>
              <Hits screening={screening} />
              <FieldsTable screening={screening} />
              <Checks />
            </div>
            <DecisionSheet screening={screening} />
          </div>
          <DecisionBar screening={screening} />
        </main>
      ) : (
        <main class="case case-empty">
          <p class="muted">{t("stage.pick")}</p>
        </main>
      )}
      <Intake />
      <Correction />
      <Help />
    </div>
  );
}
