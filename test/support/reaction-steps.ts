import fc from 'fast-check';
import type { SettledEvent } from '../../src/model/event.ts';
import { readMessage } from '../../src/telegram/read/message.ts';
import { readMessageReaction } from '../../src/telegram/read/others.ts';
import { BOT } from './facts.ts';
import { chat, from, PEOPLE, START } from './fold-steps.ts';

/** Two that say thanks, two that say minus, one that says nothing. */
const SIGNS = ['❤', '🙏', '👎', '🤬', '🔥'] as const;
export const REACTIONS_ON = {
  'reactions.enabled': true,
  'reactions.plus': ['❤', '🙏'],
  'reactions.minus': ['👎', '🤬'],
};

/** Somebody writes, thanks for a message of before, or changes their reactions on one. */
export type Deed =
  | { does: 'write'; who: number; after: number }
  | { does: 'thank'; who: number; after: number; on: number }
  | { does: 'react'; who: number; after: number; on: number; now: readonly string[] };

/** Few, so that they meet their own gifts again. */
const who = fc.constantFrom(...PEOPLE.slice(0, 3));
const on = fc.nat(3);

export const deed = (after: fc.Arbitrary<number>): fc.Arbitrary<Deed> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.record({ does: fc.constant('write' as const), who, after }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('thank' as const), who, after, on }) },
    {
      weight: 9,
      arbitrary: fc.record({
        does: fc.constant('react' as const),
        who,
        after,
        on,
        now: fc.oneof(
          { weight: 2, arbitrary: fc.constant([]) },
          { weight: 3, arbitrary: fc.constantFrom(...SIGNS).map((sign) => [sign]) },
          { weight: 2, arbitrary: fc.subarray([...SIGNS], { maxLength: 3 }) },
        ),
      }),
    },
  );

/** A deed with its time; `author` wrote the message it is about. */
export interface Done {
  deed: Deed;
  at: number;
  messageId: number;
  author: number;
  before: readonly string[];
  event: SettledEvent;
}

/** The deeds as Telegram would tell of them. A deed is about one of the last two messages before it. */
export function done(deeds: readonly Deed[]): Done[] {
  let at = START;
  const written: { id: number; by: number }[] = [];
  const standing = new Map<string, readonly string[]>();
  return deeds.flatMap((deed, index): Done[] => {
    at += deed.after;
    const about = deed.does === 'write' ? undefined : written.at(-1 - (deed.on % 2));
    if (deed.does === 'write' || !about) {
      const id = 100 + index;
      written.push({ id, by: deed.who });
      const event = message(id, at, deed.who, 'good morning');
      return [{ deed: { ...deed, does: 'write' }, at, messageId: id, author: deed.who, before: [], event }];
    }
    if (deed.does === 'thank') {
      const id = 100 + index;
      const event = message(id, at, deed.who, 'thanks for that', about);
      return [{ deed, at, messageId: id, author: about.by, before: [], event }];
    }
    const key = `${deed.who} ${about.id}`;
    const before = standing.get(key) ?? [];
    standing.set(key, deed.now);
    const event = reaction(about.id, at, deed.who, before, deed.now);
    return [{ deed, at, messageId: about.id, author: about.by, before, event }];
  });
}

export function message(
  id: number,
  date: number,
  by: number,
  text: string,
  about?: { id: number; by: number },
): SettledEvent {
  const answered = about && { message_id: about.id, date: START, chat, from: from(about.by), text: 'a tip' };
  const said = { message_id: id, date, chat, from: from(by), text };
  const read = readMessage({ ...said, ...(answered && { reply_to_message: answered }) }, false, BOT.username);
  return read as SettledEvent;
}

export function reaction(
  message_id: number,
  date: number,
  by: number,
  before: readonly string[],
  now: readonly string[],
): SettledEvent {
  const types = (list: readonly string[]) => list.map((emoji) => ({ type: 'emoji', emoji }));
  return readMessageReaction({
    ...{ chat, message_id, user: from(by), date },
    ...{ old_reaction: types(before), new_reaction: types(now) },
  }) as SettledEvent;
}

/** What a person's reactions on a message say: one sign, or none where they contradict one another. */
export function signOf(reactions: readonly string[]): 'thanks' | 'minus' | 'both' | null {
  const plus = reactions.some((one) => one === '❤' || one === '🙏');
  const minus = reactions.some((one) => one === '👎' || one === '🤬');
  if (plus && minus) return 'both';
  return plus ? 'thanks' : minus ? 'minus' : null;
}
