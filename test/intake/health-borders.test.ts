import { expect } from 'chai';
import fc from 'fast-check';
import type { RawUpdate } from '../../src/intake/update.ts';
import { userId } from '../../src/model/ids.ts';
import type { Notice } from '../../src/model/notice.ts';
import type { Database } from '../../src/storage/database.ts';
import { commitOn, inBatches, ME } from '../support/batches.ts';
import { describeOnBoth } from '../support/database.ts';

const AT = 1_790_000_000;
const GROUP = { id: -1_001_234, type: 'supergroup', title: 'Garden', is_forum: true };
/** Anna is the owner; Boris and Chiara come and go as admins. */
const PEOPLE = [1, 2, 3] as const;
const from = (id: number) => ({ id, is_bot: false, first_name: `P${id}`, language_code: 'en' });

const STANDINGS = {
  admin: { status: 'administrator', can_delete_messages: true },
  dull: { status: 'administrator', can_delete_messages: false },
  member: { status: 'member' },
  muted: { status: 'restricted', is_member: true, can_send_messages: false },
  out: { status: 'left' },
};
type Standing = keyof typeof STANDINGS;

type Step =
  | { do: 'stand'; as: Standing; by: number }
  | { do: 'start' | 'block' | 'promote' | 'demote'; who: number }
  | { do: 'set'; line: string }
  | { do: 'talk' };

const who = fc.constantFrom(...PEOPLE);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant('stand' as const),
      as: fc.constantFrom<Standing>('admin', 'dull', 'member', 'muted', 'out', 'admin', 'member'),
      by: who,
    }),
    fc.record({ do: fc.constantFrom('start' as const, 'block' as const), who }),
    fc.record({ do: fc.constantFrom('promote' as const, 'demote' as const), who: fc.constantFrom(2, 3) }),
    fc.record({
      do: fc.constant('set' as const),
      line: fc.constantFrom(
        'reactions.enabled on',
        'reactions.enabled off',
        'reputation.enabled on\nexperience.enabled on',
        'reputation.enabled off\nexperience.enabled off',
      ),
    }),
    fc.constant({ do: 'talk' as const }),
  ),
  { minLength: 4, maxLength: 14 },
);

/** The same as Telegram tells it. Anna has started the bot and is known as an admin. */
function updatesOf(sequence: readonly Step[]): RawUpdate[] {
  let standing: Standing = 'admin';
  const all: Step[] = [{ do: 'start', who: 1 }, { do: 'promote', who: 1 }, ...sequence];
  return all.map((step, index) => {
    const date = AT + index;
    const said = (text: string) => ({ message_id: 10 + index, date, chat: GROUP, from: from(1), text });
    const change = (old_chat_member: object, new_chat_member: object, chat: object, by: number) => ({
      ...{ chat, date, from: from(by), old_chat_member, new_chat_member },
    });
    const body = () => {
      switch (step.do) {
        case 'stand': {
          const old = { user: ME, ...STANDINGS[standing] };
          standing = step.as;
          const change_ = change(old, { user: ME, ...STANDINGS[step.as] }, GROUP, step.by);
          return { my_chat_member: change_ };
        }
        case 'start':
        case 'block': {
          const [old, now] = step.do === 'start' ? ['kicked', 'member'] : ['member', 'kicked'];
          const chat = { id: step.who, type: 'private', first_name: 'P' };
          return {
            my_chat_member: change({ user: ME, status: old }, { user: ME, status: now }, chat, step.who),
          };
        }
        case 'promote':
        case 'demote': {
          const user = from(step.who);
          const [old, now] = [
            { user, status: 'member' },
            { user, status: 'administrator' },
          ];
          const [a, b] = step.do === 'promote' ? [old, now] : [now, old];
          return { chat_member: change(a, b, GROUP, 1) };
        }
        case 'set': {
          const text = `/set ${step.line}`;
          return {
            message: { ...said(text), entities: [{ type: 'bot_command', offset: 0, length: 4 }] },
          };
        }
        case 'talk':
          return { message: said('Good morning.') };
      }
    };
    return { update_id: index + 1, ...body() };
  });
}

const isNote = ({ key }: Notice) => key === 'view:ailing' || key === 'view:mended';

describeOnBoth('Notes about the bot’s health', (open) => {
  async function played(database: Database, updates: readonly RawUpdate[], size: number) {
    for (const table of ['seen_ranges', 'chats', 'people', 'outbox', 'ailments', 'messages'])
      await database.query(`delete from ${table}`);
    await database.query('delete from settings_versions');
    const commit = commitOn(database, AT, {
      bot: { id: userId(42), username: 'laurel_bot', readsAll: false },
    });
    await inBatches(commit, updates, size);
    expect(await database.query('select reason from set_aside')).to.deep.equal([]);
    const rows = await database.query<{ body: string }>('select body from outbox order by id');
    return {
      notes: rows.map(({ body }) => JSON.parse(body) as Notice).filter(isNote),
      ailments: await database.query('select * from ailments order by ailment'),
    };
  }

  it('are the same wherever a batch begins and ends, and tell each lack once until it is over', async function () {
    this.timeout(180_000);
    const database = await open();
    let told = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const updates = updatesOf(sequence);
        const whole = await played(database, updates, updates.length);
        told += whole.notes.length;
        for (const size of [1, 3]) expect(await played(database, updates, size)).to.deep.equal(whole);

        const lacks = lackingAfter(sequence);
        const last = new Map<string, number>();
        for (const { at, key, params, chat, way, keep } of whole.notes) {
          expect({ chat: chat > 0, way }, 'nothing in the group').to.deep.equal({
            chat: true,
            way: 'private',
          });
          expect(keep).to.equal(key === 'view:ailing');
          for (const name of params.ailments as string[]) {
            const now = at - AT;
            const missing = lacks[now]?.has(name);
            expect(missing, `${name} at ${now}`).to.equal(key === 'view:ailing');
            if (key === 'view:mended') continue;
            const before = last.get(name) ?? now;
            last.set(name, now);
            // Several admins are told at once.
            if (before === now) continue;
            const over = lacks.slice(before, now).some((lack) => !lack.has(name));
            expect(over, `${name} at ${before} and again at ${now}`).to.equal(true);
          }
        }
      }),
      { numRuns: 40 },
    );
    expect(told, 'control: notes in all').to.be.above(5);
  });

  it('are sent once however often Telegram tells the same', async () => {
    const database = await open();
    const stand = (as: Standing): Step => ({ do: 'stand', as, by: 1 });
    const updates = updatesOf([stand('admin'), stand('member'), stand('member'), stand('muted')]);
    const once = await played(database, updates, 2);
    expect(once.notes.map(({ params }) => params.ailments)).to.deep.equal([['blind'], ['muted']]);
    const twice = await played(database, [...updates, ...updates], 3);
    expect(twice).to.deep.equal(once);
  });
});

/** What is lacking after each update, told in the simplest words; two updates come before the sequence. */
function lackingAfter(sequence: readonly Step[]): Set<string>[] {
  let standing: Standing | 'unknown' = 'unknown';
  const on = { reputation: true, reactions: false };
  const lacks = sequence.map((step) => {
    if (step.do === 'stand') standing = step.as;
    const [, family, value] = step.do === 'set' ? (/^(\w+)\.enabled (\w+)/.exec(step.line) ?? []) : [];
    if (family === 'reputation' || family === 'reactions') on[family] = value === 'on';
    const plain = standing === 'member' || standing === 'muted';
    const found = new Set<string>();
    if (standing === 'muted') found.add('muted');
    if (standing === 'dull') found.add('cannot_delete');
    if (plain && on.reputation) found.add('blind');
    if (plain && on.reactions) found.add('reactions_need_admin');
    return found;
  });
  return [new Set(), new Set(), ...lacks];
}
