import { useState } from "preact/hooks";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import { t } from "../i18n/translate";
import { failureText } from "../i18n/wording";
import { correct, failed, running, typedLines } from "../state/correction";
import { selected } from "../state/queue";
import { Dialog } from "./dialog";
import { correctionOpen } from "./dialogs";

/** The machine-readable zone typed by hand, for one that was misread: a new screening. */
export function Correction() {
  const screening = selected.value;
  return (
    <Dialog open={correctionOpen} title={t("correction.title")}>
      {screening && <Form screening={screening} />}
    </Dialog>
  );
}

function Form({ screening }: { screening: Screening }) {
  const read = screening.reading?.mrz?.lines ?? [];
  const [text, setText] = useState(read.join("\n"));
  const close = () => {
    correctionOpen.value = false;
  };
  const start = async () => {
    if (await correct(screening, text)) close();
  };
  const lines = typedLines(text);
  return (
    <form
      class="intake"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <p class="muted">{t("correction.why")}</p>
      <textarea
        class="correction-lines"
        dir="ltr"
        lang="zxx"
        rows={3}
        spellcheck={false}
        autocapitalize="characters"
        aria-label={t("mrz.title")}
        value={text}
        onInput={({ currentTarget }) => {
          failed.value = undefined;
          setText(currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && event.ctrlKey) void start();
        }}
      />
      <p class="muted" dir="ltr">
        {lines.map((line) => line.length).join(" · ")}
      </p>
      <p class="refusal" role="alert">
        {failed.value === "image_gone" && t("correction.image_gone")}
        {failed.value && failed.value !== "image_gone" && failureText(failed.value)}
      </p>
      <div class="row">
        <button type="submit" class="primary" disabled={lines.length === 0 || running.value}>
          {t(running.value ? "intake.running" : "correction.start")}
        </button>
        <button type="button" class="quiet" onClick={close}>
          {t("help.close")}
        </button>
      </div>
    </form>
  );
}
