// Own specimens, and a watchlist that some of their invented holders stand on.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const kHostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;

function passports(folder) {
  return readdirSync(folder)
    .filter((name) => /TD3\.json$/.test(name))
    .sort()
    .map((name) => {
      const truth = JSON.parse(readFileSync(join(folder, name), "utf8"));
      return { visible: join(folder, truth.file ?? truth.image), fields: truth.fields };
    });
}

/** specimens: the folder of tests/specimens/draw. */
export function specimensIn(folder) {
  const [clear, wanted, watched, hostile] = passports(join(folder, "clean"));
  const altered = readdirSync(join(folder, "lit_mrz_altered_fixed"))
    .filter((name) => /TD3\.(jpg|png)$/.test(name))
    .sort()[0];
  const path = join(folder, "lit_mrz_altered_fixed", altered);
  const inLight = (light) => path.replace(/\.(jpg|png)$/, `.${light}.$1`);
  const forged = {
    visible: path,
    infrared: inLight("infrared"),
    ultraviolet: inLight("ultraviolet"),
  };
  return { clear, wanted, watched, hostile, forged };
}

const kHeading =
  "id,kind,name,surname,given_names,aliases,weak_aliases,birth_dates,sex,nationalities,documents,category,action,authority,reference,valid_until,revision";

const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

function entry(id, { fields }, category, action, authority) {
  const { surname, given_names, birth_date, sex, document_number } = fields;
  const document = `P:UTO:${document_number}`;
  return [id, "person", "", surname, given_names, "", "", birth_date, sex, "UTO", document, category]
    .concat([action, authority, authority, "", "1"])
    .map(quoted)
    .join(",");
}

/** The list as chowki's own CSV; `missing`: a child who is looked for, too. */
export const watchlistOf = ({ wanted, watched, hostile }, { missing } = {}) =>
  [
    kHeading,
    entry("uto-1", wanted, "wanted", "arrest", "Utopian Police"),
    entry("uto-2", watched, "suspect", "discreet_check", "Utopian Police"),
    entry("uto-3", hostile, "check", "specific_check", kHostile),
    ...(missing ? [entry("uto-4", missing, "missing_child", "protect_missing", "Child search")] : []),
    "",
  ].join("\n");
