import { signal } from "@preact/signals";
import { c } from "../../i18n/centre_words";
import { inspects, readsLists } from "../../state/centre/roles";
import { locked, session } from "../../state/session";
import { ConnectionBanner } from "../connection_banner";
import { LockScreen } from "../lock_screen";
import { SignIn } from "../sign_in";
import { Audit } from "./audit";
import { Changes } from "./changes";
import { CentreHeader } from "./header";
import { Posts } from "./posts";
import { RefusalNote } from "./refusal_note";

export type Section = "changes" | "posts" | "audit";
export const section = signal<Section>("changes");

function Room() {
  if (!readsLists.value) return <p class="centre-empty muted">{c("no_role")}</p>;
  if (section.value === "posts" && inspects.value) return <Posts />;
  if (section.value === "audit" && inspects.value) return <Audit />;
  return <Changes />;
}

export function CentreApp() {
  if (session.value === undefined) return <ConnectionBanner />;
  if (session.value === null) return <SignIn about={c("app.title")} />;
  return (
    <>
      <div class="centre" data-covered={locked.value}>
        <CentreHeader section={section} />
        <ConnectionBanner />
        <RefusalNote />
        <Room />
      </div>
      {locked.value && <LockScreen name={session.value.name} />}
    </>
  );
}
