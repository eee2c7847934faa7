import { Freshness } from "../gen/chowki/screening/v1/match_pb";
import { t } from "../i18n/translate";
import { ageText, freshnessText } from "../i18n/wording";
import { ageOf } from "../model/freshness";
import { now } from "../state/clock";
import { lists } from "../state/queue";

const kTone: Readonly<Record<Freshness, string>> = {
  [Freshness.UNSPECIFIED]: "attention",
  [Freshness.FRESH]: "clear",
  [Freshness.AGING]: "clear",
  [Freshness.STALE]: "refer",
  [Freshness.ABSENT]: "refer",
  [Freshness.CLOCK_SUSPECT]: "attention",
};

// Filled is good, half is aging, hollow is not to be relied on: the shape says it without colour.
const kShape: Readonly<Record<string, string>> = { clear: "●", attention: "◐", refer: "○" };

/** How old the lists are on which every answer rests. Always in view. */
export function ListFreshness() {
  const known = lists.value;
  if (!known) return <span class="freshness muted">{t("lists.unknown")}</span>;
  if (known.lists.length === 0) return <Chip freshness={Freshness.ABSENT} name="" age="" title="" />;
  return (
    <ul class="freshness" aria-label={t("lists.title")}>
      {known.lists.map((list) => (
        <li key={list.list}>
          <Chip
            freshness={list.freshness}
            name={list.list}
            age={ageText(ageOf(list, known.asOf, now.value))}
            title={t("lists.one", {
              list: list.list,
              version: String(list.version),
              entries: String(list.entries),
            })}
          />
        </li>
      ))}
    </ul>
  );
}

function Chip(chip: { freshness: Freshness; name: string; age: string; title: string }) {
  const tone = kTone[chip.freshness];
  return (
    <span class={`chip tone-${tone}`} title={chip.title}>
      <span class="chip-sign" aria-hidden="true">
        {kShape[tone]}
      </span>
      <bdi>{chip.name}</bdi> <span>{freshnessText(chip.freshness)}</span>
      {chip.age !== "" && <span class="muted">{chip.age}</span>}
    </span>
  );
}
