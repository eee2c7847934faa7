import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { failureText } from "../i18n/wording";
import { meet } from "../state/session";

interface Properties {
  /** Undefined: the name is known and not asked for. */
  nameLabel?: string;
  passwordLabel: string;
  action: string;
  autoFocus?: boolean;
  submit: (name: string, password: string) => Promise<void>;
  children?: ComponentChildren;
}

/** Name and password, with what came of it. The password is forgotten whatever comes of it. */
export function Credentials(properties: Properties) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);
  // The attribute autofocus counts only while a page is loaded.
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (properties.autoFocus) form.current?.querySelector("input")?.focus();
  }, []);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setRefusal("");
    try {
      await properties.submit(name.trim(), password);
    } catch (error) {
      setRefusal(failureText(meet(error)));
    }
    setPassword("");
    setBusy(false);
  };
  return (
    <form ref={form} class="credentials" onSubmit={submit}>
      {properties.nameLabel !== undefined && (
        <label>
          <span>{properties.nameLabel}</span>
          <input
            name="name"
            dir="auto"
            required
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
      )}
      <label>
        <span>{properties.passwordLabel}</span>
        <input
          name="password"
          type="password"
          required
          autocomplete="off"
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </label>
      <p class="refusal" role="alert">
        {refusal}
      </p>
      <div class="row">
        <button type="submit" class="primary" disabled={busy}>
          {properties.action}
        </button>
        {properties.children}
      </div>
    </form>
  );
}
