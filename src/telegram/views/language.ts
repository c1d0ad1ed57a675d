import type { ChatId } from '../../model/ids.ts';
import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import { languageName, languages } from '../../text/i18n.ts';
import { buttonData } from '../commands/buttons.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

const IN_A_ROW = 2;

/** In private: the language I speak with a person, and a button for every other. */
export async function language({ notice, say }: ViewContext): Promise<Rendered> {
  const chosen = typeof notice.params.chosen === 'string' ? notice.params.chosen : null;
  const button = (to: string, text: string, current: boolean): InlineKeyboardButton => ({
    text: current ? `✓ ${text}` : text,
    callback_data: buttonData(notice.chat as ChatId, { ask: 'language', to }),
  });
  const names = languages.map((tag) => button(tag, languageName(tag), tag === chosen));
  const rows: InlineKeyboardButton[][] = [];
  for (let at = 0; at < names.length; at += IN_A_ROW) rows.push(names.slice(at, at + IN_A_ROW));
  rows.push([button('telegram', say('language.button_telegram').text, chosen === null)]);
  const key = chosen === null ? 'language.as_telegram' : 'language.chosen';
  return { html: say(key, { name: languageName(notice.language) }), keyboard: { inline_keyboard: rows } };
}

/** In a group: what I speak there, and how that is changed. */
export async function languageOfGroup({ settings, say }: ViewContext): Promise<Rendered> {
  const others = languages.filter((tag) => tag !== settings.language);
  return {
    html: say('language.group', { name: languageName(settings.language), languages: others }),
  };
}
