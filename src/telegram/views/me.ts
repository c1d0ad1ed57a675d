import { chainOfChat } from '../../engine/ranks/holdings.ts';
import { switchesOf, titlesOf } from '../../engine/ranks/titles.ts';
import { curveOf } from '../../engine/rules-of.ts';
import { readPlace, scoreOf } from '../../leaderboard/store.ts';
import { readDay } from '../../ledger/store.ts';
import { progressOf } from '../../model/curve.ts';
import type { DayFacts } from '../../model/facts.ts';
import { fullName } from '../../model/person.ts';
import { localDay } from '../../model/time.ts';
import { findByName, findMember, type KnownMember } from '../../people/store.ts';
import { readHoldings } from '../../ranks/holdings.ts';
import { nextTitle, titleOf } from '../../ranks/ladder.ts';
import { Html, join } from '../../text/html.ts';
import { mayGiveADay } from './budget.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';
import { giftsOf, groupsOf } from './rewards.ts';

/** Somebody's standing in the chat: who asked, or whom they named. */
export async function me(context: ViewContext): Promise<Rendered> {
  const member = await askedMember(context);
  return { html: member instanceof Html ? member : await standingOf(context, member) };
}

/** Whom a command asks about, by its notice; or why nobody can be shown. */
export async function askedMember(context: ViewContext): Promise<KnownMember | Html> {
  const { database, chatId, notice, say } = context;
  const id = await personAsked(context);
  if (typeof id !== 'number') return id;
  const member = await findMember(database, chatId, id);
  if (!member) return say('refusal.not_seen');
  if (member.hidden && id !== notice.to) return say('refusal.hidden');
  return member.isBot ? say('refusal.receiver_bot') : member;
}

/** All that is told of a member in words. */
export async function standingOf(context: ViewContext, member: KnownMember): Promise<Html> {
  return join(await lines(context, member), '\n');
}

/** Whom a command about somebody means, or why it means nobody. */
export async function personAsked({ database, notice, say }: ViewContext): Promise<number | Html> {
  const { user, name } = notice.params;
  if (typeof name !== 'string') return typeof user === 'number' ? user : say('refusal.no_target');
  return (await findByName(database, name)) ?? say('refusal.unknown_name', { name });
}

async function lines(context: ViewContext, member: KnownMember): Promise<Html[]> {
  const { database, chatId, say, settings } = context;
  const ranked = member.present && !member.hidden;
  const standing = ranked ? await readPlace(database, chatId, 'sum', member.reputation) : null;
  const said = [
    say('me.title', { name: fullName({ ...member, id: member.userId }) }),
    say('me.reputation', { reputation: member.reputation }),
    standing ? say('me.place', { ...standing }) : say(member.hidden ? 'me.hidden' : 'me.no_place'),
  ];
  if (settings['experience.enabled'] || member.experience !== 0) {
    said.push(...experienceLines(context, member));
  }
  const own = member.userId === context.notice.to;
  const today = own ? await readToday(context, member.userId) : null;
  if (today && settings['experience.enabled']) said.push(say('me.today', { change: today.experience }));
  said.push(...titleLines(context, member), ...(await rewardLines(context, member)));
  if (settings['reputation.from'] === 'shared') said.push(...(await shared(context, member)));
  said.push(say('me.given', { count: member.thanksGiven }), say('me.got', { count: member.thanksGot }));
  if (today) said.push(...(await leftToday(context, member.userId, today)));
  return said;
}

/** Level and progress within it, as figures and as a bar. */
function experienceLines({ say, settings }: ViewContext, { experience }: KnownMember): Html[] {
  const curve = curveOf(settings);
  const { level, missing } = progressOf(curve, experience);
  const needed = curve.begins(level + 1) - curve.begins(level);
  const earned = needed - missing;
  return [
    say('me.experience', { experience, level, missing }),
    say('me.progress', { bar: barOf(earned / needed), earned, needed, next: level + 1 }),
  ];
}

const CELLS = 10;

/** Full only when the level is. Sample: 0.59 → ▰▰▰▰▰▱▱▱▱▱ */
function barOf(share: number): string {
  const full = Math.floor(share * CELLS);
  return '▰'.repeat(full) + '▱'.repeat(CELLS - full);
}

/** The title held, and what is missing for the next one. */
function titleLines({ chat, say, settings }: ViewContext, member: KnownMember): Html[] {
  const { experience, reputation, title: held } = member;
  const { ladder } = titlesOf(chat?.ladder ?? '', settings.language);
  const switches = switchesOf(settings);
  const said: Html[] = [];
  const title = titleOf(experience, reputation, ladder, switches, held);
  if (title) said.push(say('me.title_held', { title: title.name }));
  const next = nextTitle(experience, reputation, ladder, switches, held);
  if (!next) return said;
  const missing = { title: next.title.name, experience: next.experience, reputation: next.reputation };
  if (next.experience > 0 && next.reputation > 0) said.push(say('me.title_next_both', missing));
  else if (next.experience > 0) said.push(say('me.title_next_experience', missing));
  else said.push(say('me.title_next_reputation', missing));
  return said;
}

/** The rewards held, in words; and for how long another's boost holds. */
async function rewardLines(context: ViewContext, member: KnownMember): Promise<Html[]> {
  const { chat, settings, notice, say } = context;
  if (member.holdings === null) return [];
  const { held, boosted } = readHoldings(member.holdings);
  const list = chainOfChat(chat, settings).rewards.list.filter(({ id }) => held.includes(id));
  const said: Html[] = [];
  if (list.length > 0)
    said.push(say('reward.held', { gifts: giftsOf(context, list, await groupsOf(context, list)) }));
  if (boosted > notice.at) said.push(say('reward.boosted', { wait: boosted - notice.at }));
  return said;
}

/** What came from admins and what from members, each with its place in that order. */
async function shared({ database, chatId, say }: ViewContext, member: KnownMember): Promise<Html[]> {
  const said: Html[] = [];
  for (const order of ['admins', 'members'] as const) {
    const reputation = scoreOf(order, member);
    const ranked = member.present && !member.hidden;
    const standing = ranked ? await readPlace(database, chatId, order, reputation) : null;
    said.push(
      standing === null
        ? say(`me.from_${order}_only`, { reputation })
        : say(`me.from_${order}`, { reputation, place: standing.place }),
    );
  }
  return said;
}

const readToday = ({ database, chatId, notice, settings }: ViewContext, user: number) =>
  readDay(database, chatId, user, localDay(notice.at, settings.time_zone));

/** What is left of today's budgets to who asks, where the chat sets any. */
async function leftToday(context: ViewContext, user: number, day: DayFacts): Promise<Html[]> {
  const { chat, say, settings } = context;
  const said: Html[] = [];
  const tell = (key: string, limit: number, used: number) => {
    if (limit === 0) return;
    said.push(limit > used ? say(key, { count: limit - used }) : say(`${key}_none`));
  };
  const gives = (family: 'reputation' | 'negative') =>
    settings[`${family}.from`] !== 'admins' || isAdmin(chat?.admins, user);
  if (settings['reputation.enabled']) {
    if (gives('reputation')) tell('me.left', await mayGiveADay(context, 'thanks', user), day.thanksGiven);
    tell('me.left_get', settings['reputation.received_per_day'], day.thanksGot);
  }
  if (settings['negative.enabled'] && gives('negative')) {
    tell('me.left_minus', settings['negative.given_per_day'], day.minusGiven);
  }
  return said;
}

function isAdmin(stored: string | undefined, user: number): boolean {
  return stored !== undefined && (JSON.parse(stored) as number[]).includes(user);
}
