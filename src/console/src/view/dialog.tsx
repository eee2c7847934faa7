import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface Properties {
  open: Signal<boolean>;
  title: string;
  children: ComponentChildren;
}

/** A modal window of the browser: focus stays in it, Escape closes it. */
export function Dialog({ open, title, children }: Properties) {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = open.value;
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  const close = () => {
    open.value = false;
  };
  return (
    <dialog ref={dialog} class="dialog" aria-label={title} onClose={close}>
      {isOpen && (
        <>
          <h2>{title}</h2>
          {children}
        </>
      )}
    </dialog>
  );
}
