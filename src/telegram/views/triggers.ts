import { chatId as asChat } from '../../model/ids.ts';
import type { Trigger } from '../../model/trigger.ts';
import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import { listTriggers } from '../../reputation/store.ts';
import { writeTrigger } from '../../reputation/triggers/write.ts';
import { type Html, join, truncate } from '../../text/html.ts';
import { buttonData } from '../commands/buttons.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

const PER_PAGE = 10;
/** A phrase and a text of this length each leave room for ten on a page. */
const LONGEST_SHOWN = 80;

/** The special triggers of a chat, a page of them, as one would write them; long ones are cut. */
export async function triggers({ database, chatId, notice, say }: ViewContext): Promise<Rendered> {
  const all = await listTriggers(database, chatId);
  if (all.length === 0) return { html: say('trigger.none') };
  const pages = Math.ceil(all.length / PER_PAGE);
  const page = Math.min(pages, Math.max(1, Number(notice.params.page) || 1));
  const lines: Html[] = [say('trigger.title', { count: all.length })];
  const shown = all.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  for (const one of shown) {
    lines.push(say('trigger.line', { id: one.id, written: writeTrigger(shortened(one)) }));
  }
  lines.push(say('trigger.note', { id: shown[0]?.id ?? 1 }));
  if (pages > 1) lines.push(say('trigger.page', { page, pages }));
  const html = truncate(join(lines, '\n'), 4096);
  const button = (key: string, to: number): InlineKeyboardButton => ({
    text: say(key).text,
    callback_data: buttonData(asChat(chatId), { ask: 'triggers', page: to }),
  });
  const buttons: InlineKeyboardButton[] = [];
  if (page > 1) buttons.push(button('top.button_previous', page - 1));
  if (page < pages) buttons.push(button('top.button_next', page + 1));
  return buttons.length > 0 ? { html, keyboard: { inline_keyboard: [buttons] } } : { html };
}

function shortened(trigger: Trigger): Trigger {
  return { ...trigger, phrase: shorten(trigger.phrase), text: trigger.text && shorten(trigger.text) };
}

function shorten(text: string): string {
  const letters = [...text.replaceAll('\n', ' ')];
  return letters.length <= LONGEST_SHOWN
    ? letters.join('')
    : `${letters.slice(0, LONGEST_SHOWN - 1).join('')}…`;
}
