import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import { Case } from "./case";

interface Properties {
  screening: Screening;
  backLabel: string;
  back: () => void;
  sheet?: ComponentChildren;
  children?: ComponentChildren;
}

/** A whole case over the page it was opened from; Escape leads back. */
export function OpenedCase({ screening, backLabel, back, sheet, children }: Properties) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div class="page page-case" onKeyDown={(event) => event.key === "Escape" && back()}>
      <p class="page-back">
        <button ref={button} type="button" class="quiet" onClick={back}>
          {backLabel} <kbd>Esc</kbd>
        </button>
      </p>
      <Case screening={screening} sheet={sheet}>
        {children}
      </Case>
    </div>
  );
}
