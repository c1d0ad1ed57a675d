import { expect } from 'chai';
import type { Message } from '../../src/playground/types.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeJourney } from '../support/journey.ts';
import { press } from '../support/presses.ts';
import { held, level, QUIET } from '../support/rewards-held.ts';
import { advance, set, thank } from '../support/scenes.ts';

describeJourney('Rewards', (begin, opened) => {
  it('GiselleBot’s example, by her own commands, in words that earn', async () => {
    const world = await begin({
      settings: { 'experience.text': '50-50', 'experience.cooldown': 0, 'experience.daily_visit': '0-0' },
    });
    const { anna, boris } = world;
    expect((await world.hears(anna, '/reward list')).join(), 'how to begin').to.include(
      '/reward add level=5',
    );
    expect((await world.hears(boris, '/reward list')).join()).to.not.include('/reward add');
    expect((await world.hears(anna, '/expar 5 Rookie --volatile')).join()).to.include(
      'level 5: the tag “Rookie”',
    );
    await world.hears(anna, '/expaddrole 5 "Known Member" --persistent');
    await world.hears(anna, '/expar 7 @Junior');
    await world.hears(anna, '/expar 10 Senior');
    const [list] = await world.hears(boris, '/exproles');
    expect(list)
      .to.include('the tag “Known Member” – for good')
      .and.to.include('level 10: the tag “Senior” – until a higher reward');
    const seen = new Map<number, string>();
    for (let said = 1; said <= 46; said += 1) {
      world.say(boris, `Something new, number ${said}.`);
      const at = Math.floor((1 + Math.sqrt(1 + (8 * said * 50) / 50)) / 2);
      seen.set(at, await held(world, boris));
    }
    expect(Object.fromEntries(seen)).to.deep.equal({
      ...{ 2: ' | ', 3: ' | ', 4: ' | ' },
      5: 'Rookie, Known Member | Known Member',
      6: 'Known Member | Known Member',
      7: 'Known Member, Junior | Junior',
      8: 'Known Member, Junior | Junior',
      9: 'Known Member, Junior | Junior',
      10: 'Known Member, Senior | Senior',
    });
    const told = world.telegram.calls.of('setChatMemberTag').map(({ params }) => params.tag);
    expect(told, 'what Telegram is told').to.deep.equal(['Known Member', 'Junior', 'Senior']);
    expect((await world.hears(boris, '/me')).join()).to.include(
      'Rewards: the tag “Known Member”, the tag “Senior”',
    );
    expect((await verify(opened())).differences).to.deep.equal([]);
  });

  it('by hand only where it ends; a reset keeps them; a deduction takes what is above', async () => {
    const world = await begin(QUIET);
    const { anna, boris } = world;
    world.say(boris, 'Good morning.');
    await world.hears(anna, '/expar 5 Rookie "Known Member" --persistent');
    await world.hears(anna, '/expar 7 Junior');
    await world.hears(anna, '/expar 10 Senior');
    await level(world, 2250);
    expect(await held(world, boris), 'level 10').to.equal('Senior | Senior');
    await world.hears(anna, '/takeexp @boris 1000');
    expect(await held(world, boris), 'level 7').to.equal('Junior | Junior');
    await world.hears(anna, '/resetexp @boris');
    expect(await held(world, boris), 'level 1').to.equal('Junior | Junior');
  });

  it('come to who stands there already by the button under the answer', async () => {
    const world = await begin({ ...QUIET, sameClock: true });
    const { anna, boris, telegram, group } = world;
    world.say(boris, 'Good morning.');
    await level(world, 60);
    await world.hears(anna, '/reward add level=2 tag="Gardener"');
    const answer = telegram.world.lastSeen(group, anna)?.raw as Message;
    expect(await held(world, boris), 'nobody is looked at unasked').to.equal(' | ');
    await press(world, anna, 'Sync now', answer);
    await world.tick(6);
    expect(await held(world, boris)).to.equal('Gardener | Gardener');
  });

  it('of titles come and go with thanks and their undo, and are told to Telegram as one tag', async () => {
    const world = await begin(QUIET);
    const { anna, boris, chiara } = world;
    await set(world, 'reputation.pair_interval 0', 'reputation.reply off');
    await world.hears(
      anna,
      '/reward add title="Helpful Soul" tag="Helpful Soul of Ours" short="Soul" keep=default',
    );
    const tip = world.say(boris, 'Water them more.');
    for (let n = 1; n <= 4; n += 1) thank(world, chiara, tip);
    expect(await held(world, boris)).to.equal(' | ');
    thank(world, chiara, tip);
    expect(await held(world, boris)).to.equal('Helpful Soul of Ours | Soul');
    const tags = () => world.telegram.calls.of('setChatMemberTag').map(({ params }) => params.tag);
    expect(tags()).to.deep.equal(['Soul']);
    expect((await world.hears(boris, '/titles')).join()).to.include(
      '🎁 the tag “Helpful Soul of Ours” (shown: “Soul”)',
    );
    await world.hears(chiara, '/undo');
    expect(await held(world, boris)).to.equal(' | ');
    expect(tags(), 'taken away').to.deep.equal(['Soul', '']);
    expect((await world.hears(boris, '/me')).join()).to.not.include('Rewards');
  });

  it('that are renamed, edited, taken away, or whose title is removed', async () => {
    const world = await begin(QUIET);
    const { anna, boris } = world;
    world.say(boris, 'Good morning.');
    await world.hears(anna, '/reward add title="Helper" tag="Helper" keep=volatile');
    await world.hears(anna, '/reward add title="Helper" vote=on gifts=3');
    await world.hears(anna, '/addrep @boris 25');
    expect(await held(world, boris)).to.equal('Helper, #2 | Helper');
    expect((await world.hears(boris, '/me')).join()).to.include(
      'a vote on deleting messages, 3 more thanks a day',
    );
    await world.hears(anna, '/title edit "Helper" name="Gardener"');
    expect((await world.hears(anna, '/reward list')).join()).to.include('Gardener: the tag “Helper”');
    expect(
      (await world.hears(anna, '/reward add title="Gardener" tag="helper" keep=persistent')).join(),
    ).to.include('<b>1.</b> Gardener: the tag “helper” – for good');
    expect((await world.hears(anna, '/reward remove title="Gardener" tag="Helper"')).join()).to.include(
      'Removed. Who holds it keeps it:',
    );
    expect((await world.hears(anna, '/reward list')).join())
      .to.include('3 more')
      .and.to.not.include('helper');
    const [removed] = await world.hears(anna, '/title remove "Gardener"');
    expect(removed).to.include('without effect now').and.to.include('2');
    expect((await world.hears(anna, '/reward list')).join()).to.include('<s>a title that was removed</s>');
    await world.hears(anna, '/addrep @boris 1');
    expect(await held(world, boris), 'both stay').to.equal('helper, #2 | helper');
  });

  it('are told anew to who comes back, and to who is an admin no more', async () => {
    const world = await begin(QUIET);
    const { anna, boris, telegram, group } = world;
    world.say(boris, 'Good morning.');
    await world.hears(anna, '/reward add level=2 tag="Gardener" keep=persistent');
    telegram.world.leave(boris, group);
    await level(world, 60);
    expect(await held(world, boris), 'kept while away').to.equal('Gardener | ');
    telegram.world.join(boris, group);
    expect(await held(world, boris), 'back').to.equal('Gardener | Gardener');
    telegram.world.promote(boris, group);
    expect(await held(world, boris), 'an admin').to.equal('Gardener | ');
    telegram.world.demote(boris, group);
    expect(await held(world, boris), 'no admin').to.equal('Gardener | Gardener');
  });

  it('weigh thanks and allow more of them a day; what is left is told', async () => {
    const world = await begin(QUIET);
    const { anna, boris, chiara, dmitri } = world;
    await set(world, 'reputation.pair_interval 0', 'reputation.given_per_day 2');
    await world.hears(anna, '/reward add level=2 weight=3 gifts=1');
    const tip = world.say(dmitri, 'Water them more.');
    world.say(boris, 'Good morning.');
    await level(world, 60);
    for (let n = 1; n <= 4; n += 1) thank(world, boris, tip);
    await world.settled();
    expect(await world.reputation(dmitri), 'three times three').to.equal(9);
    for (let n = 1; n <= 3; n += 1) thank(world, chiara, tip);
    await world.settled();
    expect(await world.reputation(dmitri), 'control: two times one').to.equal(11);
    expect((await world.hears(boris, '/why')).join()).to.include('3');
  });

  it('let their holder double another’s experience for a day, once', async () => {
    const world = await begin({
      settings: { 'experience.text': '10-10', 'experience.cooldown': 0, 'experience.daily_visit': '0-0' },
    });
    const { anna, boris, dmitri, chiara } = world;
    for (const who of [boris, chiara]) world.say(who, 'Good morning.');
    await world.hears(anna, '/reward add level=2 boost=on');
    await world.hears(anna, '/addexp @boris 60');
    const experience = async () =>
      (await world.ledger()).members.find(({ user_id }) => user_id === dmitri.id)?.experience;
    world.say(dmitri, 'One word and another.');
    await world.settled();
    expect(await experience()).to.equal(10);
    expect((await world.hears(boris, '/boost @dmitri')).join()).to.include('earns twice the experience');
    world.say(dmitri, 'Two words and another.');
    await world.settled();
    expect(await experience(), 'doubled').to.equal(30);
    expect((await world.hears(dmitri, '/me')).join()).to.include('counts double');
    advance(world, 86_400);
    world.say(dmitri, 'Three words and another.');
    await world.settled();
    expect(await experience(), 'over').to.equal(40);
    expect((await world.hears(boris, '/boost @dmitri')).join()).to.include('already');
    expect((await world.hears(anna, '/boost 20')).join(), 'the chat’s, as ever').to.include('Changed');
    expect((await world.hears(chiara, '/boost 20')).join(), 'and admins’ alone').to.not.include('Changed');
  });
});
