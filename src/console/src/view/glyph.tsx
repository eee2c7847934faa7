import { Advice } from "../gen/chowki/screening/v1/advice_pb";

const kTone: Readonly<Record<Advice, string>> = {
  [Advice.UNSPECIFIED]: "attention",
  [Advice.CLEAR]: "clear",
  [Advice.ATTENTION]: "attention",
  [Advice.REFER]: "refer",
};

export const toneOf = (advice: Advice): string => kTone[advice];

/** A remark that weighs nothing: neither good nor bad. */
export function RemarkGlyph() {
  return (
    <svg class="glyph remark" viewBox="0 0 24 24" aria-hidden="true">
      <circle class="line" cx="12" cy="12" r="9" />
      <path class="line" d="M12 11v6M12 7v.4" />
    </svg>
  );
}

/** The advice as a shape: circle with a tick, triangle, octagon. Never by colour alone. */
export function Glyph({ advice, label }: { advice: Advice; label?: string }) {
  const tone = toneOf(advice);
  return (
    <svg
      class={`glyph tone-${tone}`}
      viewBox="0 0 24 24"
      role="img"
      aria-hidden={label === undefined}
      aria-label={label}
    >
      {tone === "clear" && (
        <>
          <circle class="glyph-shape" cx="12" cy="12" r="10" />
          <path class="glyph-sign" d="M7.4 12.4l3.2 3.2 6.2-6.6" />
        </>
      )}
      {tone === "attention" && (
        <>
          <path class="glyph-shape" d="M12 2.6 22.6 21H1.4z" />
          <path class="glyph-sign" d="M12 9.4v5.2M12 17.6v.3" />
        </>
      )}
      {tone === "refer" && (
        <>
          <path class="glyph-shape" d="M7.9 2h8.2L22 7.9v8.2L16.1 22H7.9L2 16.1V7.9z" />
          <path class="glyph-sign" d="M7.6 12h8.6M12.8 8.4l3.6 3.6-3.6 3.6" />
        </>
      )}
    </svg>
  );
}
