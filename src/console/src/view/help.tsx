import type { TextKey } from "../i18n/catalogue";
import { t } from "../i18n/translate";
import { mayHide } from "../state/hidden";
import { Dialog } from "./dialog";
import { helpOpen } from "./dialogs";

const kKeys: readonly [string, TextKey][] = [
  ["1 – 9", "help.evidence"],
  ["Z", "help.zoom"],
  ["R", "help.turn"],
  ["V  I  U", "help.lights"],
  ["↑  ↓", "help.move"],
  ["N", "help.note"],
  ["F2", "decision.proceed"],
  ["F3", "decision.refer"],
  ["F4", "decision.refuse"],
  ["F7", "correction.title"],
  ["F8", "help.new"],
  ["G", "help.party"],
  ["O", "observed.title"],
  ["F9", "help.sign"],
  ["F6", "help.send_back"],
  ["F10", "help.hide"],
  ["L", "help.lock"],
  ["?", "help.this"],
];

export function Help() {
  return (
    <Dialog open={helpOpen} title={t("help.title")}>
      <dl class="keys">
        {kKeys.filter(([keys]) => keys !== "F10" || mayHide.value).map(([keys, does]) => (
          <div key={does}>
            <dt dir="ltr">
              <kbd>{keys}</kbd>
            </dt>
            <dd>
              {t(does)}
              {keys === "F4" && <span class="muted"> ({t("decision.hold")} 0.5 s)</span>}
            </dd>
          </div>
        ))}
      </dl>
      <div class="row">
        <button
          type="button"
          class="primary"
          onClick={() => {
            helpOpen.value = false;
          }}
        >
          {t("help.close")}
        </button>
      </div>
    </Dialog>
  );
}
