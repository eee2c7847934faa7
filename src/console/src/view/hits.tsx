import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Advice } from "../gen/chowki/screening/v1/advice_pb";
import { Band, type Match } from "../gen/chowki/screening/v1/match_pb";
import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import { t, tOr } from "../i18n/translate";
import { bandText, kindText } from "../i18n/wording";
import { openMatches } from "../model/advice";
import { type SignalBar, signalBars } from "../model/signal_bars";
import { Glyph } from "./glyph";
import { actionInstruction, actionLabel } from "./guidance";

/** Hits that may stand on the screen, each with what it asks for and why it is one. */
export function Hits({ screening }: { screening: Screening }) {
  const matches = openMatches(screening);
  if (matches.length === 0) return null;
  return (
    <section class="hits" aria-labelledby="hits-title">
      <h2 id="hits-title">{t("hits.title")}</h2>
      {matches.map((match) => (
        <Hit key={match.entry} match={match} />
      ))}
    </section>
  );
}

function levelOf(match: Match): Advice {
  if (!match.alert || match.action === "none") return Advice.CLEAR;
  return match.band === Band.POSSIBLE ? Advice.ATTENTION : Advice.REFER;
}

function Hit({ match }: { match: Match }) {
  const { guidance, suppression } = match;
  return (
    <article class="hit" data-alert={match.alert}>
      <header class="hit-head">
        <Glyph advice={levelOf(match)} />
        <h3>
          {kindText(match.kind)} · {bandText(match.band)}
        </h3>
        <span class="muted">{t("hits.score", { percent: Math.round(match.score * 100) })}</span>
      </header>
      {match.provisional && <p class="hit-do">{t("hits.provisional")}</p>}
      {suppression ? (
        <p class="muted">
          {t("hits.suppressed", {
            officer: suppression.officer,
            day: suppression.expireTime
              ? timestampDate(suppression.expireTime).toISOString().slice(0, 10)
              : "",
            reason: suppression.reason,
          })}
        </p>
      ) : (
        <p class="hit-do">
          <b>{actionLabel(match)}.</b> {actionInstruction(match)}
        </p>
      )}
      {guidance && (guidance.contact !== "" || guidance.evidence !== "") && (
        <p class="hit-more muted">
          {guidance.contact !== "" && (
            <span>
              {t("hits.contact")}: <bdi>{guidance.contact}</bdi>
            </span>
          )}
          {guidance.evidence !== "" && (
            <span>
              {t("hits.keep")}: <bdi>{guidance.evidence}</bdi>
            </span>
          )}
        </p>
      )}
      <table class="signals">
        <tbody>
          {signalBars(match).map((bar) => (
            <SignalRow key={bar.signal.id} bar={bar} />
          ))}
        </tbody>
      </table>
      <p class="hit-source muted">
        {t("hits.of_list", {
          list: match.list,
          version: String(match.listVersion),
          authority: match.authority,
          reference: match.reference,
        })}
      </p>
    </article>
  );
}

function SignalRow({ bar: { signal, share } }: { bar: SignalBar }) {
  const points = `${signal.points < 0 ? "−" : "+"}${Math.abs(signal.points).toFixed(1)}`;
  return (
    <tr>
      <th scope="row">{tOr(`signal.${signal.id}`, signal.id)}</th>
      <td>
        <bdi>{signal.query}</bdi>
      </td>
      <td>
        <bdi>{signal.entry}</bdi>
      </td>
      <td class="signal-bar" dir="ltr">
        <svg viewBox="-100 0 200 10" preserveAspectRatio="none" aria-hidden="true">
          <rect
            class={share < 0 ? "against" : "for"}
            x={Math.min(0, share * 100)}
            y="2"
            width={Math.max(2, Math.abs(share) * 100)}
            height="6"
          />
          <path class="middle" d="M0 0v10" />
        </svg>
      </td>
      <td class="signal-points" dir="ltr">
        {points}
      </td>
    </tr>
  );
}
