import { expect } from 'chai';
import fc from 'fast-check';
import type { RawUpdate } from '../../src/intake/update.ts';
import { userId } from '../../src/model/ids.ts';
import type { Database } from '../../src/storage/database.ts';
import { commitOn, inBatches, ME } from '../support/batches.ts';
import { describeOnBoth } from '../support/database.ts';

const AT = 1_790_000_000;
const GROUP = { id: -1_001_234, type: 'supergroup', title: 'Garden' };
const CAPTCHA = { id: 50, is_bot: true, first_name: 'Captcha' };
const from = (id: number) => ({ id, is_bot: false, first_name: `P${id}`, language_code: 'en' });
const ANNA = from(1);

const STANDINGS = {
  out: { status: 'left' },
  member: { status: 'member' },
  silent: { status: 'restricted', is_member: true, can_send_messages: false },
  gone: { status: 'restricted', is_member: false, can_send_messages: false },
  banned: { status: 'kicked' },
  admin: { status: 'administrator' },
} as const;
type Standing = keyof typeof STANDINGS;

/** Somebody's standing is changed by themselves, an admin, another bot, or this one. */
interface Step {
  who: number;
  to: Standing;
  by: 'self' | 'admin' | 'captcha' | 'us';
  /** Seconds since the last step. */
  after: number;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    who: fc.constantFrom(7, 8),
    to: fc.constantFrom<Standing>('member', 'member', 'silent', 'out', 'gone', 'banned', 'admin'),
    by: fc.constantFrom('self' as const, 'admin' as const, 'captcha' as const, 'us' as const),
    after: fc.constantFrom(1, 60, 4000),
  }),
  { minLength: 3, maxLength: 12 },
);

function updatesOf(sequence: readonly Step[]): RawUpdate[] {
  const standing = new Map<number, Standing>();
  let date = AT;
  const all: Step[] = [{ who: 7, to: 'member', by: 'self', after: 1 }, ...sequence];
  return all.map(({ who, to, by, after }, index) => {
    date += after;
    const user = from(who);
    const was = standing.get(who) ?? 'out';
    standing.set(who, to);
    const actors = { self: user, admin: ANNA, captcha: CAPTCHA, us: ME };
    const [old_chat_member, new_chat_member] = [was, to].map((one) => ({ user, ...STANDINGS[one] }));
    const chat_member = { chat: GROUP, date, from: actors[by], old_chat_member, new_chat_member };
    return { update_id: index + 1, chat_member };
  });
}

describeOnBoth('Newcomers', (open) => {
  async function played(database: Database, updates: readonly RawUpdate[], size: number) {
    for (const table of ['seen_ranges', 'chats', 'members', 'people', 'errands', 'marks'])
      await database.query(`delete from ${table}`);
    await database.query(
      `insert into chats (chat_id, type, bot_status, settings)
       values ($1, 'supergroup', 'admin', '{"newcomers.restrict":"media","newcomers.hours":1}')`,
      [GROUP.id],
    );
    const commit = commitOn(database, AT, {
      bot: { id: userId(42), username: 'laurel_bot', readsAll: false },
    });
    await inBatches(commit, updates, size);
    expect(await database.query('select reason from set_aside')).to.deep.equal([]);
    return {
      errands: await database.query<{ body: string }>(
        'select user_id, kind, body, at from errands order by user_id, kind',
      ),
      marks: await database.query<{ user_id: number; limited: string; renewed: number }>(
        'select * from marks order by user_id',
      ),
    };
  }

  it('come to the same wherever a batch begins and ends, and however often it is told', async function () {
    this.timeout(180_000);
    const database = await open();
    let newcomers = 0;
    let restricted = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const updates = updatesOf(sequence);
        const whole = await played(database, updates, updates.length);
        newcomers += whole.marks.length;
        restricted += whole.errands.length;
        for (const size of [1, 3]) expect(await played(database, updates, size)).to.deep.equal(whole);
        expect(await played(database, [...updates, ...updates], 4)).to.deep.equal(whole);
        for (const { renewed } of whole.marks) expect(renewed).to.be.within(0, 1);
      }),
      { numRuns: 40 },
    );
    expect(newcomers, 'control: newcomers in all').to.be.at.least(40);
    expect(restricted, 'control: restrictions in all').to.be.at.least(40);
  });
});
