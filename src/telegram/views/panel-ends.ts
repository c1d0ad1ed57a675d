import { refusalParams } from '../../engine/answer.ts';
import { PANEL_OVER } from '../../engine/panel/press.ts';
import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import { readChanges } from '../../settings/panel/draft.ts';
import { findPanel } from '../../settings/store.ts';
import { join } from '../../text/html.ts';
import { languageDefaults } from '../../text/i18n.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** The settings cannot be shown so that nobody else sees them: a link leads to where they can. */
export async function panelElsewhere(context: ViewContext): Promise<Rendered> {
  return {
    html: context.say('panel.elsewhere'),
    keyboard: { inline_keyboard: [[privateLink(context)]] },
  };
}

/** Opens the same settings in the private chat. It carries the group's number, which is looked at there anew. */
export function privateLink({ say, bot, chatId }: ViewContext): InlineKeyboardButton {
  return {
    text: say('panel.button_private').text,
    url: `https://t.me/${bot.username}?start=settings_${chatId}`,
  };
}

/** Why a panel is over, in its own place. */
export async function panelClosed({ notice, say }: ViewContext): Promise<Rendered> {
  const lines = (notice.lines ?? []).flatMap((line) => ('key' in line ? [say(line.key, line.params)] : []));
  const [first] = lines;
  return { html: join(lines, '\n'), ...(first && { toast: first }) };
}

/** A panel that nobody has used for a while says so; one that was used since says nothing. */
export async function panelOver({ database, notice, chatId, say }: ViewContext): Promise<Rendered | null> {
  const { user, session, step } = notice.params;
  const now = await findPanel(database, chatId, Number(user));
  if (!now || now.session !== session || now.step !== step) return null;
  const kept = readChanges(now.changes, languageDefaults).size;
  const { key, params } = refusalParams(PANEL_OVER);
  const over = say(key, params);
  return { html: kept > 0 ? join([over, say('panel.over_kept', { count: kept })], '\n') : over };
}
