import type { MessageEntity } from '../types.ts';

/** A text and what is marked in it, in UTF-16 offsets. */
export interface Formatted {
  text: string;
  entities: MessageEntity[];
}

const PRIORITY = ['blockquote', 'expandable_blockquote', 'pre', 'code', 'text_link', 'bold', 'italic'];

/** `<pre><code class="language-x">` is one block; nothing else lives inside code. */
export function settle(entities: MessageEntity[]): MessageEntity[] {
  const rank = (e: MessageEntity) => (PRIORITY.includes(e.type) ? PRIORITY.indexOf(e.type) : PRIORITY.length);
  const sorted = [...entities].sort(
    (a, b) => a.offset - b.offset || b.length - a.length || rank(a) - rank(b),
  );
  const same = (a: MessageEntity, b: MessageEntity) => a.offset === b.offset && a.length === b.length;
  for (const pre of sorted) {
    if (pre.type !== 'pre') continue;
    const code = sorted.find((e) => e.type === 'code' && e.language !== undefined && same(e, pre));
    if (code?.language !== undefined) pre.language = code.language;
  }
  const blocks = sorted.filter((e) => e.type === 'pre' || e.type === 'code');
  const inside = (e: MessageEntity, block: MessageEntity) =>
    e !== block && e.offset >= block.offset && e.offset + e.length <= block.offset + block.length;
  return sorted
    .filter((e) => {
      if (e.type === 'pre' || e.type.endsWith('blockquote')) return true;
      return !blocks.some((block) => inside(e, block) && !(e.type === 'code' && block.type === 'code'));
    })
    .map((e) => {
      if (e.type === 'code') delete e.language;
      return e;
    });
}

/** Telegram cuts blanks off both ends of a text, and moves the entities along. */
export function trimFormatted({ text, entities }: Formatted): Formatted {
  const lead = text.length - text.trimStart().length;
  const body = text.trim();
  const moved: MessageEntity[] = [];
  for (const entity of entities) {
    const start = Math.max(entity.offset - lead, 0);
    const end = Math.min(entity.offset + entity.length - lead, body.length);
    if (end > start) moved.push({ ...entity, offset: start, length: end - start });
  }
  return { text: body, entities: moved };
}
