import { powersBy } from '../../engine/ranks/powers.ts';
import { findMember } from '../../people/store.ts';
import { givenPerDay } from '../../reputation/may-give.ts';
import type { Sign } from '../../reputation/rules.ts';
import type { ViewContext } from './context.ts';

/** What a member may give a day, with what rewards add to it; 0: there is no limit. */
export async function mayGiveADay(
  { database, chat, chatId, settings }: ViewContext,
  sign: Sign,
  userId: number,
): Promise<number> {
  const rules = { givenPerDay: settings[`${sign === 'thanks' ? 'reputation' : 'negative'}.given_per_day`] };
  const rewards = chat?.rewards ?? '';
  const member = rewards === '' ? null : await findMember(database, chatId, userId);
  return givenPerDay(rules, sign, powersBy(rewards, member?.holdings ?? null));
}
