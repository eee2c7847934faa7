import { DecisionOutcome } from "../gen/chowki/screening/v1/decision_pb";
import { Light } from "../gen/chowki/type/v1/types_pb";
import { choose } from "../state/decision";
import { hidden, mayHide, toggleHidden } from "../state/hidden";
import { observedOpen } from "../state/observed";
import { atDesk, meetsTravellers, page } from "../state/pages";
import { toggleParty } from "../state/party";
import { move, selected } from "../state/queue";
import { moveReferral } from "../state/referrals";
import { endRefusal, startRefusal } from "../state/refusal_hold";
import { lock, locked, session } from "../state/session";
import { askedWhy, moveWaiting, settle } from "../state/signatures";
import { light, showEvidence, toggleZoom, turns } from "../state/stage";
import { caseInView } from "./case";
import { correctionOpen, helpOpen, intakeOpen, noteOpen } from "./dialogs";

/** The whole page by keyboard. Letters work only where nobody is typing; F keys everywhere. */

const always: Readonly<Record<string, () => void>> = {
  F2: () => choose(DecisionOutcome.PROCEED),
  F3: () => choose(DecisionOutcome.REFER),
  F4: startRefusal,
  F7: () => {
    correctionOpen.value = selected.value !== undefined;
  },
  F8: () => {
    intakeOpen.value = true;
  },
};

// Of who stands before the desk, with or without a document in view.
const atDeskAlone: Readonly<Record<string, () => void>> = {
  g: toggleParty,
  o: () => {
    observedOpen.value = selected.value !== undefined && !observedOpen.value;
  },
};

const whenNotTyping: Readonly<Record<string, () => void>> = {
  v: () => showLight(Light.VISIBLE),
  i: () => showLight(Light.INFRARED),
  u: () => showLight(Light.ULTRAVIOLET),
  z: toggleZoom,
  r: () => {
    turns.value += 1;
  },
  n: () => {
    noteOpen.value = true;
  },
  l: () => void lock(),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  "?": () => {
    helpOpen.value = true;
  },
};

// Of a decision that waits for whoever is here.
const whenSigning: Readonly<Record<string, () => void>> = {
  F6: () => {
    askedWhy.value = true;
  },
  F9: () => void settle(""),
};

// Without a document in view, only what concerns the whole page.
const kEverywhere = ["l", "?"];

const step = (by: 1 | -1) => {
  if (atDesk.value) move(by);
  else if (page.value === "signatures") moveWaiting(by);
  else if (page.value === "referrals" && !caseInView.value) moveReferral(by);
};

function showLight(wanted: Light): void {
  if (selected.value?.images.some((image) => image.light === wanted)) light.value = wanted;
}

const kTyped = "input, textarea, select, [contenteditable]";

function onKeyDown(event: KeyboardEvent): void {
  if (event.key === "F10" && mayHide.value && !event.repeat) {
    event.preventDefault();
    helpOpen.value = intakeOpen.value = correctionOpen.value = false;
    toggleHidden();
    return;
  }
  const dialog = helpOpen.value || intakeOpen.value || correctionOpen.value;
  const covered = !session.value || locked.value || hidden.value || dialog;
  if (covered || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target instanceof Element && event.target.matches(kTyped);
  const held = atDesk.value ? always : caseInView.value ? whenSigning : {};
  const act = held[event.key] ?? (typing ? undefined : actOf(event));
  if (!act) return;
  event.preventDefault();
  if (!event.repeat || event.key.startsWith("Arrow")) act();
}

// By the place of the key where its sign is not Latin: an Urdu keyboard has the same keys.
function actOf(event: KeyboardEvent): (() => void) | undefined {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? /^[1-9]$/.exec(event.key)?.[0];
  if (digit !== undefined && !event.shiftKey && caseInView.value) return () => showEvidence(Number(digit));
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase();
  const isLatin = /^[a-z]$/i.test(event.key);
  const key = isLatin ? event.key.toLowerCase() : event.key;
  const name = key in whenNotTyping || isLatin ? key : (letter ?? "");
  if (atDesk.value && meetsTravellers.value && name in atDeskAlone) return atDeskAlone[name];
  const moves = page.value === "referrals" && name.startsWith("Arrow");
  return caseInView.value || moves || kEverywhere.includes(name) ? whenNotTyping[name] : undefined;
}

function onKeyUp(event: KeyboardEvent): void {
  if (event.key === "F4") endRefusal();
  if (event.code === "KeyN" || event.key.toLowerCase() === "n") noteOpen.value = false;
}

function onLeave(): void {
  noteOpen.value = false;
  endRefusal();
}

export function startKeys(): void {
  addEventListener("keydown", onKeyDown);
  addEventListener("keyup", onKeyUp);
  addEventListener("blur", onLeave);
  document.addEventListener("visibilitychange", onLeave);
}
