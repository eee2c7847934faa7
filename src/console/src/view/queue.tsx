import { timestampDate } from "@bufbuild/protobuf/wkt";
import { DecisionOutcome, DecisionState } from "../gen/chowki/screening/v1/decision_pb";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import type { ScreeningSummary } from "../gen/chowki/screening/v1/screening_service_pb";
import { t } from "../i18n/translate";
import { adviceText, decisionStateText, decisionText, timeText } from "../i18n/wording";
import { meetsTravellers } from "../state/pages";
import { queue, records, select, selectedName } from "../state/queue";
import { intakeOpen } from "./dialogs";
import { Glyph } from "./glyph";
import { PartyControl } from "./party_control";

export function Queue() {
  return (
    <nav class="queue" aria-label={t("queue.title")}>
      <div class="queue-head">
        <h2>{t("queue.title")}</h2>
        <button
          type="button"
          class="new"
          title="F8"
          onClick={() => {
            intakeOpen.value = true;
          }}
        >
          <span aria-hidden="true">+</span> {t("queue.new")}
        </button>
      </div>
      {meetsTravellers.value && (
        <div class="queue-party">
          <PartyControl keyed />
        </div>
      )}
      {queue.value.length === 0 && <p class="muted queue-empty">{t("queue.empty")}</p>}
      <ol class="queue-rows">
        {queue.value.map((row) => (
          <Row key={row.name} row={row} screening={records.value.get(row.name)} />
        ))}
      </ol>
    </nav>
  );
}

// The advice is the one that anybody may see: a discreet check must not show by its colour.
function Row({ row, screening }: { row: ScreeningSummary; screening: Screening | undefined }) {
  const chosen = row.name === selectedName.value;
  const time = row.createTime ? timeText(timestampDate(row.createTime)) : "";
  const decided = row.decision !== DecisionOutcome.UNSPECIFIED;
  const halfway = stateTextOf(row.decisionState);
  return (
    <li>
      <button
        type="button"
        class="queue-row"
        data-name={row.name}
        aria-current={chosen ? "true" : undefined}
        data-decided={decided}
        onClick={() => select(row.name)}
      >
        <Glyph advice={row.shownAdvice} label={adviceText(row.shownAdvice)} />
        <span class="queue-who">{screening ? <Holder screening={screening} /> : "…"}</span>
        <span class="queue-when">
          <time dir="ltr">{time}</time>
          <span class="queue-decision">{decided ? decisionText(row.decision) : halfway}</span>
        </span>
        {row.secondLine && <span class="queue-second">{t("second_line.told")}</span>}
      </button>
    </li>
  );
}

const stateTextOf = (state: DecisionState): string =>
  state === DecisionState.AWAITS_SIGNATURE || state === DecisionState.SENT_BACK
    ? decisionStateText(state)
    : "";

export function Holder({ screening }: { screening: Screening }) {
  const record = screening.reading?.record;
  if (!record) return <span class="muted">{t("queue.unread")}</span>;
  return (
    <>
      <bdi class="queue-name">
        {record.surname} {record.givenNames}
      </bdi>
      <bdi class="queue-number" dir="ltr">
        {record.issuingState} {record.documentNumber}
      </bdi>
    </>
  );
}
