import { s, sOr } from "../../i18n/safeguarding_words";
import { guidance } from "../../state/referrals";

/** What to do and whom to call at this post: always in view beside a referral. */
export function Guidance() {
  const { value: told } = guidance;
  return (
    <aside class="referral-aside" tabIndex={0} aria-label={s("guidance.title")}>
      <h2>{s("contacts.title")}</h2>
      {told && told.contacts.length === 0 && <p class="referral-lacks">{s("contacts.none")}</p>}
      <ul class="contacts">
        {told?.contacts.map((contact, index) => (
          <li key={index} class="contact">
            <b>{sOr(`contact.${contact.role}`, contact.role)}</b>
            <bdi>{contact.name}</bdi>
            <bdi class="contact-telephone" dir="ltr">
              {contact.telephone}
            </bdi>
            <span class="muted">
              <bdi>{contact.languages.join(", ")}</bdi>
              {contact.hours !== "" && (
                <>
                  {" · "}
                  <bdi>{contact.hours}</bdi>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      <section class="no-harm" aria-label={s("harm.title")}>
        <h2>{s("harm.title")}</h2>
        <ul>
          {(["harm.alone", "harm.touch", "harm.breaks", "harm.truth", "harm.paper"] as const).map((key) => (
            <li key={key}>{s(key)}</li>
          ))}
        </ul>
      </section>
      <h2>{s("guidance.title")}</h2>
      <ol class="steps">
        {told?.steps.map(({ id, title, text }) => (
          <li key={id} lang={told.language}>
            <b>{title}</b>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </aside>
  );
}
