import type { Refusal } from '../model/refusal.ts';
import { planAddTitle, type Titles } from './change.ts';
import { type Ladder, MOST_TITLES, sameName, type Title } from './ladder.ts';
import { MOST_REWARDS, planAddReward, type RewardChecks } from './reward-change.ts';
import { writeReward } from './reward-write.ts';
import type { Rewards } from './rewards.ts';
import { writeTitle } from './title-write.ts';

/** Titles and rewards as a file of settings has them. */
export interface RanksFile {
  readonly titles: readonly string[];
  readonly rewards: readonly string[];
}

/** Those of a chat. `own`: its titles are its own making, not those that come with its language. */
export interface Ranks {
  readonly titles: Titles;
  readonly own: boolean;
  readonly rewards: Rewards;
}

export interface RanksPlan extends Ranks {
  readonly newTitles: number;
  /** With those that replace others. */
  readonly newRewards: number;
  /** What was understood of the rewards, as `/reward add` takes it, links as ids. */
  readonly written: readonly string[];
  readonly refusals: readonly Refusal[];
}

/**
 * A file's titles and rewards are added to those of a chat; titles that came with its language make room for them.
 * What is there already changes nothing.
 */
export function planRanks(
  now: Ranks,
  file: RanksFile,
  checks: Pick<RewardChecks, 'lowest' | 'by' | 'group'>,
): RanksPlan {
  if (file.titles.length > MOST_TITLES) return refusedAll(now, { no: 'titles_full', most: MOST_TITLES });
  if (file.rewards.length > MOST_REWARDS) return refusedAll(now, { no: 'rewards_full', most: MOST_REWARDS });
  const refusals: Refusal[] = [];
  const titles = addTitles(now, file.titles, refusals);
  const written: string[] = [];
  let { rewards } = now;
  for (const words of file.rewards) {
    const added = addReward(rewards, words, { ...checks, ladder: titles.ladder });
    if ('no' in added) refusals.push(added);
    else {
      rewards = added.rewards;
      written.push(added.written);
    }
  }
  const before = now.titles.ladder.map(writeTitle);
  const newTitles = titles.ladder.filter((one) => !before.includes(writeTitle(one))).length;
  const same = newTitles === 0;
  const newRewards = rewards.list.filter((one) => !now.rewards.list.includes(one)).length;
  return {
    ...{ titles: same ? now.titles : titles, own: now.own || !same, rewards },
    ...{ newTitles, newRewards, written, refusals },
  };
}

function refusedAll(now: Ranks, refusal: Refusal): RanksPlan {
  return { ...now, newTitles: 0, newRewards: 0, written: [], refusals: [refusal] };
}

function addTitles({ titles: now, own }: Ranks, written: readonly string[], refusals: Refusal[]): Titles {
  let titles = own || written.length === 0 ? now : { made: now.made, ladder: [] };
  for (const words of written) {
    if (titles.ladder.some((one) => writeTitle(one) === words)) continue;
    const plan = planAddTitle(titles, words);
    if (plan.ok) titles = own ? plan.titles : named(plan.titles, plan.of, now.ladder);
    else refusals.push(plan.refusals?.[0] ?? { no: 'file_title', written: words.slice(0, 64) });
  }
  // Where nothing of it could be read, the titles that came with the language stay.
  return titles.ladder.length === 0 ? now : titles;
}

/** A title that is called like one of before is that one: who holds it goes on holding it. */
function named({ made, ladder }: Titles, of: Title, before: Ladder): Titles {
  const twin = before.find(({ name }) => sameName(name, of.name));
  if (!twin) return { made, ladder };
  return { made: made - 1, ladder: ladder.map((one) => (one === of ? { ...of, id: twin.id } : one)) };
}

function addReward(
  rewards: Rewards,
  words: string,
  checks: RewardChecks,
): { rewards: Rewards; written: string } | Refusal {
  const plan = planAddReward(rewards, words, checks);
  const [of] = plan.ok ? plan.of : [];
  if (!plan.ok || !of)
    return (!plan.ok && plan.refusals?.[0]) || { no: 'file_reward', written: words.slice(0, 64) };
  const written = writeReward(of, checks.ladder) ?? words;
  const there = rewards.list.some((one) => !one.gone && writeReward(one, checks.ladder) === written);
  return { rewards: there ? rewards : plan.rewards, written };
}
