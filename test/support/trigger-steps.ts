import fc from 'fast-check';
import type { SettledEvent } from '../../src/model/event.ts';
import type { Crowd, Trigger } from '../../src/model/trigger.ts';
import { readMessage } from '../../src/telegram/read/message.ts';
import { BOT } from './facts.ts';
import { ADMIN, chat, from, PEOPLE, START } from './fold-steps.ts';

/** Phrases that stand in one another, and one that holds a thank word. */
const PHRASES = ['well done', 'well done you', 'done', 'thanks a lot', '/helped'] as const;
const SAY = [
  'good morning',
  'thanks',
  'well done',
  'well done you',
  'thanks a lot, well done',
  'it is done, thanks',
  '/helped',
  '/helped@laurel_bot now',
];

export interface Step {
  who: number;
  after: number;
  say: string;
  to: number | null;
  names: number[];
}

const someone = fc.constantFrom(...PEOPLE);
export const talk = fc.record({
  who: someone,
  after: fc.constantFrom(0, 1, 59, 60, 61, 119, 120, 121, 3600, -1, -60),
  say: fc.constantFrom(...SAY),
  to: fc.option(someone, { freq: 3 }),
  names: fc.array(someone, { maxLength: 3 }),
});
const command = fc.record({
  who: fc.constantFrom(ADMIN, ADMIN, ADMIN, 2),
  after: fc.constantFrom(0, 1, 60),
  say: fc.constantFrom(
    '/trigger add "good morning" rep=2 interval=1',
    '/trigger edit 1 rep=9 interval=2',
    '/trigger edit 2 interval=0',
    '/trigger edit 3 phrase="morning" interval=1',
    '/trigger remove 1',
    '/trigger remove 3',
    '/trigger add "done" rep=-3 interval=2 text="{giver}: done."',
    '/trigger add "done" rep=-3 from=users',
  ),
  to: fc.constant(null),
  names: fc.constant([] as number[]),
});
export const steps = fc.array(fc.oneof({ weight: 5, arbitrary: talk }, { weight: 1, arbitrary: command }), {
  minLength: 1,
  maxLength: 50,
  size: 'max',
});

const crowd = fc.constantFrom<Crowd[]>('all', 'all', 'admins', 'users');
export const triggers = fc
  .array(
    fc.record({
      phrase: fc.constantFrom(...PHRASES),
      match: fc.constantFrom('whole' as const, 'starts' as const, 'anywhere' as const, 'anywhere' as const),
      reputation: fc.constantFrom(5, -3, 0),
      experience: fc.constantFrom(0, 7, -7),
      text: fc.constantFrom(null, '', 'Bravo!', '{receiver} +{amount}'),
      from: crowd,
      to: crowd,
      interval: fc.constantFrom(0, 1, 2),
    }),
    { maxLength: 5 },
  )
  .map((list): Trigger[] => list.map((one, index) => ({ ...one, id: index + 1 })));

/** The steps as Telegram would tell of them, and as they are read. */
export function told(stream: readonly Step[]): { event: SettledEvent; message: Record<string, unknown> }[] {
  let at = START;
  return stream.map((step, index) => {
    at = Math.max(1, at + step.after);
    let text = step.say;
    const entities: object[] = [];
    const call = /^\/\w+(@\w+)?/.exec(text)?.[0];
    if (call) entities.push({ type: 'bot_command', offset: 0, length: call.length });
    for (const id of step.names) {
      entities.push({ type: 'mention', offset: text.length + 1, length: 8 });
      text += ` @person${id}`;
    }
    const reply = step.to !== null && {
      message_id: 1,
      date: START,
      chat,
      from: from(step.to),
      text: 'a tip',
    };
    const message = {
      message_id: 100 + index,
      date: at,
      chat,
      from: from(step.who),
      text,
      entities,
      ...(reply && { reply_to_message: reply }),
    };
    const event = readMessage(message, false, BOT.username);
    if (event?.is !== 'message') throw new Error('no message');
    return { event, message };
  });
}
