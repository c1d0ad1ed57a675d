import { makeTalk } from './talk.ts';

/** One update of a made-up community, as Telegram would send it. */
export interface BenchUpdate {
  update_id: number;
  [kind: string]: unknown;
}

export interface StreamOptions {
  updates: number;
  chats: number;
  /** People a chat. */
  people: number;
  seed?: number;
  /** Where a stream goes on after another one: its update ids and message ids begin behind those. */
  after?: { updates: number; messages: number };
  /** Date of the first message, and how many are written a second. By default long ago, at the pace of 200 groups. */
  from?: number;
  perSecond?: number;
  /** A command every so many updates, each in another chat; by default two in a thousand, anywhere. */
  commandEvery?: number;
  /** `/rank` every so many updates, each by another member, in the latter half of the chats. */
  rankEvery?: number;
  /** First names; by default each person has a number. */
  names?: readonly string[];
  /** What an admin of each chat first sets: 'reputation.reply off' for no answers to thanks. */
  set?: readonly string[];
}

export const FIRST_UPDATE = 100_000_000;
const FIRST_CHAT = 1_001_000_000_000;
const COMMANDS = ['/me', '/top', '/me', '/why', '/help', '/top 2'];

/** The number of a chat in the stream. */
export const chatNumber = (id: number): number => -FIRST_CHAT - id;

/**
 * A seeded stream: the same options give the same updates. Talk in three languages, one message in six a reply, one in
 * fifty with a thank-you; one chat in four has topics. Now and then stickers, photos, albums, edits, joins, leaves.
 */
export function* benchStream(options: StreamOptions): Generator<BenchUpdate> {
  const { updates, chats, people, seed = 1, after = { updates: 0, messages: 0 } } = options;
  const {
    from = 1_790_000_000,
    perSecond = 20,
    commandEvery = null,
    rankEvery = null,
    set = [],
    names = null,
  } = options;
  const roll = dice(seed + after.updates);
  const talk = makeTalk(roll);
  const messageIds = new Array<number>(chats).fill(after.messages);
  let at = from;
  let n = 0;

  const chatOf = (c: number) => ({
    id: -FIRST_CHAT - c,
    type: 'supergroup',
    title: `Group ${c}`,
    ...(c % 4 === 3 ? { is_forum: true } : {}),
  });
  const person = (c: number, p: number) => ({
    id: 10_000_000 + c * people + p,
    is_bot: false,
    first_name: names?.[p % names.length] ?? `Person ${p}`,
    ...(p % 3 === 0 ? { last_name: 'Laurel' } : {}),
    ...(p % 2 === 0 ? { username: `person_${c}_${p}` } : {}),
    language_code: talk.languageOf(c),
  });
  const base = (c: number, author: number) => {
    messageIds[c] = (messageIds[c] ?? 0) + 1;
    const topic = c % 4 === 3 ? { message_thread_id: 2 + (author % 5), is_topic_message: true } : {};
    return { message_id: messageIds[c], from: person(c, author), chat: chatOf(c), date: at, ...topic };
  };
  const command = (text: string) => ({
    text,
    entities: [{ type: 'bot_command', offset: 0, length: text.split(' ', 1)[0]?.length }],
  });
  const other = (author: number) => (author + 1 + roll(people - 1)) % people;

  function replyTo(c: number, author: number, messageId: number) {
    const to = person(c, author);
    return {
      message_id: Math.max(1, messageId - 1 - roll(5)),
      from: to,
      chat: chatOf(c),
      date: at,
      text: '…',
    };
  }

  function message(): Omit<BenchUpdate, 'update_id'> {
    const c = roll(chats);
    const author = roll(people);
    const common = base(c, author);
    const kind = roll(1000);
    const reply = () => ({ reply_to_message: replyTo(c, other(author), common.message_id as number) });
    if (kind < 17) return { message: { ...common, ...reply(), text: talk.thanks(c) } };
    if (kind < 20) {
      const who = person(c, 2 * roll(people >> 1));
      const mention = `@${who.username}`;
      const entities = [{ type: 'mention', offset: 0, length: mention.length }];
      return { message: { ...common, text: `${mention} ${talk.thanks(c)}`, entities } };
    }
    if (kind < 22 && commandEvery === null) {
      return { message: { ...common, ...command(COMMANDS[roll(COMMANDS.length)] ?? '/me') } };
    }
    if (kind < 180) return { message: { ...common, ...reply(), text: talk.line(c) } };
    if (kind < 210) return { message: { ...common, sticker: { emoji: '👍', type: 'regular' } } };
    if (kind < 235) return { message: { ...common, photo: [], caption: roll(2) ? talk.line(c) : undefined } };
    if (kind < 245) return { message: { ...common, photo: [], media_group_id: `a${c}-${at}` } };
    if (kind < 255) return { edited_message: { ...common, edit_date: at, text: talk.line(c) } };
    if (kind < 259) return { message: { ...common, new_chat_members: [person(c, author)] } };
    if (kind < 261) return { message: { ...common, left_chat_member: person(c, author) } };
    return { message: { ...common, text: talk.line(c) } };
  }

  const next = (rest: object): BenchUpdate => ({ update_id: FIRST_UPDATE + after.updates + n++, ...rest });
  for (let turn = 0; turn < chats * set.length && n < updates; turn += 1) {
    const c = turn % chats;
    const chat = chatOf(c);
    const admin = { from: { id: 1_087_968_824, is_bot: true, first_name: 'Group' }, sender_chat: chat };
    yield next({ message: { ...base(c, 0), ...admin, text: `/set ${set[Math.floor(turn / chats)]}` } });
  }
  for (; n < updates; ) {
    at = from + Math.floor(n / perSecond);
    if (commandEvery !== null && n % commandEvery === 0) {
      const turn = n / commandEvery;
      const asked = command(turn % 2 === 0 ? '/me' : '/top');
      yield next({ message: { ...base(turn % chats, turn % people), ...asked } });
    } else if (rankEvery !== null && n % rankEvery === rankEvery - 1) {
      const turn = Math.floor((after.updates + n) / rankEvery);
      const c = Math.floor(chats / 2) + (turn % Math.ceil(chats / 2));
      yield next({ message: { ...base(c, turn % people), ...command('/rank') } });
    } else yield next(message());
  }
}

/** Numerical Recipes' generator: the same everywhere. */
export function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}
