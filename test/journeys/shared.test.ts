import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { newcomer, set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

describeJourney('Reputation that is shared', (begin) => {
  /** Sums: Boris 5 (admins 5), Chiara 4 (members 4), Dmitri 3 (admins 5, members −2). */
  async function shared(world: TestWorld) {
    await set(
      world,
      ...['reputation.from shared', 'reputation.reply off', 'reputation.pair_interval 0'],
      ...['reputation.given_per_day 0', 'negative.enabled on', 'negative.from all', 'negative.reply off'],
      ...['negative.pair_interval 0', 'negative.reason off', 'negative.given_per_day 0'],
    );
    const { anna, boris, chiara, dmitri } = world;
    const tips = [boris, chiara, dmitri].map((who) => world.say(who, 'A tip.'));
    const [tipB, tipC, tipD] = tips;
    await world.hears(anna, '/addrep 5', tipB && { replyTo: tipB });
    await world.hears(anna, '/addrep 5', tipD && { replyTo: tipD });
    for (let times = 0; times < 4; times += 1)
      world.say(boris, { text: 'thanks', ...(tipC && { replyTo: tipC }) });
    for (let times = 0; times < 2; times += 1)
      world.say(chiara, { text: '-rep', ...(tipD && { replyTo: tipD }) });
    await world.settled();
  }
  const plain = (said: readonly string[]) =>
    said
      .join('\n')
      .replace(/<\/?b>/g, '')
      .split('\n');
  const shown = (world: TestWorld) => {
    const last = world.telegram.world
      .visibleTo(world.group, world.boris)
      .filter(({ buttons }) => buttons.length > 0)
      .at(-1);
    if (!last) throw new Error('no message with buttons');
    return last;
  };

  it('is ranked as a sum, by what came from admins and by what came from members', async () => {
    const world = await begin();
    await shared(world);
    const top = async (text: string) => plain(await world.hears(world.anna, text));
    expect(await top('/top')).to.deep.equal([
      'Reputation in Garden',
      '1. Boris – 5 (admins 5, members 0)',
      '2. Chiara – 4 (admins 0, members 4)',
      '3. Дмитрий – 3 (admins 5, members −2)',
    ]);
    expect(await top('/top admins'), 'equals share a place').to.deep.equal([
      'Reputation from admins in Garden',
      '1. Boris – 5',
      '1. Дмитрий – 5',
    ]);
    expect(await top('/lb Members 1')).to.deep.equal([
      'Reputation from members in Garden',
      '1. Chiara – 4',
      '2. Дмитрий – −2',
    ]);
    expect((await top('/top friends')).join()).to.include('/top admins');
  });

  it('is turned from one order to the other by buttons, in place', async () => {
    const world = await begin();
    await shared(world);
    await world.hears(world.anna, '/top');
    const { message_id } = shown(world);
    const data = () =>
      shown(world)
        .buttons.flat()
        .map((button) => button.callback_data);
    expect(data().slice(0, 2)).to.deep.equal(['top:1:admins', 'top:1:members']);
    const press = async (button: string) => {
      await world.telegram.world.press(world.dmitri, shown(world).raw, button);
      await world.settled();
      expect(shown(world).message_id).to.equal(message_id);
      return shown(world).text.split('\n')[0];
    };
    expect(await press('top:1:members')).to.equal('Reputation from members in Garden');
    expect(data().slice(0, 2)).to.deep.equal(['top:1', 'top:1:admins']);
    expect(await press('top:1')).to.equal('Reputation in Garden');
    expect(await press('top:1:admins')).to.equal('Reputation from admins in Garden');
    for (const forged of ['top:1:sum', 'top:1:', 'top:1:Admins', 'top:0:admins', 'top:admins']) {
      const answer = await world.telegram.world.press(world.dmitri, shown(world).raw, forged, {
        forged: true,
      });
      expect(answer?.text, forged).to.equal('This button is out of date.');
    }
    // What is not shared any more is one rating again, whatever the button says.
    await set(world, 'reputation.from all');
    await world.telegram.world.press(world.dmitri, shown(world).raw, 'top:1:members');
    await world.settled();
    const text = world.telegram.world.message(world.group, message_id)?.text ?? '';
    expect(text.split('\n')).to.deep.equal([
      'Reputation in Garden',
      '1. Boris – 5',
      '2. Chiara – 4',
      '3. Дмитрий – 3',
    ]);
  });

  it('turns pages within an order, and shows one’s own place below where the page does not', async () => {
    const world = await begin();
    await set(world, 'reputation.from shared');
    for (let index = 1; index <= 11; index += 1) {
      const [, message] = newcomer(world, `P${index}`);
      await world.hears(world.anna, `/addrep ${50 - index}`, { replyTo: message });
    }
    await world.hears(world.anna, '/addrep 2', { replyTo: world.say(world.boris, 'Hello.') });
    const first = plain(await world.hears(world.boris, '/top admins'));
    expect(first.slice(10)).to.deep.equal(['10. P10 – 40', 'Boris: place 12, 2', 'Page 1 of 2']);
    const data = shown(world).buttons.map((row) => row.map((button) => button.callback_data));
    expect(data.slice(0, 2)).to.deep.equal([
      ['top:2:admins'],
      ['top:1', 'top:1:members', 'top:1:experience'],
    ]);
    await world.telegram.world.press(world.boris, shown(world).raw, 'top:2:admins');
    await world.settled();
    expect(shown(world).text.split('\n').slice(1)).to.deep.equal([
      '11. P11 – 39',
      '12. Boris – 2',
      'Page 2 of 2',
    ]);
    expect(plain(await world.hears(world.chiara, '/top')).join(), 'no place, no line').to.not.include(
      'Chiara',
    );
    expect(plain(await world.hears(world.boris, '/top members')).join()).to.include(
      'Nobody has any of it yet',
    );
  });

  it('is told to oneself as three figures, each with its place', async () => {
    const world = await begin();
    await shared(world);
    const me = async (name: string) =>
      plain(await world.hears(world.anna, `/me @${name}`))
        .filter((line) => !/^(Experience|Next|Title|[▰▱])/.test(line))
        .slice(1, 5);
    expect(await me('dmitri')).to.deep.equal([
      'Reputation: 3',
      'Place: 3 of 3',
      'From admins: 5, place 1',
      'From members: −2, place 2',
    ]);
    expect(await me('boris')).to.deep.equal([
      'Reputation: 5',
      'Place: 1 of 3',
      'From admins: 5, place 1',
      'From members: 0',
    ]);
    await set(world, 'reputation.from all');
    expect((await me('dmitri')).join()).to.not.include('admins');
  });
});

describeJourney('What is left today', (begin) => {
  it('is told of every budget that the chat sets, to who asks, of what they may do', async () => {
    const world = await begin();
    await set(
      world,
      ...['reputation.given_per_day 2', 'reputation.received_per_day 1', 'reputation.pair_interval 0'],
      ...['negative.enabled on', 'negative.from admins', 'negative.reason off', 'negative.given_per_day 1'],
    );
    const tip = world.say(world.boris, 'Water them.');
    const me = async (who: typeof world.anna, more = '') =>
      plain(await world.hears(who, `/me${more}`)).filter((line) => /oday\b(?!:)/.test(line));
    const plain = (said: readonly string[]) => said.join('\n').split('\n');
    world.say(world.chiara, { text: 'thanks', replyTo: tip });
    expect(await me(world.chiara)).to.deep.equal([
      'Today you can still thank 1 time',
      'Today you can still be thanked 1 time',
    ]);
    expect(await me(world.boris)).to.deep.equal([
      'Today you can still thank 2 times',
      'For today you have got all the thanks that count',
    ]);
    expect((await me(world.anna)).at(-1)).to.equal('Today you can still give 1 minus');
    world.say(world.anna, { text: '-rep', replyTo: tip });
    expect((await me(world.anna)).at(-1)).to.equal('For today you have given all your minuses');
    expect(await me(world.anna, ' @boris'), 'of another it is nobody’s business').to.deep.equal([]);
    await set(world, 'negative.from all', 'reputation.from admins');
    expect(await me(world.chiara), 'only admins thank now').to.deep.equal([
      'Today you can still be thanked 1 time',
      'Today you can still give 1 minus',
    ]);
  });
});
