import { readTop, type Standing } from '../../leaderboard/store.ts';
import { fullName } from '../../model/person.ts';
import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import { type Html, join, truncate } from '../../text/html.ts';
import { pageButton } from '../commands/buttons.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

const PER_PAGE = 10;
const LONGEST_NAME = 40;

/** The rating of a chat, a page of it, with buttons to turn. */
export async function top(context: ViewContext): Promise<Rendered> {
  const { database, chatId, notice, say, settings } = context;
  let page = Math.max(1, Number(notice.params.page) || 1);
  let { rows, total } = await readTop(database, chatId, page, PER_PAGE);
  const pages = Math.max(1, Math.ceil(total / PER_PAGE));
  if (rows.length === 0 && total > 0) {
    // The page asked for lies behind the end: people left meanwhile, or somebody guessed.
    page = pages;
    rows = (await readTop(database, chatId, page, PER_PAGE)).rows;
  }
  if (rows.length === 0)
    return { html: say('top.empty', { words: settings['reputation.words'].slice(0, 4) }) };

  const lines: Html[] = [say('top.title', { chat: context.chat?.title ?? '' })];
  for (const row of rows) lines.push(line(context, row));
  if (pages > 1) lines.push(say('top.page', { page, pages }));
  const buttons: InlineKeyboardButton[] = [];
  if (page > 1) buttons.push({ text: say('top.button_previous').text, callback_data: pageButton(page - 1) });
  if (page < pages) buttons.push({ text: say('top.button_next').text, callback_data: pageButton(page + 1) });
  const html = truncate(join(lines, '\n'), 4096);
  return buttons.length > 0 ? { html, keyboard: { inline_keyboard: [buttons] } } : { html };
}

function line({ say, settings }: ViewContext, row: Standing): Html {
  const name = shorten(fullName({ ...row, id: row.userId }));
  const { place, reputation } = row;
  if (settings['reputation.from'] !== 'shared') return say('top.row', { place, name, reputation });
  const admins = row.reputationFromAdmins;
  return say('top.row_shared', { place, name, reputation, admins, members: reputation - admins });
}

function shorten(name: string): string {
  const letters = [...name];
  return letters.length <= LONGEST_NAME ? name : `${letters.slice(0, LONGEST_NAME - 1).join('')}…`;
}
