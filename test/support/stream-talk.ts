import type { Chat, User } from '../../src/playground/types.ts';
import type { StreamGroup } from './stream.ts';

/** What the makers of talk need of the stream that is being made. */
export interface Talk {
  /** From 0 up to 1. */
  random(): number;
  pick<T>(list: readonly T[]): T;
  /** Seconds; each answer is later than the last. */
  now(): number;
}

export interface Said {
  message_id: number;
  from?: User;
  chat: Chat;
  date: number;
  text?: string;
  [field: string]: unknown;
}

type Update = Record<string, unknown>;

const TALK = [
  'Good morning, everybody',
  'Water them in the morning, never at noon.',
  'Кто-нибудь знает, когда подрезать розы?',
  'no thanks, I have enough of it',
  'thanks in advance for any answer',
  'Ich glaube, das geht auch ohne Dünger 🌱',
  'See https://example.org/thanks for more',
  '¯\\_(ツ)_/¯ "quoted", \\ and {braces}, NULL',
  '👩‍🌾 مرحبا بالجميع',
];
const THANKS = [
  'thanks!',
  'Thank you so much 🌹',
  'thx, that worked',
  'HeLlO, tHaNk you vEry mUch!',
  'спасибо большое',
];

/** Plain talk, a sticker, a picture of an album: what gives nothing by itself. */
export function ordinary(talk: Talk, group: StreamGroup): Update {
  const message = says(talk, group, talk.pick(group.members));
  const dice = talk.random();
  if (dice < 0.08)
    return { message: { ...message, sticker: { file_id: 's', file_unique_id: 'u', emoji: '🙏' } } };
  if (dice < 0.14) {
    const photo = [{ file_id: 'p', file_unique_id: 'u', width: 90, height: 90 }];
    const caption = dice < 0.11 ? { caption: talk.pick(THANKS), ...answering(talk, group) } : {};
    return { message: { ...message, photo, media_group_id: `album ${message.date >> 6}`, ...caption } };
  }
  const text = talk.pick(TALK);
  if (dice < 0.2)
    return keep(group, {
      ...message,
      text,
      entities: [{ type: 'blockquote', offset: 0, length: text.length }],
    });
  return keep(group, { ...message, text });
}

export function thanks(talk: Talk, group: StreamGroup): Update {
  return keep(group, {
    ...says(talk, group, talk.pick(group.members)),
    ...answering(talk, group),
    text: talk.pick(THANKS),
  });
}

/** Up to three reactions, or none any more, on one of the last messages; now and then on one that has not come yet. */
export function reaction(talk: Talk, group: StreamGroup): Update {
  const early = talk.random() < 0.15;
  const on = early ? group.lastMessageId + 1 : talk.pick(group.recent).message_id;
  // Often it is one who has reacted to it before.
  const again = group.members.filter((member) => group.reactions.has(`${member.id} ${on}`));
  const user = { ...talk.pick(again.length > 0 && talk.random() < 0.5 ? again : group.members) };
  const key = `${user.id} ${on}`;
  const old = group.reactions.get(key) ?? [];
  const all = ['❤', '🙏', '👎', '🔥', '77', 'paid'];
  const now =
    talk.random() < (old.length > 0 ? 0.8 : 0.1) ? [] : all.filter(() => talk.random() < 0.3).slice(0, 3);
  group.reactions.set(key, now);
  const toType = (one: string) => {
    if (one === 'paid') return { type: 'paid' };
    return one === '77' ? { type: 'custom_emoji', custom_emoji_id: one } : { type: 'emoji', emoji: one };
  };
  return {
    message_reaction: {
      ...{ chat: group.chat, message_id: on, user, date: talk.now() },
      ...{ old_reaction: old.map(toType), new_reaction: now.map(toType) },
    },
  };
}

export function minus(talk: Talk, group: StreamGroup): Update {
  const text = talk.random() < 0.8 ? '-rep this was wrong' : '-rep';
  return { message: { ...says(talk, group, talk.pick(group.members)), ...answering(talk, group), text } };
}

/** `@name thanks`, a text mention, or two at once. */
export function mentions(talk: Talk, group: StreamGroup): Update {
  let text = '';
  const entities: object[] = [];
  for (const user of [talk.pick(group.members), ...(talk.random() < 0.4 ? [talk.pick(group.members)] : [])]) {
    const name = user.username && talk.random() < 0.7 ? `@${user.username}` : user.first_name;
    const type = name.startsWith('@') ? 'mention' : 'text_mention';
    entities.push({
      type,
      offset: text.length,
      length: name.length,
      ...(type === 'mention' ? {} : { user }),
    });
    text += `${name} `;
  }
  return {
    message: {
      ...says(talk, group, talk.pick(group.members)),
      text: `${text}${talk.pick(THANKS)}`,
      entities,
    },
  };
}

export function edit(talk: Talk, group: StreamGroup): Update {
  const said = atPresent(group, talk.pick(group.recent));
  return { edited_message: { ...said, edit_date: talk.now(), text: `${said.text} – thanks` } };
}

export function adminCommand(talk: Talk, group: StreamGroup): Update {
  const by = talk.random() < 0.85 ? talk.pick(group.admins) : talk.pick(group.members);
  const target = talk.pick(group.members);
  const how = talk.pick(['addrep', 'takerep', 'setrep']);
  const text = `/${how} ${target.id} ${1 + Math.floor(talk.random() * 30)} for the guide`;
  const message = talk.random() < 0.1 ? asGroup(talk, group) : says(talk, group, by);
  return { message: { ...message, text } };
}

export function view(talk: Talk, group: StreamGroup): Update {
  return {
    message: { ...says(talk, group, talk.pick(group.members)), text: talk.pick(['/top', '/me', '/why']) },
  };
}

/** Other bots, channels, anonymous admins, forwarded words: nobody who gives. */
export function noPerson(talk: Talk, group: StreamGroup): Update {
  const text = talk.pick(THANKS);
  const reply = answering(talk, group);
  const bot = { id: 4_000_000_001, is_bot: true, first_name: 'Other bot', username: 'other_bot' };
  const plain = says(talk, group, talk.pick(group.members));
  switch (Math.floor(talk.random() * 4)) {
    case 0:
      return { message: { ...plain, ...reply, from: bot, text } };
    case 1:
      return { message: { ...asGroup(talk, group), ...reply, text } };
    case 2:
      return { message: { ...plain, ...reply, text, forward_origin: { type: 'hidden_user' } } };
    default:
      return { message: { ...plain, text, sender_chat: { id: -1_009_999, type: 'channel', title: 'News' } } };
  }
}

/** One who is no admin goes and comes back, as a service message and as `chat_member`. */
export function comesAndGoes(talk: Talk, group: StreamGroup): Update {
  const user = { ...talk.pick(group.members.filter((member) => !group.admins.includes(member))) };
  const status = talk.pick(['member', 'left']);
  if (talk.random() < 0.5) {
    const message = says(talk, group, user);
    return {
      message:
        status === 'left' ? { ...message, left_chat_member: user } : { ...message, new_chat_members: [user] },
    };
  }
  const change = { chat: group.chat, from: user, date: talk.now() };
  const [old_chat_member, new_chat_member] = [
    { user, status: status === 'left' ? 'member' : 'left' },
    { user, status },
  ];
  return { chat_member: { ...change, old_chat_member, new_chat_member } };
}

/** Somebody takes another name: a new one, or the one another had. */
export function renamed(talk: Talk, group: StreamGroup): Update {
  const user = talk.pick(group.members);
  const other = talk.pick(group.members);
  const dice = talk.random();
  if (dice < 0.4) user.username = `name_${Math.floor(talk.random() * 1e6)}`;
  else if (dice < 0.6 && other.username) [user.username, other.username] = [other.username, `was_${user.id}`];
  else user.first_name = `${user.first_name.split(' ')[0]} ${Math.floor(talk.random() * 100)}`;
  return keep(group, { ...says(talk, group, user), text: 'I have another name now' });
}

export function command(talk: Talk, group: StreamGroup, by: User, text: string): Update {
  return { message: { ...says(talk, group, by), text } };
}

export function hello(talk: Talk, group: StreamGroup, user: User): Update {
  return keep(group, { ...says(talk, group, user), text: 'Hello, I am new here' });
}

/** A message's frame. People are copied: what they are called later is not what they were called then. */
function says(talk: Talk, group: StreamGroup, from: User): Said {
  const message_id = ++group.lastMessageId;
  const topic = group.chat.is_forum && talk.random() < 0.5 ? 2 + Math.floor(talk.random() * 5) : null;
  const thread = topic === null ? {} : { message_thread_id: topic, is_topic_message: true };
  return { message_id, from: { ...from }, chat: group.chat, date: talk.now(), ...thread };
}

function asGroup(talk: Talk, group: StreamGroup): Said {
  const from = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
  return { ...says(talk, group, from), sender_chat: group.chat };
}

function answering(talk: Talk, group: StreamGroup): { reply_to_message: object } {
  if (group.chat.is_forum && talk.random() < 0.1) {
    const root = { message_id: 3, chat: group.chat, date: 1, forum_topic_created: { name: 'Roses' } };
    return { reply_to_message: root };
  }
  return { reply_to_message: atPresent(group, talk.pick(group.recent)) };
}

/** Telegram shows people under their present names, in old messages, too. */
function atPresent(group: StreamGroup, said: Said): Said {
  const from = group.members.find((member) => member.id === said.from?.id);
  return from ? { ...said, from: { ...from } } : said;
}

function keep(group: StreamGroup, message: Said): Update {
  const { reply_to_message: _, ...bare } = message;
  group.recent.push(bare as Said);
  if (group.recent.length > 12) group.recent.shift();
  return { message };
}
