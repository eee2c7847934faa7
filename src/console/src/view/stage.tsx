import { useEffect, useState } from "preact/hooks";
import { heldImage } from "../api/images";
import type { Image, Screening } from "../gen/chowki/screening/v1/screening_pb";
import { Light } from "../gen/chowki/type/v1/types_pb";
import { t } from "../i18n/translate";
import { lightText } from "../i18n/wording";
import { hex } from "../model/digest_hex";
import { addTurns, uprightTurns } from "../model/turn";
import { meet } from "../state/session";
import { light, toggleZoom, turns, zoomed } from "../state/stage";
import { StageDrawing } from "./stage_drawing";

const kLightKeys: Readonly<Record<number, string>> = {
  [Light.VISIBLE]: "V",
  [Light.INFRARED]: "I",
  [Light.ULTRAVIOLET]: "U",
};

/** The page in each light, with the numbered places of the evidence over it. */
export function Stage({ screening }: { screening: Screening }) {
  const image = screening.images.find((candidate) => candidate.light === light.value);
  const shown = image ?? screening.images[0];
  const rotation = screening.reading?.mrz?.rotationDeg ?? 0;
  return (
    <section class="stage" aria-label={t("stage.title")}>
      <div class="stage-bar">
        <div class="lights" role="group" aria-label={t("stage.title")}>
          {screening.images.map(({ light: one }) => (
            <button
              key={one}
              type="button"
              aria-pressed={shown?.light === one}
              onClick={() => {
                light.value = one;
              }}
            >
              {lightText(one)} <kbd>{kLightKeys[one]}</kbd>
            </button>
          ))}
        </div>
        <button type="button" class="quiet" aria-pressed={zoomed.value} onClick={toggleZoom}>
          {t("stage.zoom")} <kbd>Z</kbd>
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            turns.value += 1;
          }}
        >
          {t("stage.turn")} <kbd>R</kbd>
        </button>
      </div>
      {shown && <Picture image={shown} turned={addTurns(uprightTurns(rotation), turns.value)} />}
    </section>
  );
}

type Held = { at: "loading" | "gone" } | { at: "here"; address: string };

function Picture({ image, turned }: { image: Image; turned: 0 | 1 | 2 | 3 }) {
  const sha256 = hex(image.sha256);
  const [held, setHeld] = useState<Held>({ at: "loading" });
  useEffect(() => {
    let wanted = true;
    setHeld({ at: "loading" });
    heldImage(sha256)
      .then((image) => {
        if (wanted) setHeld(image ? { at: "here", address: image.address } : { at: "gone" });
      })
      .catch(meet);
    return () => {
      wanted = false;
    };
  }, [sha256]);
  return (
    <div class="picture">
      <StageDrawing
        image={image}
        address={held.at === "here" ? held.address : undefined}
        turned={turned}
      />
      {held.at === "loading" && <p class="picture-word muted">{t("stage.loading")}</p>}
      {held.at === "gone" && (
        <p class="picture-word">
          <strong>{t("stage.image_gone")}</strong>
          <span class="muted">{t("stage.image_gone_why")}</span>
        </p>
      )}
    </div>
  );
}
