import type { MessageEvent, PressEvent, WordEvent } from '../../src/model/event.ts';
import { chatId } from '../../src/model/ids.ts';
import type { ChatRef } from '../../src/model/person.ts';
import type { Request } from '../../src/model/request.ts';
import { type PanelPress, writePress } from '../../src/settings/panel/press.ts';
import { AT, BOT, by, person } from './facts.ts';

/** Events about the panel of one group, as plain values. */

export const GARDEN: ChatRef = {
  id: chatId(-100),
  type: 'supergroup',
  title: 'Garden',
  username: null,
  isForum: false,
};
const privateOf = (id: number): ChatRef => ({ ...GARDEN, id: chatId(id), type: 'private', title: '' });

let messages = 0;

function message(who: number, at: number, more: Partial<MessageEvent>): MessageEvent {
  messages += 1;
  return {
    ...{ is: 'message', chat: GARDEN, at, messageId: messages, thread: null, author: by(person(who)) },
    ...{ kind: 'text', text: '', masked: [], mentions: [], marks: [], reply: { to: 'nothing' } },
    ...{ edited: false, forwarded: false, viaBot: false, album: null, command: null },
    ...more,
  } as MessageEvent;
}

/** `/settings` in the group, or another command. */
export const commands = (who: number, request: Request, name: string, at = AT): MessageEvent =>
  message(who, at, { text: `/${name}`, command: { name, bang: false, request } });

export const sets = (who: number, text: string, at = AT): MessageEvent =>
  commands(who, { ask: 'set', text }, 'set', at);

export const opens = (who: number, at = AT): MessageEvent =>
  commands(who, { ask: 'settings' }, 'settings', at);

/** A button under the message that only they see; `session`: when the panel was opened. */
export function presses(who: number, press: PanelPress | string, at = AT, session = AT): PressEvent {
  const written = typeof press === 'string' ? press : writePress(press);
  return {
    ...{ is: 'press', chat: GARDEN, place: null, at, messageId: 0, ephemeralId: who },
    ...{ person: person(who), queryId: `${who}`, request: { ask: 'panel', session, press: written } },
  } as PressEvent;
}

/** The same button in the private chat. */
export const pressesPrivately = (...of: Parameters<typeof presses>): PressEvent => {
  const { ephemeralId: _, ...press } = presses(...of);
  return { ...press, place: privateOf(of[0]), messageId: 7 };
};

/** In reply to the bot, in the group. */
export const replies = (who: number, text: string, at = AT, more: Partial<MessageEvent> = {}): MessageEvent =>
  message(who, at, {
    text,
    reply: { to: 'message', messageId: 3, author: { is: 'bot', person: { ...person(BOT.id), isBot: true } } },
    ...more,
  });

/** In private, not knowing what it is about. */
export const writes = (who: number, text: string, at = AT, more: Partial<MessageEvent> = {}): MessageEvent =>
  message(who, at, { chat: privateOf(who), text, ...more });

export const follows = (who: number, at = AT): WordEvent => ({
  ...{ is: 'word', chat: GARDEN, place: privateOf(who), at, messageId: 5, person: person(who) },
  request: { ask: 'settings' },
});
