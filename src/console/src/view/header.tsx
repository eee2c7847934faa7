import { computed } from "@preact/signals";
import { t } from "../i18n/translate";
import { timeText } from "../i18n/wording";
import { now } from "../state/clock";
import { mayHide, toggleHidden } from "../state/hidden";
import { followsScreenings } from "../state/pages";
import { queue } from "../state/queue";
import { session } from "../state/session";
import { lane } from "../state/settings";
import { helpOpen } from "./dialogs";
import { LockButton, ThemeButton } from "./header_tools";
import { LanguageChoice } from "./language_choice";
import { ListFreshness } from "./list_freshness";

// Lanes are known by their screenings; those seen stay in the choice.
const seen = new Set<string>();
const lanes = computed(() => {
  for (const row of queue.value) if (row.lane !== "") seen.add(row.lane);
  if (lane.value !== "") seen.add(lane.value);
  return [...seen].sort();
});

export function Header() {
  return (
    <header class="header">
      <img class="header-mark" src="/mark.svg" alt="" width="26" height="26" />
      <strong class="header-checkpoint">
        <bdi>{session.value?.checkpoint}</bdi>
      </strong>
      {followsScreenings.value && (
        <>
          <LaneChoice />
          <ListFreshness />
        </>
      )}
      <span class="header-space" />
      <time class="clock" dir="ltr">
        {timeText(new Date(now.value))}
      </time>
      {mayHide.value && (
        <button type="button" onClick={toggleHidden}>
          {t("hidden.hide")} <kbd>F10</kbd>
        </button>
      )}
      <LanguageChoice />
      <ThemeButton />
      <button
        type="button"
        class="icon"
        aria-label={t("header.help")}
        title={`${t("header.help")} (?)`}
        onClick={() => {
          helpOpen.value = true;
        }}
      >
        <span aria-hidden="true">?</span>
      </button>
      <LockButton />
    </header>
  );
}

function LaneChoice() {
  return (
    <select
      class="lane"
      aria-label={t("header.lane")}
      value={lane.value}
      onChange={({ currentTarget }) => {
        lane.value = currentTarget.value;
      }}
    >
      <option value="">{t("header.all_lanes")}</option>
      {lanes.value.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}
