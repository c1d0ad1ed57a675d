import { expect } from 'chai';
import type { User } from '../../src/playground/types.ts';
import { describeJourney } from '../support/journey.ts';
import { advance, newcomer, set, thank, WITHOUT_TITLES } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const TEXTS = [
  'reputation.pair_interval 0',
  'reputation.given_per_day 0',
  'reputation.texts {receiver} {reputation}',
  'reputation.overtake_texts {receiver} passes {passed}',
];

describeJourney('Overtaking', (begin) => {
  /** Boris has 5, Dmitri 6; the next thanks to Boris draw level, the one after carry him past. */
  async function race(world: TestWorld, ...more: string[]) {
    await set(world, ...TEXTS, ...more);
    const tip = world.say(world.boris, 'Water them.');
    const dmitri = world.say(world.dmitri, 'At night?');
    await world.hears(world.anna, '/setrep 5', { replyTo: tip });
    await world.hears(world.anna, '/setrep 6', { replyTo: dmitri });
    const thanks = async (who: User = world.chiara, text = 'thanks', replyTo = tip) => {
      await world.settled();
      const before = world.telegram.calls.count;
      world.say(who, { text, replyTo });
      await world.settled();
      return world.telegram.calls
        .after(before)
        .filter(({ method }) => /^(send|set)/.test(method))
        .map(({ method, params }) => (method === 'sendMessage' ? params.text : method));
    };
    return { thanks, tip, dmitri };
  }

  it('is told in a line under the gift, once, and not when they are level', async () => {
    const world = await begin();
    const { thanks } = await race(world);
    expect(await thanks(), 'level').to.deep.equal(['Boris 6']);
    expect(await thanks(), 'past').to.deep.equal(['Boris 7\nBoris passes Дмитрий']);
    expect(await thanks(), 'before him already').to.deep.equal(['Boris 8']);
    const seen = world.telegram.world.visibleTo(world.group, world.anna).map(({ text }) => text);
    expect(seen).to.include('Boris 7\nBoris passes Дмитрий');
  });

  it('names the highest one passed, and counts what the same message gave before', async () => {
    const world = await begin();
    const { thanks, dmitri } = await race(
      world,
      'reputation.award random',
      'reputation.award_min 4',
      'reputation.award_max 4',
    );
    const [, other] = newcomer(world, 'Elena');
    await world.hears(world.anna, '/setrep 8', { replyTo: other });
    expect(await thanks(), '5 → 9: past 6 and 8').to.deep.equal(['Boris 9\nBoris passes Elena']);
    // Dmitri goes from 6 to 10, past Boris with 9; then Boris from 9 to 13, past Dmitri, who has just been given that.
    expect(await thanks(world.chiara, 'thanks @boris', dmitri)).to.deep.equal([
      'Дмитрий 10\nДмитрий passes Boris\nBoris 13\nBoris passes Дмитрий',
    ]);
  });

  it('is told within the first of the rating only, or never', async () => {
    const world = await begin();
    const { thanks, tip } = await race(world, 'reputation.overtake_top 1');
    const [, other] = newcomer(world, 'Elena');
    await world.hears(world.anna, '/setrep 20', { replyTo: other });
    await thanks();
    expect(await thanks(), 'past the second of the rating').to.deep.equal(['Boris 7']);
    await world.hears(world.anna, '/setrep 20', { replyTo: tip });
    expect(await thanks(), 'past the first').to.deep.equal(['Boris 21\nBoris passes Elena']);
    await set(world, 'reputation.overtake_top 0');
    await world.hears(world.anna, '/setrep 20', { replyTo: tip });
    advance(world, 600);
    expect(await thanks(), 'switched off').to.deep.equal(['Boris 21']);
    await set(world, 'reputation.overtake_top', 'reputation.overtake_texts none');
    await world.hears(world.anna, '/setrep 20', { replyTo: tip });
    expect(await thanks(), 'no texts').to.deep.equal(['Boris 21']);
  });

  it('of somebody who has left is not told, nor of bots and those who have nothing', async () => {
    const world = await begin();
    const { thanks } = await race(world);
    await thanks();
    world.telegram.world.leave(world.dmitri, world.group);
    expect(await thanks()).to.deep.equal(['Boris 7']);
    const [elena, hello] = newcomer(world, 'Elena');
    expect(await thanks(world.chiara, 'thanks', hello), 'past zeros').to.deep.equal(['Elena 1']);
    expect(elena.first_name).to.equal('Elena');
  });

  it('is told the way of the gift: to the giver alone, alone where a gift has no text, or not at all', async () => {
    const world = await begin();
    const { thanks, tip } = await race(world, 'reputation.reply private');
    const again = () => world.hears(world.anna, '/setrep 6', { replyTo: tip });
    await again();
    expect(await thanks()).to.deep.equal(['Boris 7\nBoris passes Дмитрий']);
    const see = (who: User) => world.telegram.world.visibleTo(world.group, who).map(({ text }) => text);
    expect(see(world.chiara).join()).to.include('Boris passes');
    expect(see(world.anna).join()).to.not.include('Boris passes Дмитрий\n').and.to.not.include('Boris 7');

    await set(world, 'reputation.reply public', 'reputation.texts none');
    await again();
    expect(await thanks()).to.deep.equal(['Boris passes Дмитрий']);
    await set(world, 'reputation.reply reaction');
    await again();
    expect(await thanks()).to.deep.equal(['setMessageReaction']);
    await set(world, 'reputation.reply off');
    await again();
    expect(await thanks()).to.deep.equal([]);
  });

  it('is never told of a minus', async () => {
    const world = await begin();
    const { thanks, dmitri } = await race(
      world,
      'negative.enabled on',
      'negative.from all',
      'negative.texts {receiver} {reputation}',
    );
    await thanks();
    advance(world, 600);
    expect(await thanks(world.chiara, '-rep wrong advice', dmitri)).to.deep.equal(['Дмитрий 5']);
    expect(await thanks(world.chiara, 'thanks', dmitri), 'control').to.deep.equal(['Дмитрий 6']);
    expect(await thanks(world.anna, 'thanks', dmitri), 'control').to.deep.equal([
      'Дмитрий 7\nДмитрий passes Boris',
    ]);
  });
});

describeJourney('Three texts in ten minutes', (begin) => {
  it('are enough: the reaction takes over, until exactly ten minutes after the first', async () => {
    const world = await begin(WITHOUT_TITLES);
    await set(world, ...TEXTS, 'negative.enabled on', 'negative.from all', 'negative.pair_interval 0');
    const tip = world.say(world.boris, 'Water them.');
    const say = async (text = 'thanks') => {
      await world.settled();
      const before = world.telegram.calls.count;
      thank(world, world.chiara, tip, { text });
      await world.settled();
      return world.telegram.calls
        .after(before)
        .filter(({ method }) => /^(send|set)/.test(method))
        .map(({ method, params }) => (method === 'sendMessage' ? 'text' : JSON.stringify(params.reaction)));
    };
    expect(await say()).to.deep.equal(['text']);
    advance(world, 100);
    expect(await say('-rep too salty')).to.deep.equal(['text']);
    expect(await say()).to.deep.equal(['text']);
    expect((await say()).join()).to.include('❤');
    expect((await say('-rep too salty')).join()).to.include('👎');
    advance(world, 499);
    expect((await say()).join(), 'after 599 s').to.include('❤');
    advance(world, 1);
    expect(await say(), 'after 600 s').to.deep.equal(['text']);
    expect((await say()).join(), 'the second is 500 s old').to.include('❤');
    // What only one person sees is not rationed.
    await set(world, 'reputation.reply private');
    expect(await say()).to.deep.equal(['text']);
    expect(await say()).to.deep.equal(['text']);
  });

  it('are enough for a group that was upgraded on the way, too', async () => {
    const world = await begin();
    const { telegram, anna, boris, chiara } = world;
    const group = telegram.world.createGroup({
      title: 'Garden',
      type: 'group',
      owner: anna,
      members: [boris, chiara],
      bot: 'administrator',
    });
    const say = (chat: number | typeof group, who: User, text: string, replyTo?: object) =>
      telegram.world.say(who, chat as never, text, (replyTo ? { replyTo } : {}) as never);
    say(group, anna, `/set ${TEXTS.join('\n')}`);
    const tip = say(group, boris, 'Water them.');
    await world.settled();
    for (const _ of [1, 2]) say(group, chiara, 'thanks', tip);
    await world.settled();
    const big = telegram.world.upgradeToSupergroup(group.id);
    await world.settled();
    const again = say(big.id, boris, 'Water them.');
    const before = telegram.calls.count;
    for (const _ of [1, 2]) say(big.id, chiara, 'thanks', again);
    await world.settled();
    const methods = telegram.calls.after(before).map(({ method }) => method);
    expect(methods.filter((method) => method === 'sendMessage')).to.have.lengthOf(1);
    expect(methods.filter((method) => method === 'setMessageReaction')).to.have.lengthOf(1);
  });
});
