import { timestampDate, timestampMs } from "@bufbuild/protobuf/wkt";
import type { Referral } from "../../gen/chowki/referral/v1/referral_pb";
import { s } from "../../i18n/safeguarding_words";
import { t } from "../../i18n/translate";
import { ageText, momentText } from "../../i18n/wording";
import { isChild, shortId } from "../../model/referral";
import { now } from "../../state/clock";
import { selected } from "../../state/queue";
import * as referrals from "../../state/referrals";
import { OpenedCase } from "../opened_case";
import { Guidance } from "./guidance";
import { AgeGlyph, ageBandText, causeText, stateOf } from "./marks";
import { Notes } from "./notes";
import { OutcomeBar } from "./outcome_bar";
import { Party } from "./party";
import { Signs } from "./signs";

/** People who may need help: the most urgent first, and all that is known of one. */
export function Referrals() {
  const screening = selected.value;
  if (referrals.openedDocument.value !== "" && screening?.name === referrals.openedDocument.value) {
    return (
      <OpenedCase
        screening={screening}
        backLabel={s("document.back")}
        back={referrals.closeDocument}
      />
    );
  }
  const referral = referrals.chosen.value;
  return (
    <>
      <List />
      {referral ? (
        <One key={referral.name} referral={referral} />
      ) : (
        <main class="case case-empty">
          <p class="muted">{s("list.pick")}</p>
        </main>
      )}
    </>
  );
}

function List() {
  const { value: rows } = referrals.rows;
  return (
    <nav class="queue" aria-label={t("pages.referrals")}>
      <div class="queue-head">
        <h2>{t("pages.referrals")}</h2>
        <label class="row">
          <input
            type="checkbox"
            checked={referrals.alsoClosed.value}
            onChange={({ currentTarget }) => {
              referrals.alsoClosed.value = currentTarget.checked;
              if (currentTarget.checked) void referrals.readClosed();
            }}
          />
          <span>{s("list.also_closed")}</span>
        </label>
      </div>
      {rows.length === 0 && <p class="muted queue-empty">{s("list.empty")}</p>}
      <ol class="queue-rows">
        {rows.map((row) => (
          <Row key={row.name} row={row} />
        ))}
      </ol>
    </nav>
  );
}

const ageOf = ({ createTime }: Referral) =>
  createTime ? ageText(Math.max(0, now.value - timestampMs(createTime)) / 1000) : "";

function Row({ row }: { row: Referral }) {
  return (
    <li>
      <button
        type="button"
        class="queue-row"
        data-name={row.name}
        aria-current={row.name === referrals.chosenName.value ? "true" : undefined}
        onClick={() => void referrals.choose(row.name)}
      >
        <AgeGlyph child={isChild(row)} />
        <span class="queue-who">
          <span class="referral-who">{ageBandText(row.age)}</span>
          <span class="muted">
            <bdi>{row.lane}</bdi> · {stateOf(row)}
          </span>
        </span>
        <span class="queue-when">
          <span dir="ltr">{shortId(row.name)}</span>
          <span>{ageOf(row)}</span>
          <span>{s("list.points", { points: row.points.toFixed(1) })}</span>
        </span>
      </button>
    </li>
  );
}

function One({ referral }: { referral: Referral }) {
  const { createTime, expireTime } = referral;
  const when = createTime ? momentText(timestampDate(createTime)) : "";
  return (
    <main class="case referral" data-name={referral.name}>
      <div class="referral-body" tabIndex={0} role="region" aria-label={t("pages.referrals")}>
        <header class="referral-head">
          <AgeGlyph child={isChild(referral)} />
          <div>
            <h2 class="referral-title">
              {ageBandText(referral.age)} · <span dir="ltr">{shortId(referral.name)}</span>
            </h2>
            <p>
              {stateOf(referral)} · {causeText(referral.cause)} ·{" "}
              <bdi>{referral.lane}</bdi> · {when}
              {referral.openedBy !== "" && (
                <>
                  {" · "}
                  <bdi>{referral.openedBy}</bdi>
                </>
              )}
            </p>
            {expireTime && (
              <p class="muted">{s("one.expires", { time: momentText(timestampDate(expireTime)) })}</p>
            )}
          </div>
        </header>
        <p class="referral-word">{s("one.word")}</p>
        <Party referral={referral} />
        <Signs referral={referral} />
        <Notes referral={referral} />
      </div>
      <Guidance />
      <OutcomeBar referral={referral} />
    </main>
  );
}
