import { computed, signal } from "@preact/signals";
import type { TextKey } from "../i18n/catalogue";
import { session } from "./session";

export type PageName =
  | "desk"
  | "screenings"
  | "signatures"
  | "late"
  | "statistics"
  | "provisional";

interface Page {
  name: PageName;
  label: TextKey;
  /** Who has it in the row of pages; the service refuses the others' calls anyway. */
  roles: readonly string[];
}

/** A page that only its role sees is one more line here, and its view in view/pages.tsx. */
const kPages: readonly Page[] = [
  { name: "desk", label: "pages.desk", roles: ["officer", "supervisor", "auditor"] },
  { name: "screenings", label: "pages.screenings", roles: ["supervisor", "auditor"] },
  { name: "signatures", label: "pages.signatures", roles: ["supervisor"] },
  { name: "late", label: "pages.late", roles: ["officer", "supervisor"] },
  { name: "statistics", label: "pages.statistics", roles: ["supervisor", "auditor"] },
  { name: "provisional", label: "pages.provisional", roles: ["officer", "supervisor"] },
];

export const hasRole = (...roles: string[]): boolean =>
  roles.some((role) => session.value?.roles.includes(role));

export const pages = computed(() => kPages.filter(({ roles }) => hasRole(...roles)));

const nameIn = (hash: string) => hash.replace(/^#\/?/, "");
const wanted = signal(nameIn(location.hash));

/** The page in view; the desk where the address names none that this person has. */
export const page = computed<PageName>(
  () => pages.value.find(({ name }) => name === wanted.value)?.name ?? "desk",
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
