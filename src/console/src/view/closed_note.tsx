import { useLayoutEffect } from "preact/hooks";
import { Conduct, type Match } from "../gen/chowki/screening/v1/match_pb";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import { t } from "../i18n/translate";
import { bandText, kindText } from "../i18n/wording";
import { closedMatches, deskCode } from "../model/advice";
import { signalBars } from "../model/signal_bars";
import { markNoteRead } from "../state/decision";
import { noteOpen } from "./dialogs";
import { actionInstruction, actionLabel } from "./guidance";

/**
 * What companions must not read over the counter. Every screening has a note and a code, the empty
 * ones too; it opens only while a key or the button is held, in small grey type without colours,
 * and closes when the hand goes or the page loses the eye.
 */
export function ClosedNote({ screening }: { screening: Screening }) {
  const matches = closedMatches(screening);
  // With the note itself: a key that is let go at once has shown it all the same.
  useLayoutEffect(() => {
    if (noteOpen.value && matches.length > 0) markNoteRead();
  }, [noteOpen.value, screening.name]);
  const open = () => {
    noteOpen.value = true;
  };
  const close = () => {
    noteOpen.value = false;
  };
  return (
    <div class="note">
      <button
        type="button"
        class="note-hold"
        title={t("note.hold")}
        aria-expanded={noteOpen.value}
        onPointerDown={open}
        onPointerUp={close}
        onPointerLeave={close}
        onBlur={close}
        onKeyDown={(event) => (event.key === " " || event.key === "Enter") && open()}
        onKeyUp={close}
      >
        {t("note.code")} <b dir="ltr">{deskCode(screening)}</b> <kbd>N</kbd>
      </button>
      {noteOpen.value && (
        <div class="note-paper" role="note">
          {matches.length === 0 && <p>{t("note.empty")}</p>}
          {matches.map((match, index) => (
            <NoteEntry key={match.entry} match={match} letter={noteLetter(index)} />
          ))}
        </div>
      )}
    </div>
  );
}

/** What a closed hit is called where everybody can read it. */
export const noteLetter = (index: number): string => String.fromCharCode(65 + index);

function NoteEntry({ match, letter }: { match: Match; letter: string }) {
  const { guidance } = match;
  const asNormal = guidance?.conduct === Conduct.AS_NORMAL;
  return (
    <article class="note-entry">
      <p>
        <b>{letter}</b> {actionLabel(match)} ·{" "}
        <b>{t(asNormal ? "note.as_normal" : "note.second_line")}</b>
      </p>
      <p>{actionInstruction(match)}</p>
      <p>
        {kindText(match.kind)} · {bandText(match.band)} · {Math.round(match.score * 100)} %
      </p>
      <ul>
        {signalBars(match).map(({ signal }) => (
          <li key={signal.id} dir="ltr">
            {signal.points < 0 ? "−" : "+"} <bdi>{signal.query}</bdi> / <bdi>{signal.entry}</bdi>
          </li>
        ))}
      </ul>
      <p>
        <bdi>{match.authority}</bdi> · <bdi>{match.reference}</bdi>
        {guidance && guidance.contact !== "" && (
          <>
            {" · "}
            {t("hits.contact")}: <bdi>{guidance.contact}</bdi>
          </>
        )}
      </p>
    </article>
  );
}
