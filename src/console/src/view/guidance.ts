import type { Match } from "../gen/chowki/screening/v1/match_pb";
import { tOr } from "../i18n/translate";

/** What is to be done, in the officer's language; unknown actions in the words of the service. */
export const actionLabel = (match: Match): string =>
  tOr(`action.${match.action}`, match.guidance?.label ?? match.action);

export const actionInstruction = (match: Match): string =>
  tOr(`action.${match.action}.do`, match.guidance?.instruction ?? "");
