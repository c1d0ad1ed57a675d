import { chatId } from '../../model/ids.ts';
import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import { administeredBy } from '../../people/store.ts';
import { buttonData } from '../commands/buttons.ts';
import type { ViewContext } from './context.ts';
import { shorten } from './panel-frame.ts';
import type { Rendered } from './rendered.ts';

const PER_PAGE = 8;
const LONGEST_TITLE = 40;

/** In private: the groups whose settings one may change. */
export async function panelGroups({ database, notice, say, bot }: ViewContext): Promise<Rendered> {
  const groups = await administeredBy(database, notice.to ?? 0);
  if (groups.length === 0) {
    const url = `https://t.me/${bot.username}?startgroup=true`;
    const keyboard = { inline_keyboard: [[{ text: say('help.button_add').text, url }]] };
    return { html: say('panel.no_groups'), keyboard };
  }
  const pages = Math.ceil(groups.length / PER_PAGE);
  const page = Math.min(pages, Math.max(1, Number(notice.params.page) || 1));
  const rows: InlineKeyboardButton[][] = groups
    .slice((page - 1) * PER_PAGE, page * PER_PAGE)
    .map(({ chatId: id, title }) => [
      { text: nameOf(id, title), callback_data: buttonData(chatId(id), { ask: 'settings' }) },
    ]);
  const turn = (key: string, to: number): InlineKeyboardButton => ({
    text: say(key).text,
    callback_data: buttonData(chatId(0), { ask: 'groups', page: to }),
  });
  const turning = [
    ...(page > 1 ? [turn('top.button_previous', page - 1)] : []),
    ...(page < pages ? [turn('top.button_next', page + 1)] : []),
  ];
  if (turning.length > 0) rows.push(turning);
  return { html: say('panel.choose_group', { count: groups.length }), keyboard: { inline_keyboard: rows } };
}

/** A title may be long, or hold nothing that can be seen. */
function nameOf(id: number, title: string): string {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(title) ? shorten(title.trim(), LONGEST_TITLE) : `#${id}`;
}
