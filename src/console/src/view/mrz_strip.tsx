import { type DocumentReading, MrzStatus } from "../gen/chowki/screening/v1/reading_pb";
import { t } from "../i18n/translate";
import { atDesk } from "../state/pages";
import { correctionOpen } from "./dialogs";
import { type MrzCharacter, mrzCharacters } from "../model/mrz_characters";

/** The machine-readable zone as it was read. Left to right in every language. */
export function MrzStrip({ reading }: { reading: DocumentReading | undefined }) {
  const lines = mrzCharacters(reading);
  const status = reading?.mrz?.status ?? MrzStatus.ABSENT;
  return (
    <section class="mrz" aria-label={t("mrz.title")}>
      {lines.length === 0 && (
        <p class="muted">
          {t(status === MrzStatus.UNREADABLE ? "mrz.unreadable" : "mrz.absent")}
        </p>
      )}
      {lines.map((line, index) => (
        <p key={index} class="mrz-line" dir="ltr" lang="zxx">
          {runsOf(line).map((run, place) =>
            run.mark === "" ? (
              run.text
            ) : (
              <mark key={place} class={`mrz-${run.mark}`} title={told(run)}>
                {run.text}
              </mark>
            ),
          )}
        </p>
      ))}
      <p class="mrz-foot">
        {reading?.mrz?.typed && <strong>{t("mrz.typed")}</strong>}
        {atDesk.value && (
          <button
            type="button"
            class="quiet"
            onClick={() => {
              correctionOpen.value = true;
            }}
          >
            {t("correction.action")} <kbd>F7</kbd>
          </button>
        )}
      </p>
    </section>
  );
}

const told = (character: MrzCharacter): string =>
  character.mark === "" ? "" : t(`mrz.${character.mark}`, { others: character.others });

// Characters without a mark stand together; each marked one has its own words.
function runsOf(line: MrzCharacter[]): MrzCharacter[] {
  const runs: MrzCharacter[] = [];
  for (const character of line) {
    const last = runs.at(-1);
    if (last && last.mark === "" && character.mark === "") last.text += character.text;
    else runs.push({ ...character });
  }
  return runs;
}
