import { expect } from 'chai';
import type { Message, User } from '../../src/playground/types.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeJourney } from '../support/journey.ts';
import { advance, gifts, newcomer, noon, set, thank, WITHOUT_EXPERIENCE } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

/** What an admin sees last. */
function shown(world: TestWorld, who: User): Message {
  const last = world.telegram.world.lastSeen(world.group, who)?.raw;
  if (!last) throw new Error('nothing to see');
  return last;
}

async function press(world: TestWorld, who: User, message: Message, button: string | number) {
  const answer = await world.telegram.world.press(who, message, button, { forged: true });
  await world.settled();
  return answer?.text ?? null;
}

const buttonsOf = (message: Message) => message.reply_markup?.inline_keyboard.flat() ?? [];

describeJourney('/log', (begin) => {
  it('says who, whom, how much, why and when, by the chat’s clock, to the admin alone', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    await set(world, 'time_zone Asia/Kathmandu', 'negative.enabled on', 'negative.below_zero on');
    const tip = world.say(world.boris, 'Water them.');
    thank(world, world.chiara, tip);
    world.say(world.anna, '-rep wrong <b>advice</b>', { replyTo: tip });
    world.say(world.anna, '/addexp @boris 1200 for the guide');
    world.say(world.chiara, '/undo');
    const [log = ''] = await world.hears(world.anna, '/log');
    const day = new Date((noon() + 20_700) * 1000).toISOString().slice(0, 10);
    expect(log.split('\n')).to.deep.equal([
      '<b>Log of Garden</b>',
      `4 · ${day} 17:45 · Chiara → Boris <b>−1</b> · takes 1 back`,
      `3 · ${day} 17:45 · Anna → Boris <b>+1,200 exp</b> · by an admin`,
      '<i>for the guide</i>',
      `2 · ${day} 17:45 · Anna → Boris <b>−1</b> · minus`,
      '<i>wrong &lt;b&gt;advice&lt;/b&gt;</i>',
      `<s>1 · ${day} 17:45 · Chiara → Boris <b>+1</b> · thanks</s>`,
      'Take one back by its number: <code>/undo 123</code>',
    ]);
    const call = world.telegram.calls.of('sendMessage').at(-1);
    expect(call?.params.ephemeral_message_parameters).to.deep.equal({ receiver_user_id: world.anna.id });
    expect((await world.hears(world.chiara, '/log')).join()).to.equal(
      'Only admins of this chat can do that.',
    );
  });

  it('turns its pages, 20 lines each, both ways', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    expect(await world.hears(world.anna, '/log')).to.deep.equal(['There is nothing in the log here.']);
    world.say(world.boris, 'Hello.');
    for (let index = 1; index <= 45; index += 1) world.say(world.anna, '/addrep @boris 1');
    await world.hears(world.anna, '/log');
    const numbers = () => (shown(world, world.anna).text ?? '').match(/^\d+(?= · )/gm)?.map(Number) ?? [];
    const range = (from: number, to: number) =>
      Array.from({ length: from - to + 1 }, (_, index) => from - index);
    const turn = async (which: string) => {
      const message = shown(world, world.anna);
      const button = buttonsOf(message).find(({ text }) => text.includes(which));
      await press(world, world.anna, message, button?.callback_data ?? 'none');
    };
    const names = () => buttonsOf(shown(world, world.anna)).map(({ text }) => text);
    expect(numbers()).to.deep.equal(range(45, 26));
    expect(names()).to.deep.equal(['Older ›']);
    await turn('Older');
    expect(numbers()).to.deep.equal(range(25, 6));
    expect(names()).to.deep.equal(['‹ Newer', 'Older ›']);
    await turn('Older');
    expect(numbers()).to.deep.equal(range(5, 1));
    expect(names()).to.deep.equal(['‹ Newer']);
    await turn('Newer');
    expect(numbers()).to.deep.equal(range(25, 6));
    await turn('Newer');
    expect(numbers()).to.deep.equal(range(45, 26));
    const message = shown(world, world.anna);
    const data = buttonsOf(message)[0]?.callback_data ?? '';
    await world.hears(world.boris, '/top');
    expect(await press(world, world.boris, shown(world, world.boris), data)).to.equal(
      'Only admins of this chat can do that.',
    );
  });

  it('shows what one person gave and got: by @name, reply and id, on every page', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    const tip = world.say(world.boris, 'Water them.');
    newcomer(world, 'Olga', 'olga');
    for (let index = 1; index <= 21; index += 1)
      world.say(world.anna, `/addrep @${index % 7 ? 'boris' : 'olga'} ${index}`);
    thank(world, world.boris, world.say(world.dmitri, 'Prune them.'));
    const of = async (text: string, more = {}) => (await world.hears(world.anna, { text, ...more })).join();
    const byName = await of('/log @Boris');
    expect(byName).to.match(/^<b>Boris in the log<\/b>\n22 · .*Boris → Дмитрий <b>\+1<\/b> · thanks\n20 · /);
    expect(byName).to.not.include('Olga');
    expect(await of('/log', { replyTo: tip })).to.equal(byName);
    expect(await of(`/log ${world.boris.id}`)).to.equal(byName);
    expect(await of('/log @olga')).to.match(/\n21 · .*\n14 · .*\n7 · /);
    expect(await of('/log @nobody')).to.include('I do not know @nobody yet');
    expect(await of('/log 4242')).to.equal('There is nothing in the log here.');

    for (let index = 1; index <= 30; index += 1) world.say(world.anna, '/addrep @boris 1');
    await of('/log @boris');
    const message = shown(world, world.anna);
    const data = buttonsOf(message)[0]?.callback_data ?? '';
    expect(data, 'no person in it').to.not.include(String(world.boris.id));
    await press(world, world.anna, message, data);
    const second = shown(world, world.anna).text ?? '';
    expect(second)
      .to.match(/^Boris in the log\n32 · /)
      .and.to.not.include('Olga');
  });
});

describeJourney('Experience by command', (begin) => {
  it('is given, taken, set and reset like reputation, and never less than nothing', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    const tip = world.say(world.boris, 'Water them.');
    await world.settled();
    const says = async (text: string, more = {}) => (await world.hears(world.anna, { text, ...more })).join();
    expect(await says('/addexp @boris 100 for the guide')).to.equal(
      'Boris, experience: +100, 0 → <b>100</b>\n<i>for the guide</i>',
    );
    expect(await says('/takeexp 30', { replyTo: tip })).to.include('−30, 100 → <b>70</b>');
    expect(await says(`/setexp ${world.boris.id} 500`)).to.include('70 → <b>500</b>');
    expect(await says('/expedit -200 @boris')).to.include('−200, 500 → <b>300</b>');
    expect(await says('/expedit @boris 50')).to.include('+50, 300 → <b>350</b>');
    expect(await says('/takeexp @boris 1000')).to.include('−350, 350 → <b>0</b>');
    expect(await says('/expreset @boris')).to.include('Nothing has changed');
    expect(await says('/setexp @boris -1')).to.include('from 0 to 1,000,000,000');
    expect(await says('/expedit 0 @boris')).to.include('from 1 to 1,000,000');
    await says('/addexp @boris 7');
    expect(await says('/resetexp @boris moved away')).to.include('7 → <b>0</b>\n<i>moved away</i>');
    await says('/addrep @boris 7');
    expect(await says('/resetrep @boris')).to.include('7 → <b>0</b>');
    for (const command of ['addexp', 'takeexp', 'setexp', 'resetexp', 'resetrep', 'expedit', 'expreset']) {
      const denied = (await world.hears(world.chiara, `/${command} @boris 5`)).join();
      expect(denied, command).to.include('Only admins');
    }
    const { entries, members } = await world.ledger();
    expect(entries.every((entry) => entry.kind === 'admin')).to.equal(true);
    expect(entries.slice(0, 3).map((entry) => entry.experience)).to.deep.equal([100, -30, 430]);
    expect(members.find((member) => member.user_id === world.boris.id)).to.include({
      experience: 0,
      reputation: 0,
    });
    expect((await verify(world.database)).differences).to.deep.equal([]);
  });

  it('of more than 10,000 by /expedit is asked back, and done by the one who was asked', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    world.say(world.boris, 'Hello.');
    await world.hears(world.anna, '/expedit @boris 10000');
    expect(await gifts(world)).to.have.lengthOf(1);
    expect((await world.hears(world.anna, '/expedit @boris 10001')).join()).to.include('more than 10,000');
    expect(await gifts(world)).to.have.lengthOf(1);
    const asked = shown(world, world.anna);
    const data = buttonsOf(asked)[0]?.callback_data ?? '';
    expect(data).to.not.include('10001').and.to.not.include(String(world.boris.id));
    world.telegram.world.promote(world.chiara, world.group);
    await world.settled();
    await world.hears(world.anna, '/top');
    const other = world.telegram.world.lastSeen(world.group, world.chiara)?.raw as Message;
    expect(await press(world, world.boris, other, data)).to.include('Only admins');
    expect(await press(world, world.chiara, other, data)).to.include('was asked of somebody else');
    expect(await press(world, world.anna, asked, data.replace(/1$/, '2'))).to.include(
      'Send the command again',
    );
    expect(await gifts(world)).to.have.lengthOf(1);
    await press(world, world.anna, asked, data);
    expect((await world.ledger()).entries[1]).to.include({ experience: 10_001, giver_id: world.anna.id });
    expect(await press(world, world.anna, asked, data)).to.include('has been answered');
    expect(await gifts(world)).to.have.lengthOf(2);
    await world.hears(world.anna, '/expedit @boris 10001');
    await press(world, world.anna, shown(world, world.anna), 1);
    expect(await gifts(world), 'No').to.have.lengthOf(2);
  });
});

describeJourney('/resetchat', (begin) => {
  async function filled(world: TestWorld): Promise<void> {
    const tip = world.say(world.boris, 'Water them.');
    thank(world, world.anna, tip);
    thank(world, world.chiara, tip);
    thank(world, world.boris, world.say(world.dmitri, 'Prune them.'));
    world.say(world.anna, '/addexp @dmitri 50');
    world.say(world.anna, '/setrep @dmitri -7');
    await world.settled();
  }

  it('asks twice, then writes everything off by entries, and leaves the rest as it is', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    await set(world, 'reputation.pair_interval 5');
    await filled(world);
    expect((await world.hears(world.anna, '/resetchat')).join()).to.include(
      'Shall everybody in <b>Garden</b>',
    );
    const before = (await world.ledger()).entries.length;
    await press(world, world.anna, shown(world, world.anna), 0);
    expect(shown(world, world.anna).text).to.include('Really?');
    expect((await world.ledger()).entries, 'nothing yet').to.have.lengthOf(before);
    await press(world, world.anna, shown(world, world.anna), 0);
    expect(shown(world, world.anna).text).to.include('Everybody begins anew');
    const { entries, members, settings } = await world.ledger();
    expect(
      entries
        .slice(before)
        .map((entry) => [entry.receiver_id, entry.giver_role, entry.reputation, entry.experience]),
    ).to.deep.equal([
      [world.boris.id, 'admin', -1, 0],
      [world.boris.id, 'system', -1, 0],
      [world.dmitri.id, 'admin', 8, -50],
      [world.dmitri.id, 'system', -1, 0],
    ]);
    for (const member of members) {
      expect(member).to.include({ reputation: 0, reputation_from_admins: 0, experience: 0 });
    }
    expect(settings).to.deep.equal({ ...WITHOUT_EXPERIENCE.settings, 'reputation.pair_interval': 5 });
    advance(world, 600);
    thank(world, world.chiara, world.say(world.boris, 'Water them more.'));
    await world.settled();
    expect((await world.ledger()).entries.at(-1)).to.include({ id: entries.length + 1, reputation: 1 });
    const { differences, gaps } = await verify(world.database);
    expect({ differences, gaps }).to.deep.equal({ differences: [], gaps: [] });
  });

  it('is done by nobody else, not in another order, not twice, and not after 5 minutes', async () => {
    let now = noon() * 1000;
    const world = await begin({ now: () => now });
    await filled(world);
    await world.hears(world.anna, '/resetchat');
    const asked = shown(world, world.anna);
    const first = buttonsOf(asked)[0]?.callback_data ?? '';
    const second = first.replace(/1$/, '2');
    const count = async () => (await world.ledger()).entries.length;
    const before = await count();
    world.telegram.world.promote(world.chiara, world.group);
    await world.settled();
    await world.hears(world.dmitri, '/top');
    const other = world.telegram.world.lastSeen(world.group, world.chiara)?.raw as Message;
    expect(await press(world, world.anna, asked, second), 'the second before the first').to.include('again');
    expect(await press(world, world.chiara, other, first)).to.include('somebody else');
    expect(await press(world, world.boris, other, first)).to.include('Only admins');
    await press(world, world.anna, asked, first);
    now += 301_000;
    expect(await press(world, world.anna, asked, second)).to.include('its time has passed');
    expect(await count()).to.equal(before);

    advance(world, 301);
    await world.hears(world.anna, '/resetchat');
    await press(world, world.anna, shown(world, world.anna), 1);
    expect(shown(world, world.anna).text).to.equal('Nothing has changed.');
    expect(await count()).to.equal(before);
    await world.hears(world.anna, '/resetchat');
    await press(world, world.anna, shown(world, world.anna), 0);
    const really = shown(world, world.anna);
    const last = really.reply_markup?.inline_keyboard[0]?.[0]?.callback_data ?? '';
    await press(world, world.anna, really, last);
    const done = await count();
    expect(done, 'control').to.be.above(before);
    expect(await press(world, world.anna, really, last)).to.include('has been answered');
    expect(await count()).to.equal(done);
  });
});
