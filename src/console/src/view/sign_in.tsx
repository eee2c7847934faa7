import { t } from "../i18n/translate";
import { signIn } from "../state/session";
import { ConnectionBanner } from "./connection_banner";
import { Credentials } from "./credentials";
import { LanguageChoice } from "./language_choice";

/** `about`: what is behind it. */
export function SignIn({ about = t("app.title") }: { about?: string }) {
  return (
    <main class="gate">
      <ConnectionBanner />
      <section class="gate-card" aria-labelledby="sign-in-title">
        <img class="gate-mark" src="/mark.svg" alt="" width="44" height="44" />
        <h1 id="sign-in-title">
          <bdi>chowki</bdi>
        </h1>
        <p class="muted">{about}</p>
        <Credentials
          nameLabel={t("sign_in.name")}
          passwordLabel={t("sign_in.password")}
          action={t("sign_in.action")}
          submit={signIn}
          autoFocus
        />
        <LanguageChoice />
      </section>
    </main>
  );
}
