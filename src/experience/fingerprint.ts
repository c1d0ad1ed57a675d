/**
 * A number by which a text is recognized when it is repeated, 32 bits; 0 for one without letters, digits or signs. Case
 * and blanks make no difference. FNV-1a, which is quick; that two texts of one person meet by chance (once in four
 * billion) costs them one message's experience.
 */
export function fingerprint(text: string): number {
  const plain = text.toLowerCase().replace(/\s+/gu, '');
  if (plain === '') return 0;
  let hash = 0x811c9dc5;
  for (let at = 0; at < plain.length; at += 1) {
    hash = Math.imul(hash ^ plain.charCodeAt(at), 0x01000193);
  }
  // A column of integers holds it; 0 is taken.
  return hash === 0 ? 1 : hash | 0;
}
