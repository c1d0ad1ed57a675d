export interface Attribute {
  name: string;
  /** Decoded; null: it stands without a value. */
  value: string | null;
}

/** A piece of a text in Telegram's HTML. `at` counts UTF-16 units. */
export type Token =
  /** One character, or one entity. */
  | { is: 'text'; at: number; source: string; plain: string; visible: number }
  | { is: 'start'; at: number; source: string; name: string; attributes: readonly Attribute[] }
  | { is: 'end'; at: number; source: string; name: string }
  /** Telegram would refuse the text here. */
  | { is: 'broken'; at: number; source: string };

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
/** Its semicolon may be missing, for Telegram. */
const ENTITY = /&(?:#(\d+)|#x([0-9a-fA-F]+)|([a-zA-Z]+));?/y;
const END_TAG = /<\/([a-z-]*)\s*>/iy;
const START_TAG = /<([a-z-]+)((?:\s+[a-z-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[a-z0-9.-]+(?=[\s>])))?)*)\s*>/iy;
const ATTRIBUTE = /([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([a-z0-9.-]+)))?/gi;

/**
 * Reads HTML as Telegram's server does, where in doubt more strictly: what passes here passes there. As there, an
 * `&` that begins no entity it knows is an ordinary sign.
 */
export function* tokens(text: string): Generator<Token> {
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at);
    yield token;
    at += token.source.length;
  }
}

function tokenAt(text: string, at: number): Token {
  const char = text.charAt(at);
  if (char === '<') return tagAt(text, at);
  const source = entityAt(text, at) ?? String.fromCodePoint(text.codePointAt(at) ?? 0);
  const plain = source.length > 1 && char === '&' ? decode(source) : source;
  // A numbered half of a surrogate pair is no character.
  if (/\p{Surrogate}/u.test(plain)) return { is: 'broken', at, source };
  return { is: 'text', at, source, plain, visible: plain.length };
}

function tagAt(text: string, at: number): Token {
  END_TAG.lastIndex = at;
  const end = END_TAG.exec(text);
  if (end) return { is: 'end', at, source: end[0], name: end[1] ?? '' };
  START_TAG.lastIndex = at;
  const start = START_TAG.exec(text);
  if (!start) return { is: 'broken', at, source: brokenTag(text, at) };
  const attributes = [...(start[2] ?? '').matchAll(ATTRIBUTE)].map((found) => ({
    name: (found[1] ?? '').toLowerCase(),
    value: decodeAll(found[2] ?? found[3] ?? found[4] ?? null),
  }));
  return { is: 'start', at, source: start[0], name: (start[1] ?? '').toLowerCase(), attributes };
}

/** As much of it as an admin needs to find it. */
function brokenTag(text: string, at: number): string {
  const end = text.indexOf('>', at);
  return text.slice(at, end < 0 ? undefined : end + 1);
}

function entityAt(text: string, at: number): string | null {
  if (text.charAt(at) !== '&') return null;
  ENTITY.lastIndex = at;
  const found = ENTITY.exec(text)?.[0];
  return found && decode(found) !== '' ? found : null;
}

/** '' for a number that is no character: Telegram leaves such an entity as it stands. */
function decode(entity: string): string {
  ENTITY.lastIndex = 0;
  const found = ENTITY.exec(entity);
  if (!found) return '';
  const [source, decimal, hexadecimal, name] = found;
  if (name !== undefined) return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? '') : '';
  if (source.length > 10) return '';
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  return code > 0 && code < 0x10ffff ? String.fromCodePoint(code) : '';
}

function decodeAll(value: string | null): string | null {
  return value === null ? null : value.replace(/&[#a-z0-9]+;?/gi, (entity) => decode(entity) || entity);
}
