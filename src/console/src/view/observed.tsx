import { useEffect, useRef } from "preact/hooks";
import { Observation } from "../gen/chowki/referral/v1/referral_pb";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import type { TextKey } from "../i18n/catalogue";
import { t } from "../i18n/translate";
import { failureText } from "../i18n/wording";
import * as observed from "../state/observed";
import { meetsTravellers } from "../state/pages";

// One word each: what they stand for is on the officer's card (docs/officer.md), not on a screen that
// a companion may glance at.
const kTicks: readonly [observed.Tick, TextKey][] = [
  [Observation.DOCUMENTS_HELD_BY_OTHER, "observed.papers"],
  [Observation.COACHED_ANSWERS, "observed.answers"],
  [Observation.APPARENT_AGE_DIFFERS, "observed.age"],
  [Observation.FEAR_OR_SILENCE, "observed.manner"],
  ["asks", "observed.other"],
];

/** What the officer saw of the traveller in view. The answer is the same whatever was ticked. */
export function Observed({ screening }: { screening: Screening }) {
  if (!meetsTravellers.value) return null;
  const open = observed.observedOpen.value;
  return (
    <div class="observed">
      {observed.noted.value === screening.name && !open && (
        <span class="muted" role="status">
          {t("observed.noted")}
        </span>
      )}
      <button
        type="button"
        class="quiet"
        aria-expanded={open}
        onClick={() => {
          observed.observedOpen.value = !open;
        }}
      >
        {t("observed.title")} <kbd>O</kbd>
      </button>
      {open && <Ticks key={screening.name} />}
    </div>
  );
}

function Ticks() {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") observed.observedOpen.value = false;
    const tick = kTicks[Number(event.key) - 1]?.[0];
    if (tick === undefined) return;
    observed.toggleTick(tick);
    event.stopPropagation(); // digits show evidence elsewhere
  };
  return (
    <form
      ref={form}
      class="observed-ticks"
      aria-label={t("observed.title")}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void observed.sendTicks();
      }}
    >
      {kTicks.map(([tick, label], index) => (
        <label key={label} class="row">
          <input
            type="checkbox"
            checked={observed.ticks.value.has(tick)}
            disabled={tick === "asks" && observed.hasAsked.value}
            onChange={() => observed.toggleTick(tick)}
          />
          <span>{t(label)}</span>
          <kbd>{index + 1}</kbd>
        </label>
      ))}
      {observed.refused.value && (
        <p class="refusal" role="alert">
          {failureText(observed.refused.value)}
        </p>
      )}
      <div class="row">
        <button type="submit" disabled={observed.sending.value}>
          {t("observed.send")} <kbd>↵</kbd>
        </button>
      </div>
    </form>
  );
}
