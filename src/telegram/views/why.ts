import { refusalParams } from '../../engine/answer.ts';
import { readFate, readGiven, readLastTry } from '../../ledger/store.ts';
import type { NoticeValue } from '../../model/notice.ts';
import type { Outcome, Result } from '../../model/outcome.ts';
import type { Refusal } from '../../model/refusal.ts';
import { localDay } from '../../model/time.ts';
import { WAIT_FOR_MESSAGE } from '../../reputation/reactions.ts';
import { type ReactionFate, readLastReaction, readReactionFate } from '../../reputation/store.ts';
import { type Html, join, truncate } from '../../text/html.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

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
  if (own) said.push(await explainReaction(context, own));
  if (fate?.outcome) said.push(await explain(context, fate.outcome, headingOf(context, fate.outcome)));
  if (said.length === 0) said.push(say(fate ? 'why.no_word' : 'why.unknown'));
  return truncate(join(said, '\n\n'), 4096);
}

/** The later of a message and a reaction. */
async function lastTry(context: ViewContext, person: number): Promise<Html | null> {
  const { database, chatId } = context;
  const spoken = await readLastTry(database, chatId, person);
  const reaction = await readLastReaction(database, chatId, person);
  if (reaction && reaction.at >= (spoken?.at ?? 0)) return explainReaction(context, reaction);
  if (!spoken?.outcome) return null;
  return explain(context, spoken.outcome, headingOf(context, spoken.outcome));
}

async function explain(context: ViewContext, outcome: Outcome, heading: Html): Promise<Html> {
  const rules = [outcome, ...(outcome.also ?? [])];
  const said = rules.flatMap((one, index) => [
    index === 0 ? heading : headingOf(context, one),
    ...one.results.map((result) => line(context, result)),
  ]);
  const left = await leftToday(context, rules.find(({ sign }) => sign !== 'trigger') ?? outcome);
  if (left !== null) said.push(left);
  return truncate(join(said, '\n'), 4096);
}

function headingOf({ say }: ViewContext, { rule }: Outcome): Html {
  return rule === '@' ? say('why.heading_mention') : say('why.heading', { rule });
}

function explainReaction(context: ViewContext, { at, outcome, waiting }: ReactionFate): Promise<Html> | Html {
  const { notice, say } = context;
  const heading = say('why.heading_reaction', { rule: pictureOf(outcome.rule) });
  if (waiting && notice.at - at <= WAIT_FOR_MESSAGE) return join([heading, say('why.waiting')], '\n');
  const refused = waiting ? authorRefusal(notice.params.author) : null;
  if (!refused) return explain(context, outcome, heading);
  return explain(context, { ...outcome, results: [{ receiver: null, name: null, refused }] }, heading);
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

const REFUSED_AUTHOR = {
  bot: 'receiver_bot',
  anonymous_admin: 'receiver_anonymous',
  channel: 'receiver_channel',
  linked_post: 'linked_post',
  service: 'service_message',
} as const;

function line({ say }: ViewContext, result: Result): Html {
  if ('gave' in result) {
    const { name, gave: amount, experience } = result;
    if (experience === undefined) return say('why.gave', { name, amount });
    return say(amount === 0 ? 'why.gave_experience' : 'why.gave_both', { name, amount, experience });
  }
  if ('said' in result) return say('why.said');
  if ('tookBack' in result) return say('why.took_back', { name: result.name, amount: result.tookBack });
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
