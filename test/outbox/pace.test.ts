import { expect } from 'chai';
import fc from 'fast-check';
import {
  blocked,
  mayGo,
  newPace,
  overallWait,
  type PaceJob,
  TELEGRAM_LIMITS,
  went,
} from '../../src/outbox/pace.ts';

const message = (chat: number): PaceJob => ({ chat, kind: 'message' });
const edit = (chat: number): PaceJob => ({ chat, kind: 'edit' });
const light = (chat: number): PaceJob => ({ chat, kind: 'light' });

/** Sends each job as soon as it may go; the moments at which they went. */
function stream(jobs: readonly PaceJob[], limits = TELEGRAM_LIMITS) {
  const pace = newPace(limits);
  let now = 0;
  return jobs.map((job) => {
    now += mayGo(pace, job, now);
    const wait = mayGo(pace, job, now);
    went(pace, job, now);
    return { ...job, at: now, wait };
  });
}

const most = (times: readonly number[], window: number): number =>
  Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + window).length));

const jobs = fc.array(
  fc.record({
    chat: fc.integer({ min: -4, max: 4 }).filter((chat) => chat !== 0),
    kind: fc.constantFrom('message', 'edit', 'light'),
  }),
  { maxLength: 150 },
) as fc.Arbitrary<PaceJob[]>;

describe('pace', () => {
  const table: [string, PaceJob[], number[]][] = [
    ['one message a second in a chat', [message(1), message(1), message(1)], [0, 1000, 2000]],
    ['edits count as messages', [message(-1), edit(-1)], [0, 1000]],
    ['other chats do not wait', [message(1), message(2), message(-3)], [0, 0, 0]],
    ['deletions, reactions and answers do not wait', [message(1), light(1), light(1)], [0, 0, 0]],
    ['a deletion is no message', [light(1), message(1)], [0, 0]],
    [
      'thirty calls a second',
      Array.from({ length: 31 }, (_, at) => light(at)),
      [...Array.from({ length: 30 }, () => 0), 1000],
    ],
    [
      'twenty messages a minute in a group',
      Array.from({ length: 21 }, () => message(-1)),
      [...Array.from({ length: 20 }, (_, at) => at * 1000), 60_000],
    ],
    [
      'no such limit in a private chat',
      Array.from({ length: 30 }, () => message(1)),
      Array.from({ length: 30 }, (_, at) => at * 1000),
    ],
  ];
  for (const [title, given, times] of table) {
    it(title, () => {
      expect(stream(given).map(({ at }) => at)).to.deep.equal(times);
    });
  }

  it('obeys all three limits in every window, whatever is sent', () => {
    fc.assert(
      fc.property(jobs, (given) => {
        const gone = stream(given);
        expect(
          most(
            gone.map(({ at }) => at),
            1000,
          ),
        ).to.be.at.most(30);
        for (const chat of new Set(gone.map((job) => job.chat))) {
          const heavy = gone.filter((job) => job.chat === chat && job.kind !== 'light').map(({ at }) => at);
          expect(most(heavy, 1000)).to.be.at.most(1);
          if (chat < 0) expect(most(heavy, 60_000)).to.be.at.most(20);
        }
      }),
    );
  });

  it('never starves: after the wait it named a job may go, and no wait is longer than a minute', () => {
    fc.assert(
      fc.property(jobs, (given) => {
        const gone = stream(given);
        for (const [index, { at, wait }] of gone.entries()) {
          expect(wait).to.equal(0);
          expect(at - (gone[index - 1]?.at ?? 0)).to.be.at.most(60_000);
        }
      }),
    );
  });

  it('would let more through with wider limits', () => {
    const wide = { perSecond: 1000, chatGapMs: 0, groupPerMinute: 1000 };
    const given = Array.from({ length: 100 }, () => message(-1));
    expect(stream(given, wide).every(({ at }) => at === 0)).to.equal(true);
  });

  it('waits with a chat that answered 429, and with no other', () => {
    const pace = newPace();
    blocked(pace, -1, 7, 100);
    expect(mayGo(pace, message(-1), 100)).to.equal(7000);
    expect(mayGo(pace, light(-1), 100)).to.equal(0);
    expect(mayGo(pace, message(-2), 100)).to.equal(0);
    expect(mayGo(pace, message(-1), 7100)).to.equal(0);
  });

  it('waits with everything when several chats answer 429', () => {
    const pace = newPace();
    blocked(pace, -1, 5, 0);
    blocked(pace, -1, 5, 1000);
    blocked(pace, -2, 5, 2000);
    expect(overallWait(pace, 2000)).to.equal(0);
    blocked(pace, -3, 5, 3000);
    expect(overallWait(pace, 3000)).to.equal(5000);
    expect(mayGo(pace, light(9), 3000)).to.equal(5000);
    expect(overallWait(pace, 8000)).to.equal(0);
  });

  it('takes 429 answers that lie far apart for no storm', () => {
    const pace = newPace();
    for (const chat of [1, 2, 3, 4]) blocked(pace, -chat, 1, chat * 10_000);
    expect(overallWait(pace, 40_000)).to.equal(0);
  });

  it('forgets chats that are idle', () => {
    const pace = newPace();
    for (let at = 0; at < 20_000; at++) went(pace, message(-1 - at), at * 40);
    // A minute holds 1,500 of them.
    expect(pace.chats.size).to.be.lessThan(4000);
    expect(pace.calls.length).to.equal(30);
  });
});
