import { t } from "../i18n/translate";
import { party, toggleParty } from "../state/party";

/** Puts the documents that follow into one group, until the next travellers. */
export function PartyControl({ keyed = false }: { keyed?: boolean }) {
  const { value } = party;
  return (
    <span class="party">
      <button type="button" class="quiet" aria-pressed={value !== undefined} onClick={toggleParty}>
        {t(value ? "party.next" : "party.begin")} {keyed && <kbd>G</kbd>}
      </button>
      {value && (
        <span class="party-chip" role="status" title={t("party.count", { n: value.count })}>
          <span aria-hidden="true">{value.count}</span>
          <span class="visually-hidden">{t("party.count", { n: value.count })}</span>
        </span>
      )}
    </span>
  );
}
