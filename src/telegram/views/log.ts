import { type LogLine, readLog, readParty } from '../../ledger/store.ts';
import { chatId as asChat } from '../../model/ids.ts';
import { fullName } from '../../model/person.ts';
import type { LogOf, LogPage } from '../../model/request.ts';
import { localClock } from '../../model/time.ts';
import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import { findByName, findName } from '../../people/store.ts';
import { type Html, join, truncate } from '../../text/html.ts';
import { buttonData } from '../commands/buttons.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

const PER_PAGE = 20;
/** So that a page always fits into one message. */
const LONGEST_NAME = 24;
const LONGEST_REASON = 60;

/** The ledger of a chat, or of one person in it, the newest first: who, whom, how much, why, and when. */
export async function log(context: ViewContext): Promise<Rendered> {
  const { database, chatId, say, notice } = context;
  const person = await personOf(context);
  if (person === 'unknown')
    return { html: say('refusal.unknown_name', { name: String(notice.params.name) }) };
  const { lines, newer, older } = await readLog(database, chatId, person, pageOf(context), PER_PAGE);
  const [first] = lines;
  const last = lines.at(-1);
  if (!first || !last) return { html: say('log.empty') };

  const title =
    person === null
      ? say('log.title', { chat: context.chat?.title ?? '' })
      : say('log.title_of', { name: shorten((await findName(database, person)) ?? `#${person}`, 64) });
  const html = join([title, ...lines.map((line) => shown(context, line)), say('log.note')], '\n');
  const of = whose(person, first);
  const turn = (key: string, page: LogPage): InlineKeyboardButton => ({
    text: say(key).text,
    callback_data: buttonData(asChat(chatId), { ask: 'log', of, page }),
  });
  const buttons: InlineKeyboardButton[] = [];
  if (newer) buttons.push(turn('log.button_newer', { from: 'after', entry: first.id }));
  if (older) buttons.push(turn('log.button_older', { from: 'before', entry: last.id }));
  const text = truncate(html, 4096);
  return buttons.length > 0 ? { html: text, keyboard: { inline_keyboard: [buttons] } } : { html: text };
}

/** Whose lines are asked for; null: everybody's. */
async function personOf({ database, chatId, notice }: ViewContext): Promise<number | null | 'unknown'> {
  const { whose, person, name, of } = notice.params;
  if (whose === 'id' && typeof person === 'number') return person;
  if (whose === 'name') return (await findByName(database, String(name))) ?? 'unknown';
  if ((whose === 'giver_of' || whose === 'receiver_of') && typeof of === 'number') {
    return readParty(database, chatId, of, whose === 'giver_of' ? 'giver' : 'receiver');
  }
  return null;
}

function pageOf({ notice }: ViewContext): LogPage {
  const { from, entry } = notice.params;
  return typeof entry === 'number' && (from === 'before' || from === 'after')
    ? { from, entry }
    : { from: 'newest' };
}

/** For a button, which names nobody: a line that the person is part of. */
function whose(person: number | null, line: LogLine): LogOf {
  if (person === null) return { by: 'everyone' };
  return { by: line.receiverId === person ? 'receiver_of' : 'giver_of', entry: line.id };
}

function shown({ say, settings }: ViewContext, line: LogLine): Html {
  const { date, time } = localClock(line.at, settings.time_zone);
  const giver =
    line.giver !== null
      ? shorten(fullName({ ...line.giver, id: line.giverId ?? 0 }))
      : say(isAnonymous(line) ? 'log.anonymous_admin' : 'log.system').text;
  const receiver = shorten(fullName({ ...line.receiver, id: line.receiverId }));
  const changes: Html[] = [];
  if (line.reputation !== 0 || line.experience === 0)
    changes.push(say('log.reputation', { change: line.reputation }));
  if (line.experience !== 0) changes.push(say('log.experience', { change: line.experience }));
  return say(line.reversedBy === null ? 'log.line' : 'log.line_undone', {
    id: String(line.id),
    date,
    time,
    giver,
    receiver,
    change: join(changes, ', '),
    kind:
      line.reverses === null
        ? say(`log.kind_${KINDS.has(line.kind) ? line.kind : 'unknown'}`)
        : say('log.kind_undo', { id: String(line.reverses) }),
    reason: line.reason === null ? null : shorten(line.reason, LONGEST_REASON),
  });
}

/** What silence takes of points from admins bears their role, so that sums by role come out. */
const isAnonymous = ({ giverRole, kind }: LogLine) => giverRole === 'admin' && kind !== 'decay';

const KINDS = new Set([
  ...['thanks', 'minus', 'mention', 'trigger', 'reaction', 'admin'],
  ...['ban', 'kick', 'restriction', 'delete', 'vote', 'decay', 'convert', 'bonus'],
]);

function shorten(name: string, most = LONGEST_NAME): string {
  const letters = [...name];
  return letters.length <= most ? name : `${letters.slice(0, most - 1).join('')}…`;
}
