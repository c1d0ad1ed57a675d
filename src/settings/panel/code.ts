/**
 * A short name for a long one, for the data of buttons: the same in every version of the bot, so that a button of an
 * older one means what it meant, or nothing. FNV-1a, 32 bits, at most 7 characters. Sample: 'language' → '1fl8wor'.
 */
export function codeOf(name: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

/** The one of these names that a code stands for; null: none of them, any more. */
export function named<Name extends string>(names: readonly Name[], code: string): Name | null {
  return names.find((name) => codeOf(name) === code) ?? null;
}
