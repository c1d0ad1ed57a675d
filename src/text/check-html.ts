import { type Token, tokens } from './html-tokens.ts';

/** Most characters of one message, counted without the tags. */
export const MESSAGE_LIMIT = 4096;

export type HtmlFault =
  | 'unknown_tag'
  | 'broken_tag'
  | 'unclosed_tag'
  | 'wrong_end'
  | 'wrong_attribute'
  | 'bad_character'
  | 'empty'
  | 'too_long';

export interface HtmlProblem {
  /** A key under `html` in locales. */
  problem: HtmlFault;
  /** What it stumbles over, e.g. `<b>`; '' where it is the text as a whole. */
  piece: string;
  /** Where, in UTF-16 units. */
  at: number;
}

/** The tags of Telegram's HTML and what each must or may carry. */
const PLAIN = new Set(['b', 'strong', 'i', 'em', 'u', 'ins', 's', 'strike', 'del', 'tg-spoiler', 'pre']);

type Start = Extract<Token, { is: 'start' }>;

/** Whether Telegram would take a text as a message; null: it would. Where in doubt, more strictly than Telegram. */
export function checkTelegramHtml(text: string, limit = MESSAGE_LIMIT): HtmlProblem | null {
  const open: Start[] = [];
  let plain = '';
  for (const token of tokens(text)) {
    const problem = checkToken(token, open);
    if (problem) return { problem, piece: token.source.slice(0, 100), at: token.at };
    if (token.is === 'text') plain += token.plain;
  }
  const unclosed = open.at(-1);
  if (unclosed) return { problem: 'unclosed_tag', piece: unclosed.source.slice(0, 100), at: unclosed.at };
  if (isBlank(plain)) return { problem: 'empty', piece: '', at: 0 };
  if (plain.length > limit) return { problem: 'too_long', piece: String(limit), at: limit };
  return null;
}

/** Nothing to see: Telegram answers "message text is empty". */
export function isBlank(text: string): boolean {
  return !/[^\p{White_Space}\p{Cc}\p{Cf}\p{Mn}\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
}

function checkToken(token: Token, open: Start[]): HtmlFault | null {
  switch (token.is) {
    case 'text':
      return null;
    case 'broken':
      return token.source.startsWith('<') ? 'broken_tag' : 'bad_character';
    case 'start':
      open.push(token);
      return checkStart(token);
    case 'end':
      return open.pop()?.name === token.name ? null : 'wrong_end';
  }
}

function checkStart({ name, attributes }: Start): HtmlFault | null {
  const has = (attribute: string, value: RegExp) =>
    attributes.some((found) => found.name === attribute && value.test(found.value ?? ''));
  const only = (...names: string[]) => attributes.every((found) => names.includes(found.name));
  const needs = (right: boolean): HtmlFault | null => (right ? null : 'wrong_attribute');
  if (PLAIN.has(name)) return needs(only());
  switch (name) {
    case 'a':
      return needs(only('href') && has('href', /\S/));
    case 'code':
      return needs(only('class') && (attributes.length === 0 || has('class', /^language-\S+$/)));
    case 'span':
      return needs(only('class') && has('class', /^tg-spoiler$/));
    case 'blockquote':
      return needs(only('expandable'));
    case 'tg-emoji':
      return needs(only('emoji-id') && attributes.length === 1 && isEmojiId(attributes[0]?.value ?? ''));
    default:
      return 'unknown_tag';
  }
}

/** A custom emoji's id is a positive number of 64 bits. */
function isEmojiId(value: string): boolean {
  return /^[1-9]\d{0,18}$/.test(value) && BigInt(value) < 2n ** 63n;
}
