import { expect } from 'chai';
import type { Message, User } from '../../src/playground/types.ts';
import { describeJourney } from '../support/journey.ts';
import { advance, newcomer, set } from '../support/scenes.ts';

describeJourney('Overtaking, sentence by sentence', (begin) => {
  /** Boris gets one thank-you more than Dmitri has, again and again; what is said besides of it. */
  async function overtaken(texts: readonly string[], times: number): Promise<string[]> {
    const world = await begin();
    const tip = world.say(world.boris, 'Water them in the morning.');
    world.say(world.dmitri, 'Good morning.');
    await set(
      world,
      ...['reputation.texts none', 'reputation.pair_interval 0', 'reputation.given_per_day 0'],
      `reputation.overtake_texts ${texts.join('\n---\n')}`,
    );
    const said: string[] = [];
    for (let turn = 1; turn <= times; turn += 1) {
      advance(world, 3600);
      await world.hears(world.anna, `/setrep @dmitri ${turn * 10}`);
      await world.hears(world.anna, `/setrep @boris ${turn * 10}`);
      said.push(...(await world.hears(world.chiara, 'thanks', { replyTo: tip })));
    }
    return said;
  }

  it('A text is sent when one passes another', async () => {
    const said = await overtaken(['{receiver} is past {passed}: {reputation}'], 1);
    expect(said.join('\n')).to.include('Boris is past Дмитрий: 11');
  });

  it('There may be up to twelve of them, sent in random order', async () => {
    const texts = Array.from({ length: 12 }, (_, n) => `text ${n} ends`);
    const said = (await overtaken(texts, 40)).join('\n');
    const found = texts.filter((text) => said.includes(text));
    expect(found).to.have.length.above(6);
    const order = [...said.matchAll(/text (\d+) ends/g)].map(([, n]) => Number(n));
    expect(order).to.not.deep.equal([...order].sort((a, b) => a - b));
  });

  it('A thirteenth is refused', async () => {
    const world = await begin();
    const texts = Array.from({ length: 13 }, (_, n) => `text ${n}`).join('\n---\n');
    const answer = await world.hears(world.anna, `/set reputation.overtake_texts ${texts}`);
    expect(answer.join()).to.include('up to 12 texts');
  });

  it('Nobody is passed by drawing level, nor by who stands above already', async () => {
    const world = await begin();
    const tip = world.say(world.boris, 'Water them in the morning.');
    world.say(world.dmitri, 'Good morning.');
    await set(
      world,
      'reputation.texts none',
      'reputation.pair_interval 0',
      'reputation.overtake_texts PASSED',
    );
    await world.hears(world.anna, '/setrep @dmitri 2');
    await world.hears(world.anna, '/setrep @boris 1');
    const thanks = async () => (await world.hears(world.chiara, 'thanks', { replyTo: tip })).join();
    expect(await thanks(), 'level').to.not.include('PASSED');
    expect(await thanks(), 'past').to.include('PASSED');
    expect(await thanks(), 'above already').to.not.include('PASSED');
  });
});

describeJourney('Reactions among what goes before what', (begin) => {
  const gave = async (world: Awaited<ReturnType<typeof begin>>) => {
    await world.settled();
    return (await world.ledger()).entries.map(({ kind, giver_id, reputation }) => [
      kind,
      giver_id,
      reputation,
    ]);
  };
  const react = (world: Awaited<ReturnType<typeof begin>>, who: User, message: Message) =>
    world.telegram.world.react(who, message, [{ type: 'emoji', emoji: '❤' }]);

  it('a reaction obeys the intervals of thanks, and restarts them', async () => {
    const world = await begin();
    await set(world, 'reactions.enabled on', 'reputation.giver_interval 10');
    const tip = world.say(world.boris, 'Water them in the morning.');
    const other = world.say(world.dmitri, 'Prune them.');
    await world.settled();
    react(world, world.chiara, tip);
    await world.settled();
    world.say(world.chiara, { text: 'thanks', replyTo: other });
    expect(await gave(world)).to.deep.equal([['reaction', world.chiara.id, 1]]);
    advance(world, 600);
    world.say(world.chiara, { text: 'thanks', replyTo: other });
    expect(await gave(world)).to.have.lengthOf(2);
    react(world, world.chiara, other);
    expect(await gave(world), 'within the interval').to.have.lengthOf(2);
  });

  it('a reaction obeys the budgets and the exclusions of thanks', async () => {
    const world = await begin();
    await set(world, 'reactions.enabled on', 'reputation.given_per_day 1');
    const tip = world.say(world.boris, 'Water them in the morning.');
    const [, hello] = newcomer(world, 'Olga');
    await world.settled();
    react(world, world.boris, tip);
    expect(await gave(world), 'oneself').to.deep.equal([]);
    react(world, world.chiara, tip);
    react(world, world.chiara, hello);
    expect(await gave(world)).to.deep.equal([['reaction', world.chiara.id, 1]]);
  });
});
