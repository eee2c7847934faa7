import { timestampDate } from "@bufbuild/protobuf/wkt";
import { useEffect } from "preact/hooks";
import { s, sOr } from "../../i18n/safeguarding_words";
import { t } from "../../i18n/translate";
import { failureText, momentText } from "../../i18n/wording";
import { accesses, failed, place, read } from "../../state/accesses";

/** Who read or changed what: for auditors. */
export function Accesses() {
  useEffect(() => void read(), []);
  return (
    <main class="page" aria-label={t("pages.accesses")}>
      <p class="muted">{s("accesses.why")}</p>
      {failed.value && (
        <p class="refusal" role="alert">
          {failureText(failed.value)}
        </p>
      )}
      <div class="page-body" tabIndex={0} role="region" aria-label={t("pages.accesses")}>
        <table class="listing">
          <thead>
            <tr>
              <th scope="col">{t("list.time")}</th>
              <th scope="col">{s("accesses.officer")}</th>
              <th scope="col">{s("accesses.did")}</th>
              <th scope="col">{s("accesses.subject")}</th>
            </tr>
          </thead>
          <tbody>
            {accesses.value.map(({ time, officer, method, subject }, index) => (
              <tr key={index} data-method={method}>
                <td>{time ? momentText(timestampDate(time)) : ""}</td>
                <td>
                  <bdi>{officer}</bdi>
                </td>
                <td>{sOr(`method.${method}`, method)}</td>
                <td>
                  <bdi dir="ltr">{subject || "–"}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <div class="row pager">
          {place.value.at !== "" && (
            <button type="button" onClick={() => void read()}>
              {t("list.newest")}
            </button>
          )}
          {place.value.next !== "" && (
            <button type="button" onClick={() => void read(place.value.next)}>
              {t("list.older")}
            </button>
          )}
        </div>
      </div>
    </main>
  );
}
