import { readPlace, readTop, type Standing, scoreOf } from '../../leaderboard/store.ts';
import { fullName } from '../../model/person.ts';
import type { TopOrder } from '../../model/request.ts';
import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import { findMember } from '../../people/store.ts';
import { type Html, join, truncate } from '../../text/html.ts';
import { pageButton } from '../commands/buttons.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

const PER_PAGE = 10;
const LONGEST_NAME = 40;
const ORDERS: readonly TopOrder[] = ['sum', 'admins', 'members'];

/** The rating of a chat, a page of it, with buttons to turn and, where reputation is shared, to rank it otherwise. */
export async function top(context: ViewContext): Promise<Rendered> {
  const { database, chatId, notice, say } = context;
  const order = orderOf(context);
  let page = Math.max(1, Number(notice.params.page) || 1);
  let { rows, total } = await readTop(database, chatId, order, page, PER_PAGE);
  const pages = Math.max(1, Math.ceil(total / PER_PAGE));
  if (rows.length === 0 && total > 0) {
    // The page asked for lies behind the end: people left meanwhile, or somebody guessed.
    page = pages;
    rows = (await readTop(database, chatId, order, page, PER_PAGE)).rows;
  }
  const title = order === 'sum' ? 'top.title' : `top.title_${order}`;
  const lines: Html[] = [say(title, { chat: context.chat?.title ?? '' })];
  if (rows.length === 0 && order === 'sum') return { html: nobodyYet(context) };
  if (rows.length === 0) lines.push(say('top.empty_order'));
  for (const row of rows) lines.push(line(context, order, row));
  const own = await ownLine(context, order, rows);
  if (own) lines.push(own);
  if (pages > 1) lines.push(say('top.page', { page, pages }));
  const keyboard = [turning(context, order, page, pages), switching(context, order)].filter(
    (buttons) => buttons.length > 0,
  );
  const html = truncate(join(lines, '\n'), 4096);
  return keyboard.length > 0 ? { html, keyboard: { inline_keyboard: keyboard } } : { html };
}

/** With how to begin, where a word begins it. */
function nobodyYet({ say, settings }: ViewContext): Html {
  const words = settings['reputation.enabled'] ? settings['reputation.words'].slice(0, 4) : [];
  return words.length > 0 ? say('top.empty', { words }) : say('top.empty_off');
}

/** A button may be older than the settings: what is not shared any more is ranked as one. */
function orderOf({ notice, settings }: ViewContext): TopOrder {
  const asked = ORDERS.find((order) => order === notice.params.order) ?? 'sum';
  return settings['reputation.from'] === 'shared' ? asked : 'sum';
}

function line({ say, settings }: ViewContext, order: TopOrder, row: Standing): Html {
  const name = shorten(fullName({ ...row, id: row.userId }));
  const { place } = row;
  const reputation = scoreOf(order, row);
  if (order !== 'sum' || settings['reputation.from'] !== 'shared')
    return say('top.row', { place, name, reputation });
  const [admins, members] = [scoreOf('admins', row), scoreOf('members', row)];
  return say('top.row_shared', { place, name, reputation, admins, members });
}

/** The standing of who asks, where it is not on the page already. */
async function ownLine(
  { database, chatId, notice, say }: ViewContext,
  order: TopOrder,
  rows: readonly Standing[],
): Promise<Html | null> {
  if (notice.to === null || rows.some((row) => row.userId === notice.to)) return null;
  const member = await findMember(database, chatId, notice.to);
  if (!member?.present) return null;
  const reputation = scoreOf(order, member);
  const place = await readPlace(database, chatId, order, reputation);
  const name = shorten(fullName({ ...member, id: member.userId }));
  return place === null ? null : say('top.own', { name, place, reputation });
}

function turning({ say }: ViewContext, order: TopOrder, page: number, pages: number): InlineKeyboardButton[] {
  const buttons: InlineKeyboardButton[] = [];
  const add = (key: string, to: number) =>
    buttons.push({ text: say(key).text, callback_data: pageButton(to, order) });
  if (page > 1) add('top.button_previous', page - 1);
  if (page < pages) add('top.button_next', page + 1);
  return buttons;
}

function switching({ say, settings }: ViewContext, order: TopOrder): InlineKeyboardButton[] {
  if (settings['reputation.from'] !== 'shared') return [];
  return ORDERS.filter((other) => other !== order).map((other) => ({
    text: say(`top.button_${other}`).text,
    callback_data: pageButton(1, other),
  }));
}

function shorten(name: string): string {
  const letters = [...name];
  return letters.length <= LONGEST_NAME ? name : `${letters.slice(0, LONGEST_NAME - 1).join('')}…`;
}
