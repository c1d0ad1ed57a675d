import { expect } from 'chai';
import type { User } from '../../src/playground/types.ts';
import { describeJourney } from '../support/journey.ts';
import { newcomer, set, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

describeJourney('The rating of a chat', (begin) => {
  /** So many people, the first with the most reputation. */
  async function people(world: TestWorld, count: number): Promise<User[]> {
    const all: User[] = [];
    for (let index = 1; index <= count; index += 1) {
      const [user, message] = newcomer(world, `P${index}`, `person_${index}`);
      all.push(user);
      world.say(world.anna, `/setrep ${100 - index}`, { replyTo: message });
    }
    await world.settled();
    return all;
  }
  const shown = (world: TestWorld) => {
    const seen = world.telegram.world
      .visibleTo(world.group, world.dmitri)
      .filter((message) => message.buttons.length > 0);
    const last = seen.at(-1);
    if (!last) throw new Error('no message with buttons');
    return last;
  };

  it('says what to do while it is empty', async () => {
    const world = await begin();
    const said = async () => (await world.hears(world.dmitri, '/top')).join();
    expect(await said()).to.match(
      /^Nobody has any reputation here yet\. Reply .* “thx”, or “tysm” to begin\.$/,
    );
    // Where no word gives anything, none is named.
    for (const off of ['words none', 'words\nreputation.enabled off']) {
      await set(world, `reputation.${off}`);
      expect(await said(), off).to.equal('Nobody has any reputation here yet.');
    }
  });

  it('turns its pages by buttons, in place, for anyone', async () => {
    const world = await begin();
    await people(world, 23);
    const [first = ''] = await world.hears(world.dmitri, '/top');
    expect(first).to.match(/1\. P1 – <b>99<\/b>.*10\. P10 – <b>90<\/b>\nPage 1 of 3$/s);
    const { message_id } = shown(world);
    const press = async (button: string, who = world.boris) => {
      await world.telegram.world.press(who, shown(world).raw, button);
      await world.settled();
      return shown(world);
    };
    const second = await press('top:2');
    expect(second.message_id, 'the same message').to.equal(message_id);
    expect(second.text).to.match(/11\. P11.*20\. P20.*Page 2 of 3/s);
    const turning = ({ buttons }: typeof second) => buttons[0]?.map((button) => button.callback_data);
    expect(turning(second)).to.deep.equal(['top:1', 'top:3']);
    const third = await press('top:3');
    expect(third.text).to.match(/23\. P23 – 77\nPage 3 of 3/);
    expect(turning(third)).to.deep.equal(['top:2']);
    expect((await world.hears(world.dmitri, '/top 2')).join()).to.match(/11\. P11/);
    expect((await world.hears(world.dmitri, '/top 99')).join()).to.match(/Page 3 of 3/);
    expect((await world.hears(world.dmitri, '/top soon')).join()).to.match(/\/top 2/);
  });

  it('turns to its end for a page that is no more, and answers forged buttons', async () => {
    const world = await begin();
    const all = await people(world, 12);
    await world.hears(world.dmitri, '/top');
    const message = shown(world).raw;
    for (const user of all.slice(2)) world.telegram.world.leave(user, world.group);
    await world.settled();
    await world.telegram.world.press(world.dmitri, message, 'top:2');
    await world.settled();
    expect(world.telegram.world.message(world.group, message.message_id)?.text).to.match(
      /1\. P1.*2\. P2 – 98$/s,
    );
    for (const data of [
      'top:0',
      'top:-1',
      'top:1e9',
      'top:99999999',
      'top:2;drop',
      'admin:1',
      'тор:1',
      '{}',
    ]) {
      const answer = await world.telegram.world.press(world.dmitri, message, data, { forged: true });
      expect(answer?.text, data).to.equal('This button is out of date.');
    }
    expect((await world.ledger()).entries).to.have.lengthOf(12);
  });

  it('lets those with the same reputation share a place, and leaves out who left, bots and zeros', async () => {
    const world = await begin();
    const [boris, chiara, dmitri] = [world.boris, world.chiara, world.dmitri].map((who) =>
      world.say(who, 'Hello.'),
    );
    for (const [points, replyTo] of [
      [5, boris],
      [5, chiara],
      [3, dmitri],
    ] as const) {
      if (replyTo) await world.hears(world.anna, `/setrep ${points}`, { replyTo });
    }
    const rows = async () =>
      (await world.hears(world.anna, '/top'))
        .join()
        .split('\n')
        .slice(1)
        .map((row) => row.replace(/<\/?b>/g, ''));
    expect(await rows()).to.have.members(['1. Boris – 5', '1. Chiara – 5', '3. Дмитрий – 3']);
    world.telegram.world.leave(world.chiara, world.group);
    await world.settled();
    expect(await rows()).to.deep.equal(['1. Boris – 5', '2. Дмитрий – 3']);
    world.telegram.world.join(world.chiara, world.group);
    await world.settled();
    expect(await rows(), 'she is back').to.have.lengthOf(3);
    await world.hears(world.anna, '/setrep @dmitri 0');
    expect(await rows()).to.have.lengthOf(2);
  });

  it('writes names as they are, and shortens the endless', async () => {
    const world = await begin();
    const [, message] = newcomer(world, `<b>${'x'.repeat(60)}`);
    await world.hears(world.anna, '/setrep 5', { replyTo: message });
    expect((await world.hears(world.anna, '/top')).join()).to.include(
      `1. &lt;b&gt;${'x'.repeat(36)}… – <b>5</b>`,
    );
  });
});

describeJourney('One’s own standing', (begin) => {
  it('and another’s is told by name, by reply, by text mention and by id, under each of its commands', async () => {
    const world = await begin();
    const tip = world.say(world.boris, 'Water them.');
    thank(world, world.chiara, tip);
    const me = async (text: string, more = {}) => (await world.hears(world.dmitri, { text, ...more })).join();
    const boris = await me('/me @BORIS');
    expect(boris)
      .to.include('<b>Boris</b>')
      .and.to.include('Reputation: <b>1</b>')
      .and.to.include('Place: 1 of 1');
    expect(boris).to.include('Got thanks 1 time').and.to.not.include('Today you can');
    for (const command of ['/me', '/rep', '/profile']) {
      expect(await me(command, { replyTo: tip }), command).to.equal(boris);
      expect(await me(`${command} ${world.boris.id}`), command).to.equal(boris);
    }
    const entities = [{ type: 'text_mention', offset: 4, length: 6, user: world.chiara }];
    expect(await me('/me Chiara', { entities })).to.include('Gave thanks 1 time');
    const own = await me('/me');
    expect(own).to.include('<b>Дмитрий</b>').and.to.include('No place in the rating yet');
    expect(own).to.include('Today you can still thank 20 times');
    await set(world, 'reputation.given_per_day 0');
    expect(await me('/me')).to.not.include('Today you');
  });

  it('says what it did not understand, and how it goes', async () => {
    const world = await begin();
    const [said] = await world.hears(world.boris, '/top <b>week</b>  soon');
    expect(said).to.match(/^I do not understand “\/top &lt;b&gt;week&lt;\/b&gt; soon”\. What there is:\n/);
    expect(said).to.include('<code>/top week</code>');
    const [long] = await world.hears(world.boris, `/top ${'🌿'.repeat(200)}`);
    expect(long).to.include(`“/top ${'🌿'.repeat(55)}…”`);
    for (const written of ['/boost off', '/title add', '/addexp @boris 1.5'])
      expect((await world.hears(world.anna, written)).join()).to.include(`I do not understand “${written}”`);
    expect((await world.hears(world.anna, '/set')).join(), 'alone it asks').to.not.include('understand');
  });

  it('of strangers, bots and nobody is refused by name', async () => {
    const world = await begin();
    const me = async (text: string) => (await world.hears(world.dmitri, text)).join();
    expect(await me('/me @stranger')).to.include('I do not know @stranger');
    expect(await me('/me 4242')).to.include('I have not seen this person');
    expect(await me('/me what')).to.include('<code>/me @boris</code>');
  });

  it('is seen by who asked only', async () => {
    const world = await begin();
    await world.hears(world.dmitri, '/me');
    const see = (who: User) =>
      world.telegram.world
        .visibleTo(world.group, who)
        .map(({ text }) => text)
        .join();
    expect(see(world.dmitri)).to.include('Reputation: 0');
    expect(see(world.boris)).to.not.include('Reputation: 0');
  });
});
