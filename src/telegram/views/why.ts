import { refusalParams } from '../../engine/answer.ts';
import { rulesOf } from '../../engine/rules-of.ts';
import { type MessageFate, readDay, readFate, readLastTry, readTakenBack } from '../../ledger/store.ts';
import type { NoticeValue } from '../../model/notice.ts';
import type { Outcome, Result } from '../../model/outcome.ts';
import type { Refusal } from '../../model/refusal.ts';
import { localDay, type Seconds } from '../../model/time.ts';
import { lastBetween, left } from '../../reputation/may-give.ts';
import { WAIT_FOR_MESSAGE } from '../../reputation/reactions.ts';
import { REFUSED_AUTHOR } from '../../reputation/receivers.ts';
import type { Sign } from '../../reputation/rules.ts';
import {
  type ReactionFate,
  readLastGifts,
  readLastReaction,
  readReactionFate,
} from '../../reputation/store.ts';
import { type Html, join, truncate } from '../../text/html.ts';
import { mayGiveADay } from './budget.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** Whose try it was, when, and what came of it. */
interface Explained {
  userId: number;
  at: Seconds;
  outcome: Outcome;
}

/** What a message did, or why it did nothing: the one replied to, or the last try of who asks. */
export async function why(context: ViewContext): Promise<Rendered> {
  const { notice, say } = context;
  const { message, asked } = notice.params;
  const person = typeof asked === 'number' ? asked : null;
  if (typeof message === 'number') return { html: await whyMessage(context, message, person) };
  const last = person === null ? null : await lastTry(context, person);
  return { html: last ? join([say('why.own_last'), last], '\n') : say('why.nothing_yet') };
}

/** First what the reactions of who asks did on the message, then what it did itself. */
async function whyMessage(context: ViewContext, message: number, asked: number | null): Promise<Html> {
  const { database, chat, chatId, say } = context;
  const epoch = chat?.epoch ?? 0;
  const fate = await readFate(database, chatId, epoch, message);
  const own = asked === null ? null : await readReactionFate(database, chatId, epoch, message, asked);
  const said: Html[] = [];
  if (own && asked !== null) said.push(await explainReaction(context, own, asked));
  if (fate && isExplained(fate)) said.push(await explainMessage(context, fate));
  if (said.length === 0) said.push(fate ? noWord(context) : say('why.unknown'));
  return truncate(join(said, '\n\n'), 4096);
}

/** Such a message may have earned experience all the same. */
function noWord({ say, settings }: ViewContext): Html {
  const said = say('why.no_word');
  return settings['experience.enabled'] ? join([said, say('why.experience')], '\n') : said;
}

/** The later of a message and a reaction. */
async function lastTry(context: ViewContext, person: number): Promise<Html | null> {
  const { database, chatId } = context;
  const spoken = await readLastTry(database, chatId, person);
  const reaction = await readLastReaction(database, chatId, person);
  if (reaction && reaction.at >= (spoken?.at ?? 0)) return explainReaction(context, reaction, person);
  return spoken && isExplained(spoken) ? explainMessage(context, spoken) : null;
}

function isExplained(fate: MessageFate): fate is MessageFate & { outcome: Outcome } {
  return fate.outcome !== null;
}

/** With what was taken back of it since. */
async function explainMessage(context: ViewContext, fate: MessageFate & { outcome: Outcome }): Promise<Html> {
  const { database, chatId } = context;
  const gave = [fate.outcome, ...(fate.outcome.also ?? [])].some(({ results }) =>
    results.some((result) => 'gave' in result),
  );
  const back = gave ? await readTakenBack(database, chatId, fate.epoch, fate.messageId) : [];
  return explain(context, fate, headingOf(context, fate.outcome), back);
}

async function explainReaction(context: ViewContext, fate: ReactionFate, userId: number): Promise<Html> {
  const { notice, say } = context;
  const { at, outcome, waiting } = fate;
  const heading = say('why.heading_reaction', { rule: pictureOf(outcome.rule) });
  if (waiting && notice.at - at <= WAIT_FOR_MESSAGE) return join([heading, say('why.waiting')], '\n');
  const refused = waiting ? authorRefusal(notice.params.author) : null;
  const results = refused ? [{ receiver: null, name: null, refused }] : outcome.results;
  return explain(context, { userId, at, outcome: { ...outcome, results } }, heading, []);
}

async function explain(
  context: ViewContext,
  fate: Explained,
  heading: Html,
  takenBack: readonly { name: string }[],
): Promise<Html> {
  const { say } = context;
  const rules = [fate.outcome, ...(fate.outcome.also ?? [])];
  const said: Html[] = [];
  for (const [index, one] of rules.entries()) {
    said.push(index === 0 ? heading : headingOf(context, one));
    for (const result of one.results) said.push(await line(context, { ...fate, outcome: one }, result));
  }
  for (const { name } of takenBack) said.push(say('why.taken_back', { name }));
  const today = await leftToday(context, rules.find(({ sign }) => sign !== 'trigger') ?? fate.outcome);
  if (today !== null) said.push(today);
  return truncate(join(said, '\n'), 4096);
}

function headingOf({ say }: ViewContext, { rule }: Outcome): Html {
  if (rule === '@') return say('why.heading_mention');
  return say(/^\/\w/.test(rule) ? 'why.heading_command' : 'why.heading', { rule });
}

/** A custom emoji has a number only, and the star that is paid for no emoji of its own. */
function pictureOf(rule: string): string {
  if (rule === 'paid') return '⭐';
  return rule.startsWith('custom:') ? '✨' : rule;
}

/** The message that is asked about by reply shows its author, where the bot itself never learnt of it. */
function authorRefusal(author: NoticeValue | undefined): Refusal | null {
  return typeof author === 'string' && Object.hasOwn(REFUSED_AUTHOR, author)
    ? { no: REFUSED_AUTHOR[author as keyof typeof REFUSED_AUTHOR] }
    : null;
}

async function line(context: ViewContext, fate: Explained, result: Result): Promise<Html> {
  const { say } = context;
  if ('gave' in result) {
    const { name, gave: amount, experience } = result;
    if (experience === undefined) return say('why.gave', { name, amount });
    return say(amount === 0 ? 'why.gave_experience' : 'why.gave_both', { name, amount, experience });
  }
  if ('said' in result) return say('why.said');
  if ('tookBack' in result) return say('why.took_back', { name: result.name, amount: result.tookBack });
  const reason = await reasonNow(context, fate, result.receiver, result.refused);
  return result.name === null
    ? say('why.refused_all', { reason })
    : say('why.refused', { name: result.name, reason });
}

/** The refusal with its figures as they are now: who asks wants to know how long there is still to wait. */
async function reasonNow(
  context: ViewContext,
  { userId, at, outcome }: Explained,
  receiver: number | null,
  refused: Refusal,
): Promise<Html> {
  const { say, notice, database, chatId, settings } = context;
  const spoken = (refusal: Refusal) => {
    const { key, params } = refusalParams(refusal);
    return say(key, params);
  };
  const { sign } = outcome;
  // Triggers obey no interval and no budget but their own.
  if (sign === 'trigger') {
    if (refused.no !== 'trigger_interval') return spoken(refused);
    const wait = refused.wait - (notice.at - at);
    return wait > 0 ? spoken({ ...refused, wait }) : say('why.over_interval');
  }
  switch (refused.no) {
    case 'chat_interval':
    case 'giver_interval':
    case 'receiver_interval':
    case 'pair_interval': {
      const wait = await waitNow(context, refused.no, sign, userId, receiver);
      return wait > 0 ? spoken({ ...refused, wait }) : say('why.over_interval');
    }
    case 'given_per_day':
    case 'received_per_day': {
      const given = refused.no === 'given_per_day';
      const family = sign === 'thanks' ? 'reputation' : 'negative';
      const who = given ? userId : (receiver ?? 0);
      const limit = given ? await mayGiveADay(context, sign, who) : settings[`${family}.received_per_day`];
      const day = await readDay(database, chatId, who, localDay(notice.at, settings.time_zone));
      const used = day[`${sign}${given ? 'Given' : 'Got'}`];
      return limit > 0 && used >= limit ? spoken({ no: refused.no, limit }) : say('why.over_budget');
    }
    default:
      return spoken(refused);
  }
}

async function waitNow(
  { chat, chatId, database, notice }: ViewContext,
  no: 'chat_interval' | 'giver_interval' | 'receiver_interval' | 'pair_interval',
  sign: Sign,
  giver: number,
  receiver: number | null,
): Promise<Seconds> {
  const rules = rulesOf(chat?.settings ?? '{}').gifts[sign];
  const last = await readLastGifts(database, chatId, giver, receiver);
  const thanks = sign === 'thanks';
  switch (no) {
    case 'chat_interval':
      return left(rules.chatInterval, (thanks ? chat?.lastThanksAt : chat?.lastMinusAt) ?? null, notice.at);
    case 'giver_interval':
      return left(rules.giverInterval, thanks ? last.thanksGivenAt : last.minusGivenAt, notice.at);
    case 'receiver_interval':
      return left(rules.receiverInterval, thanks ? last.thanksGotAt : last.minusGotAt, notice.at);
    case 'pair_interval':
      return left(rules.pairInterval, lastBetween(rules, sign, last.there, last.back), notice.at);
  }
}

/** What the one who asks may still give today, where the chat sets a limit. */
async function leftToday(context: ViewContext, outcome: Outcome): Promise<Html | null> {
  const { database, chatId, notice, settings, say } = context;
  if (outcome.sign === 'trigger') return null;
  const family = outcome.sign === 'thanks' ? 'reputation' : 'negative';
  const { sign } = outcome;
  const limit = notice.to === null ? 0 : await mayGiveADay(context, sign, notice.to);
  // What is done by command counts towards no budget.
  const budgeted = settings[`${family}.enabled`] && limit > 0 && !outcome.rule.startsWith('/');
  if (!budgeted || notice.to === null) return null;
  const day = await readDay(database, chatId, notice.to, localDay(notice.at, settings.time_zone));
  const given = outcome.sign === 'thanks' ? day.thanksGiven : day.minusGiven;
  return say(outcome.sign === 'thanks' ? 'why.left' : 'why.left_minus', {
    count: Math.max(0, limit - given),
  });
}
