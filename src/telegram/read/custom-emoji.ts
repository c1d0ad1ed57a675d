import { list, optionalObject } from './shape.ts';

const COMMAND = /^[/!]set(?:@\w+)?(?=\s|$)/i;
const KEY = /^\s*([a-z_]+)(?:\.[a-z_]+)?(?=[\s:=]|$)/i;
const MOST = 100;

/**
 * The text of a `/set` in which custom emoji stand as `custom:` and their id where reactions are chosen: to an admin's
 * eye a custom emoji is one, but the text holds the plain emoji that it stands for. Elsewhere they stay: texts
 * that the bot says may hold them.
 */
export function spellCustomEmoji(text: string, entities: unknown): string {
  const command = COMMAND.exec(text)?.[0];
  if (command === undefined || !text.includes('reactions.')) return text;
  const found = emojiIn(entities);
  let spelt = '';
  let at = 0;
  let chosen = false;
  for (const line of text.split(/(?<=\n)/)) {
    const start = at === 0 ? command.length : 0;
    const key = KEY.exec(line.slice(start))?.[1]?.toLowerCase();
    if (key !== undefined) chosen = key === 'reactions';
    let done = 0;
    for (const emoji of chosen ? found : []) {
      const from = emoji.start - at;
      const to = emoji.end - at;
      if (from < Math.max(start, done) || to > line.length || to <= from) continue;
      spelt += `${line.slice(done, from)} custom:${emoji.id} `;
      done = to;
    }
    spelt += line.slice(done);
    at += line.length;
  }
  return spelt;
}

/** The whole text so: a value that a settings panel asks for. Undefined: it holds no custom emoji. */
export function speltOut(text: string, entities: unknown): string | undefined {
  const found = emojiIn(entities);
  if (found.length === 0) return undefined;
  let spelt = '';
  let done = 0;
  for (const { start, end, id } of found) {
    if (start < done || end > text.length || end <= start) continue;
    spelt += `${text.slice(done, start)} custom:${id} `;
    done = end;
  }
  return spelt + text.slice(done);
}

function emojiIn(entities: unknown): { start: number; end: number; id: string }[] {
  return list(entities)
    .slice(0, MOST)
    .flatMap((item) => {
      const { type, offset, length, custom_emoji_id: id } = optionalObject(item) ?? {};
      if (type !== 'custom_emoji' || typeof id !== 'string' || !/^\d{1,20}$/.test(id)) return [];
      if (!Number.isInteger(offset) || !Number.isInteger(length)) return [];
      return [{ start: Number(offset), end: Number(offset) + Number(length), id }];
    });
}
