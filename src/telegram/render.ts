import { readPlace } from '../leaderboard/store.ts';
import type { Notice, TemplateLine } from '../model/notice.ts';
import type { InlineKeyboardMarkup } from '../outbox/bot-api.ts';
import { findMember } from '../people/store.ts';
import type { Database } from '../storage/database.ts';
import { type Html, join, plainText, truncate } from '../text/html.ts';
import { translate } from '../text/i18n.ts';
import { renderTemplate } from '../text/placeholders.ts';
import { air } from './views/air.ts';
import { type BotIdentity, contextOf, type View } from './views/context.ts';
import { helpInGroup, helpInPrivate, usage, welcome } from './views/help.ts';
import { me } from './views/me.ts';
import { get, set } from './views/settings.ts';
import { top } from './views/top.ts';
import { triggers } from './views/triggers.ts';
import { why } from './views/why.ts';

/** Every view by the name that notices use: `view:top`. */
const VIEWS: Readonly<Record<string, View>> = {
  help_group: helpInGroup,
  help_private: helpInPrivate,
  welcome,
  usage,
  top,
  me,
  why,
  get,
  set,
  triggers,
  air,
};

/** Telegram's, without the tags. */
const LONGEST_MESSAGE = 4096;

export interface Spoken {
  text: string;
  keyboard?: InlineKeyboardMarkup;
}

/** The edge: turns keys and figures into text, at the moment it is sent. Null: there is nothing to say any more. */
export function createRenderer(database: Database, bot: BotIdentity) {
  return async (notice: Notice): Promise<Spoken | null> => {
    if (notice.key.startsWith('view:')) {
      const view = VIEWS[notice.key.slice('view:'.length)];
      const rendered = view && (await view(await contextOf(database, bot, notice)));
      return rendered ? spoken(rendered.html, rendered.keyboard) : null;
    }
    if (!notice.lines) {
      const html = translate(notice.language, notice.key, notice.params);
      return notice.way === 'toast' ? { text: plainText(html) } : spoken(html);
    }
    const lines: Html[] = [];
    for (const line of notice.lines) {
      lines.push(
        'key' in line
          ? translate(notice.language, line.key, line.params)
          : renderTemplate(line.template, await withPlace(database, notice, line), notice.language),
      );
    }
    return spoken(join(lines, '\n'));
  };
}

function spoken(html: Html, keyboard?: InlineKeyboardMarkup): Spoken {
  const { text } = truncate(html, LONGEST_MESSAGE);
  return keyboard ? { text, keyboard } : { text };
}

/** A place is a count over the chat: read only for texts that show it. */
async function withPlace(database: Database, notice: Notice, { template, values }: TemplateLine) {
  const { receiver } = values;
  if (!/\{place\}/iu.test(template) || typeof receiver !== 'object') return values;
  const member = await findMember(database, notice.chat, receiver.person);
  const place = member ? await readPlace(database, notice.chat, member.reputation) : null;
  return { ...values, place: place ?? '–' };
}
