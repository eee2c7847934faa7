import { t } from "../i18n/translate";
import { hidden } from "../state/hidden";
import { page } from "../state/pages";
import { selected } from "../state/queue";
import { Case } from "./case";
import { ConnectionBanner } from "./connection_banner";
import { Correction } from "./correction";
import { DecisionBar } from "./decision_bar";
import { DecisionSheet } from "./decision_sheet";
import { Header } from "./header";
import { Help } from "./help";
import { HiddenPage } from "./hidden_page";
import { Intake } from "./intake";
import { Pages, PageView } from "./pages";
import { Queue } from "./queue";

/** Everything under the sign-in: the frame, and the page that was chosen. */
export function Desk({ covered }: { covered: boolean }) {
  if (hidden.value) return covered ? null : <HiddenPage />;
  return (
    <div class="desk" inert={covered} data-covered={covered}>
      <Header />
      <Pages />
      <ConnectionBanner />
      {page.value === "desk" ? <OfficersPage /> : <PageView name={page.value} />}
      <Intake />
      <Correction />
      <Help />
    </div>
  );
}

// Queue, document, answer, decision; everything of one traveller in one view.
function OfficersPage() {
  const screening = selected.value;
  return (
    <>
      <Queue />
      {screening ? (
        <Case screening={screening} sheet={<DecisionSheet screening={screening} />}>
          <DecisionBar screening={screening} />
        </Case>
      ) : (
        <main class="case case-empty">
          <p class="muted">{t("stage.pick")}</p>
        </main>
      )}
    </>
  );
}
