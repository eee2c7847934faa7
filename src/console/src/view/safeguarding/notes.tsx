import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { Referral } from "../../gen/chowki/referral/v1/referral_pb";
import { s } from "../../i18n/safeguarding_words";
import { momentText } from "../../i18n/wording";
import { isClosed } from "../../model/referral";
import { addNote, busy, draft, notes, setDraft } from "../../state/referrals";

const kLongest_bytes = 500; // Note.text

/** Short facts for those who help; no story. */
export function Notes({ referral }: { referral: Referral }) {
  const written = notes.value.get(referral.name) ?? [];
  const { note } = draft.value;
  const bytes = new TextEncoder().encode(note.trim()).length;
  return (
    <section aria-labelledby="notes-title">
      <h2 id="notes-title">{s("notes.title")}</h2>
      <ul class="notes">
        {written.map(({ author, text, time }, index) => (
          <li key={index}>
            <span class="muted">
              <bdi>{author}</bdi> · {time ? momentText(timestampDate(time)) : ""}
            </span>
            <p dir="auto">{text}</p>
          </li>
        ))}
      </ul>
      {!isClosed(referral) && (
        <form
          class="row notes-form"
          onSubmit={(event) => {
            event.preventDefault();
            void addNote();
          }}
        >
          <input
            name="note"
            dir="auto"
            autocomplete="off"
            aria-label={s("notes.hint")}
            placeholder={s("notes.hint")}
            value={note}
            onInput={({ currentTarget }) => setDraft({ note: currentTarget.value })}
          />
          <button type="submit" disabled={busy.value || bytes === 0 || bytes > kLongest_bytes}>
            {s("notes.add")}
          </button>
          {bytes > kLongest_bytes && <span class="refusal">{s("notes.too_long")}</span>}
        </form>
      )}
    </section>
  );
}
