import { tokens } from './html-tokens.ts';

/** Text that Telegram reads as HTML, its values already escaped. An object, so that a plain string never passes for it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

export type HtmlValue = Html | string | number | bigint | null | undefined | readonly HtmlValue[];

/** What a text may not hold: half surrogate pairs (refused as bad UTF-8), NUL and other controls. */
const REFUSED = /(?![\t\n])\p{Cc}|\p{Surrogate}/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Plain text for HTML, attributes in double quotation marks included; apostrophes, common in names, stay. */
export function escapeHtml(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(REFUSED, '')
    .replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);
}

/** The tag for everything that is said: html`<b>${name}</b>` escapes the name, and lets Html through. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.reduce((text, part, index) => text + toText(values[index - 1]) + part));
}

function toText(value: HtmlValue): string {
  if (value instanceof Html) return value.text;
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return value.map(toText).join('');
  return escapeHtml(String(value));
}

/** Takes a string as HTML without looking at it: never with anything in it that a person has written. */
export function unsafeHtml(text: string): Html {
  return new Html(text);
}

export function join(parts: readonly HtmlValue[], separator: HtmlValue = ''): Html {
  return new Html(parts.map(toText).join(toText(separator)));
}

/** Characters that people see, as Telegram counts them against its limits: UTF-16 units without the tags. */
export function visibleLength(text: Html | string): number {
  let length = 0;
  for (const token of tokens(String(text))) if (token.is === 'text') length += token.visible;
  return length;
}

/** The visible text alone: for what takes no HTML, such as the short answer to a button. */
export function plainText(text: Html | string): string {
  let plain = '';
  for (const token of tokens(String(text))) if (token.is === 'text') plain += token.plain;
  return plain;
}

/** At most `limit` visible characters, the last one `…` where something was cut; every tag is closed. */
export function truncate(text: Html, limit: number): Html {
  if (text.text.length <= limit || visibleLength(text) <= limit) return text;
  const open: string[] = [];
  let left = limit - 1;
  let out = '';
  for (const token of tokens(text.text)) {
    if (token.is === 'text') {
      if (token.visible > left) break;
      left -= token.visible;
    } else if (token.is === 'start') open.push(token.name);
    else if (token.is === 'end') open.pop();
    out += token.source;
  }
  return new Html(
    `${out}…${open
      .reverse()
      .map((name) => `</${name}>`)
      .join('')}`,
  );
}
