import type { ComponentType } from "preact";
import { t } from "../i18n/translate";
import { go, page, type PageName, pages } from "../state/pages";
import { openCount } from "../state/late";
import { open } from "../state/referrals";
import { waiting } from "../state/signatures";
import { LateAlerts } from "./late_alerts";
import { later } from "./later";
import { ProvisionalEntries } from "./provisional_entries";
import { Screenings } from "./screenings";
import { Signatures } from "./signatures";
import { StatisticsPage } from "./statistics_page";

// With their words and styles: nobody else's browser is given them.
const safeguarding = () => import("./safeguarding/pages");

type PageViewName = Exclude<PageName, "desk">;

const kViews: Readonly<Record<PageViewName, ComponentType>> = {
  screenings: Screenings,
  signatures: Signatures,
  late: LateAlerts,
  statistics: StatisticsPage,
  provisional: ProvisionalEntries,
  referrals: later(async () => (await safeguarding()).Referrals),
  rates: later(async () => (await safeguarding()).Rates),
  accesses: later(async () => (await safeguarding()).Accesses),
};

// What waits for whoever has the page.
const kWaiting: Readonly<Partial<Record<PageName, () => number>>> = {
  signatures: () => waiting.value.length,
  late: () => Number(openCount.value),
  referrals: () => open.value.length,
};

export function PageView({ name }: { name: PageViewName }) {
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
