import { useState } from "preact/hooks";
import { Capture, Direction } from "../gen/chowki/screening/v1/screening_pb";
import { Light } from "../gen/chowki/type/v1/types_pb";
import { t, tOr } from "../i18n/translate";
import { failureText, lightText } from "../i18n/wording";
import { contactLines, contactsFit } from "../model/contacts";
import * as intake from "../state/intake";
import { direction } from "../state/settings";
import { Camera } from "./camera";
import { Dialog } from "./dialog";
import { intakeOpen } from "./dialogs";
import { Field } from "./field";
import { PartyControl } from "./party_control";

const kLights = [Light.VISIBLE, Light.INFRARED, Light.ULTRAVIOLET];

/** A screening from files or a camera, for posts without a reader. */
export function Intake() {
  return (
    <Dialog open={intakeOpen} title={t("intake.title")}>
      <IntakeForm />
    </Dialog>
  );
}

function IntakeForm() {
  const [camera, setCamera] = useState(false);
  const [word, setWord] = useState("");
  const take = (files: Iterable<File>) => {
    setWord("");
    for (const file of files) {
      if (file.size > intake.kLargestImage_bytes) setWord(t("intake.too_large", { name: file.name }));
      else intake.add(file.name, file, Capture.FILE);
    }
  };
  const start = async () => {
    if (await intake.start()) intakeOpen.value = false;
  };
  const images = intake.chosen.value;
  const failure = intake.failed.value;
  const contacts = intake.contacts.value;
  const fits = contactsFit(contactLines(contacts));
  return (
    <div class="intake">
      <div class="lights" role="group">
        <button type="button" aria-pressed={!camera} onClick={() => setCamera(false)}>
          {t("intake.file")}
        </button>
        <button type="button" aria-pressed={camera} onClick={() => setCamera(true)}>
          {t("intake.camera")}
        </button>
      </div>
      {camera ? (
        <Camera take={(picture) => intake.add("camera.jpg", picture, Capture.CAMERA)} />
      ) : (
        <label
          class="drop"
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            take(event.dataTransfer?.files ?? []);
          }}
        >
          <span>{t("intake.drop")}</span>
          <input
            type="file"
            multiple
            accept="image/jpeg,image/png,image/bmp"
            aria-label={t("intake.choose")}
            onChange={({ currentTarget }) => {
              take(currentTarget.files ?? []);
              currentTarget.value = "";
            }}
          />
        </label>
      )}
      <ul class="intake-images">
        {images.map((image, index) => (
          <li key={index}>
            <bdi>{image.name}</bdi>
            <select
              aria-label={t("intake.light")}
              value={image.light}
              onChange={({ currentTarget }) => intake.setLight(index, Number(currentTarget.value))}
            >
              {kLights.map((light) => (
                <option key={light} value={light}>
                  {lightText(light)}
                </option>
              ))}
            </select>
            <button type="button" class="quiet" onClick={() => intake.remove(index)}>
              {t("intake.remove")}
            </button>
          </li>
        ))}
      </ul>
      <div class="row intake-told">
        <PartyControl />
        <Field label={t("direction.label")}>
          <select
            name="direction"
            value={direction.value}
            onChange={({ currentTarget }) => {
              direction.value = Number(currentTarget.value);
            }}
          >
            <option value={Direction.UNSPECIFIED}>{t("direction.configured")}</option>
            <option value={Direction.OUT}>{t("direction.out")}</option>
            <option value={Direction.IN}>{t("direction.in")}</option>
          </select>
        </Field>
        <label class="row">
          <input
            type="checkbox"
            name="with-contacts"
            checked={contacts !== undefined}
            onChange={({ currentTarget }) => {
              intake.contacts.value = currentTarget.checked ? "" : undefined;
            }}
          />
          <span>{t("intake.contacts")}</span>
        </label>
      </div>
      {contacts !== undefined && (
        <label class="reason">
          <span>{t("intake.contacts_hint")}</span>
          <textarea
            name="contacts"
            rows={3}
            dir="auto"
            spellcheck={false}
            autocomplete="off"
            value={contacts}
            onInput={({ currentTarget }) => {
              intake.contacts.value = currentTarget.value;
            }}
          />
        </label>
      )}
      <p class="muted">{t("intake.weaker")}</p>
      <p class="refusal" role="alert">
        {word}
        {images.length > 0 && !intake.mayStart(images) && t("intake.one_visible")}
        {!fits && t("intake.contacts_too_many")}
        {failure && failureText(failure)}
      </p>
      {intake.running.value && <Progress />}
      <div class="row">
        <button
          type="button"
          class="primary"
          disabled={!intake.mayStart(images) || !fits || intake.running.value}
          onClick={() => void start()}
        >
          {t(intake.running.value ? "intake.running" : "intake.start")}
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            intakeOpen.value = false;
          }}
        >
          {t("help.close")}
        </button>
      </div>
    </div>
  );
}

function Progress() {
  return (
    <ol class="progress" role="status">
      {intake.stagesDone.value.map((stage) => (
        <li key={stage}>{tOr(`stage.${stage}`, stage)}</li>
      ))}
    </ol>
  );
}
