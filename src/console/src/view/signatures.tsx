import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { ScreeningSummary } from "../gen/chowki/screening/v1/screening_service_pb";
import { t } from "../i18n/translate";
import { adviceText, decisionText, momentText } from "../i18n/wording";
import { records, selected, selectedName } from "../state/queue";
import { choose, waiting } from "../state/signatures";
import { Case } from "./case";
import { Glyph } from "./glyph";
import { Holder } from "./queue";
import { SignatureBar, SignatureSheet } from "./signature_bar";

/** Decisions that wait for a second officer: what was seen, what was decided and why, and his word. */
export function Signatures() {
  const screening = selected.value;
  // One that was just signed stays in view until another is chosen.
  const shown = screening?.decision && selectedName.value === screening.name;
  return (
    <>
      <nav class="queue" aria-label={t("pages.signatures")}>
        <div class="queue-head">
          <h2>{t("pages.signatures")}</h2>
        </div>
        {waiting.value.length === 0 && <p class="muted queue-empty">{t("sign.empty")}</p>}
        <ol class="queue-rows">
          {waiting.value.map((row) => (
            <Row key={row.name} row={row} />
          ))}
        </ol>
      </nav>
      {shown ? (
        <Case screening={screening} sheet={<SignatureSheet screening={screening} />}>
          <SignatureBar screening={screening} />
        </Case>
      ) : (
        <main class="case case-empty">
          <p class="muted">{t("sign.pick")}</p>
        </main>
      )}
    </>
  );
}

function Row({ row }: { row: ScreeningSummary }) {
  const screening = records.value.get(row.name);
  const outcome = screening?.decision?.outcome;
  return (
    <li>
      <button
        type="button"
        class="queue-row"
        data-name={row.name}
        aria-current={row.name === selectedName.value ? "true" : undefined}
        onClick={() => void choose(row.name)}
      >
        <Glyph advice={row.shownAdvice} label={adviceText(row.shownAdvice)} />
        <span class="queue-who">
          {screening ? <Holder screening={screening} /> : "…"}
          <span class="muted">
            {outcome !== undefined && decisionText(outcome)} · <bdi>{row.officer}</bdi>
          </span>
        </span>
        <span class="queue-when">
          <time>{row.createTime ? momentText(timestampDate(row.createTime)) : ""}</time>
        </span>
      </button>
    </li>
  );
}
