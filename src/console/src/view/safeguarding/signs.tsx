import { type Referral, type Sign, SignFamily } from "../../gen/chowki/referral/v1/referral_pb";
import { s, type SafeguardingKey, sOr } from "../../i18n/safeguarding_words";
import { checkpointOf } from "../../model/referral";
import { checkpoint } from "../../state/session";
import { LevelMark } from "./marks";
import { DocumentButton } from "./party";

const kFamily: Readonly<Record<SignFamily, SafeguardingKey>> = {
  [SignFamily.UNSPECIFIED]: "family.document",
  [SignFamily.DOCUMENT]: "family.document",
  [SignFamily.GROUP]: "family.group",
  [SignFamily.HISTORY]: "family.history",
  [SignFamily.OBSERVATION]: "family.observation",
  [SignFamily.LIST]: "family.list",
};

/** What made somebody ask, each with its harmless reasons beside it. */
export function Signs({ referral }: { referral: Referral }) {
  return (
    <section aria-labelledby="signs-title">
      <h2 id="signs-title">{s("signs.title")}</h2>
      {referral.signs.length === 0 && <p>{s("signs.none")}</p>}
      <ul class="signs-list">
        {referral.signs.map((sign) => (
          <One key={sign.id} sign={sign} />
        ))}
      </ul>
    </section>
  );
}

function One({ sign }: { sign: Sign }) {
  const here = sign.evidence.filter((name) => checkpointOf(name) === checkpoint.value);
  const elsewhere = sign.evidence.filter((name) => checkpointOf(name) !== checkpoint.value);
  return (
    <li class="sign" data-id={sign.id}>
      <div>
        <h3>{sOr(`sign.${sign.id}`, sign.id)}</h3>
        <p class="muted">
          <LevelMark level={sign.level} /> · {s(kFamily[sign.family])} ·{" "}
          {s("list.points", { points: sign.points.toFixed(1) })}
        </p>
        {sign.evidence.length > 0 && (
          <p class="sign-evidence">
            {s("signs.evidence")}
            {here.map((name, index) => (
              <DocumentButton key={name} name={name} label={s("signs.crossing", { n: index + 1 })} />
            ))}
            {elsewhere.map((name) => (
              <bdi key={name}>{s("signs.elsewhere", { post: checkpointOf(name) })}</bdi>
            ))}
          </p>
        )}
        <p class="sign-source muted" dir="ltr" lang="en">
          {sign.source}
        </p>
      </div>
      <div class="sign-harmless">
        <h4>{s("signs.harmless")}</h4>
        <p>{sOr(`harmless.${sign.id}`, sign.benign)}</p>
      </div>
    </li>
  );
}
