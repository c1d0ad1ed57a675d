import { chatId } from '../../model/ids.ts';
import type { InlineKeyboardButton } from '../../outbox/bot-api.ts';
import { join } from '../../text/html.ts';
import { buttonData } from '../commands/buttons.ts';
import { shorten } from './air.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

const NAMES = `select user_id as id, first_name as "firstName", last_name as "lastName" from people
  where user_id = any($1::bigint[])`;

/** Who of these has helped: a button for each, and one for nobody. */
export async function recognition({
  notice,
  chat,
  chatId: group,
  database,
  say,
}: ViewContext): Promise<Rendered> {
  const { poll, people, bonus } = notice.params;
  const ids = Array.isArray(people) ? people.map(Number) : [];
  const rows = await database.query<{ id: number; firstName: string; lastName: string | null }>(NAMES, [ids]);
  const names = new Map(
    rows.map(({ id, firstName, lastName }) => [id, [firstName, lastName].filter(Boolean).join(' ')]),
  );
  const button = (text: string, place: number): InlineKeyboardButton[] => [
    { text, callback_data: buttonData(chatId(group), { ask: 'recognize', poll: Number(poll), place }) },
  ];
  const lines = [say('recognition.question', { chat: chat?.title ?? '' })];
  if (typeof bonus === 'number' && bonus > 0) lines.push(say('recognition.bonus', { bonus }));
  return {
    html: join(lines, '\n'),
    keyboard: {
      inline_keyboard: [
        // Whose name is not known has no button; the others keep their places.
        ...ids.flatMap((id, index) => {
          const name = names.get(id);
          return name ? [button(shorten(name), index + 1)] : [];
        }),
        button(say('recognition.button_nobody').text, 0),
      ],
    },
  };
}
