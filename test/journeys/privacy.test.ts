import { expect } from 'chai';
import { PERSONAL } from '../../src/engine/people/forget.ts';
import { LAST_PERSON } from '../../src/model/ids.ts';
import type { User } from '../../src/playground/types.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeJourney } from '../support/journey.ts';
import { newcomer, set, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const QUIET = { settings: { 'announce.titles': 'none', 'reputation.pair_interval': 0 } };

const hears = async (world: TestWorld, who: User, text: string, more = {}) =>
  (await world.hears(who, text, more)).join('\n').replace(/<\/?b>/g, '');

/** Says it to the bot in private. */
async function tell(world: TestWorld, who: User, text: string): Promise<string> {
  const before = world.telegram.calls.count;
  world.telegram.world.say(who, world.telegram.world.privateChat(who), text);
  await world.settled();
  return world.telegram.calls
    .after(before)
    .map(({ params }) => String(params.text ?? params.caption ?? ''))
    .join('\n');
}

/** What the last document held that the bot has sent, and where to. */
function lastFile(world: TestWorld): { chat: number; content: string } | null {
  const call = world.telegram.calls.of('sendDocument').at(-1);
  if (!call) return null;
  const message = world.telegram.world.lastSeen({ id: Number(call.params.chat_id) } as never, world.boris);
  return { chat: Number(call.params.chat_id), content: JSON.stringify(message ?? null) };
}

describeJourney('Who hides', (begin) => {
  it('stands in no rating, takes no place from others, and is not told of', async () => {
    const world = await begin(QUIET);
    const tips = [world.boris, world.chiara, world.dmitri].map((who) => world.say(who, 'Hello.'));
    for (const [index, replyTo] of tips.entries()) {
      await hears(world, world.anna, `/setrep ${9 - index}`, { replyTo });
    }
    expect(await hears(world, world.boris, '/hide')).to.include('You stand in no rating of Garden any more');
    const top = await hears(world, world.dmitri, '/top');
    expect(top).to.include('1. Chiara – 8\n2. Дмитрий – 7').and.to.not.include('Boris');
    expect(await hears(world, world.dmitri, '/me @boris')).to.equal(
      'This person is hidden from the rating and does not show their points.',
    );
    const own = await hears(world, world.boris, '/me');
    expect(own).to.include('Reputation: 9').and.to.include('/hide off');
    expect(await hears(world, world.dmitri, '/me')).to.include('Place: 2 of 2');
    // Nobody is told to have overtaken him.
    await hears(world, world.anna, '/addrep 1', { replyTo: tips[1] });
    thank(world, world.dmitri, tips[1] ?? world.say(world.chiara, 'x'));
    await world.settled();
    expect(world.sent().join()).to.not.match(/Boris.*(overt|pass|past)/i);
    expect(await hears(world, world.boris, '/hide off')).to.include('again');
    expect(await hears(world, world.dmitri, '/top')).to.include('Boris');
    expect(await hears(world, world.boris, '/hide please')).to.include('/hide on');
  });

  it('in private hides from all chats, and from those that come later', async () => {
    const world = await begin(QUIET);
    const group = (title: string) =>
      world.telegram.world.createGroup({
        ...{ title, type: 'supergroup', owner: world.anna, members: [world.boris], bot: 'administrator' },
      });
    const second = group('Kitchen');
    const hello = async (chat: typeof second) => {
      const replyTo = world.telegram.world.say(world.boris, chat, 'Hello.');
      world.telegram.world.say(world.anna, chat, '/setrep 5', { replyTo });
      await world.settled();
    };
    await hello(world.group);
    await hello(second);
    expect(await tell(world, world.boris, '/hide')).to.include('of all chats');
    const hidden = async () =>
      (
        await world.database.query<{ hidden: boolean }>(
          'select hidden from members where user_id = $1 and chat_id < 0 order by chat_id',
          [world.boris.id],
        )
      ).map((row) => row.hidden);
    expect(await hidden()).to.deep.equal([true, true]);
    await hello(group('Cellar'));
    expect(await hidden()).to.deep.equal([true, true, true]);
    await tell(world, world.boris, '/hide off');
    expect(await hidden()).to.deep.equal([false, false, false]);
    expect(await world.database.query('select * from wishes')).to.deep.equal([]);
  });
});

describeJourney('What is stored of somebody', (begin) => {
  it('comes as a file in private, and in the group nobody sees it', async () => {
    const world = await begin(QUIET);
    thank(world, world.chiara, world.say(world.boris, 'Water them.'));
    await world.settled();
    expect(await hears(world, world.boris, '/mydata')).to.include('start me in a private chat');
    expect(lastFile(world)).to.equal(null);
    expect(await tell(world, world.boris, '/start mydata')).to.include('All that I have stored about you');
    const file = lastFile(world);
    expect(file?.chat).to.equal(world.boris.id);
    expect(await hears(world, world.boris, '/mydata')).to.include('I have sent it to you');
    expect(lastFile(world)?.chat).to.equal(world.boris.id);
    expect(world.telegram.calls.of('sendDocument')).to.have.lengthOf(2);
    expect((await hears(world, world.anna, '/mydata x')).length).to.be.greaterThan(0);
  });
});

describeJourney('Who is forgotten', (begin) => {
  const forget = async (world: TestWorld, who: User) => {
    const place = world.telegram.world.privateChat(who);
    await tell(world, who, '/forgetme');
    for (const button of [0, 0]) {
      const asked = world.telegram.world.lastSeen(place, who)?.raw;
      if (!asked) throw new Error('nothing was asked');
      await world.telegram.world.press(who, asked, button);
      await world.settled();
    }
  };
  /** Every table as text, but for marks of what was seen. */
  const everything = async (world: TestWorld): Promise<string> => {
    const tables = await world.database.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('seen_ranges', 'meta')`,
    );
    const rows: string[] = [];
    for (const { name } of tables)
      rows.push(`${name} ${JSON.stringify(await world.database.query(`select * from ${name}`))}`);
    return rows.join('\n');
  };

  it('is left nowhere, in no chat, while all sums remain', async () => {
    const world = await begin({ ...QUIET, settings: { ...QUIET.settings, 'reactions.enabled': true } });
    const { boris, chiara, dmitri, anna } = world;
    const second = world.telegram.world.createGroup({
      ...{
        title: 'Kitchen',
        type: 'supergroup',
        owner: anna,
        members: [boris, chiara],
        bot: 'administrator',
      },
    });
    const tip = world.say(boris, 'Water them.');
    const other = world.say(chiara, 'At noon.');
    thank(world, chiara, tip);
    thank(world, dmitri, tip);
    thank(world, boris, other);
    await hears(world, anna, '/addrep @boris 5 Boris is kind');
    world.telegram.world.react(anna, tip, ['❤']);
    await world.settled();
    await hears(world, anna, '/addexp @boris 100');
    const salt = world.telegram.world.say(boris, second, 'Salt them.');
    world.telegram.world.say(chiara, second, 'thanks', { replyTo: salt });
    await world.settled();
    const before = await world.ledger();
    const totals = (ledger: typeof before) =>
      ledger.members.map(({ reputation, experience }) => [reputation, experience]);
    const sums = await world.database.query(
      'select day, sum(messages) as n, sum(activity) as a from member_days group by day order by day',
    );

    await forget(world, boris);
    const stored = await everything(world);
    expect(stored).to.not.include(String(boris.id)).and.to.not.match(/Boris/i);
    expect(await verify(world.database))
      .to.include({ entries: 7 })
      .and.to.deep.include({ differences: [], gaps: [] });
    const after = await world.ledger();
    expect(totals(after)).to.have.deep.members(totals(before));
    expect(after.entries.map(({ id, reputation }) => [id, reputation])).to.deep.equal(
      before.entries.map(({ id, reputation }) => [id, reputation]),
    );
    expect(after.members.find(({ user_id }) => user_id > LAST_PERSON)).to.deep.include({
      ...{ name: 'forgotten-1', username: null, user_id: LAST_PERSON + 1 },
    });
    expect(
      await world.database.query(
        'select day, sum(messages) as n, sum(activity) as a from member_days group by day order by day',
      ),
    ).to.deep.equal(sums);
    expect(await hears(world, anna, '/top'))
      .to.include('Chiara')
      .and.not.include('forgotten');
    expect(await hears(world, anna, '/log')).to.include('forgotten-1');

    // Nothing that others do about it afterwards goes wrong.
    world.telegram.world.react(anna, tip, []);
    await hears(world, dmitri, '/undo');
    await hears(world, anna, '/undo 1');
    await hears(world, anna, '/why', { replyTo: tip });
    expect((await verify(world.database)).differences).to.deep.equal([]);

    const again = world.say(boris, 'I am new here.');
    thank(world, chiara, again);
    await world.settled();
    expect(await world.reputation(boris)).to.equal(1);
    await forget(world, boris);
    expect((await world.ledger()).members.filter(({ user_id }) => user_id > LAST_PERSON)).to.have.lengthOf(2);
    expect((await verify(world.database)).differences).to.deep.equal([]);
  });

  it('may be an admin; is asked twice; and nobody else answers', async () => {
    const world = await begin(QUIET);
    const { anna, boris } = world;
    const asked = async () => {
      await hears(world, anna, '/forgetme');
      const last = world.telegram.world.lastSeen(world.group, anna)?.raw;
      if (!last) throw new Error('nothing was asked');
      return last;
    };
    await set(world, 'reputation.pair_interval 5');
    await hears(world, anna, '/reward add level=5 tag=Rookie');
    const rewards = async () =>
      (
        await world.database.query<{ rewards: string }>('select rewards from chats where chat_id = $1', [
          world.group.id,
        ])
      )[0]?.rewards;
    expect(await rewards()).to.include(`"by":${anna.id}`);
    const first = await asked();
    const data = first.reply_markup?.inline_keyboard[0]?.[0]?.callback_data ?? '';
    const stranger = await world.telegram.world.press(boris, world.say(boris, 'x'), data, { forged: true });
    expect(stranger?.text).to.include('was asked of somebody else');
    await world.telegram.world.press(anna, first, 1);
    await world.settled();
    expect(await world.database.query('select * from people where user_id = $1', [anna.id])).to.have.lengthOf(
      1,
    );
    const next = await asked();
    await world.telegram.world.press(anna, next, 0);
    await world.settled();
    expect(
      await world.database.query('select * from people where user_id = $1', [anna.id]),
      'asked again',
    ).to.have.lengthOf(1);
    const again = world.telegram.world.lastSeen(world.group, anna)?.raw;
    if (again) await world.telegram.world.press(anna, again, 0);
    await world.settled();
    expect(await world.database.query('select * from people where user_id = $1', [anna.id])).to.deep.equal(
      [],
    );
    expect(await rewards())
      .to.include('Rookie')
      .and.not.include('"by"');
    // She is an admin still, and the settings are what she made them.
    expect(await hears(world, anna, '/get reputation.pair_interval')).to.include('5');
  });

  it('stands in no column that nobody thought of', async () => {
    const world = await begin(QUIET);
    newcomer(world, 'Nora');
    await world.settled();
    const columns = await world.database.query<{ table: string; column: string }>(
      `select table_name as table, column_name as column
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where table_schema = 'public' and table_type = 'BASE TABLE' and data_type = 'bigint'
         and (column_name ~ '(^|_)(user|giver|receiver|person|member|author|voter|holder)(_id)?$' or column_name ~ '_by$' or column_name = 'about')
       order by 1, 2`,
    );
    // Known by the person alone, in no chat; and ids of lines of the ledger.
    const elsewhere = ['people.user_id', 'usernames.user_id', 'wishes.user_id'];
    const known = [...PERSONAL.map(({ table, column }) => `${table}.${column}`), ...elsewhere];
    const found = columns.map(({ table, column }) => `${table}.${column}`);
    expect(
      found.filter((one) => !known.includes(one)),
      'say in engine/people/forget.ts what becomes of it',
    ).to.deep.equal([]);
    expect(
      known.filter((one) => !found.includes(one)),
      'there is no such column',
    ).to.deep.equal([]);
  });
});
