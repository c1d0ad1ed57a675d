import { chatId } from '../../model/ids.ts';
import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import { buttonData } from '../commands/buttons.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** A button shows about so much on a phone. */
const LONGEST_NAME = 40;

/** The question whom a thank-you was for: a button for each who may be meant, and one for nobody. */
export async function air({ notice, chatId: chat, say }: ViewContext): Promise<Rendered> {
  const { people, message, chat: title } = notice.params;
  const button = (text: string, place: number): InlineKeyboardButton[] => [
    { text, callback_data: buttonData(chatId(chat), { ask: 'air', message: Number(message), place }) },
  ];
  const names = Array.isArray(people) ? people.map(String) : [];
  return {
    html: say('air.question', { chat: title ?? '' }),
    keyboard: {
      inline_keyboard: [
        ...names.map((name, index) => button(shorten(name), index + 1)),
        button(say('air.button_nobody').text, 0),
      ],
    },
  };
}

export function shorten(name: string): string {
  const letters = [...name];
  return letters.length <= LONGEST_NAME ? name : `${letters.slice(0, LONGEST_NAME - 1).join('')}…`;
}
