import { rulesOf } from '../engine/rules-of.ts';
import type { KeyLine, Notice, TemplateLine } from '../model/notice.ts';
import type { InlineKeyboardMarkup } from '../outbox/bot-api.ts';
import { countPresent, findChat } from '../people/store.ts';
import type { Links } from '../rating/link.ts';
import type { Database } from '../storage/database.ts';
import { type Html, join, plainText, truncate, visibleLength } from '../text/html.ts';
import { translate } from '../text/i18n.ts';
import { namesIn, renderTemplate } from '../text/placeholders.ts';
import { buttonData } from './commands/buttons.ts';
import type { Identity } from './identity.ts';
import type { Photo, Pictures } from './pictures.ts';
import { linkOf } from './rating-link.ts';
import { air } from './views/air.ts';
import { mayStandThere } from './views/announced.ts';
import { boards } from './views/boards.ts';
import { boosts } from './views/boosts.ts';
import { set } from './views/changes.ts';
import { contextOf, type SpokenBy, type View, type ViewContext } from './views/context.ts';
import { decay } from './views/decay.ts';
import { exclusions } from './views/exclusions.ts';
import { exported, imported } from './views/file.ts';
import { gprofile, gtop } from './views/gtop.ts';
import { ailing, health, mended } from './views/health.ts';
import { helpInGroup, helpInPrivate, usage } from './views/help.ts';
import { history, version } from './views/history.ts';
import { job } from './views/job.ts';
import { language, languageOfGroup } from './views/language.ts';
import { levels } from './views/levels.ts';
import { log } from './views/log.ts';
import { me } from './views/me.ts';
import { mydata, mydataStart } from './views/mydata.ts';
import { panel } from './views/panel.ts';
import { panelClosed, panelElsewhere, panelOver } from './views/panel-ends.ts';
import { panelGroups } from './views/panel-groups.ts';
import { points } from './views/points.ts';
import { preset } from './views/presets.ts';
import { rank } from './views/rank.ts';
import { rating } from './views/rating.ts';
import { recognition } from './views/recognition.ts';
import { rewards } from './views/rewards.ts';
import { get } from './views/settings.ts';
import { welcome } from './views/setup.ts';
import { stats } from './views/stats.ts';
import { titles } from './views/titles.ts';
import { top } from './views/top.ts';
import { triggers } from './views/triggers.ts';
import { why } from './views/why.ts';

/** Every view by the name that notices use: `view:top`. */
const VIEWS: Readonly<Record<string, View>> = {
  help_group: helpInGroup,
  help_private: helpInPrivate,
  welcome,
  usage,
  titles,
  boosts,
  exclusions,
  rewards,
  rank,
  rating,
  stats,
  top,
  gtop,
  boards,
  gprofile,
  mydata,
  mydata_start: mydataStart,
  me,
  why,
  levels,
  log,
  job,
  language,
  language_of_group: languageOfGroup,
  get,
  set,
  points,
  preset,
  history,
  version,
  export: exported,
  import: imported,
  triggers,
  air,
  recognition,
  health,
  ailing,
  decay,
  mended,
  panel,
  panel_closed: panelClosed,
  panel_over: panelOver,
  panel_elsewhere: panelElsewhere,
  panel_groups: panelGroups,
};

/** Telegram's, without the tags. */
const LONGEST_MESSAGE = 4096;

/** How many members Telegram says a group has; null where it does not say. */
export type MemberCount = (chat: number) => Promise<number | null>;

export interface Spoken {
  text: string;
  keyboard?: InlineKeyboardMarkup;
  document?: { name: string; content: string };
  last?: true;
  photo?: Photo;
  /** The short answer to a press. */
  toast?: string;
}

/** The edge: turns keys and figures into text, at the moment it is sent. Null: there is nothing to say any more. */
export function createRenderer(
  database: Database,
  bot: Identity,
  memberCount: MemberCount,
  checkup: ViewContext['checkup'],
  pictures: Pictures,
  links: Links,
) {
  return async (asked: Notice, by: SpokenBy): Promise<Spoken | null> => {
    const notice = onlyTheySee(asked, by)
      ? { ...asked, language: asked.ownLanguage ?? asked.language }
      : asked;
    if (notice.key.startsWith('view:')) {
      const view = VIEWS[notice.key.slice('view:'.length)];
      const rendered =
        view && (await view(await contextOf(database, bot, notice, by, checkup, pictures, links)));
      if (!rendered) return null;
      const { html, keyboard, document, photo, last, toast } = rendered;
      const said = spoken(html, withButtons(keyboard, notice));
      return {
        ...said,
        ...(document && { document }),
        ...(photo && { photo }),
        ...(last && { last }),
        ...(toast && { toast: plainText(toast) }),
      };
    }
    const keyboard = withButtons(undefined, notice);
    if (!notice.lines) {
      const html = translate(notice.language, notice.key, notice.params);
      return notice.way === 'toast' ? { text: plainText(html) } : spoken(html, keyboard);
    }
    if (!(await mayStandThere(database, notice))) return null;
    const now = await valuesNow(notice);
    const said = sayLines(notice, now, false);
    // Each text alone fits, whatever its values; those of several receivers together may not.
    return spoken(visibleLength(said) > LONGEST_MESSAGE ? sayLines(notice, now, true) : said, keyboard);
  };

  /** What is known only when it is said, and looked for only where a text says it. */
  async function valuesNow(notice: Notice): Promise<ValuesNow> {
    const said = (name: string) =>
      (notice.lines ?? []).some((line) => 'template' in line && namesIn(line.template).has(name));
    return {
      ...(said('members') && { members: await membersOf(notice.chat) }),
      ...(said('rating_link') && { rating_link: await linkFor(notice.about ?? notice.chat) }),
    };
  }

  /** How many the group has, by Telegram or by what was seen. */
  async function membersOf(chat: number): Promise<number> {
    return (await memberCount(chat)) ?? (await countPresent(database, chat));
  }

  /** Empty where the rating is closed, or has no address. */
  async function linkFor(chatId: number): Promise<string> {
    const chat = await findChat(database, chatId);
    const link = chat && (await linkOf(database, links, chatId, rulesOf(chat.settings).settings));
    return link?.url ?? '';
  }
}

/** Values that a notice does not bring along. */
type ValuesNow = Readonly<Record<string, string | number>>;

function onlyTheySee({ ephemeralId }: Notice, by: SpokenBy): boolean {
  return by === 'ephemeral' || by === 'dm' || by === 'toast' || (by === 'edit' && ephemeralId !== undefined);
}

function sayLines({ language, lines = [] }: Notice, now: ValuesNow, short: boolean): Html {
  return join(
    lines.map((line) => sayLine(language, line, now, short)),
    '\n',
  );
}

function sayLine(language: string, line: TemplateLine | KeyLine, now: ValuesNow, short: boolean): Html {
  if ('key' in line) return translate(language, line.key, line.params);
  if (short && line.short) return translate(language, line.short.key, line.short.params);
  return renderTemplate(line.template, { ...line.values, ...now }, language);
}

/** A view's own buttons, and those of the notice below them. */
function withButtons(
  keyboard: InlineKeyboardMarkup | undefined,
  { buttons, language, about, chat }: Notice,
): InlineKeyboardMarkup | undefined {
  if (!buttons) return keyboard;
  const rows = buttons.map((row) =>
    row.map((button) => ({
      text: translate(language, button.key).text,
      ...('url' in button
        ? { url: button.url }
        : { callback_data: buttonData(about ?? chat, button.request) }),
    })),
  );
  return { inline_keyboard: [...(keyboard?.inline_keyboard ?? []), ...rows] };
}

function spoken(html: Html, keyboard?: InlineKeyboardMarkup): Spoken {
  const { text } = truncate(html, LONGEST_MESSAGE);
  return keyboard ? { text, keyboard } : { text };
}
