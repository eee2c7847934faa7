import { useEffect, useRef } from "preact/hooks";
import { failureOf } from "../api/failure";
import { t } from "../i18n/translate";
import { signIn, signOut, unlock } from "../state/session";
import { ConnectionBanner } from "./connection_banner";
import { Credentials } from "./credentials";

/**
 * Covers the page, windows that are open on it, too: it is one above them. What is under it stays; only
 * the same officer gets to it.
 */
export function LockScreen({ name }: { name: string }) {
  const cover = useRef<HTMLDialogElement>(null);
  useEffect(() => cover.current?.showModal(), []);
  const submit = async (_: string, password: string) => {
    try {
      await unlock(password);
    } catch (error) {
      // The session ended meanwhile: the same person begins another, and finds the page as it was.
      if (failureOf(error).kind !== "signed_out") throw error;
      await signIn(name, password);
    }
  };
  return (
    <dialog
      ref={cover}
      class="gate lock"
      aria-labelledby="lock-title"
      onCancel={(event) => event.preventDefault()}
      onClose={() => cover.current?.showModal()}
    >
      <ConnectionBanner />
      <section class="gate-card">
        <h1 id="lock-title">{t("lock.title")}</h1>
        <p class="muted">{t("lock.kept", { name })}</p>
        <Credentials
          passwordLabel={t("sign_in.password")}
          action={t("lock.action")}
          submit={submit}
          autoFocus
        >
          <button type="button" class="quiet" onClick={() => void signOut()}>
            {t("lock.leave")}
          </button>
        </Credentials>
      </section>
    </dialog>
  );
}
