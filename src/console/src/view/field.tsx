import type { ComponentChildren } from "preact";

/** A field of a form with its name above it. */
export function Field({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <label class="filter">
      <span>{label}</span>
      {children}
    </label>
  );
}
