import type { Command, Mention, Reply } from '../../model/event.ts';
import type { DocumentRef, Request } from '../../model/request.ts';
import { clean } from '../../settings/clean.ts';
import { readAdjust, readExpEdit, withRewards } from './adjust.ts';
import { readBoost, readExclude, readLevels, readNotify, readTitle } from './experience.ts';
import { readInteger } from './integer.ts';
import { readDel, readLog, readUndo } from './ledger.ts';
import { readHide, readMe, readRank, readStats, readTop } from './people.ts';
import { readSync } from './read-sync.ts';
import { readReward, readRoles } from './rewards.ts';
import { isAboutSettings, readHistory, readImport, readPreset } from './settings.ts';
import { firstWord, LONGEST_KEY, NO_REPLY, type Read, unquoted, usage, type Words } from './words.ts';

/** What a link into the private chat may carry: the settings of which group are meant. Null: something else. */
export function readStartLink(text: string): number | null {
  const digits = /^\/start(?:@\w{1,32})?\s+settings_-(\d{1,16})\s*$/i.exec(text)?.[1];
  const group = digits === undefined ? 0 : -Number(digits);
  return group < 0 && group >= -(2 ** 52) ? group : null;
}

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

/** `/trigger list 2`; what follows `add`, `edit` and `remove` is judged where the chat's triggers are known. */
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
