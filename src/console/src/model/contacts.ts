/** What a traveller states of where he can be reached, a line each (ScreenDocumentRequest.contacts). */

const kMost = 4;
const kLongest_bytes = 200;

export const contactLines = (text: string | undefined): string[] =>
  (text ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

export const contactsFit = (lines: readonly string[]): boolean =>
  lines.length <= kMost &&
  lines.every((line) => new TextEncoder().encode(line).length <= kLongest_bytes);
