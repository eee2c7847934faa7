import { useEffect } from "preact/hooks";
import { c } from "../../i18n/centre_words";
import { found, searchAnew, searchedTo, searchOn, words } from "../../state/centre/audit";
import { busy } from "../../state/centre/attempt";
import { dayTimeText } from "./time";

const kColumns = ["index", "time", "actor", "action", "resource", "outcome", "detail"] as const;

export function Audit() {
  useEffect(() => void searchAnew(), []);
  const find = (event: Event) => {
    event.preventDefault();
    void searchAnew();
  };
  return (
    <main class="table-page">
      <form class="row" role="search" onSubmit={find}>
        <h1>{c("audit.title")}</h1>
        <input
          type="search"
          name="words"
          class="audit-words"
          dir="auto"
          aria-label={c("audit.words")}
          placeholder={c("audit.words")}
          value={words.value}
          onInput={({ currentTarget }) => {
            words.value = currentTarget.value;
          }}
        />
        <button type="submit" class="primary">
          {c("audit.find")}
        </button>
        <span class="muted">{c("audit.proof")}</span>
      </form>
      <div class="table-frame" tabIndex={0} role="region" aria-label={c("audit.title")}>
        <table class="table audit" aria-busy={busy.value > 0}>
          <thead>
            <tr>
              {kColumns.map((column) => (
                <th key={column} scope="col">
                  {c(`audit.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.value.map((record) => (
              <tr key={String(record.index)} data-refused={record.outcome !== "ok"}>
                <td>{String(record.index)}</td>
                <td>{dayTimeText(new Date(Number(record.timeUnixMs)))}</td>
                <td>
                  <bdi>{record.actor}</bdi>
                </td>
                <td>
                  <bdi dir="ltr">{record.action}</bdi>
                </td>
                <td>
                  <bdi dir="ltr">{record.resource}</bdi>
                </td>
                <td>
                  <bdi dir="ltr">{record.outcome}</bdi>
                </td>
                <td>
                  <bdi>{record.detail}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="row muted" role="status">
        {found.value.length === 0 && busy.value === 0 && <span>{c("audit.none")}</span>}
        {searchedTo.value > 0 ? (
          <>
            <span>{c("audit.to", { n: searchedTo.value })}</span>
            <button type="button" disabled={busy.value > 0} onClick={() => void searchOn()}>
              {c("audit.on")}
            </button>
          </>
        ) : (
          <span>{c("audit.through")}</span>
        )}
      </p>
    </main>
  );
}
