import type { Message, ReactionType, User } from '../types.ts';
import { isAdmin, isPresent, type Member, toChatMember } from './rights.ts';
import type { ChatRecord, StoredMessage, WorldState } from './state.ts';

/** What replies and pins show of a message: everything but the message it answers in turn. */
export function asReplied(message: Message): Message {
  const { reply_to_message: _, ...rest } = message;
  return rest as Message;
}

const SERVICE =
  /^(new_chat_members|left_chat_member|new_chat_title|pinned_message|forum_topic_|migrate_|video_chat_|message_auto_delete|chat_shared|boost_added|group_chat_created|supergroup_chat_created)/;

export const isService = (message: Message): boolean => Object.keys(message).some((key) => SERVICE.test(key));

/** Whether privacy mode lets the bot see this message. */
function botSees(state: WorldState, record: ChatRecord, message: Message): boolean {
  if (record.chat.type === 'private') return !record.blocked;
  const bot = record.members.get(state.bot.id);
  if (!isPresent(bot)) return false;
  if (state.canReadAll || isAdmin(bot) || isService(message)) return true;
  if (message.reply_to_message?.from?.id === state.bot.id || message.via_bot?.id === state.bot.id)
    return true;
  if (message.receiver_user?.id === state.bot.id) return true;
  const text = message.text ?? message.caption ?? '';
  const at = `@${state.bot.username}`.toLowerCase();
  return (message.entities ?? message.caption_entities ?? []).some((entity) => {
    const covered = text.slice(entity.offset, entity.offset + entity.length).toLowerCase();
    if (entity.type === 'bot_command') return !covered.includes('@') || covered.endsWith(at);
    if (entity.type === 'text_mention') return entity.user?.id === state.bot.id;
    return entity.type === 'mention' && covered === at;
  });
}

/** Tells the bot of a person's (or service) message, where the bot may see it. */
export function announceMessage(
  state: WorldState,
  record: ChatRecord,
  message: Message,
  edited = false,
): void {
  // A bot gets no updates of its own messages; bots see each other only where both agreed to.
  if (message.from?.id === state.bot.id) return;
  if (!botSees(state, record, message)) return;
  state.updates.emit(edited ? 'edited_message' : 'message', message);
}

/** A service message: stored, numbered and announced. */
export function addService(
  state: WorldState,
  record: ChatRecord,
  from: User | undefined,
  fields: Record<string, unknown>,
): Message {
  const message: Message = {
    message_id: ++record.lastMessageId,
    ...(from && { from }),
    chat: record.chat,
    date: state.clock.now(),
    ...fields,
  };
  state.store(record, message, from?.id ?? 0);
  announceMessage(state, record, message);
  return message;
}

/** Emits my_chat_member or chat_member for a change of place that `change` makes. */
export function changeMember(
  state: WorldState,
  record: ChatRecord,
  member: Member,
  by: User,
  change: (member: Member) => void,
  more: Record<string, unknown> = {},
): void {
  const old = toChatMember(member, state.bot.id);
  change(member);
  record.members.set(member.user.id, member);
  const now = toChatMember(member, state.bot.id);
  state.changed(record.chat.id);
  if (JSON.stringify(old) === JSON.stringify(now)) return;
  const payload = {
    chat: record.chat,
    from: by,
    date: state.clock.now(),
    old_chat_member: old,
    new_chat_member: now,
    ...more,
  };
  if (member.user.id === state.bot.id) state.updates.emit('my_chat_member', payload);
  else if (isAdmin(record.members.get(state.bot.id))) state.updates.emit('chat_member', payload);
}

/** The reactions on a message, counted by kind, as Telegram counts them. */
export function countReactions(stored: StoredMessage): { type: ReactionType; total_count: number }[] {
  const counts = new Map<string, { type: ReactionType; total_count: number }>();
  for (const reactions of stored.reactions.values()) {
    for (const type of reactions) {
      const key = JSON.stringify(type);
      const seen = counts.get(key);
      if (seen) seen.total_count++;
      else counts.set(key, { type, total_count: 1 });
    }
  }
  return [...counts.values()];
}
