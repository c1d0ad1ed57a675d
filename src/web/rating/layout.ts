import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Words } from './words.ts';

export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Addresses are told from the page's own: whatever path a proxy puts before them stays. */
export interface Frame {
  words: Words;
  title: string;
  /** From this page to `/c/`: './' or '../../'. */
  root: string;
  style: string;
  script: string;
  body: Markup;
}

const DOCTYPE = raw('<!doctype html>');

export function layout({ words, title, root, style, script, body }: Frame): Markup {
  return html`${DOCTYPE}
<html lang="${words.language}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="${root}-/laurel.svg" type="image/svg+xml">
<link rel="stylesheet" href="${root}-/${style}">
<script src="${root}-/${script}" defer></script>
</head>
<body>
${body}
<footer><p>${words.say('web.by')}</p></footer>
</body>
</html>
`;
}

/** A round with a letter, in one of eight colours: a person always has the same. */
export function face(name: string, code: string, size: 'small' | 'large'): Markup {
  const letter = /[\p{L}\p{N}]/u.exec(name)?.[0] ?? '·';
  const colour = [...code].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 8, 0);
  return html`<span class="face face-${colour} ${size}" aria-hidden="true">${letter.toLocaleUpperCase()}</span>`;
}
