import { refusalParams } from '../../engine/answer.ts';
import { readFate, readGiven, readLastTry } from '../../ledger/store.ts';
import type { Outcome, Result } from '../../model/outcome.ts';
import { localDay } from '../../model/time.ts';
import { type Html, join, truncate } from '../../text/html.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** What a message did, or why it did nothing: the one replied to, or the last try of who asks. */
export async function why(context: ViewContext): Promise<Rendered> {
  const { database, chat, chatId, notice, say } = context;
  const { message, asked } = notice.params;
  if (typeof message === 'number') {
    const fate = await readFate(database, chatId, chat?.epoch ?? 0, message);
    if (!fate) return { html: say('why.unknown') };
    return { html: fate.outcome ? await explain(context, fate.outcome) : say('why.no_word') };
  }
  const fate = typeof asked === 'number' ? await readLastTry(database, chatId, asked) : null;
  if (!fate?.outcome) return { html: say('why.nothing_yet') };
  return { html: join([say('why.own_last'), await explain(context, fate.outcome)], '\n') };
}

async function explain(context: ViewContext, outcome: Outcome): Promise<Html> {
  const { say } = context;
  const rules = [outcome, ...(outcome.also ?? [])];
  const said = rules.flatMap(({ rule, results }) => [
    rule === '@' ? say('why.heading_mention') : say('why.heading', { rule }),
    ...results.map((result) => line(context, result)),
  ]);
  const left = await leftToday(context, rules.find(({ sign }) => sign !== 'trigger') ?? outcome);
  if (left !== null) said.push(left);
  return truncate(join(said, '\n'), 4096);
}

function line({ say }: ViewContext, result: Result): Html {
  if ('gave' in result) {
    const { name, gave: amount, experience } = result;
    if (experience === undefined) return say('why.gave', { name, amount });
    return say(amount === 0 ? 'why.gave_experience' : 'why.gave_both', { name, amount, experience });
  }
  if ('said' in result) return say('why.said');
  const { key, params } = refusalParams(result.refused);
  const reason = say(key, params);
  return result.name === null
    ? say('why.refused_all', { reason })
    : say('why.refused', { name: result.name, reason });
}

/** What the one who asks may still give today, where the chat sets a limit. */
async function leftToday(context: ViewContext, outcome: Outcome): Promise<Html | null> {
  const { database, chatId, notice, settings, say } = context;
  const limit = settings['reputation.given_per_day'];
  // What an admin gives by command counts towards no budget.
  const budgeted = outcome.sign === 'thanks' && !outcome.rule.startsWith('/');
  if (!budgeted || limit === 0 || notice.to === null || !settings['reputation.enabled']) return null;
  const given = await readGiven(database, chatId, notice.to, localDay(notice.at, settings.time_zone));
  return say('why.left', { count: Math.max(0, limit - given) });
}
