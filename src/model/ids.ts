declare const brand: unique symbol;

/** A number that stands for one kind of thing only, so that a chat is never passed where a person is wanted. */
type Id<Kind extends string> = number & { readonly [brand]: Kind };

/** A group, supergroup or private chat. At most 52 bits, negative for groups. */
export type ChatId = Id<'chat'>;
/** A person or a bot. Positive, at most 52 bits. */
export type UserId = Id<'user'>;

export const chatId = (value: number): ChatId => value as ChatId;
export const userId = (value: number): UserId => value as UserId;

/** The largest number that Telegram gives; those above stand for people who were forgotten. */
export const LAST_PERSON = 2 ** 52;

export const isPseudonym = (id: number): boolean => id > LAST_PERSON;

/** GroupAnonymousBot: the `from` of an admin who writes as the group. */
export const ANONYMOUS_ADMIN = 1087968824;
/** Channel_Bot: the `from` of a person who writes as a channel. */
export const CHANNEL_BOT = 136817688;
/** Telegram's own account: the `from` of a post that a linked channel forwarded. */
export const TELEGRAM = 777000;
