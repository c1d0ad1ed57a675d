import { chainOfChat } from '../../engine/ranks/holdings.ts';
import { switchesOf } from '../../engine/ranks/titles.ts';
import { titlesIn } from '../../people/store.ts';
import { isAsleep } from '../../ranks/ladder.ts';
import { type Chain, type Gifts, NO_GIFTS, type Reward } from '../../ranks/rewards.ts';
import { commaOf } from '../../text/format.ts';
import { type Html, html, join, truncate } from '../../text/html.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

const LONGEST_MESSAGE = 4096;

/** The chat's rewards, or after a command those that it was about. */
export async function rewards(context: ViewContext): Promise<Rendered> {
  const { chat, notice, settings, say } = context;
  const { did, of, replaced } = notice.params;
  const chain = chainOfChat(chat, settings);
  const wanted = Array.isArray(of) ? (of as readonly string[]) : null;
  const list = chain.rewards.list.filter((one) => (wanted ? wanted.includes(String(one.id)) : !one.gone));
  const how = notice.params.admin === true ? [say('reward.how')] : [];
  if (list.length === 0) return { html: join([say('reward.none'), ...how], '\n') };
  const lines = await rewardLines(context, chain, list);
  const head =
    typeof did === 'string' ? say(`reward.did_${did}`) : say('reward.title', { chat: chat?.title ?? '' });
  const hint = replaced === true ? [say('reward.replaced')] : [];
  return { html: truncate(join([head, ...lines, ...hint, ...how], '\n'), LONGEST_MESSAGE) };
}

/** What each is for, what it gives, and how long it is kept. */
export async function rewardLines(
  context: ViewContext,
  chain: Chain,
  list: readonly Reward[],
): Promise<Html[]> {
  const { say, settings } = context;
  const groups = await groupsOf(context, list);
  const switches = switchesOf(settings);
  return list.map((reward) => {
    const { for: tier, keep, id } = reward;
    const title = 'title' in tier ? chain.ladder.find((one) => one.id === tier.title) : undefined;
    const asleep = 'title' in tier && (!title || isAsleep(title, switches));
    const named =
      'level' in tier
        ? say('reward.tier_level', { level: tier.level })
        : title
          ? html`${title.name}`
          : say('reward.tier_gone');
    return say(asleep ? 'reward.line_asleep' : 'reward.line', {
      ...{ id, tier: named, gifts: giftsOf(context, [reward], groups) },
      keep: say(`reward.keep_${keep === 'default' ? chain.mode : keep}`),
    });
  });
}

/** Titles of the groups that rewards lead into. */
export async function groupsOf(
  { database }: ViewContext,
  list: readonly Reward[],
): Promise<ReadonlyMap<number, string>> {
  const ids = list.flatMap(({ gifts }) => gifts.link ?? []);
  return ids.length === 0 ? new Map() : titlesIn(database, ids);
}

/** What rewards give, in words: the same thing once. */
export function giftsOf(
  context: ViewContext,
  list: readonly Reward[],
  groups: ReadonlyMap<number, string>,
): Html {
  const said = list.flatMap(({ gifts }) => wordsOf(context, gifts, groups));
  const once = said.filter((one, index) => said.findIndex(({ text }) => text === one.text) === index);
  return join(once, commaOf(context.notice.language));
}

function wordsOf({ say }: ViewContext, gifts: Gifts, groups: ReadonlyMap<number, string>): Html[] {
  const { tag, short, link, lift, vote, weight, gifts: count, boost } = gifts;
  const group = link === null ? undefined : groups.get(link);
  return [
    ...(tag === ''
      ? []
      : [short === '' ? say('reward.gift_tag', { tag }) : say('reward.gift_short', { tag, short })]),
    ...(link === null ? [] : [group ? say('reward.gift_link', { group }) : say('reward.gift_link_unknown')]),
    ...(lift ? [say('reward.gift_lift')] : []),
    ...(vote ? [say('reward.gift_vote')] : []),
    ...(weight === NO_GIFTS.weight
      ? []
      : [weight === 2 ? say('reward.gift_double') : say('reward.gift_weight', { count: weight })]),
    ...(count === NO_GIFTS.gifts ? [] : [say('reward.gift_gifts', { count })]),
    ...(boost ? [say('reward.gift_boost')] : []),
  ];
}
