import type { Referral } from "../../gen/chowki/referral/v1/referral_pb";
import { s } from "../../i18n/safeguarding_words";
import { openDocument, people } from "../../state/referrals";
import { Holder } from "../queue";

/** Opens the document of a screening; each time it is written down who did. */
export function DocumentButton({ name, label }: { name: string; label: string }) {
  const gone = people.value.get(name) === "gone";
  return (
    <button type="button" disabled={gone} data-document={name} onClick={() => void openDocument(name)}>
      {gone ? s("document.gone") : label}
    </button>
  );
}

/** Of whom it is, and with whom: names of others only where their document was opened. */
export function Party({ referral }: { referral: Referral }) {
  const others = referral.party.filter((name) => name !== referral.screening);
  return (
    <section aria-labelledby="party-title">
      <h2 id="party-title">{s("party.title")}</h2>
      <ul class="party-list">
        <Member name={referral.screening} label={s("party.person")} />
        {others.map((name, index) => (
          <Member key={name} name={name} label={s("party.other", { n: index + 1 })} />
        ))}
      </ul>
      {others.length > 0 && (
        <p class="muted">{s(referral.partyDeclared ? "party.declared" : "party.presumed")}</p>
      )}
      {others.length === 0 && <p class="muted">{s("party.alone")}</p>}
    </section>
  );
}

function Member({ name, label }: { name: string; label: string }) {
  const known = people.value.get(name);
  return (
    <li class="member">
      <b>{label}</b>
      <span class="queue-who">{known && known !== "gone" && <Holder screening={known} />}</span>
      <DocumentButton name={name} label={s("document.open")} />
    </li>
  );
}
