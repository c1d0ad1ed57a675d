import { rulesOf } from '../../engine/rules-of.ts';
import type { Notice } from '../../model/notice.ts';
import { findChat, type KnownChat } from '../../people/store.ts';
import type { Links } from '../../rating/link.ts';
import type { ChatSettings } from '../../settings/catalogue.ts';
import type { Database } from '../../storage/database.ts';
import type { Html } from '../../text/html.ts';
import { type TextParams, translate } from '../../text/i18n.ts';
import type { Checkup } from '../checkup.ts';
import type { Identity } from '../identity.ts';
import type { Pictures } from '../pictures.ts';
import type { Rendered } from './rendered.ts';

/** The rungs of the ladder of ways. */
export type SpokenBy = 'public' | 'ephemeral' | 'dm' | 'edit' | 'toast' | 'reaction';

/** What a view may look at. */
export interface ViewContext {
  database: Database;
  notice: Notice;
  /** How it is about to be said: what only one person may see is not said in public. */
  by: SpokenBy;
  /** The chat as it stands now, under the id it has now. */
  chat: KnownChat | null;
  chatId: number;
  settings: ChatSettings;
  bot: Identity;
  /** Asks Telegram anew how the bot fares in a chat, and whether it can invite into others; null: it does not tell. */
  checkup(chat: number, linked?: readonly number[]): Promise<Checkup>;
  /** Addresses of web ratings. */
  links: Links;
  /** Pictures, drawn where nobody waits for them. */
  pictures: Pictures;
  say(key: string, params?: TextParams): Html;
}

/** A view reads the database when it is sent, after every commit it could depend on. */
export type View = (context: ViewContext) => Promise<Rendered | null>;

export async function contextOf(
  database: Database,
  bot: Identity,
  notice: Notice,
  by: SpokenBy,
  checkup: ViewContext['checkup'],
  pictures: Pictures,
  links: Links,
): Promise<ViewContext> {
  const about = notice.about ?? notice.chat;
  let chat = await findChat(database, about);
  if (chat?.migratedTo) chat = await findChat(database, chat.migratedTo);
  return {
    database,
    notice,
    by,
    chat,
    chatId: chat?.chatId ?? about,
    settings: rulesOf(chat?.settings ?? '{}').settings,
    bot,
    checkup,
    pictures,
    links,
    say: (key, params) => translate(notice.language, key, params),
  };
}
