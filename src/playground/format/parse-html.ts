import { badRequest } from '../api-error.ts';
import type { MessageEntity, User } from '../types.ts';
import { type Formatted, settle } from './settle-entities.ts';

const TYPES: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  'tg-emoji': 'custom_emoji',
};

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface Open {
  tag: string;
  argument: string;
  offset: number;
  at: number;
}

const isSpace = (c: string | undefined): boolean =>
  c === ' ' || c === '\t' || c === '\r' || c === '\n' || c === '\0' || c === '\v';

/** One HTML entity at `at`: what it means and where it ends; undefined where it is plain text. */
function readEntity(source: string, at: number): { char: string; end: number } | undefined {
  const match = /^&(?:#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,10}))|([a-z]{1,10}))/.exec(source.slice(at, at + 14));
  if (!match) return undefined;
  const [all, hex, decimal, name] = match;
  let char: string | undefined;
  if (name !== undefined) char = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  else {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    // Telegram leaves "&#0;" and what is above Unicode as plain text.
    if (code > 0 && code <= 0x10ffff) char = String.fromCodePoint(code);
  }
  if (char === undefined) return undefined;
  const end = at + all.length;
  return { char, end: source[end] === ';' ? end + 1 : end };
}

/** A link as Telegram stores it; undefined for one that it silently ignores. */
function readLink(href: string): string | undefined {
  if (/^(tg|ton|tonsite|mailto|tel):/i.test(href)) return href;
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(href) ? href : `http://${href}`;
  try {
    const url = new URL(withScheme);
    if (!/^https?:$/.test(url.protocol)) return undefined;
    if (!url.hostname.includes('.') && url.hostname !== 'localhost') return undefined;
    return withScheme.replace(/^(https?:\/\/[^/?#]+)(?=$|[?#])/i, '$1/');
  } catch {
    return undefined;
  }
}

class Parser {
  readonly source: string;
  readonly knownUser: (id: number) => User | undefined;
  readonly stack: Open[] = [];
  readonly entities: MessageEntity[] = [];
  text = '';
  i = 0;

  constructor(source: string, knownUser: (id: number) => User | undefined) {
    this.source = source;
    this.knownUser = knownUser;
  }

  /** Telegram counts in bytes of UTF-8; positions here are UTF-16, so they are converted only on failure. */
  fail(what: string, at?: number, more = ''): never {
    const where = at === undefined ? '' : ` at byte offset ${Buffer.byteLength(this.source.slice(0, at))}`;
    throw badRequest(`can't parse entities: ${what}${where}${more}`);
  }

  run(): Formatted {
    const { source } = this;
    while (this.i < source.length) {
      const c = source[this.i] as string;
      const entity = c === '&' ? readEntity(source, this.i) : undefined;
      if (entity) {
        this.text += entity.char;
        this.i = entity.end;
      } else if (c !== '<') {
        this.text += c;
        this.i++;
      } else if (source[this.i + 1] === '/') this.closeTag();
      else this.openTag();
    }
    const open = this.stack.at(-1);
    if (open) this.fail(`Can't find end tag corresponding to start tag "${open.tag}"`);
    if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(this.text)) {
      this.fail(
        'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
      );
    }
    return { text: this.text, entities: this.entities };
  }

  openTag(): void {
    const { source } = this;
    const begin = this.i++;
    while (this.i < source.length && !isSpace(source[this.i]) && source[this.i] !== '>') this.i++;
    if (this.i >= source.length) this.fail('Unclosed start tag', begin);
    const tag = source.slice(begin + 1, this.i).toLowerCase();
    if (!Object.hasOwn(TYPES, tag)) this.fail(`Unsupported start tag "${tag}"`, begin);
    let argument = '';
    while (source[this.i] !== '>') {
      while (isSpace(source[this.i])) this.i++;
      if (source[this.i] === '>') break;
      argument = this.attribute(tag, begin, argument);
    }
    this.i++;
    if (tag === 'span' && argument !== 'spoiler') this.fail('Tag "span" must have class "tg-spoiler"', begin);
    this.stack.push({ tag, argument, offset: this.text.length, at: begin });
  }

  attribute(tag: string, begin: number, argument: string): string {
    const { source } = this;
    const nameAt = this.i;
    while (this.i < source.length && !isSpace(source[this.i]) && !/[=>]/.test(source[this.i] as string))
      this.i++;
    const name = source.slice(nameAt, this.i);
    if (name === '' && this.i < source.length) this.fail(`Empty attribute name in the tag "${tag}"`, begin);
    while (isSpace(source[this.i])) this.i++;
    if (this.i >= source.length) this.fail(`Unclosed start tag "${tag}"`, begin);
    if (source[this.i] !== '=') {
      if (tag === 'blockquote' && name === 'expandable') return '1';
      this.fail(`Expected equal sign in declaration of an attribute of the tag "${tag}"`, begin);
    }
    this.i++;
    while (isSpace(source[this.i])) this.i++;
    if (this.i >= source.length) this.fail(`Unclosed start tag "${tag}"`, begin);
    const value = this.attributeValue();
    if (this.i >= source.length) this.fail('Unclosed start tag', begin);
    if (tag === 'a' && name === 'href') return value;
    if (tag === 'code' && name === 'class' && value.startsWith('language-')) return value.slice(9);
    if (tag === 'span' && name === 'class' && value.startsWith('tg-')) return value.slice(3);
    if (tag === 'tg-emoji' && name === 'emoji-id') return value;
    if (tag === 'blockquote' && name === 'expandable') return '1';
    return argument;
  }

  attributeValue(): string {
    const { source } = this;
    const quote = source[this.i] as string;
    let value = '';
    if (quote !== '"' && quote !== "'") {
      const tokenAt = this.i;
      while (this.i < source.length && /[a-zA-Z0-9.-]/.test(source[this.i] as string)) this.i++;
      if (!isSpace(source[this.i]) && source[this.i] !== '>')
        this.fail('Unexpected end of name token', tokenAt);
      return source.slice(tokenAt, this.i).toLowerCase();
    }
    this.i++;
    while (this.i < source.length && source[this.i] !== quote) {
      const entity = source[this.i] === '&' ? readEntity(source, this.i) : undefined;
      value += entity ? entity.char : source[this.i];
      this.i = entity ? entity.end : this.i + 1;
    }
    this.i++;
    return value;
  }

  closeTag(): void {
    const { source } = this;
    const begin = this.i;
    const open = this.stack.pop();
    if (!open) throw this.fail('Unexpected end tag', begin);
    this.i += 2;
    while (this.i < source.length && !isSpace(source[this.i]) && source[this.i] !== '>') this.i++;
    const name = source.slice(begin + 2, this.i).toLowerCase();
    while (isSpace(source[this.i])) this.i++;
    if (source[this.i] !== '>') this.fail('Unclosed end tag', begin);
    if (name !== '' && name !== open.tag) {
      this.fail('Unmatched end tag', begin, `, expected "</${open.tag}>", found "</${name}>"`);
    }
    this.i++;
    this.addEntity(open);
  }

  addEntity({ tag, argument, offset }: Open): void {
    const length = this.text.length - offset;
    if (length === 0) return;
    const entity: MessageEntity = { type: TYPES[tag] as string, offset, length };
    if (tag === 'blockquote' && argument !== '') entity.type = 'expandable_blockquote';
    else if (tag === 'tg-emoji') {
      if (!/^[0-9]+$/.test(argument)) this.fail('Invalid custom emoji identifier specified');
      entity.custom_emoji_id = argument;
    } else if (tag === 'code' && argument !== '') entity.language = argument;
    else if (tag === 'a') {
      const href = argument === '' ? this.text.slice(offset) : argument;
      const person = /^tg:(?:\/\/)?user\?id=(\d+)$/.exec(href);
      const user = person ? this.knownUser(Number(person[1])) : undefined;
      const url = person ? undefined : readLink(href);
      if (user) Object.assign(entity, { type: 'text_mention', user });
      else if (url) entity.url = url;
      else return;
    }
    this.entities.push(entity);
  }
}

/** Parses a text as `parse_mode=HTML` does, with Telegram's own complaints. Throws ApiError only. */
export function parseHtml(
  source: string,
  knownUser: (id: number) => User | undefined = () => undefined,
): Formatted {
  const parsed = new Parser(source, knownUser).run();
  return { text: parsed.text, entities: settle(parsed.entities) };
}
