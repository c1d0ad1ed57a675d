import { PERSONAL_TABLES } from '../../engine/people/forget.ts';
import { readPersonal } from '../../people/personal/store.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** All that is stored of who asks, for them alone. */
export async function mydata({ database, notice, say }: ViewContext): Promise<Rendered | null> {
  if (notice.to === null) return null;
  const stored = await readPersonal(database, notice.to, PERSONAL_TABLES);
  if (!stored) return { html: say('mydata.nothing') };
  const at = new Date(notice.at * 1000).toISOString();
  return {
    html: say('mydata.caption'),
    document: { name: 'laurel-my-data.json', content: JSON.stringify({ at, ...stored }, null, 1) },
  };
}

/** It is sent to those only who have started a private chat. */
export async function mydataStart({ bot, say }: ViewContext): Promise<Rendered> {
  const url = `https://t.me/${bot.username}?start=mydata`;
  const keyboard = { inline_keyboard: [[{ text: say('export.button_start').text, url }]] };
  return { html: say('mydata.start'), keyboard };
}
