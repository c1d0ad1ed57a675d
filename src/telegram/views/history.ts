import { refusalParams } from '../../engine/answer.ts';
import { parseStored } from '../../engine/rules-of.ts';
import { CHECKS } from '../../engine/settings/settle.ts';
import { ANONYMOUS_ADMIN, chatId as asChat, userId } from '../../model/ids.ts';
import { fullName } from '../../model/person.ts';
import type { Request } from '../../model/request.ts';
import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import { resolveSettings } from '../../settings/catalogue.ts';
import { differing, planRestore } from '../../settings/history.ts';
import { readVersions, type Version } from '../../settings/store.ts';
import { formatMoment } from '../../text/format.ts';
import { type Html, join, truncate } from '../../text/html.ts';
import { languageDefaults } from '../../text/i18n.ts';
import { buttonData } from '../commands/buttons.ts';
import { changeLines, droppedLines } from './changes.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

const PER_PAGE = 10;
const BUTTONS_A_ROW = 5;
/** So many keys of a version are named; the others are counted. */
const KEYS_NAMED = 3;
/** So that a page always fits into one message. */
const LONGEST_NAME = 24;

/** Where everything began: nothing was changed yet. */
const FIRST: Version = { version: 0, settings: '{}', by: null, firstName: null, lastName: null, at: 0 };

/** The versions of a chat's settings, the newest first, a button for each. */
export async function history(context: ViewContext): Promise<Rendered> {
  const { database, chatId, chat, say, notice } = context;
  const newest = chat?.settingsVersion ?? 0;
  const asked = notice.params.from;
  const from = Math.min(newest, typeof asked === 'number' ? asked : newest);
  const read = await readVersions(database, chatId, from, PER_PAGE + 1);
  if (read.length <= PER_PAGE) read.push(FIRST);
  const page = read.slice(0, PER_PAGE);
  const lines = page.map((one, index) => lineOf(context, one, read[index + 1], one.version === newest));
  const turn = (key: string, to: number) => buttonOf(say(key).text, context, { ask: 'history', from: to });
  const turns: InlineKeyboardButton[] = [];
  if (from < newest) turns.push(turn('history.button_newer', Math.min(newest, from + PER_PAGE)));
  if (from - PER_PAGE >= 0) turns.push(turn('history.button_older', from - PER_PAGE));
  const rows = inRows(
    page.map(({ version }) => buttonOf(String(version), context, { ask: 'version', version })),
  );
  return {
    html: truncate(
      join([say('history.title', { chat: chat?.title ?? '' }), ...lines, say('history.note')], '\n'),
      4096,
    ),
    keyboard: { inline_keyboard: turns.length > 0 ? [...rows, turns] : rows },
  };
}

/** One version: what would change if it held again, and a button to let it. */
export async function version(context: ViewContext): Promise<Rendered> {
  const { database, chatId, chat, say, notice } = context;
  const asked = Number(notice.params.version);
  const [read] = await readVersions(database, chatId, asked, 1);
  const one = asked === 0 ? FIRST : read;
  if (!chat || one?.version !== asked) return { html: say('refusal.no_version', { version: String(asked) }) };

  const current = parseStored(chat.settings);
  const { plan, dropped } = planRestore(current, parseStored(one.settings), languageDefaults, CHECKS);
  const page = chat.settingsVersion - Math.floor((chat.settingsVersion - asked) / PER_PAGE) * PER_PAGE;
  const back = buttonOf(say('history.button_back').text, context, { ask: 'history', from: page });
  const title = asked === 0 ? say('history.version_first') : say('history.version', figuresOf(context, one));
  const lines = [title];
  const buttons = [back];
  if (plan.ok) {
    const after = resolveSettings(plan.overrides, languageDefaults(plan.language));
    lines.push(say('history.would'), ...changeLines(context, plan.changed, after));
    const restore = { ask: 'restore', version: asked } as const;
    buttons.unshift(buttonOf(say('history.button_restore').text, context, restore));
  } else {
    for (const refusal of plan.refusals) {
      const { key, params } = refusalParams(refusal);
      lines.push(refusal.no === 'nothing_to_change' ? say('history.same') : say(key, params));
    }
  }
  lines.push(...droppedLines(context, dropped));
  return { html: truncate(join(lines, '\n'), 4096), keyboard: { inline_keyboard: [buttons] } };
}

/** `older`: the version before it, which it has changed. */
function lineOf(context: ViewContext, one: Version, older: Version | undefined, now: boolean): Html {
  const { say } = context;
  if (one.version === 0) return say(now ? 'history.line_first_now' : 'history.line_first');
  const keys = differing(parseStored(older?.settings ?? '{}'), parseStored(one.settings));
  const named = keys.slice(0, KEYS_NAMED);
  const count = keys.length - named.length;
  const what =
    keys.length === 0
      ? say('history.nothing')
      : count > 0
        ? say('history.keys_more', { keys: named, count })
        : say('history.keys', { keys: named });
  return say(now ? 'history.line_now' : 'history.line', { ...figuresOf(context, one), what });
}

function figuresOf(
  { say, notice, settings }: ViewContext,
  { version, by, firstName, lastName, at }: Version,
) {
  const anonymous = by === null || by === ANONYMOUS_ADMIN;
  const name = anonymous ? say('log.anonymous_admin').text : nameOf(by, firstName, lastName);
  return { version, who: name, when: formatMoment(notice.language, at, settings.time_zone) };
}

function nameOf(id: number, firstName: string | null, lastName: string | null): string {
  if (firstName === null) return `#${id}`;
  const letters = [...fullName({ id: userId(id), firstName, lastName })];
  return letters.length <= LONGEST_NAME
    ? letters.join('')
    : `${letters.slice(0, LONGEST_NAME - 1).join('')}…`;
}

function buttonOf(text: string, { chatId }: ViewContext, request: Request): InlineKeyboardButton {
  return { text, callback_data: buttonData(asChat(chatId), request) };
}

function inRows(buttons: readonly InlineKeyboardButton[]): InlineKeyboardButton[][] {
  const rows: InlineKeyboardButton[][] = [];
  for (let at = 0; at < buttons.length; at += BUTTONS_A_ROW) rows.push(buttons.slice(at, at + BUTTONS_A_ROW));
  return rows;
}
