import type { Author } from '../../model/event.ts';
import { ANONYMOUS_ADMIN, CHANNEL_BOT, type ChatId, chatId, TELEGRAM, userId } from '../../model/ids.ts';
import type { ChatRef, Person } from '../../model/person.ts';
import { integer, object, optionalObject, optionalText, type Shape, ShapeFault, text } from './shape.ts';

/** Telegram's ids take up to 52 bits. */
const LARGEST_ID = 2 ** 52;
const LONGEST_NAME = 128;
const LONGEST_TITLE = 255;

export function readPerson(value: unknown, where: string): Person {
  const shape = object(value, where);
  return {
    id: userId(integer(shape.id, `${where}.id`, 1, LARGEST_ID)),
    firstName: text(shape.first_name, LONGEST_NAME),
    lastName: optionalText(shape.last_name, LONGEST_NAME),
    username: readUsername(shape.username),
    isBot: shape.is_bot === true,
    language: optionalText(shape.language_code, 35),
  };
}

/** Without @; null for what Telegram could not have sent. */
export function readUsername(value: unknown): string | null {
  return typeof value === 'string' && /^\w{1,32}$/.test(value) ? value : null;
}

/** Null: a channel, in which nobody thanks. */
export function readChat(value: unknown, where: string): ChatRef | null {
  const shape = object(value, where);
  const { type } = shape;
  if (type === 'channel') return null;
  if (type !== 'private' && type !== 'group' && type !== 'supergroup') {
    throw new ShapeFault(`${where}.type`, 'private, group, supergroup or channel', type);
  }
  // Everything that is kept and said goes by the id: one of the other kind would be said to somebody else.
  const [least, most] = type === 'private' ? [1, LARGEST_ID] : [-LARGEST_ID, -1];
  return {
    id: chatId(integer(shape.id, `${where}.id`, least, most)),
    type,
    title: text(shape.title, LONGEST_TITLE),
    username: readUsername(shape.username),
    isForum: shape.is_forum === true,
  };
}

/** A group of which only the number is known. */
export function unknownGroup(id: ChatId): ChatRef {
  return { id, type: 'supergroup', title: '', username: null, isForum: false };
}

/** Who really stands behind a message: personas and Telegram's own accounts are not people. */
export function readAuthor(message: Shape, chat: number, where: string): Author {
  if (message.is_automatic_forward === true) return { is: 'linked_post' };
  const sender = optionalObject(message.sender_chat);
  if (sender) return sender.id === chat ? { is: 'anonymous_admin' } : { is: 'channel' };
  if (message.from === undefined || message.from === null) return { is: 'channel' };
  const person = readPerson(message.from, `${where}.from`);
  if (person.id === ANONYMOUS_ADMIN) return { is: 'anonymous_admin' };
  if (person.id === CHANNEL_BOT) return { is: 'channel' };
  if (person.id === TELEGRAM) return { is: 'linked_post' };
  return person.isBot ? { is: 'bot', person } : { is: 'person', person };
}
