/** What stands for a web rating without a name of its own. */
export const NO_SLUG = 'none';

/** A name in an address: 3 to 40 small letters, digits and dashes, no dash at its ends. */
const SLUG = /^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/;
/** Words that mean something else where a value is set. */
const TAKEN = new Set([NO_SLUG, 'default', 'off']);

export function isSlug(text: string): boolean {
  return SLUG.test(text) && !TAKEN.has(text);
}
