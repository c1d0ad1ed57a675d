import type { Command, Mention, Reply } from '../../model/event.ts';
import { userId } from '../../model/ids.ts';
import type { DocumentRef, Request, Target } from '../../model/request.ts';
import { clean } from '../../settings/clean.ts';
import { isPreset } from '../../settings/presets.ts';
import { STATS_PERIODS } from '../../stats/charts.ts';
import { LAST_LEVELS_PAGE } from './buttons.ts';
import { takeRewardsFlag } from './flags.ts';
import { readInteger } from './integer.ts';
import { readRating } from './rating.ts';
import { readSync } from './read-sync.ts';
import { readReward, readRoles } from './rewards.ts';

/** What a command's reader gets: the words after it, and whom the message names. */
interface Words {
  text: string;
  mentions: readonly Mention[];
  reply: Reply;
  /** That of the message, or of the one it answers. */
  document?: DocumentRef | null;
}

type Read = (words: Words, name: string) => Request;

const usage: Read = (_words, command) => ({ ask: 'usage', command });

/** What a link into the private chat may carry: the settings of which group are meant. Null: something else. */
export function readStartLink(text: string): number | null {
  const digits = /^\/start(?:@\w{1,32})?\s+settings_-(\d{1,16})\s*$/i.exec(text)?.[1];
  const group = digits === undefined ? 0 : -Number(digits);
  return group < 0 && group >= -(2 ** 52) ? group : null;
}

/** Longer than any key: who asks for one that is none is told how it was written. */
const LONGEST_KEY = 64;

/** Every command with the names it answers to. A new one is added here, in `Request` and in `requests.ts`. */
const COMMANDS: readonly (readonly [names: readonly string[], read: Read])[] = [
  [['start'], ({ text }) => ({ ask: text === 'mydata' ? 'mydata' : 'start' })],
  [['settings'], (words, name) => (words.text === '' ? { ask: 'settings' } : usage(words, name))],
  [['explvupsetup'], () => ({ ask: 'settings', group: 'announce' })],
  [['cancel'], () => ({ ask: 'cancel_panel' })],
  [['help'], () => ({ ask: 'help' })],
  [['top', 'leaderboard', 'lb'], readTop],
  [['gtop', 'gleaderboard', 'glb'], readTop],
  [['me', 'rep', 'profile'], readMe],
  [['gprofile'], readMe],
  [['hide'], readHide],
  [['mydata'], () => ({ ask: 'mydata' })],
  [['forgetme'], () => ({ ask: 'forgetme' })],
  [['why'], () => ({ ask: 'why' })],
  [['levels'], readLevels],
  [['exclude'], readExclude],
  [['noexprole'], ({ text }) => ({ ask: 'no_exp', what: 'role', words: unquoted(text) })],
  [['noexpchannels'], ({ text }) => ({ ask: 'no_exp', what: 'channels', words: clean(text).slice(0, 1000) })],
  [['boost', 'expboost'], readBoost],
  [['notify', 'expnotifyoptout'], readNotify],
  [['titles'], () => ({ ask: 'titles' })],
  [['rank', 'card'], readRank],
  [['stats'], readStats],
  [['rating'], () => ({ ask: 'rating' })],
  [['title'], readTitle],
  [['reward'], readReward],
  [['exproles'], (words, name) => (words.text === '' ? { ask: 'rewards' } : usage(words, name))],
  [['expaddrole', 'expar'], (words) => readRoles(words, 'add')],
  [['expremrole', 'exprr'], (words) => readRoles(words, 'remove')],
  [['addrep'], (words, name) => readAdjust(words, name, 'reputation', 'add')],
  [['takerep'], (words, name) => readAdjust(words, name, 'reputation', 'take')],
  [['setrep'], (words, name) => readAdjust(words, name, 'reputation', 'set')],
  [['resetrep'], (words, name) => readAdjust(words, name, 'reputation', 'reset')],
  [['addexp'], withRewards((words, name) => readAdjust(words, name, 'experience', 'add'))],
  [['takeexp'], withRewards((words, name) => readAdjust(words, name, 'experience', 'take'))],
  [['setexp'], withRewards((words, name) => readAdjust(words, name, 'experience', 'set'))],
  [['resetexp', 'expreset'], (words, name) => readAdjust(words, name, 'experience', 'reset')],
  [['expedit'], withRewards(readExpEdit)],
  [['undo'], readUndo],
  [['log'], readLog],
  [['del'], readDel],
  [['sync', 'exprapply'], readSync],
  [['resetchat'], (words, name) => (words.text === '' ? { ask: 'resetchat' } : usage(words, name))],
  [
    ['set'],
    ({ text }, name) =>
      text === '' ? usage({ text, mentions: [], reply: NO_REPLY }, name) : { ask: 'set', text },
  ],
  [['trigger'], readTrigger],
  [['preset'], readPreset],
  [['history'], readHistory],
  [['export'], (words, name) => (isAboutSettings(words) ? { ask: 'export' } : usage(words, name))],
  [['import'], readImport],
  [['health'], () => ({ ask: 'health' })],
  [['language', 'lang'], ({ text }) => ({ ask: 'language', to: firstWord(text) })],
  [['get'], ({ text }) => ({ ask: 'get', key: text.slice(0, LONGEST_KEY).toLowerCase() || null })],
];

const NO_REPLY: Reply = { to: 'nothing' };
const READERS = new Map(
  COMMANDS.flatMap(([names, read]) => names.map((name) => [name, { read, first: names[0] ?? name }])),
);

/** Any prefix but a slash is a command only where the chat switched it on. */
const SHAPE = /^([/!])([a-z0-9_]{1,32})(?:@(\w{1,32}))?(?=\s|$)/i;

/** Reads a command addressed to this bot. Null: ordinary talk, another bot's command, or one we do not know. */
export function readCommand(
  text: string,
  mentions: readonly Mention[],
  reply: Reply,
  botUsername: string,
  document: DocumentRef | null = null,
): Command | null {
  const first = text.charCodeAt(0);
  if (first !== 0x2f && first !== 0x21) return null;
  const match = SHAPE.exec(text);
  const [whole, prefix, written, addressee] = match ?? [];
  if (whole === undefined || written === undefined) return null;
  if (addressee !== undefined && addressee.toLowerCase() !== botUsername.toLowerCase()) return null;
  const name = written.toLowerCase();
  const known = READERS.get(name);
  if (!known) return null;
  const words = { text: text.slice(whole.length).trim(), mentions, reply, document };
  return { name, bang: prefix === '!', request: known.read(words, known.first) };
}

/** Null where there is none. */
function firstWord(text: string): string | null {
  return text.split(/\s/, 1)[0]?.slice(0, LONGEST_KEY).toLowerCase() || null;
}

function readTop(words: Words, name: string): Request {
  return readRating(words.text, name === 'gtop' ? 'gtop' : 'top') ?? usage(words, name);
}

function readLevels({ text }: Words, name: string): Request {
  if (text === '') return { ask: 'levels', page: null };
  const page = readInteger(text);
  const known = page !== null && page >= 1 && page <= LAST_LEVELS_PAGE;
  return known ? { ask: 'levels', page } : { ask: 'usage', command: name };
}

function readMe(words: Words, name: string): Request {
  const ask = name === 'gprofile' ? name : 'me';
  if (words.text === '') return { ask, of: words.reply.to === 'message' ? { by: 'reply' } : { by: 'self' } };
  const { target, rest } = readTarget(words);
  return target && rest === '' ? { ask, of: target } : usage(words, name);
}

/** `/stats`, `/stats year`. */
function readStats({ text }: Words, name: string): Request {
  const period = text === '' ? 'month' : STATS_PERIODS.find((one) => one === text.toLowerCase());
  return period ? { ask: 'stats', period } : { ask: 'usage', command: name };
}

/** `/rank`, `/rank @boris`, in reply; `/rank colour blue` for one's own. */
function readRank(words: Words, name: string): Request {
  const [, written] = /^colou?r(?:\s+([\s\S]{1,100}))?$/i.exec(words.text) ?? [];
  if (written !== undefined) return { ask: 'card_colour', written: clean(written) };
  const asked = readMe(words, name);
  return asked.ask === 'me' ? { ask: 'rank', of: asked.of } : asked;
}

type Adjust = Extract<Request, { ask: 'adjust' }>;

/**
 * `/addrep @boris 5 for the guide`, `/addrep 5 thanks` in reply, `/addrep 123456 5`. Adding and taking default to 1;
 * `/resetrep @boris moved away` has no amount.
 */
function readAdjust(words: Words, name: string, what: Adjust['what'], how: Adjust['how']): Request {
  const named = how === 'reset' ? readTargetAlone(words) : readTarget(words);
  const target: Target | null = named.target ?? (words.reply.to === 'message' ? { by: 'reply' } : null);
  const parts = named.rest.split(/\s+/);
  const first = how === 'reset' ? '' : (parts.shift() ?? '');
  const amount = how === 'reset' ? 0 : first === '' && how !== 'set' ? 1 : readInteger(first);
  if (!target || amount === null) return usage(words, name);
  return { ask: 'adjust', what, how, target, amount, reason: reasonOf(parts), confirm: false };
}

/** `--rewards`: with the rewards that lie between. */
function withRewards(read: Read): Read {
  return (words, name) => {
    const { text, found } = takeRewardsFlag(words.text);
    const request = read({ ...words, text }, name);
    return found && request.ask === 'adjust' ? { ...request, rewards: true } : request;
  };
}

function reasonOf(words: readonly string[]): string | null {
  return words.join(' ').slice(0, 200) || null;
}

/** `/expedit -2000 @boris`, `/expedit @boris 5000`, `/expedit 5000 123456`, `/expedit -2000` in reply. */
function readExpEdit(words: Words, name: string): Request {
  const [first = '', ...others] = words.text.split(/\s+/);
  const leading = readInteger(first);
  const amountFirst = leading === null ? null : readTargetAlone({ ...words, text: others.join(' ') });
  const inReply = words.reply.to === 'message';
  let target: Target | null;
  let amount: number | null;
  let rest: string[];
  if (amountFirst && (amountFirst.target || inReply)) {
    target = amountFirst.target ?? { by: 'reply' };
    amount = leading;
    rest = amountFirst.rest.split(/\s+/);
  } else {
    const named = readTarget(words);
    const [second = '', ...more] = named.rest.split(/\s+/);
    target = named.target;
    amount = readInteger(second);
    rest = more;
  }
  if (!target || amount === null) return usage(words, name);
  return {
    ask: 'adjust',
    what: 'experience',
    how: amount < 0 ? 'take' : 'add',
    target,
    amount: Math.abs(amount),
    reason: reasonOf(rest),
    confirm: true,
  };
}

/** `/undo` in reply to a message, alone, or with the number of an entry as `/log` shows it. */
function readUndo(words: Words, name: string): Request {
  const { text, reply } = words;
  if (text !== '') {
    const id = readInteger(text.replace(/^#/, ''));
    return id !== null && id > 0 ? { ask: 'undo', what: { by: 'entry', id } } : usage(words, name);
  }
  if (reply.to === 'other_chat') return usage(words, name);
  return {
    ask: 'undo',
    what: reply.to === 'message' ? { by: 'reply', messageId: reply.messageId } : { by: 'last' },
  };
}

/** `/del`, or `/del spam`, in reply. */
function readDel(words: Words, name: string): Request {
  if (words.reply.to !== 'message') return usage(words, name);
  return { ask: 'del', reason: reasonOf([words.text]) };
}

function readLog(words: Words, name: string): Request {
  const page = { from: 'newest' } as const;
  if (words.text === '') {
    return { ask: 'log', of: words.reply.to === 'message' ? { by: 'reply' } : { by: 'everyone' }, page };
  }
  const { target, rest } = readTargetAlone(words);
  return target && rest === '' ? { ask: 'log', of: target, page } : usage(words, name);
}

/** A person where no amount can stand: a lone number is an id, in reply too. */
function readTargetAlone(words: Words): { target: Target | null; rest: string } {
  return readTarget({ ...words, reply: NO_REPLY });
}

/**
 * Takes a person from the front of the words: @username, a text mention, or an id. In reply a lone number is an
 * amount, not an id: two numbers are an id and an amount.
 */
function readTarget({ text, mentions, reply }: Words): { target: Target | null; rest: string } {
  const person = mentions.find((mention) => 'person' in mention);
  if (person && 'person' in person) {
    const { firstName, lastName, id } = person.person;
    for (const name of [`${firstName} ${lastName ?? ''}`.trim(), firstName]) {
      if (name !== '' && text.startsWith(name))
        return { target: { by: 'id', id }, rest: text.slice(name.length).trim() };
    }
  }
  const [first = '', ...others] = text.split(/\s+/);
  const rest = others.join(' ');
  const name = /^@(\w{1,32})$/.exec(first)?.[1];
  if (name) return { target: { by: 'name', name }, rest };
  const id = readInteger(first);
  const second = readInteger(others[0] ?? '');
  if (id !== null && id > 0 && (second !== null || reply.to !== 'message')) {
    return { target: { by: 'id', id: userId(id) }, rest };
  }
  return { target: null, rest: text };
}

/** `/preset` shows all of them, `/preset quiet` what that one would change. */
function readPreset(words: Words, name: string): Request {
  const preset = words.text.toLowerCase();
  if (preset === '') return { ask: 'preset', preset: null };
  return isPreset(preset) ? { ask: 'preset', preset } : usage(words, name);
}

/** `/history` shows the versions of the settings, `/history 12` what that one would change. */
function readHistory(words: Words, name: string): Request {
  if (words.text === '') return { ask: 'history', from: null };
  const version = readInteger(words.text.replace(/^#/, ''));
  return version !== null && version >= 0 ? { ask: 'version', version } : usage(words, name);
}

/** `/export` and `/import` are about the settings, which may be said. */
function isAboutSettings({ text }: Words): boolean {
  return text === '' || text.toLowerCase() === 'settings';
}

function readImport(words: Words, name: string): Request {
  if (!isAboutSettings(words)) return usage(words, name);
  return { ask: 'import', document: words.document ?? null };
}

/** `/trigger list 2`; what follows `add`, `edit` and `remove` is judged where the chat's triggers are known. */
/** A name with or without quotation marks around it; longer than any is cut. */
function unquoted(text: string): string {
  const name = clean(text).replace(/\s+/gu, ' ').trim().slice(0, 100);
  return /^["“„«](.+)["”“»]$/u.exec(name)?.[1]?.trim() ?? name;
}

/** `/exclude @boris`, `/exclude` in reply; `/exclude topic` for the one in which it is said. */
function readExclude(words: Words, name: string): Request {
  if (/^topic$/i.test(words.text)) return { ask: 'exclude', what: 'topic', target: { by: 'self' } };
  if (/^list$/i.test(words.text)) return { ask: 'exclusions' };
  const [, what = '', called = ''] = /^(title|tag)\s+(\S[\s\S]*)$/i.exec(words.text) ?? [];
  if (what !== '') {
    return { ask: 'exclude_named', what: what.toLowerCase() as 'title' | 'tag', name: unquoted(called) };
  }
  if (words.text === '' && words.reply.to !== 'message') return usage(words, name);
  const { target, rest } =
    words.text === '' ? { target: { by: 'reply' } as Target, rest: '' } : readTarget(words);
  return target && rest === '' ? { ask: 'exclude', what: 'member', target } : usage(words, name);
}

/** Percent for everybody; `/boost @boris`, or alone in reply: another member's, by who holds a reward for it. */
function readBoost(words: Words): Request {
  const { text, reply, mentions } = words;
  if (text === '' && reply.to === 'message') return { ask: 'boost_member', target: { by: 'reply' } };
  const { target, rest } = readTarget(words);
  const named = target?.by === 'name' || mentions.length > 0;
  if (target && named && rest === '') return { ask: 'boost_member', target };
  return { ask: 'boost', words: clean(text).slice(0, 200) };
}

/** `/hide` turns it round, `/hide off` and `/hide on` say which. */
function readHide({ text }: Words, name: string): Request {
  const word = text.toLowerCase();
  if (word !== '' && word !== 'on' && word !== 'off') return { ask: 'usage', command: name };
  return { ask: 'hide', hidden: word === '' ? null : word === 'on' };
}

/** `/notify` turns it round, `/notify off` and `/notify on` say which. */
function readNotify({ text }: Words, name: string): Request {
  const word = text.toLowerCase();
  if (word !== '' && word !== 'on' && word !== 'off') return { ask: 'usage', command: name };
  return { ask: 'notify', on: word === '' ? null : word === 'on' };
}

function readTitle(words: Words, name: string): Request {
  const [, verb = '', rest = ''] = /^(\p{L}+)(?:\s+([\s\S]*))?$/u.exec(words.text) ?? [];
  const how = verb.toLowerCase();
  if (how === 'list' && rest === '') return { ask: 'titles' };
  if ((how !== 'add' && how !== 'edit' && how !== 'remove') || rest === '') return usage(words, name);
  return { ask: 'title', how, words: clean(rest) };
}

function readTrigger(words: Words, name: string): Request {
  const [, verb = '', rest = ''] = /^(\p{L}+)(?:\s+([\s\S]*))?$/u.exec(words.text) ?? [];
  const how = verb.toLowerCase();
  if (how === 'list') {
    const page = rest === '' ? 1 : readInteger(rest);
    return page !== null && page >= 1
      ? { ask: 'triggers', page: Math.min(page, 100_000) }
      : usage(words, name);
  }
  if ((how !== 'add' && how !== 'edit' && how !== 'remove') || rest === '') return usage(words, name);
  const phrase = how === 'edit' ? /\bphrase\s*=\s*([\s\S]*)$/i.exec(rest)?.[1] : rest;
  return { ask: 'trigger', how, words: clean(rest), command: commandIn(phrase ?? '') };
}

/** The command of ours that a trigger's phrase would be. */
function commandIn(phrase: string): string | null {
  const call = /^["“„«]?\s*\/([a-z0-9_]{1,32})(?=["”“»\s]|$)/i.exec(phrase)?.[1];
  const name = call?.toLowerCase();
  return name !== undefined && READERS.has(name) ? name : null;
}
