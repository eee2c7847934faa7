import { computed } from "@preact/signals";
import { t } from "../i18n/translate";
import { timeText } from "../i18n/wording";
import { now } from "../state/clock";
import { queue } from "../state/queue";
import { lock, session } from "../state/session";
import { lane, theme } from "../state/settings";
import { helpOpen } from "./dialogs";
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
  const officer = session.value;
  return (
    <header class="header">
      <img class="header-mark" src="/mark.svg" alt="" width="26" height="26" />
      <strong class="header-checkpoint">
        <bdi>{officer?.checkpoint}</bdi>
      </strong>
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
      <ListFreshness />
      <span class="header-space" />
      <time class="clock" dir="ltr">
        {timeText(new Date(now.value))}
      </time>
      <LanguageChoice />
      <button
        type="button"
        class="icon"
        aria-label={t("header.theme")}
        title={t("header.theme")}
        onClick={() => {
          theme.value = theme.value === "dark" ? "light" : "dark";
        }}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="12" cy="12" r="8.5" class="line" />
          <path d="M12 3.5a8.5 8.5 0 0 1 0 17z" class="fill" />
        </svg>
      </button>
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
      <button type="button" class="officer" title={t("header.lock")} onClick={() => void lock()}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <rect x="5" y="11" width="14" height="9" rx="2" class="line" />
          <path d="M8 11V8a4 4 0 0 1 8 0v3" class="line" />
        </svg>
        <bdi>{officer?.name}</bdi>
        <span class="visually-hidden">{t("header.lock")}</span>
      </button>
    </header>
  );
}
