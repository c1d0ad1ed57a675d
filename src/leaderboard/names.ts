/**
 * Patterns for `ilike` that a name with these words matches: `%` and `_` are signs like others. Databases that know
 * capitals of the Latin alphabet only are told the others.
 * Sample: "борис" → %борис%, %БОРИС%, %Борис%.
 */
export function patternsOf(search: string): string[] {
  const lower = search.toLowerCase();
  const capital = lower.replace(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase());
  const spellings = new Set([search, lower, search.toUpperCase(), capital]);
  return [...spellings].map((spelling) => `%${spelling.replace(/[\\%_]/g, '\\$&')}%`);
}
