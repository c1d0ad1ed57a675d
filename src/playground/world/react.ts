import { REACTION_EMOJI } from '../format/reaction-list.ts';
import type { Chat, Message, ReactionType, User } from '../types.ts';
import { countReactions } from './announce.ts';
import { isAdmin, isPresent, may } from './rights.ts';
import type { ChatRecord, WorldState } from './state.ts';

/** A reaction in short: an emoji, 'paid', or a custom emoji's id of digits. */
export type Reaction = string | ReactionType;

export function toReactionType(reaction: Reaction): ReactionType {
  if (typeof reaction !== 'string') return reaction;
  if (reaction === 'paid') return { type: 'paid' };
  if (/^\d+$/.test(reaction)) return { type: 'custom_emoji', custom_emoji_id: reaction };
  // The heart is often typed with a variation selector that Telegram leaves out.
  const emoji = reaction.replace(/\ufe0f/g, '');
  if (!REACTION_EMOJI.has(emoji)) throw new Error(`${reaction} is none of Telegram's reactions`);
  return { type: 'emoji', emoji };
}

/** Whether the chat takes such a reaction. */
export function isAllowed({ reactions }: ChatRecord, type: ReactionType): boolean {
  return reactions === null || (type.type === 'emoji' && reactions.includes(type.emoji));
}

/** Someone's reactions on a message are now these: at most three, none to take all back. */
export function react(
  state: WorldState,
  record: ChatRecord,
  user: User,
  which: Message | number,
  reactions: Reaction[],
  options: { as?: Chat | 'anonymous_admin'; date?: number } = {},
): void {
  const id = typeof which === 'number' ? which : which.message_id;
  const stored = record.messages.get(id);
  if (!stored) throw new Error(`There is no message ${id} in chat ${record.chat.id}`);
  if (reactions.length > 3) throw new Error('At most three reactions a person');
  const member = record.members.get(user.id);
  if (record.chat.type !== 'private') {
    if (!isPresent(member)) throw new Error(`${user.first_name} is not in ${record.chat.title}`);
    if (!may(member, record.permissions, 'can_react_to_messages') && member?.status !== 'restricted') {
      throw new Error('Reactions are off here');
    }
  }
  const refused = reactions.map(toReactionType).find((type) => !isAllowed(record, type));
  if (refused) throw new Error(`${refused.type === 'emoji' ? refused.emoji : refused.type} is off here`);
  const actor = options.as === 'anonymous_admin' ? record.chat : options.as;
  const key = actor ? `c${actor.id}` : `u${user.id}`;
  const old = stored.reactions.get(key) ?? [];
  const now = reactions.map(toReactionType);
  const kinds = new Set(now.map((type) => JSON.stringify(type)));
  if (kinds.size < now.length) throw new Error('The same reaction twice');
  if (JSON.stringify(old) === JSON.stringify(now)) return;
  if (now.length > 0) stored.reactions.set(key, now);
  else stored.reactions.delete(key);
  state.changed(record.chat.id);
  const inPrivate = record.chat.type === 'private';
  if (!inPrivate && !isAdmin(record.members.get(state.bot.id))) return;
  state.updates.emit('message_reaction', {
    chat: record.chat,
    message_id: id,
    ...(actor ? { actor_chat: actor } : { user }),
    date: options.date ?? state.clock.now(),
    old_reaction: old,
    new_reaction: now,
  });
}

/** Anonymous reactions (in channels, say): the bot learns only the counts. */
export function reactAnonymously(
  state: WorldState,
  record: ChatRecord,
  which: Message | number,
  reactions: Reaction[],
): void {
  const id = typeof which === 'number' ? which : which.message_id;
  const stored = record.messages.get(id);
  if (!stored) throw new Error(`There is no message ${id} in chat ${record.chat.id}`);
  for (const reaction of reactions) stored.reactions.set(`a${state.unique()}`, [toReactionType(reaction)]);
  state.changed(record.chat.id);
  if (!isAdmin(record.members.get(state.bot.id))) return;
  state.updates.emit('message_reaction_count', {
    chat: record.chat,
    message_id: id,
    date: state.clock.now(),
    reactions: countReactions(stored),
  });
}
