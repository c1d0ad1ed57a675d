import { readPlace, readTop } from '../../leaderboard/store.ts';
import { readGiven } from '../../ledger/store.ts';
import { fullName } from '../../model/person.ts';
import { localDay } from '../../model/time.ts';
import { findByName, findMember, type KnownMember } from '../../people/store.ts';
import { type Html, join } from '../../text/html.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** Somebody's standing in the chat: who asked, or whom they named. */
export async function me(context: ViewContext): Promise<Rendered> {
  const { database, chatId, notice, say } = context;
  const { user, name } = notice.params;
  const id =
    typeof name === 'string' ? await findByName(database, name) : typeof user === 'number' ? user : null;
  if (id === null) {
    return {
      html: typeof name === 'string' ? say('refusal.unknown_name', { name }) : say('refusal.no_target'),
    };
  }
  const member = await findMember(database, chatId, id);
  if (!member) return { html: say('refusal.not_seen') };
  if (member.isBot) return { html: say('refusal.receiver_bot') };
  return { html: join(await lines(context, member), '\n') };
}

async function lines(context: ViewContext, member: KnownMember): Promise<Html[]> {
  const { database, chatId, notice, say, settings } = context;
  const place = await readPlace(database, chatId, member.reputation);
  const { total } = await readTop(database, chatId, 1, 1);
  const said = [
    say('me.title', { name: fullName({ ...member, id: member.userId }) }),
    say('me.reputation', { reputation: member.reputation }),
  ];
  if (settings['reputation.from'] === 'shared') {
    const admins = member.reputationFromAdmins;
    said.push(say('me.shared', { admins, members: member.reputation - admins }));
  }
  said.push(
    place === null || !member.present ? say('me.no_place') : say('me.place', { place, of: total }),
    say('me.given', { count: member.thanksGiven }),
    say('me.got', { count: member.thanksGot }),
  );
  const limit = settings['reputation.given_per_day'];
  if (member.userId === notice.to && settings['reputation.enabled'] && limit > 0) {
    const given = await readGiven(database, chatId, member.userId, localDay(notice.at, settings.time_zone));
    const left = limit - given;
    said.push(left > 0 ? say('me.left', { count: left }) : say('me.left_none'));
  }
  return said;
}
