import { MOST_NAMED } from '../../experience/recognition.ts';
import { type ChatId, chatId, userId } from '../../model/ids.ts';
import type { LogOf, LogPage, Request, SetupStep, Undone } from '../../model/request.ts';
import { MOST_OFFERED } from '../../reputation/air.ts';
import { isPreset } from '../../settings/presets.ts';
import { ratingButton, readRatingButton } from './rating.ts';

const SETUP_STEPS = ['start', 'presets', 'languages', 'done'] as const satisfies readonly SetupStep[];
const LAST_PAGE = 100_000;
/** Nobody gets as far as level 10,000. */
export const LAST_LEVELS_PAGE = 1000;
/** When a panel was opened, in seconds; written with 36 digits. */
const LARGEST_SESSION = 2 ** 40;
const LARGEST_MESSAGE = 2 ** 31 - 1;
const LARGEST_VERSION = 2 ** 31 - 1;
/** As many entries as a number of JSON holds exactly. */
const LARGEST_ENTRY = Number.MAX_SAFE_INTEGER;

/**
 * The data of a button about a group, at most 64 bytes: neither amounts nor people stand in it. The group does, for
 * the button may stand in a private chat.
 */
export function buttonData(chat: ChatId, request: Request): string {
  switch (request.ask) {
    case 'top':
    case 'gtop':
      return ratingButton(request);
    case 'undo':
      if (request.what.by === 'message')
        return `undo:${chat}:${request.what.epoch}:${request.what.messageId}`;
      break;
    case 'log': {
      const { of, page } = request;
      const place = page.from === 'newest' ? 'n' : `${page.from === 'before' ? 'b' : 'a'}${page.entry}`;
      if (of.by === 'everyone') return `log:${chat}:${place}`;
      if (of.by === 'giver_of') return `log:${chat}:${place}:g${of.entry}`;
      if (of.by === 'receiver_of') return `log:${chat}:${place}:r${of.entry}`;
      break;
    }
    case 'air':
      return `air:${chat}:${request.message}:${request.place}`;
    case 'forget':
      return forgetButton(request);
    case 'recognize':
      return `helped:${chat}:${request.poll}:${request.place}`;
    case 'language':
      return `language:${request.to ?? ''}`;
    case 'triggers':
      return `triggers:${chat}:${request.page}`;
    case 'levels':
      return `levels:${chat}:${request.page ?? 1}`;
    case 'preset':
      return request.preset === null ? `presets:${chat}` : `preset:${chat}:${request.preset}`;
    case 'apply_preset':
      return `apply:${chat}:${request.preset}`;
    case 'history':
      return request.from === null ? `history:${chat}` : `history:${chat}:${request.from}`;
    case 'version':
    case 'restore':
      return `${request.ask}:${chat}:${request.version}`;
    case 'setup':
      return `setup:${chat}:${request.step}`;
    case 'setup_choice':
      return `choose:${chat}:${request.what}:${request.value}`;
    case 'settings':
      return `open:${chat}`;
    case 'groups':
      return `groups:${request.page}`;
    case 'panel':
      return `set:${chat}:${request.session.toString(36)}:${request.press}`;
    case 'confirm':
      return `yes:${chat}:${request.question}:${request.step}`;
    case 'sync':
      return `sync:${chat}`;
    case 'cancel':
      return `no:${chat}:${request.question}`;
    default:
      break;
  }
  throw new Error(`no button can ask this: ${request.ask}`);
}

/** What a pressed button asks for, and the group it is about; null: the chat it stands in. */
export interface ButtonPress {
  request: Request;
  chat: ChatId | null;
}

const STALE: ButtonPress = { request: { ask: 'stale' }, chat: null };

/** Reads the data of a pressed button. It may be forged or of an older version: then it is `stale`. */
export function readData(data: unknown): ButtonPress {
  if (typeof data !== 'string' || data.length > 64) return STALE;
  const [kind, ...parts] = data.split(':');
  if (kind === 'top' || kind === 'gtop') return readTop(kind, parts);
  if (kind === 'forget') return readForget(parts);
  if (kind === 'groups') return readGroups(parts);
  if (kind === 'language') return readLanguage(parts);
  const [group, ...rest] = parts;
  const chat = /^-\d{1,16}$/.test(group ?? '') ? Number(group) : Number.NaN;
  if (!(chat < 0 && chat >= -(2 ** 52))) return STALE;
  const request = readRequest(kind ?? '', rest);
  return request ? { request, chat: chatId(chat) } : STALE;
}

/** Its chat is the one it stands in. */
function readTop(kind: 'top' | 'gtop', parts: readonly string[]): ButtonPress {
  const request = readRatingButton(kind, parts);
  return request ? { request, chat: null } : STALE;
}

function readGroups(parts: readonly string[]): ButtonPress {
  const page = number(parts[0], LAST_PAGE);
  return parts.length === 1 && page ? { request: { ask: 'groups', page }, chat: null } : STALE;
}

type Forget = Extract<Request, { ask: 'forget' }>;

function forgetButton({ answer, of, at }: Forget): string {
  return `forget:${answer}:${of.toString(36)}:${at.toString(36)}`;
}

/** Who may press it is looked at where it is answered. */
function readForget(parts: readonly string[]): ButtonPress {
  const [said, of = '', at = ''] = parts;
  const answer = (['yes', 'sure', 'no'] as const).find((one) => one === said);
  const plain = [of, at].every((one) => /^[1-9a-z][0-9a-z]{0,10}$/.test(one));
  if (!answer || !plain || parts.length !== 3) return STALE;
  const request: Forget = {
    ask: 'forget',
    answer,
    of: userId(Number.parseInt(of, 36)),
    at: Number.parseInt(at, 36),
  };
  return forgetButton(request) === ['forget', ...parts].join(':') ? { request, chat: null } : STALE;
}

/** Its chat is the private one it stands in. */
function readLanguage([to = '', ...more]: readonly string[]): ButtonPress {
  const known = /^[a-z-]{2,16}$/i.test(to) && more.length === 0;
  return known ? { request: { ask: 'language', to }, chat: null } : STALE;
}

function readRequest(kind: string, parts: readonly string[]): Request | null {
  const [first, second] = parts;
  switch (kind) {
    case 'undo': {
      const epoch = number(first, 1_000_000);
      const messageId = number(second, LARGEST_MESSAGE);
      if (parts.length !== 2 || epoch === null || messageId === null) return null;
      const what: Undone = { by: 'message', epoch, messageId };
      return { ask: 'undo', what };
    }
    case 'log':
      return readLog(parts);
    case 'triggers': {
      const page = number(first, LAST_PAGE);
      return parts.length === 1 && page ? { ask: 'triggers', page } : null;
    }
    case 'levels': {
      const page = number(first, LAST_LEVELS_PAGE);
      return parts.length === 1 && page ? { ask: 'levels', page } : null;
    }
    case 'air': {
      const message = number(first, LARGEST_MESSAGE);
      const place = number(second, MOST_OFFERED);
      return parts.length === 2 && message !== null && place !== null ? { ask: 'air', message, place } : null;
    }
    case 'helped': {
      const poll = number(first, LARGEST_SESSION);
      const place = number(second, MOST_NAMED);
      return parts.length === 2 && poll !== null && place !== null ? { ask: 'recognize', poll, place } : null;
    }
    case 'presets':
      return parts.length === 0 ? { ask: 'preset', preset: null } : null;
    case 'preset':
    case 'apply': {
      if (parts.length !== 1 || first === undefined || !isPreset(first)) return null;
      return { ask: kind === 'apply' ? 'apply_preset' : 'preset', preset: first };
    }
    case 'history': {
      if (parts.length === 0) return { ask: 'history', from: null };
      const from = number(first, LARGEST_VERSION);
      return parts.length === 1 && from !== null ? { ask: 'history', from } : null;
    }
    case 'version':
    case 'restore': {
      const version = number(first, LARGEST_VERSION);
      return parts.length === 1 && version !== null ? { ask: kind, version } : null;
    }
    case 'setup': {
      const step = SETUP_STEPS.find((one) => one === first);
      return parts.length === 1 && step ? { ask: 'setup', step } : null;
    }
    case 'choose': {
      const what = first === 'preset' || first === 'language' ? first : null;
      if (parts.length !== 2 || !what || !/^[A-Za-z-]{2,16}$/.test(second ?? '')) return null;
      return { ask: 'setup_choice', what, value: second ?? '' };
    }
    case 'sync':
      return parts.length === 0 ? { ask: 'sync', exact: false } : null;
    case 'open':
      return parts.length === 0 ? { ask: 'settings' } : null;
    case 'set': {
      const [, press = ''] = parts;
      const session = /^[1-9a-z][0-9a-z]{0,8}$/.test(first ?? '') ? Number.parseInt(first ?? '', 36) : 0;
      const known = parts.length === 2 && session > 0 && session <= LARGEST_SESSION;
      return known && /^[0-9a-z.]{1,24}$/.test(press) ? { ask: 'panel', session, press } : null;
    }
    case 'yes': {
      const question = number(first, LARGEST_MESSAGE);
      const step = number(second, 9);
      return parts.length === 2 && question !== null && step ? { ask: 'confirm', question, step } : null;
    }
    case 'no': {
      const question = number(first, LARGEST_MESSAGE);
      return parts.length === 1 && question !== null ? { ask: 'cancel', question, step: 0 } : null;
    }
    default:
      return null;
  }
}

function readLog([place = '', whose, ...more]: readonly string[]): Request | null {
  const page = readPlace(place);
  const of = readWhose(whose);
  return page && of && more.length === 0 ? { ask: 'log', of, page } : null;
}

function readPlace(text: string): LogPage | null {
  if (text === 'n') return { from: 'newest' };
  const entry = number(text.slice(1), LARGEST_ENTRY);
  if (entry === null || !/^[ab]/.test(text)) return null;
  return { from: text.startsWith('b') ? 'before' : 'after', entry };
}

function readWhose(text: string | undefined): LogOf | null {
  if (text === undefined) return { by: 'everyone' };
  const entry = number(text.slice(1), LARGEST_ENTRY);
  if (entry === null || !/^[gr]/.test(text)) return null;
  return { by: text.startsWith('g') ? 'giver_of' : 'receiver_of', entry };
}

/** A whole number from 0 to `most`, written as we write it. */
function number(text: string | undefined, most: number): number | null {
  if (text === undefined || !/^(0|[1-9]\d{0,15})$/.test(text)) return null;
  const value = Number(text);
  return value <= most ? value : null;
}
