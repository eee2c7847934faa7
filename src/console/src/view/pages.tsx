import type { ComponentType } from "preact";
import { t } from "../i18n/translate";
import { go, page, type PageName, pages } from "../state/pages";
import { openCount } from "../state/late";
import { waiting } from "../state/signatures";
import { LateAlerts } from "./late_alerts";
import { ProvisionalEntries } from "./provisional_entries";
import { Screenings } from "./screenings";
import { Signatures } from "./signatures";
import { StatisticsPage } from "./statistics_page";

const kViews: Readonly<Record<Exclude<PageName, "desk">, ComponentType>> = {
  screenings: Screenings,
  signatures: Signatures,
  late: LateAlerts,
  statistics: StatisticsPage,
  provisional: ProvisionalEntries,
};

// What waits for whoever has the page.
const kWaiting: Readonly<Partial<Record<PageName, () => number>>> = {
  signatures: () => waiting.value.length,
  late: () => Number(openCount.value),
};

export function PageView({ name }: { name: Exclude<PageName, "desk"> }) {
  const View = kViews[name];
  return <View />;
}

/** The row of pages, of those that this person's roles have. */
export function Pages() {
  if (pages.value.length < 2) return null;
  return (
    <nav class="pages" aria-label={t("pages.title")}>
      {pages.value.map(({ name, label }) => (
        <button
          key={name}
          type="button"
          class="page-tab"
          data-page={name}
          aria-current={page.value === name ? "page" : undefined}
          onClick={() => go(name)}
        >
          {t(label)}
          <Count of={kWaiting[name]?.() ?? 0} />
        </button>
      ))}
    </nav>
  );
}

function Count({ of }: { of: number }) {
  if (of === 0) return null;
  return <span class="page-count">{of}</span>;
}
