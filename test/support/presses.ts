import type { InlineKeyboardButton, Message, User } from '../../src/playground/types.ts';
import type { TestWorld } from './world.ts';

/** What somebody sees last in the group. */
export function shown(world: TestWorld, who: User): Message {
  const last = world.telegram.world.lastSeen(world.group, who)?.raw;
  if (!last) throw new Error(`nothing to see for ${who.first_name}`);
  return last;
}

export const buttonsOf = (message: Message): InlineKeyboardButton[] =>
  message.reply_markup?.inline_keyboard.flat() ?? [];

export const labelsOf = (message: Message): string[] => buttonsOf(message).map(({ text }) => text);

/** Presses a button by its words, or by data that may be forged; answers with what the press was told. */
export async function press(world: TestWorld, who: User, button: string, message = shown(world, who)) {
  const data = buttonsOf(message).find(({ text }) => text === button)?.callback_data ?? button;
  const answer = await world.telegram.world.press(who, message, data, { forged: true });
  await world.settled();
  return answer?.text ?? null;
}
