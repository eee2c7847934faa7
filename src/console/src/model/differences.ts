/**
 * Where two texts differ, character by character: the cheapest way from one to the other
 * (Levenshtein), over letters and digits only. Case, accents, spaces and punctuation never differ:
 * the MRZ has none of them.
 */
export interface Differences {
  /** Places in the first text that have no equal in the second, ascending. */
  first: number[];
  second: number[];
}

interface Unit {
  character: string;
  place: number;
}

function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  let place = 0;
  for (const character of text) {
    const plain = character.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();
    if (/[\p{L}\p{N}]/u.test(plain)) units.push({ character: plain, place });
    ++place;
  }
  return units;
}

/** Places count characters (code points), from 0. */
export function differencesOf(first: string, second: string): Differences {
  const a = unitsOf(first);
  const b = unitsOf(second);
  const cost = costTable(a, b);
  const found: Differences = { first: [], second: [] };
  let i = a.length;
  let j = b.length;
  const at = (row: number, column: number) => cost[row]?.[column] ?? Infinity;
  while (i > 0 || j > 0) {
    const x = a[i - 1];
    const y = b[j - 1];
    const same = x !== undefined && y !== undefined && x.character === y.character;
    if (x && y && at(i, j) === at(i - 1, j - 1) + (same ? 0 : 1)) {
      if (!same) {
        found.first.push(x.place);
        found.second.push(y.place);
      }
      --i;
      --j;
    } else if (x && at(i, j) === at(i - 1, j) + 1) {
      found.first.push(x.place);
      --i;
    } else if (y) {
      found.second.push(y.place);
      --j;
    }
  }
  found.first.reverse();
  found.second.reverse();
  return found;
}

function costTable(a: Unit[], b: Unit[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; ++i) {
    for (let j = 1; j <= b.length; ++j) {
      const row = table[i] as number[];
      const above = table[i - 1] as number[];
      const same = a[i - 1]?.character === b[j - 1]?.character;
      row[j] = Math.min(
        (above[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (above[j - 1] as number) + (same ? 0 : 1),
      );
    }
  }
  return table;
}
