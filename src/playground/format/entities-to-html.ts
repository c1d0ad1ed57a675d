import type { MessageEntity } from '../types.ts';

const TAGS: Record<string, string> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

function openingTag(entity: MessageEntity, covered: string): [open: string, close: string] | undefined {
  const link = (href: string) =>
    [`<a href="${escapeHtml(href)}" target="_blank" rel="noopener noreferrer">`, '</a>'] as [string, string];
  const tag = TAGS[entity.type];
  if (tag) return [`<${tag}>`, `</${tag}>`];
  // Only the schemes a browser may open: a bot's text must not run scripts in the page.
  if (entity.type === 'text_link' && /^https?:/i.test(entity.url ?? '')) return link(entity.url as string);
  if (entity.type === 'url') return link(/^https?:/i.test(covered) ? covered : `http://${covered}`);
  if (entity.type === 'spoiler') return ['<span class="spoiler">', '</span>'];
  if (/^(mention|text_mention|bot_command|hashtag|cashtag)$/.test(entity.type)) {
    return [`<span class="${entity.type}">`, '</span>'];
  }
  return undefined;
}

/** A message's text as HTML that is safe to put into a page. Crossing entities are cut to nest. */
export function entitiesToHtml(text: string, entities: MessageEntity[] = []): string {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  let next = 0;
  const render = (from: number, to: number): string => {
    let html = '';
    let at = from;
    while (next < sorted.length) {
      const entity = sorted[next] as MessageEntity;
      if (entity.offset >= to) break;
      next++;
      const start = Math.max(entity.offset, at);
      const end = Math.min(entity.offset + entity.length, to);
      if (end <= start) continue;
      html += escapeHtml(text.slice(at, start));
      const tags = openingTag(entity, text.slice(start, end));
      const inner = render(start, end);
      html += tags ? tags[0] + inner + tags[1] : inner;
      at = end;
    }
    return html + escapeHtml(text.slice(at, to));
  };
  return render(0, text.length);
}
