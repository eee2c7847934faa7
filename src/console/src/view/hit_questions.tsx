import { type Match, MatchKind } from "../gen/chowki/screening/v1/match_pb";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import { t } from "../i18n/translate";
import { kindText } from "../i18n/wording";
import { closedMatches } from "../model/advice";
import { hitsToAnswer } from "../model/decision_rules";
import { draft, setDisposition } from "../state/decision";
import { noteLetter } from "./closed_note";

const kLongest_d = 366;

const dayFromNow = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Of each hit: is it the same person. Closed hits are called by their letter. */
export function HitQuestions({ screening }: { screening: Screening }) {
  const closed = closedMatches(screening);
  return (
    <fieldset class="questions">
      <legend>{t("decision.hits")}</legend>
      {hitsToAnswer(screening).map((match) => {
        const place = closed.indexOf(match);
        const name =
          place >= 0 ? t("decision.note_hit", { letter: noteLetter(place) }) : kindText(match.kind);
        return <Question key={match.entry} match={match} name={name} closed={place >= 0} />;
      })}
    </fieldset>
  );
}

function Question({ match, name, closed }: { match: Match; name: string; closed: boolean }) {
  const { entry } = match;
  const said = draft.value.dispositions[entry];
  const answer = (samePerson: boolean) => (
    <label class="answer-choice">
      <input
        type="radio"
        name={`hit-${entry}`}
        checked={said?.samePerson === samePerson}
        onChange={() => setDisposition(entry, { samePerson })}
      />
      {t(samePerson ? "decision.same" : "decision.not_same")}
    </label>
  );
  // Only a suspect may be silenced (docs/hits.md); of a closed hit nothing is said so openly.
  const maySilence = match.kind === MatchKind.SUSPECT && !closed && said?.samePerson === false;
  return (
    <div class="question">
      <span class="question-name">
        {name}
        {!closed && (
          <bdi class="muted"> {match.signals.find((signal) => signal.id === "name")?.entry}</bdi>
        )}
      </span>
      {answer(true)}
      {answer(false)}
      {maySilence && (
        <div class="silence">
          <label>
            <span>{t("decision.why_not")}</span>
            <input
              dir="auto"
              maxLength={400}
              value={said?.reason ?? ""}
              onInput={(event) => setDisposition(entry, { reason: event.currentTarget.value })}
            />
          </label>
          <label>
            <span>{t("decision.silence_until")}</span>
            <input
              type="date"
              min={dayFromNow(1)}
              max={dayFromNow(kLongest_d - 1)}
              value={said?.until ?? ""}
              onInput={(event) => setDisposition(entry, { until: event.currentTarget.value })}
            />
          </label>
        </div>
      )}
    </div>
  );
}
