import type { CallbackAnswer, InlineKeyboardButton, Message, User } from '../types.ts';
import { isPresent } from './rights.ts';
import type { ChatRecord, StoredMessage, WorldState } from './state.ts';

export interface PressOptions {
  /** Sends data that no button has, as a changed client can. */
  forged?: boolean;
  /** Real milliseconds to wait for the bot's answer. */
  timeoutMs?: number;
}

/** A callback query lives so long. */
export const CALLBACK_SECONDS = 15;

export function findButton(message: Message, which: string | number): InlineKeyboardButton | undefined {
  const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
  if (typeof which === 'number') return buttons[which];
  return buttons.find((b) => b.callback_data === which) ?? buttons.find((b) => b.text === which);
}

/** The stored form of a message that someone points at, ephemeral ones included. */
export function storedOf(record: ChatRecord, which: Message | number): StoredMessage | undefined {
  if (typeof which === 'number') return record.messages.get(which);
  if (which.ephemeral_message_id !== undefined) return record.ephemeral.get(which.ephemeral_message_id);
  return record.messages.get(which.message_id);
}

/**
 * Someone presses a button, told by its place, its data or its words. Resolves with the bot's answer,
 * or undefined where none came in time; links and copy buttons never reach the bot.
 */
export function press(
  state: WorldState,
  record: ChatRecord,
  user: User,
  which: Message | number,
  button: string | number,
  options: PressOptions = {},
): Promise<CallbackAnswer | undefined> {
  const stored = storedOf(record, which);
  if (!stored) throw new Error(`There is no such message in chat ${record.chat.id}`);
  if (stored.receiverId !== undefined && stored.receiverId !== user.id) {
    throw new Error(`${user.first_name} does not see this message`);
  }
  if (record.chat.type !== 'private' && !isPresent(record.members.get(user.id))) {
    throw new Error(`${user.first_name} is not in ${record.chat.title}`);
  }
  const { message } = stored;
  const found = findButton(message, button);
  let data = found?.callback_data;
  if (data === undefined && options.forged && typeof button === 'string') data = button;
  if (data === undefined) {
    if (found?.url !== undefined) return Promise.resolve({ url: found.url });
    if (found?.web_app !== undefined) return Promise.resolve({ url: found.web_app.url });
    if (found) return Promise.resolve({});
    const texts = message.reply_markup?.inline_keyboard.flat().map((b) => b.text) ?? [];
    throw new Error(`There is no button ${JSON.stringify(button)}; there are: ${texts.join(', ') || 'none'}`);
  }
  const id = `${BigInt(user.id) * 4294967296n + BigInt(state.unique())}`;
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), options.timeoutMs ?? CALLBACK_SECONDS * 1000);
    timer.unref();
    state.callbacks.set(id, {
      id,
      userId: user.id,
      chatId: record.chat.id,
      messageId: message.message_id,
      ephemeralId: message.ephemeral_message_id,
      at: state.clock.now(),
      answered: false,
      answer: (answer) => {
        clearTimeout(timer);
        resolve(answer as CallbackAnswer);
      },
    });
    // Old queries are dropped in passing; Telegram forgets them after minutes.
    if (state.callbacks.size > 10_000) state.callbacks.delete(state.callbacks.keys().next().value as string);
    state.updates.emit('callback_query', {
      id,
      from: user,
      message,
      chat_instance: String(record.chat.id * 7919),
      data,
    });
  });
}
