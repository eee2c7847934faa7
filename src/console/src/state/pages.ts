import { computed, signal } from "@preact/signals";
import type { TextKey } from "../i18n/catalogue";
import { session } from "./session";

export type PageName =
  | "desk"
  | "screenings"
  | "signatures"
  | "late"
  | "statistics"
  | "provisional"
  | "referrals"
  | "rates"
  | "accesses";

interface Page {
  name: PageName;
  label: TextKey;
  /** Who has it in the row of pages; the service refuses the others' calls anyway. */
  roles: readonly string[];
}

/** Who sees the post's screenings as they come. */
const kAtDesk = ["officer", "supervisor", "auditor"];

/** A page that only its role sees is one more line here, and its view in view/pages.tsx. */
const kPages: readonly Page[] = [
  { name: "desk", label: "pages.desk", roles: kAtDesk },
  { name: "screenings", label: "pages.screenings", roles: ["supervisor", "auditor"] },
  { name: "signatures", label: "pages.signatures", roles: ["supervisor"] },
  { name: "late", label: "pages.late", roles: ["officer", "supervisor"] },
  { name: "statistics", label: "pages.statistics", roles: ["supervisor", "auditor"] },
  { name: "provisional", label: "pages.provisional", roles: ["officer", "supervisor"] },
  { name: "referrals", label: "pages.referrals", roles: ["safeguarding"] },
  { name: "rates", label: "pages.rates", roles: ["safeguarding", "auditor"] },
  { name: "accesses", label: "pages.accesses", roles: ["auditor"] },
];

export const hasRole = (...roles: string[]): boolean =>
  roles.some((role) => session.value?.roles.includes(role));

/** Whether this person stands before travellers. */
export const meetsTravellers = computed(() => hasRole("officer", "supervisor"));

export const followsScreenings = computed(() => hasRole(...kAtDesk));

export const pages = computed(() => kPages.filter(({ roles }) => hasRole(...roles)));

const nameIn = (hash: string) => hash.replace(/^#\/?/, "");
const wanted = signal(nameIn(location.hash));

/** The page in view; the first that this person has where the address names none of them. */
export const page = computed<PageName>(
  () => (pages.value.find(({ name }) => name === wanted.value) ?? pages.value[0])?.name ?? "desk",
);

/** Whether decisions are made here: their keys do nothing on other pages. */
export const atDesk = computed(() => page.value === "desk");

export function go(name: PageName): void {
  location.hash = `/${name}`;
}

export function startPages(): () => void {
  const turned = () => {
    wanted.value = nameIn(location.hash);
  };
  addEventListener("hashchange", turned);
  return () => removeEventListener("hashchange", turned);
}
