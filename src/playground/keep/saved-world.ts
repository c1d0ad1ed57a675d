import type { SavedUpdates } from '../delivery/update-store.ts';
import type { Message, ReactionType, User } from '../types.ts';
import type { Member } from '../world/rights.ts';
import type { ChatRecord, Counters, StoredFile, StoredMessage, Topic, WorldState } from '../world/state.ts';

/** Of each chat, and of what only one person sees in it. */
const MOST_MESSAGES = 300;
/** What was numbered in the last moments before a kill may be known to the bot: such numbers do not come again. */
const LEAP = { messages: 1_000, updates: 10_000, unique: 100_000, people: 10_000_000, chats: 1_000_000 };

interface SavedMessage {
  message: Message;
  authorId: number;
  receiverId?: number;
  replaces?: number;
  reactions: [string, ReactionType[]][];
  order: number;
}

interface SavedChat
  extends Omit<
    ChatRecord,
    'members' | 'messages' | 'ephemeral' | 'topics' | 'inviteLinks' | 'ephemeralCommands'
  > {
  members: Member[];
  messages: SavedMessage[];
  ephemeral: SavedMessage[];
  topics: Topic[];
  inviteLinks: { link: Record<string, unknown>; uses: number }[];
  ephemeralCommands: [number, number][];
}

/** The world as JSON; the contents of files stand beside it. */
export interface SavedWorld {
  version: 1;
  counters: Counters;
  clockOffset: number;
  canReadAll: boolean;
  users: User[];
  chats: SavedChat[];
  files: Omit<StoredFile, 'data'>[];
  photos: [number, string[]][];
  commands: WorldState['commands'][number][];
  profile: [string, string][];
  updates: SavedUpdates;
}

/** All there is, with so many of the last messages of each chat. */
export function saveWorld(state: WorldState, files: readonly StoredFile[], most = MOST_MESSAGES): SavedWorld {
  return {
    version: 1,
    counters: state.counters,
    clockOffset: state.clock.offset,
    canReadAll: state.canReadAll,
    users: [...state.users.values()].filter(({ id }) => id !== state.bot.id),
    chats: [...state.chats.values()].map((record) => saveChat(record, most)),
    files: files.map(({ data: _, ...file }) => file),
    photos: [...state.photos],
    commands: [...state.commands],
    profile: [...state.profile],
    updates: state.updates.saved(),
  };
}

function saveChat(record: ChatRecord, most: number): SavedChat {
  const { members, messages, ephemeral, topics, inviteLinks, ephemeralCommands, ...rest } = record;
  return {
    ...rest,
    members: [...members.values()],
    messages: saveMessages(messages, most),
    ephemeral: saveMessages(ephemeral, most),
    topics: [...topics.values()],
    inviteLinks: inviteLinks.map((link) => ({ link, uses: Number(link.uses ?? 0) })),
    ephemeralCommands: [...ephemeralCommands],
  };
}

const saveMessages = (messages: ReadonlyMap<number, StoredMessage>, most: number): SavedMessage[] =>
  [...messages.values()].slice(-most).map((one) => ({ ...one, reactions: [...one.reactions] }));

/** Into a state in which nothing has happened yet. `dataOf`: the contents of a file, null where they are lost. */
export function restoreWorld(
  state: WorldState,
  saved: SavedWorld,
  dataOf: (file: string) => Buffer | null,
): void {
  const { lastUserId, lastChatId, order, unique } = saved.counters;
  state.counters = {
    lastUserId: lastUserId + LEAP.people,
    lastChatId: lastChatId + LEAP.chats,
    order,
    unique: unique + LEAP.unique,
  };
  state.clock.offset = saved.clockOffset;
  state.canReadAll = saved.canReadAll;
  for (const user of saved.users) state.users.set(user.id, user);
  for (const chat of saved.chats) restoreChat(state, chat);
  for (const file of saved.files) {
    const data = dataOf(file.file_id);
    if (data) state.storeUpload({ ...file, data });
  }
  for (const [id, photos] of saved.photos) state.photos.set(id, photos);
  state.commands.push(...saved.commands);
  for (const [key, value] of saved.profile) state.profile.set(key, value);
  state.updates.restore(saved.updates, LEAP.updates);
}

function restoreChat(state: WorldState, saved: SavedChat): void {
  const { chat, members, messages, ephemeral, topics, inviteLinks, ephemeralCommands, ...rest } = saved;
  const record = state.addChat(chat);
  Object.assign(record, rest);
  record.lastMessageId += LEAP.messages;
  record.lastEphemeralId += LEAP.messages;
  for (const member of members)
    record.members.set(member.user.id, { ...member, user: state.user(member.user.id) });
  for (const one of messages) record.messages.set(one.message.message_id, stored(one));
  for (const one of ephemeral) {
    const { ephemeral_message_id: id } = one.message;
    if (id !== undefined) record.ephemeral.set(id, stored(one));
  }
  for (const topic of topics) record.topics.set(topic.id, topic);
  for (const { link, uses } of inviteLinks) {
    if (uses > 0) Object.defineProperty(link, 'uses', { value: uses, configurable: true, enumerable: false });
    record.inviteLinks.push(link);
  }
  for (const [id, at] of ephemeralCommands) record.ephemeralCommands.set(id, at);
}

const stored = (one: SavedMessage): StoredMessage => ({ ...one, reactions: new Map(one.reactions) });
