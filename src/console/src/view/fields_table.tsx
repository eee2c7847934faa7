import type { Screening } from "../gen/chowki/screening/v1/screening_pb";
import { t, tOr } from "../i18n/translate";
import { type Cell, type Character, type FieldRow, fieldRows } from "../model/fields";
import { pointed } from "../state/stage";

/** What MRZ, page and chip say, side by side, with the characters marked that differ. */
export function FieldsTable({ screening }: { screening: Screening }) {
  const rows = fieldRows(screening);
  if (rows.length === 0) return null;
  const hasChip = rows.some((row) => row.chip);
  return (
    <section class="fields" aria-label={t("fields.title")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("fields.field")}</th>
            <th scope="col">{t("fields.mrz")}</th>
            <th scope="col">{t("fields.visual")}</th>
            <th
              scope="col"
              class={hasChip ? "fields-chip present" : "fields-chip"}
              title={hasChip ? undefined : t("fields.no_chip")}
            >
              {t("fields.chip")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.field} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row }: { row: FieldRow }) {
  const point = () => {
    pointed.value = (row.visual ?? row.mrz)?.polygon ?? [];
  };
  const leave = () => {
    pointed.value = [];
  };
  return (
    <tr data-differs={row.differs} onPointerEnter={point} onPointerLeave={leave}>
      <th scope="row">
        {tOr(`field.${row.field}`, row.field)}
        {row.unprotected && (
          <span class="unprotected" title={t("fields.unprotected")} aria-hidden="true">
            ∘
          </span>
        )}
        {row.differs && <span class="visually-hidden"> ({t("fields.differs")})</span>}
      </th>
      <Value cell={row.mrz} />
      <Value cell={row.visual} />
      <Value cell={row.chip} />
    </tr>
  );
}

function Value({ cell }: { cell: Cell | undefined }) {
  if (!cell) return <td class="value none">–</td>;
  return (
    <td class="value" data-unsure={cell.unsure} title={cell.unsure ? t("fields.unsure") : undefined}>
      <bdi>
        {runsOf(cell.characters).map((run, index) =>
          run.mark === "" ? (
            run.text
          ) : (
            <mark key={index} class={`value-${run.mark}`}>
              {run.text}
            </mark>
          ),
        )}
      </bdi>
    </td>
  );
}

function runsOf(characters: Character[]): Character[] {
  const runs: Character[] = [];
  for (const character of characters) {
    const last = runs.at(-1);
    if (last && last.mark === character.mark) last.text += character.text;
    else runs.push({ ...character });
  }
  return runs;
}
