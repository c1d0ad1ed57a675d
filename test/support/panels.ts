import type { CallbackAnswer, Chat, Message, User } from '../../src/playground/types.ts';
import { noon } from './scenes.ts';
import type { TestWorld, WorldOptions } from './world.ts';

/** The settings panel as one person sees it, and what they can do with it. */
export interface Panel {
  /** Its message as it stands now. */
  message(): Message;
  text(): string;
  buttons(): string[];
  /** Presses the button whose words begin so, and waits for what follows. Answers with the short answer. */
  press(words: string): Promise<string | undefined>;
  /** Sends data that no button has. */
  forge(data: string, who?: User): Promise<CallbackAnswer | undefined>;
  /** The data of the button whose words begin so. */
  dataOf(words: string): string;
}

/** The last message with buttons that somebody sees in a chat. */
export function panelIn(world: TestWorld, who: User, chat: Chat = world.group): Panel {
  const { world: telegram } = world.telegram;
  const found = telegram.visibleTo(chat, who).findLast(({ from }) => from.id === world.app.bot.id);
  if (!found) throw new Error(`${who.first_name} sees nothing of the bot`);
  const message = (): Message => {
    const { message_id, ephemeral_message_id } = found.raw;
    const now = telegram
      .visibleTo(chat, who)
      .find(({ raw }) => raw.message_id === message_id && raw.ephemeral_message_id === ephemeral_message_id);
    if (!now) throw new Error('the panel is gone');
    if (now.raw.text !== 'The settings go on below.') return now.raw;
    const below = telegram
      .visibleTo(chat, who)
      .findLast(({ from, raw }) => from.id === world.app.bot.id && raw.reply_markup !== undefined);
    return below?.raw ?? now.raw;
  };
  const all = () => message().reply_markup?.inline_keyboard.flat() ?? [];
  const dataOf = (words: string): string => {
    const button = all().find(({ text }) => text.startsWith(words));
    if (!button?.callback_data) {
      throw new Error(`no button ${words} among: ${all().map(({ text }) => text)}\n${message().text}`);
    }
    return button.callback_data;
  };
  const forge = async (data: string, by = who) => {
    const answer = await telegram.press(by, message(), data, { forged: true });
    await world.settled();
    return answer;
  };
  return {
    message,
    text: () => message().text ?? '',
    buttons: () => all().map(({ text }) => text),
    dataOf,
    forge,
    press: async (words) => (await forge(dataOf(words)))?.text,
  };
}

/** Somebody sends `/settings` in the group, and sees the panel there. */
export async function openPanel(world: TestWorld, who: User = world.anna): Promise<Panel> {
  await world.hears(who, '/settings');
  return panelIn(world, who);
}

/** The same in their private chat, by the link that the bot gives. */
export async function openPrivately(world: TestWorld, who: User = world.anna): Promise<Panel> {
  const chat = world.telegram.world.privateChat(who);
  world.telegram.world.say(who, chat, `/start settings_${world.group.id}`);
  await world.settled();
  return panelIn(world, who, chat);
}

/** A world in which the bot's clock goes with Telegram's, so that what is due later comes when it is moved. */
export async function beginTimed(
  begin: (options?: WorldOptions) => Promise<TestWorld>,
  options: WorldOptions = {},
): Promise<TestWorld> {
  const start = noon();
  let world: TestWorld | undefined;
  const now = () => world?.telegram.world.clock.now() ?? start;
  world = await begin({ ...options, telegram: { now: () => start }, now: () => now() * 1000 });
  return world;
}
