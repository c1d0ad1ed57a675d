import fc from 'fast-check';
import type { SettledEvent } from '../../src/model/event.ts';
import { readMessage } from '../../src/telegram/read/message.ts';
import { BOT } from './facts.ts';

/** People 1…5; 1 is the admin. Each bears the name `person1` … */
export const PEOPLE = [1, 2, 3, 4, 5] as const;
export const ADMIN = 1;
export const START = 1_800_000_000;

/** One thing that somebody does in the chat. */
export interface Step {
  who: number;
  /** Seconds since the step before. */
  after: number;
  say: 'talk' | 'thanks' | 'minus' | 'both' | 'bare minus' | 'add' | 'take' | 'set' | 'undo';
  /** Whose message it answers. */
  to: number | null;
  /** Whom it names, in this order. */
  names: number[];
  edited: boolean;
  /** What an undo answers: the message so many steps before; 0, or too many: none. */
  back: number;
}

const WORDS: Record<Step['say'], string> = {
  talk: 'good morning',
  thanks: 'thanks for that',
  minus: '-rep wrong advice',
  both: 'thanks, but -rep for the tone',
  'bare minus': '-rep',
  add: '/addrep 7',
  take: '/takerep 7',
  set: '/set',
  undo: '/undo',
};

export const from = (id: number, username = `person${id}`) => ({
  id,
  is_bot: false,
  first_name: `P${id}`,
  username,
});
export const chat = { id: -100, type: 'supergroup', title: 'Garden' };

export interface Told {
  step: Step;
  at: number;
  event: SettledEvent;
  /** The same as Telegram sends it. */
  update: Record<string, unknown>;
}

/** The steps as Telegram would tell of them; an edit is of a message of its own. `bears`: who bears which name, from which step on. */
export function told(
  steps: readonly Step[],
  setting: (step: Step) => string = () => '',
  bears: (id: number, index: number) => string = (id) => `person${id}`,
): Told[] {
  let at = START;
  const replyOf = (index: number) => {
    const step = steps[index] as Step;
    const undone = step.say === 'undo' ? answeredBy(steps, index) : null;
    const author = step.say === 'undo' ? (undone === null ? null : steps[undone]?.who) : step.to;
    if (author === null || author === undefined) return {};
    const tip = { date: START - 60, chat, from: from(author, bears(author, index)), text: 'a tip' };
    return { reply_to_message: { ...tip, message_id: undone === null ? 1 + author : 100 + undone } };
  };
  return steps.map((step, index) => {
    at = Math.max(1, at + step.after);
    let text = step.say === 'set' ? `/set ${setting(step)}` : WORDS[step.say];
    const entities: object[] = [];
    for (const id of isCommand(step) ? [] : step.names) {
      entities.push({ type: 'mention', offset: text.length + 1, length: 8 });
      text += ` @person${id}`;
    }
    const message = {
      message_id: 100 + index,
      date: at,
      chat,
      from: from(step.who, bears(step.who, index)),
      text,
      entities,
      ...(step.edited && { edit_date: at }),
      ...replyOf(index),
    };
    const event = readMessage(message, step.edited, BOT.username);
    if (event?.is !== 'message') throw new Error('no message');
    return { step, at, event, update: { [step.edited ? 'edited_message' : 'message']: message } };
  });
}

/** The step whose message an undo answers. */
export function answeredBy(steps: readonly Step[], index: number): number | null {
  const { back = 0 } = steps[index] ?? {};
  return back > 0 && back <= index ? index - back : null;
}

export const isCommand = ({ say }: Step): boolean =>
  say === 'add' || say === 'take' || say === 'set' || say === 'undo';

const someone = fc.constantFrom(...PEOPLE);

export const step = (after: fc.Arbitrary<number>): fc.Arbitrary<Step> =>
  fc.record({
    who: someone,
    after,
    say: fc.oneof(
      { weight: 5, arbitrary: fc.constant('thanks' as const) },
      { weight: 3, arbitrary: fc.constant('minus' as const) },
      { weight: 2, arbitrary: fc.constant('undo' as const) },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          'talk' as const,
          'both' as const,
          'bare minus' as const,
          'add' as const,
          'take' as const,
          'set' as const,
        ),
      },
    ),
    back: fc.oneof(fc.constant(0), fc.constantFrom(1, 2, 3, 4, 5, 8)),
    to: fc.option(someone, { freq: 4 }),
    names: fc.array(someone, { maxLength: 4 }),
    edited: fc.oneof(
      { weight: 9, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
  });

const short = fc.constantFrom(0, 0, 0, 1, 2);

/** Rules that are often in each other's way. Intervals of minutes, as `settings` has them, and seconds. */
export const settings = fc.record({
  'reputation.receiver_interval': fc.constantFrom(0, 0, 60, 90),
  'reputation.giver_interval': short,
  'reputation.chat_interval': short,
  'reputation.pair_interval': fc.constantFrom(0, 1, 3),
  'reputation.pair_both_ways': fc.boolean(),
  'reputation.given_per_day': fc.constantFrom(0, 0, 2, 5),
  'reputation.received_per_day': fc.constantFrom(0, 0, 2, 5),
  'reputation.least_messages': fc.constantFrom(0, 0, 2),
  'reputation.from': fc.constantFrom('all', 'all', 'admins', 'shared'),
  'reputation.mentions': fc.constantFrom('with_word', 'off', 'any'),
  'reputation.undo_minutes': fc.constantFrom(5, 1, 0, 60, 1000),
  'negative.undo_minutes': fc.constantFrom(5, 1, 0, 1000),
  'negative.enabled': fc.constantFrom(true, true, false),
  'negative.from': fc.constantFrom('all', 'admins'),
  'negative.receiver_interval': fc.constantFrom(0, 60),
  'negative.giver_interval': short,
  'negative.chat_interval': short,
  'negative.pair_interval': fc.constantFrom(0, 2),
  'negative.pair_both_ways': fc.boolean(),
  'negative.given_per_day': fc.constantFrom(0, 3),
  'negative.received_per_day': fc.constantFrom(0, 3),
  'negative.below_zero': fc.boolean(),
  'negative.reason': fc.boolean(),
  time_zone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/New_York'),
});

export type Chosen = typeof settings extends fc.Arbitrary<infer Value> ? Value : never;
