import { curveOf } from '../../engine/rules-of.ts';
import { levelOf } from '../../model/curve.ts';
import { chatId as asChat } from '../../model/ids.ts';
import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import { findMember } from '../../people/store.ts';
import type { ChatSettings } from '../../settings/catalogue.ts';
import { type Html, html, join } from '../../text/html.ts';
import { buttonData, LAST_LEVELS_PAGE } from '../commands/buttons.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

const PER_PAGE = 10;

/** With how much experience each level begins; unless a page is asked for, the one with who asked on it. */
export async function levels({
  database,
  chat,
  chatId,
  notice,
  settings,
  say,
}: ViewContext): Promise<Rendered> {
  if (!settings['experience.enabled']) return { html: say('levels.off') };
  const curve = curveOf(settings);
  const member = notice.to === null ? null : await findMember(database, chatId, notice.to);
  const own = levelOf(curve, member?.experience ?? 0);
  const asked = typeof notice.params.page === 'number' ? notice.params.page : null;
  const page = Math.min(LAST_LEVELS_PAGE, asked ?? Math.floor((own - curve.first) / PER_PAGE) + 1);
  const lines = [say('levels.title', { chat: chat?.title ?? '' })];
  const from = curve.first + (page - 1) * PER_PAGE;
  for (let level = from; level < from + PER_PAGE; level += 1) {
    const params = { level, experience: curve.begins(level) };
    lines.push(say(level === own ? 'levels.line_own' : 'levels.line', params));
  }
  lines.push(html``, ...waysOfEarning(settings, say));
  const button = (key: string, to: number): InlineKeyboardButton => ({
    text: say(key).text,
    callback_data: buttonData(asChat(chatId), { ask: 'levels', page: to }),
  });
  const buttons: InlineKeyboardButton[] = [];
  if (page > 1) buttons.push(button('top.button_previous', page - 1));
  if (page < LAST_LEVELS_PAGE) buttons.push(button('top.button_next', page + 1));
  return { html: join(lines, '\n'), keyboard: { inline_keyboard: [buttons] } };
}

/** What brings experience in this chat, for who wonders why they have earned what they have. */
function waysOfEarning(settings: ChatSettings, say: ViewContext['say']): Html[] {
  const policy = settings['experience.policy'];
  const said = [say(`levels.earned_${policy}`)];
  const pause = settings['experience.cooldown'];
  if (policy === 'activity' && pause > 0) said.push(say('levels.earned_pause', { pause }));
  const bonus = settings['recognition.bonus'];
  const asks = settings['recognition.enabled'] && settings['recognition.chance'] > 0 && bonus > 0;
  if (policy === 'conversations' && asks) said.push(say('levels.earned_recognition', { bonus }));
  return said;
}
