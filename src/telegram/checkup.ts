import type { BotStatus, MayDo } from '../model/event.ts';
import { plainEmoji } from '../model/reaction.ts';
import { ApiError } from '../outbox/bot-api.ts';
import type { TelegramApi, TelegramMethods } from './api-types.ts';
import { type Identity, refreshIdentity } from './identity.ts';
import { readMayDo, statusOf } from './read/others.ts';
import { list, object, optionalObject } from './read/shape.ts';

/** How the bot fares in a chat, as Telegram says now. Null: it does not say. */
export interface Checkup {
  readsAll: boolean | null;
  bot: { status: BotStatus; canDelete: boolean; may: MayDo } | null;
  /** Whether plain members may write. */
  membersWrite: boolean | null;
  /** The emoji with which one may react; null also where any may be allowed. */
  reactions: readonly string[] | null;
  /** How many, and how many of them write under their own name. */
  admins: { all: number; named: number } | 'refused' | null;
  /** Of the groups that it was to look at as well, those into which it cannot invite. */
  closed: readonly number[];
}

/** Groups that rewards lead to, looked at in one go. */
const MOST_LINKED = 10;
const PATIENCE = { timeoutMs: 5_000 };

/** Asks Telegram, everything at once; what it does not answer is left to what is known. */
export function createCheckup(api: TelegramApi, bot: Identity) {
  /** Null: no answer. `refused`: Telegram does not tell this bot. */
  async function ask<Name extends keyof TelegramMethods & string>(
    method: Name,
    params: TelegramMethods[Name]['params'],
  ): Promise<unknown> {
    try {
      return await api.call(method, params, PATIENCE);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return !error.network && (error.code === 400 || error.code === 403) ? 'refused' : null;
    }
  }

  /** Whether it surely cannot make invite links there. */
  async function isClosed(group: number): Promise<boolean> {
    const own = await ask('getChatMember', { chat_id: group, user_id: bot.id });
    const standing = standingOf(own);
    return own === 'refused' || standing?.may.invite === false;
  }

  return async (chat: number, linked: readonly number[] = []): Promise<Checkup> => {
    const groups = linked.slice(0, MOST_LINKED);
    const [readsAll, own, about, admins, ...closed] = await Promise.all([
      refreshIdentity(api, bot),
      ask('getChatMember', { chat_id: chat, user_id: bot.id }),
      ask('getChat', { chat_id: chat }),
      ask('getChatAdministrators', { chat_id: chat }),
      ...groups.map(isClosed),
    ]);
    const shown = optionalObject(about);
    return {
      readsAll,
      bot: standingOf(own),
      membersWrite: shown ? optionalObject(shown.permissions)?.can_send_messages !== false : null,
      reactions: allowedReactions(shown?.available_reactions),
      admins: admins === 'refused' ? admins : countAdmins(admins),
      closed: groups.filter((_, index) => closed[index]),
    };
  };
}

function standingOf(answer: unknown): Checkup['bot'] {
  const member = optionalObject(answer);
  if (!member) return null;
  const canDelete = member.can_delete_messages === true;
  return { status: statusOf(member), canDelete, may: readMayDo(member) };
}

/** An empty list has been seen where all were allowed as well as where none was: it tells nothing. */
function allowedReactions(value: unknown): readonly string[] | null {
  const allowed = list(value).flatMap((item) => {
    const { type, emoji } = optionalObject(item) ?? {};
    return type === 'emoji' && typeof emoji === 'string' ? [plainEmoji(emoji)] : [];
  });
  return list(value).length > 0 ? allowed : null;
}

function countAdmins(answer: unknown): Checkup['admins'] {
  if (!Array.isArray(answer)) return null;
  const people = answer
    .map((entry) => object(entry, 'getChatAdministrators'))
    .filter(({ user }) => optionalObject(user)?.is_bot !== true);
  return { all: people.length, named: people.filter(({ is_anonymous }) => is_anonymous !== true).length };
}
