import type { Author, Mention, MessageEvent } from '../model/event.ts';
import type { Facts } from '../model/facts.ts';
import type { UserId } from '../model/ids.ts';
import { fullName } from '../model/person.ts';
import type { Refusal } from '../model/refusal.ts';
import { MOST_RECEIVERS } from './rules.ts';

/** One the message is meant for: a person who may be thanked, or somebody who may not, and why. */
export type Aim =
  | { receiver: UserId; name: string; refused: null }
  | { receiver: UserId | null; name: string | null; refused: Refusal };

/**
 * Whom a message is meant for: the author it replies to first, then those it mentions, each once, at most three
 * who can be thanked. Somebody who cannot be thanked takes no place. An empty answer: it was meant for nobody.
 */
export function aims(event: MessageEvent, giver: UserId, facts: Facts, withMentions: boolean): Aim[] {
  const found: Aim[] = [];
  const known = new Set<UserId>();
  let places = MOST_RECEIVERS;
  const add = (aim: Aim) => {
    if (aim.receiver !== null) {
      if (known.has(aim.receiver)) return;
      known.add(aim.receiver);
    }
    if (aim.refused === null && places-- <= 0) {
      found.push({ ...aim, refused: { no: 'too_many', most: MOST_RECEIVERS } });
      return;
    }
    found.push(aim);
  };

  const mentions = withMentions ? event.mentions : [];
  switch (event.reply.to) {
    case 'message':
      add(aimAtAuthor(event.reply.author, giver, facts));
      break;
    case 'other_chat':
      if (mentions.length === 0) add(nobody('other_chat'));
      break;
    case 'topic_root':
      if (mentions.length === 0) add(nobody('topic_root'));
      break;
    case 'nothing':
      if (mentions.length === 0) add(nobody('no_receiver'));
      break;
  }
  for (const mention of mentions) add(aimAtMention(mention, giver, facts));
  return found;
}

function nobody(no: 'other_chat' | 'topic_root' | 'no_receiver'): Aim {
  return { receiver: null, name: null, refused: { no } };
}

/** Why authors who are no people get nothing. */
export const REFUSED_AUTHOR = {
  bot: 'receiver_bot',
  anonymous_admin: 'receiver_anonymous',
  channel: 'receiver_channel',
  linked_post: 'linked_post',
  service: 'service_message',
} as const;

function aimAtAuthor(author: Author, giver: UserId, facts: Facts): Aim {
  if (author.is === 'person') return aimAtPerson(author.person.id, fullName(author.person), giver);
  const name = author.is === 'bot' ? fullName(author.person) : null;
  const receiver = author.is === 'bot' ? author.person.id : null;
  if (receiver === facts.bot.id) return { receiver, name, refused: { no: 'receiver_bot' } };
  return { receiver, name, refused: { no: REFUSED_AUTHOR[author.is] } };
}

function aimAtMention(mention: Mention, giver: UserId, facts: Facts): Aim {
  if ('person' in mention) {
    const { person } = mention;
    if (person.isBot) return { receiver: person.id, name: fullName(person), refused: { no: 'receiver_bot' } };
    return aimAtPerson(person.id, fullName(person), giver);
  }
  if (mention.name.toLowerCase() === facts.bot.username.toLowerCase()) {
    return { receiver: facts.bot.id, name: `@${mention.name}`, refused: { no: 'receiver_bot' } };
  }
  const id = facts.holder(mention.name);
  const member = id === null ? null : facts.member(id);
  if (!member) {
    return { receiver: null, name: `@${mention.name}`, refused: { no: 'unknown_name', name: mention.name } };
  }
  if (member.isBot) return { receiver: member.id, name: member.name, refused: { no: 'receiver_bot' } };
  return aimAtPerson(member.id, member.name, giver);
}

function aimAtPerson(receiver: UserId, name: string, giver: UserId): Aim {
  return receiver === giver ? { receiver, name, refused: { no: 'self' } } : { receiver, name, refused: null };
}
