import { chainOfChat } from '../../engine/ranks/holdings.ts';
import { switchesOf, titlesOf } from '../../engine/ranks/titles.ts';
import { findMember } from '../../people/store.ts';
import { isAsleep, type Title, titleOf } from '../../ranks/ladder.ts';
import { type Html, html, join, truncate } from '../../text/html.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';
import { giftsOf, groupsOf } from './rewards.ts';

/** The chat's ladder, the lowest title first, with one's own marked. */
export async function titles(context: ViewContext): Promise<Rendered> {
  const { database, chat, chatId, notice, settings, say } = context;
  const { ladder } = titlesOf(chat?.ladder ?? '', settings.language);
  if (ladder.length === 0) return { html: say('title.none') };
  const switches = switchesOf(settings);
  const member = notice.to === null ? null : await findMember(database, chatId, notice.to);
  const own = member && titleOf(member.experience, member.reputation, ladder, switches, member.title);
  const threshold = ({ experience, reputation }: Title): Html => {
    if (experience !== null && reputation !== null) return say('title.both', { experience, reputation });
    return experience === null
      ? say('title.reputation', { reputation })
      : say('title.experience', { experience });
  };
  const given = chainOfChat(chat, settings).rewards.list.filter(({ gone }) => !gone);
  const groups = await groupsOf(context, given);
  const brings = ({ id }: Title): Html[] => {
    const own = given.filter(({ for: tier }) => 'title' in tier && tier.title === id);
    return own.length === 0 ? [] : [say('reward.brings', { gifts: giftsOf(context, own, groups) })];
  };
  const lines = ladder.flatMap((title, index) => [
    say(title === own ? 'title.line_own' : isAsleep(title, switches) ? 'title.line_asleep' : 'title.line', {
      place: index + 1,
      name: title.name,
      takes: title.boost
        ? html`${threshold(title)}, ${say('title.boost', { boost: title.boost })}`
        : threshold(title),
    }),
    ...brings(title),
  ]);
  return { html: truncate(join([say('title.title', { chat: chat?.title ?? '' }), ...lines], '\n'), 4096) };
}
