import type { Seconds } from '../model/time.ts';
import { type Chain, type Reward, shownReward, tagOf } from './rewards.ts';

/** What rewards have come to for one member of a chat. */
export interface Holdings {
  /** Ids of the rewards held, in the order in which they came. */
  readonly held: readonly number[];
  /** The tag that is to be seen in Telegram; '': none, or none can be, of an admin or of somebody who left. */
  readonly tag: string;
  /** The tag that was last seen beside their name, whoever set it, in a chat that asks for it; '': none, or not asked. */
  readonly worn: string;
  /** There was a tag to be seen before they left or became an admin: whether it still is nobody knows. */
  readonly unsure: boolean;
  /** Held or not, of these the link was sent and the restriction lifted: that happens once. */
  readonly done: readonly number[];
  /** Rewards whose one boost was spent. */
  readonly spent: readonly number[];
  /** Until when their experience is doubled, by another's boost; 0: it is not. */
  readonly boosted: Seconds;
}

export const NOTHING_HELD: Holdings = {
  ...{ held: [], tag: '', worn: '', unsure: false, done: [] },
  ...{ spent: [], boosted: 0 },
};

/** Null for nothing. */
export function storeHoldings(holdings: Holdings): string | null {
  const some = Object.entries(holdings).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : Boolean(value),
  );
  return some.length === 0 ? null : JSON.stringify(Object.fromEntries(some));
}

export function readHoldings(stored: string | null): Holdings {
  if (stored === null) return NOTHING_HELD;
  try {
    const { held, tag, worn, unsure, done, spent, boosted } = JSON.parse(stored) as Record<
      keyof Holdings,
      unknown
    >;
    return {
      held: ids(held),
      tag: typeof tag === 'string' ? tag : '',
      worn: typeof worn === 'string' ? worn : '',
      unsure: unsure === true,
      done: ids(done),
      spent: ids(spent),
      boosted: Number.isSafeInteger(boosted) ? (boosted as number) : 0,
    };
  } catch {
    return NOTHING_HELD;
  }
}

const ids = (value: unknown): number[] =>
  Array.isArray(value) ? value.filter((one): one is number => Number.isSafeInteger(one)) : [];

/** What can be done for a member in Telegram now. */
export interface Presence {
  readonly present: boolean;
  /** Telegram tags no admins. */
  readonly admin: boolean;
}

/** What is to be done in Telegram, once what is held is this. */
export interface HandedOut {
  holdings: Holdings;
  /** The tag to show from now on, '' to take it away; null: it is as it was, or nobody can tag this member now. */
  tag: string | null;
  /** Rewards whose link is to be sent, or restriction to be lifted, for the first time. */
  once: readonly Reward[];
}

/**
 * Who left or became an admin keeps all that is held, but has no tag to be seen: so it is told anew when they are back,
 * also that there is none any more, and so are the links that have come meanwhile. Done again, it does nothing.
 */
export function handOut(before: Holdings, held: readonly number[], who: Presence, chain: Chain): HandedOut {
  const visible = who.present && !who.admin;
  const tag = visible ? tagOf(shownReward(held, chain)) : '';
  const unsure = !visible && (before.unsure || before.tag !== '');
  const once = who.present ? onceOf(held, before.done, chain) : [];
  const shown = visible && (before.unsure || tag !== before.tag) ? tag : null;
  return {
    holdings: {
      ...{ ...before, held, tag, unsure, done: [...before.done, ...once.map(({ id }) => id)] },
      // Until a message shows what stands there now.
      worn: shown === null ? before.worn : '',
    },
    tag: shown,
    once,
  };
}

function onceOf(held: readonly number[], done: readonly number[], { rewards }: Chain): Reward[] {
  return held.flatMap((id) => {
    if (done.includes(id)) return [];
    const reward = rewards.list.find((one) => one.id === id);
    return reward && (reward.gifts.link !== null || reward.gifts.lift) ? [reward] : [];
  });
}
