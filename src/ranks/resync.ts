import type { Rewards } from './rewards.ts';

/**
 * What somebody holds once what is due has been looked at anew. What is due comes, in its order, behind what is held;
 * nothing goes, unless it is to be exact: then what is due no more goes, but for what was given for good.
 * Sample, due 3 and 1 being held: [1, 3]; exactly: [3], or [1, 3] where 1 is persistent.
 */
export function heldBySync(
  held: readonly number[],
  due: readonly number[],
  { list }: Rewards,
  exact: boolean,
): readonly number[] {
  const isForGood = (id: number) =>
    list.some((one) => one.id === id && one.keep === 'persistent' && !one.gone);
  const kept = exact ? held.filter((id) => due.includes(id) || isForGood(id)) : held;
  const fresh = due.filter((id) => !kept.includes(id));
  return fresh.length === 0 ? kept : [...kept, ...fresh];
}
