import { join } from '../../text/html.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** In a group: what the bot does there; for admins also how they change it. */
export async function helpInGroup({ say, settings, notice }: ViewContext): Promise<Rendered> {
  const words = settings['reputation.words'];
  const on = settings['reputation.enabled'] && words.length > 0;
  const general = on ? say('help.group', { words: words.slice(0, 4) }) : say('help.group_off');
  const forAll = join([general, say('help.more')], '\n');
  if (!notice.params.admin) return { html: forAll };
  const forAdmins = join([say('help.group_admin'), say('preset.help'), say('help.sync')], '\n');
  return { html: join([forAll, forAdmins], '\n\n') };
}

/** In private: how to add the bot to a group; asked for help, also what one can do here. */
export async function helpInPrivate({ say, bot, notice }: ViewContext): Promise<Rendered> {
  const link = `https://t.me/${bot.username}?startgroup=true`;
  const greeting = say('help.private', { link });
  return {
    html: notice.params.start ? greeting : join([greeting, say('help.private_commands')], '\n\n'),
    keyboard: { inline_keyboard: [[{ text: say('help.button_add').text, url: link }]] },
  };
}

/** How a command is written; where it was written otherwise, that it was not understood. */
export async function usage({ say, notice }: ViewContext): Promise<Rendered> {
  const { command, said } = notice.params;
  const how = say(`usage.${String(command)}`);
  return { html: typeof said === 'string' ? join([say('help.unread', { said }), how], '\n') : how };
}
