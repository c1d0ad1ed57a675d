import { refusalParams } from '../../engine/answer.ts';
import { rulesOf } from '../../engine/rules-of.ts';
import { type MessageFate, readDay, readFate, readLastTry, readTakenBack } from '../../ledger/store.ts';
import type { Outcome, Result } from '../../model/outcome.ts';
import type { Refusal } from '../../model/refusal.ts';
import { localDay, type Seconds } from '../../model/time.ts';
import { lastBetween, left } from '../../reputation/may-give.ts';
import type { Sign } from '../../reputation/rules.ts';
import { readLastGifts } from '../../reputation/store.ts';
import { type Html, join, truncate } from '../../text/html.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

type Explained = MessageFate & { outcome: Outcome };

/** What a message did, or why it did nothing: the one replied to, or the last try of who asks. */
export async function why(context: ViewContext): Promise<Rendered> {
  const { database, chat, chatId, notice, say } = context;
  const { message, asked } = notice.params;
  if (typeof message === 'number') {
    const fate = await readFate(database, chatId, chat?.epoch ?? 0, message);
    if (!fate) return { html: say('why.unknown') };
    return { html: isExplained(fate) ? await explain(context, fate) : say('why.no_word') };
  }
  const fate = typeof asked === 'number' ? await readLastTry(database, chatId, asked) : null;
  if (!fate || !isExplained(fate)) return { html: say('why.nothing_yet') };
  return { html: join([say('why.own_last'), await explain(context, fate)], '\n') };
}

function isExplained(fate: MessageFate): fate is Explained {
  return fate.outcome !== null;
}

async function explain(context: ViewContext, fate: Explained): Promise<Html> {
  const { say, database, chatId } = context;
  const rules = [fate.outcome, ...(fate.outcome.also ?? [])];
  const said: Html[] = [];
  for (const one of rules) {
    said.push(one.rule === '@' ? say('why.heading_mention') : say('why.heading', { rule: one.rule }));
    for (const result of one.results) said.push(await line(context, { ...fate, outcome: one }, result));
  }
  if (rules.some(({ results }) => results.some((result) => 'gave' in result))) {
    for (const { name } of await readTakenBack(database, chatId, fate.epoch, fate.messageId)) {
      said.push(say('why.taken_back', { name }));
    }
  }
  const today = await leftToday(context, rules.find(({ sign }) => sign !== 'trigger') ?? fate.outcome);
  if (today !== null) said.push(today);
  return truncate(join(said, '\n'), 4096);
}

async function line(context: ViewContext, fate: Explained, result: Result): Promise<Html> {
  const { say } = context;
  if ('gave' in result) {
    const { name, gave: amount, experience } = result;
    if (experience === undefined) return say('why.gave', { name, amount });
    return say(amount === 0 ? 'why.gave_experience' : 'why.gave_both', { name, amount, experience });
  }
  if ('said' in result) return say('why.said');
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
      const limit = settings[`${family}.${refused.no}`];
      const who = given ? userId : (receiver ?? 0);
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
  const limit = settings[`${family}.given_per_day`];
  // What is done by command counts towards no budget.
  const budgeted = settings[`${family}.enabled`] && limit > 0 && !outcome.rule.startsWith('/');
  if (!budgeted || notice.to === null) return null;
  const day = await readDay(database, chatId, notice.to, localDay(notice.at, settings.time_zone));
  const given = outcome.sign === 'thanks' ? day.thanksGiven : day.minusGiven;
  return say(outcome.sign === 'thanks' ? 'why.left' : 'why.left_minus', {
    count: Math.max(0, limit - given),
  });
}
