import { NO_SLUG } from '../../model/slug.ts';
import { linkOf } from '../rating-link.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** Where the chat's rating stands on the web; or why it stands nowhere, and what an admin does about it. */
export async function rating(context: ViewContext): Promise<Rendered> {
  const { database, links, chatId, settings, notice, say } = context;
  if (!settings['rating.public']) return { html: say(notice.params.admin ? 'web.off_admin' : 'web.off') };
  const link = await linkOf(database, links, chatId, settings);
  if (!link) return { html: say('web.no_address') };
  const html = link.taken
    ? say('web.link_taken', { link: link.url, slug: settings['rating.slug'] })
    : say(settings['rating.slug'] === NO_SLUG ? 'web.link' : 'web.link_named', { link: link.url });
  return { html, keyboard: { inline_keyboard: [[{ text: say('web.button').text, url: link.url }]] } };
}
