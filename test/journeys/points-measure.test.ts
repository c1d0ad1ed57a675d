import { expect } from 'chai';
import type { Message, User } from '../../src/playground/types.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeJourney } from '../support/journey.ts';
import { openPrivately, panelIn } from '../support/panels.ts';
import { labelsOf, press, shown } from '../support/presses.ts';
import { set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

/** Only then is work done that falls due. */
const STILL = { sameClock: true, settings: { 'announce.titles': 'none' } };

/** The message that somebody sees last, as it stands now. */
const now = (world: TestWorld, who: User): string => shown(world, who).text ?? '';

describeJourney('What becomes of points', (begin, opened) => {
  const experience = async (world: TestWorld, who: User) => {
    const { members } = await world.ledger();
    const found = members.find(({ user_id }) => user_id === who.id);
    return [found?.experience, found?.level];
  };

  async function withPoints(options: Parameters<typeof begin>[0] = STILL): Promise<TestWorld> {
    const world = await begin(options);
    world.say(world.boris, 'Good morning.');
    world.say(world.chiara, 'Good morning.');
    await set(world, 'experience.daily_visit 0', 'experience.text 0');
    const before = (await experience(world, world.boris))[0] ?? 0;
    await world.hears(world.anna, `/setexp @boris ${before === 200 ? 201 : 200}`);
    await world.hears(world.anna, '/addrep @boris 3');
    return world;
  }

  it('is asked in private when the curve changes, and keeps them if nobody answers', async () => {
    const world = await withPoints();
    const { anna, boris } = world;
    expect(await experience(world, boris)).to.deep.equal([200, 3]);
    const heard = await world.hears(anna, '/set levels.curve seconds');
    expect(heard).to.have.lengthOf(2);
    expect(heard[1]).to.include('What becomes of the points');
    expect(world.telegram.world.lastSeen(world.group, boris)?.raw.text, 'hers alone').to.not.include(
      'becomes',
    );
    expect(await experience(world, boris)).to.deep.equal([200, 0]);
    await press(world, anna, 'Keep');
    expect(now(world, anna)).to.equal('Points are kept.');
    await world.tick(60);
    expect(await experience(world, boris)).to.deep.equal([200, 0]);
  });

  it('is asked with what each answer would make of members who may be shown, none of whom is notified', async () => {
    const world = await withPoints();
    const { anna, boris, chiara, dmitri } = world;
    for (const [who, points] of [
      [boris, 150],
      [chiara, 50],
      [dmitri, 100],
      [anna, 10],
    ] as const)
      await world.hears(anna, `/setexp ${points}`, { replyTo: world.say(who, 'Good morning.') });
    const asked = async (text: string) => (await world.hears(anna, text)).at(-1) ?? '';
    const first = await asked('/set levels.curve seconds');
    const lines = first.split('\n').filter((line) => line.startsWith('• '));
    expect(lines).to.deep.equal([
      '• Boris: level 3 (150). Keep: level 0 (150). Convert: level 3 (3,873). Start again: level 0 (0).',
      '• Chiara: level 2 (50). Keep: level 0 (50). Convert: level 2 (1,718). Start again: level 0 (0).',
      '• Anna: level 1 (10). Keep: level 0 (10). Convert: level 1 (687). Start again: level 0 (0).',
    ]);
    await world.hears(boris, '/hide');
    await asked('/set levels.curve quadratic');
    await press(world, anna, 'Keep', shown(world, anna));
    const again = await asked('/set experience.policy conversations');
    expect(again).to.include('• Дмитрий: level 2 (100). Keep: level 2 (100). Start again: level 1 (0).');
    expect(again).to.include('Chiara').and.not.include('Boris').and.not.include('Convert');
    expect(first + again, 'no links').to.not.include('href');
    expect((await verify(opened())).differences).to.deep.equal([]);
    expect((await experience(world, chiara))[0], 'nothing is done yet').to.equal(50);
  });

  it('says so where another question has taken its place, takes its buttons away, and tells of rewards', async () => {
    const world = await withPoints();
    const { anna, boris } = world;
    await world.hears(anna, '/reward add level=2 weight=2');
    await world.hears(anna, '/set levels.curve seconds');
    const first = shown(world, anna);
    await world.hears(anna, '/set levels.curve custom\nlevels.custom 0, 10, 10');
    const edits = () =>
      world.telegram.calls
        .of('editEphemeralMessageText')
        .concat(world.telegram.calls.of('editMessageText'))
        .map(({ params }) => [params.text, params.reply_markup]);
    await press(world, anna, 'Convert', first);
    const [[text, keyboard] = []] = edits();
    expect(text).to.include('Another question has taken the place of this one');
    expect(keyboard, 'its buttons').to.satisfy(
      (rows: unknown) => !rows || !JSON.stringify(rows).includes('data'),
    );
    expect((await experience(world, boris))[0], 'nothing was converted').to.equal(200);
    await press(world, anna, 'Keep', shown(world, anna));
    expect(edits().at(-1)?.[0]).to.include('Points are kept.').and.include('/sync exact');
    await world.hears(anna, '/set levels.curve seconds');
    await press(world, anna, 'Convert');
    await world.tick(6);
    expect(now(world, anna)).to.include('Levels are what they were').and.include('/sync exact');
  });

  it('converts them: levels and titles by reputation stay, and the ledger adds up', async () => {
    const world = await withPoints();
    const { anna, boris, chiara } = world;
    const chiaraBefore = await experience(world, chiara);
    await world.hears(anna, '/set levels.curve seconds');
    await press(world, anna, 'Convert');
    await world.tick(6);
    expect(now(world, anna)).to.include('Levels are what they were');
    // A third of the way from 150 to 300, on a curve where level 3 begins with 3,873 and level 4 with 6,899.
    expect(await experience(world, boris)).to.deep.equal([4882, 3]);
    expect((await experience(world, chiara))[1]).to.equal(chiaraBefore[1]);
    const { entries, members } = await world.ledger();
    expect(entries.at(-1)).to.include({ kind: 'convert', giver_id: anna.id, reputation: 0 });
    expect(members.find(({ user_id }) => user_id === boris.id)?.reputation).to.equal(3);
    expect((await verify(opened())).differences).to.deep.equal([]);
    expect((await world.hears(anna, '/log')).join()).to.include('counted in another way');
    await press(world, anna, 'Convert');
    expect((await verify(opened())).gaps).to.deep.equal([]);
  });

  it('starts again only when that is meant, and leaves reputation alone', async () => {
    const world = await withPoints();
    const { anna, boris } = world;
    await world.hears(anna, '/set levels.curve custom\nlevels.custom 0, 10, 10');
    await press(world, anna, 'Start again');
    expect(now(world, anna)).to.include('Really?');
    await world.tick(6);
    expect(await experience(world, boris), 'not yet').to.deep.equal([200, 4]);
    await press(world, anna, 'Yes, experience becomes 0');
    await world.tick(6);
    expect(await experience(world, boris)).to.deep.equal([0, 0]);
    expect(await world.reputation(boris)).to.equal(3);
    expect((await verify(opened())).differences).to.deep.equal([]);
  });

  it('is not asked where nobody has any, where the measure stays, or of another than who changed it', async () => {
    const world = await begin({
      sameClock: true,
      settings: { 'experience.text': '0-0', 'experience.daily_visit': '0-0' },
    });
    const { anna, boris } = world;
    world.say(boris, 'Good morning.');
    expect(await world.hears(anna, '/set levels.curve seconds'), 'nobody has any').to.have.lengthOf(1);
    await world.hears(anna, '/addexp @boris 100');
    expect(await world.hears(anna, '/set experience.cooldown 30'), 'no other measure').to.have.lengthOf(1);
    expect(await world.hears(anna, '/set levels.custom 0, 10, 10'), 'not in use').to.have.lengthOf(1);
    expect(await world.hears(anna, '/set levels.curve by_policy'), 'from seconds').to.have.lengthOf(2);
    expect(await world.hears(anna, '/set levels.curve quadratic'), 'the same by its name').to.have.lengthOf(
      1,
    );
    expect(await world.hears(anna, '/set levels.curve seconds')).to.have.lengthOf(2);
    expect(await world.hears(anna, '/set levels.curve quadratic')).to.have.lengthOf(2);
    const question = shown(world, anna);
    await world.hears(anna, '/set levels.curve seconds');
    await press(world, anna, 'Convert', question);
    expect(JSON.stringify(world.telegram.calls.of('editEphemeralMessageText').at(-1)?.params)).to.include(
      'Another question has taken the place',
    );
    expect(await world.hears(anna, '/set levels.curve quadratic', { as: 'anonymous_admin' })).to.satisfy(
      (heard: string[]) => heard.some((text) => text.includes('under your own name')),
    );
  });

  describe('whichever way the settings are changed', () => {
    const QUESTION = 'What becomes of the points';
    const last = (world: TestWorld): Message => shown(world, world.anna);

    it('by a file, whose own question is answered then', async () => {
      const world = await withPoints();
      const data = JSON.stringify({
        format: 'laurel-settings',
        version: 1,
        settings: { 'levels.curve': 'seconds' },
      });
      world.say(world.anna, { text: '/import', file: { name: 'settings.json', data } });
      await world.settled();
      await press(world, world.anna, 'Apply');
      expect(now(world, world.anna)).to.include(QUESTION);
      await press(world, world.anna, 'Convert');
      await world.tick(6);
      expect(await experience(world, world.boris)).to.deep.equal([4882, 3]);
    });

    it('by a version that holds again', async () => {
      const world = await withPoints();
      await world.hears(world.anna, '/set levels.curve seconds');
      await press(world, world.anna, 'Convert');
      await world.tick(6);
      await world.hears(world.anna, '/history');
      expect(labelsOf(last(world))).to.deep.equal(['2', '1', '0']);
      await press(world, world.anna, '1');
      await press(world, world.anna, 'Restore');
      expect(now(world, world.anna)).to.include(QUESTION);
      await press(world, world.anna, 'Convert');
      await world.tick(6);
      expect(await experience(world, world.boris), 'there and back').to.deep.equal([200, 3]);
      expect((await verify(opened())).differences).to.deep.equal([]);
    });

    it('by ready settings, which bring another policy with another curve', async () => {
      const world = await withPoints();
      await world.hears(world.anna, '/preset adaptive');
      await press(world, world.anna, labelsOf(last(world))[0] ?? '');
      expect((await world.ledger()).settings['experience.policy']).to.equal('windows');
      expect(labelsOf(last(world))).to.deep.equal(['Keep', 'Convert', 'Start again']);
      await press(world, world.anna, 'Convert');
      await world.tick(6);
      expect(await experience(world, world.boris)).to.deep.equal([4882, 3]);
    });

    it('by another policy with the same curve, between which nothing can be converted', async () => {
      const world = await withPoints();
      const heard = await world.hears(world.anna, '/set experience.policy conversations');
      expect(heard[1]).to.include('Experience is earned in another way').and.to.include(QUESTION);
      expect(labelsOf(last(world))).to.deep.equal(['Keep', 'Start again']);
    });

    it('by the panel in private, where the question comes as a message of its own', async () => {
      const world = await withPoints();
      const { anna } = world;
      const chat = world.telegram.world.privateChat(anna);
      const panel = await openPrivately(world);
      await panel.press('Levels');
      await panel.press('Level curve');
      await panel.press('by time');
      await panel.press('‹ Back');
      await panel.press('Save');
      const question = panelIn(world, anna, chat);
      expect(question.text()).to.include(QUESTION);
      expect(question.buttons()).to.deep.equal(['Keep', 'Convert', 'Start again']);
      await question.press('Convert');
      await world.tick(6);
      expect(question.text()).to.include('Levels are what they were');
      expect(await experience(world, world.boris)).to.deep.equal([4882, 3]);
    });
  });
});
