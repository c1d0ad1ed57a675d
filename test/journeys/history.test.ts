import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { labelsOf, press, shown } from '../support/presses.ts';
import { set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

describeJourney('/history', (begin) => {
  const settings = async (world: TestWorld, chat?: number) =>
    (await world.ledger(chat)).settings as Record<string, unknown>;
  const history = async (world: TestWorld) => (await world.hears(world.anna, '/history')).join();
  const text = (world: TestWorld) => shown(world, world.anna).text ?? '';
  /** Blanks that do not break stand in what Intl writes. */
  const plain = (said: string) => said.replace(/[\u00A0\u202F]/g, ' ');

  it('says which settings were changed, by whom and when by the chat’s clock, to the admin alone', async () => {
    const world = await begin();
    expect(await history(world)).to.include('<b>0</b> (now) · nothing has been changed yet');
    await set(world, 'time_zone Asia/Kathmandu');
    await set(
      world,
      ...['reputation.award random', 'reputation.award_max 3', 'reputation.reply off'],
      ...['reputation.pair_interval 5', 'reputation.words merci'],
    );
    await world.hears(world.anna, '/set commands.bang on', { as: 'anonymous_admin' });
    const lines = plain(await history(world)).split('\n');
    expect(lines[0]).to.equal('<b>Versions of the settings of Garden</b>');
    expect(lines[1]).to.match(
      /^<b>3<\/b> \(now\) · \w+ \d+, \d+, 5:45 PM · Anonymous admin: <code>commands.bang<\/code>$/,
    );
    expect(lines[2]).to.match(/^<b>2<\/b> · .* · Anna: /);
    expect(lines[2]).to.match(
      /<code>reputation.words<\/code>, <code>reputation.pair_interval<\/code>, <code>reputation.award<\/code> and 2 more$/,
    );
    expect(lines[3]).to.include('· Anna: <code>time_zone</code>');
    expect(lines[4]).to.equal('<b>0</b> · as it was at first');
    const call = world.telegram.calls.of('sendMessage').at(-1);
    expect(call?.params.ephemeral_message_parameters).to.deep.equal({ receiver_user_id: world.anna.id });
    expect((await world.hears(world.chiara, '/history')).join()).to.include('Only admins');
    await world.hears(world.anna, '/set language ru');
    expect(await history(world)).to.match(/\d+ \S+ \d{4} г\., 17:45 · Anna: <code>language/);
  });

  it('shows what a version would change, and restores it as a new one', async () => {
    const world = await begin();
    await set(world, 'reputation.pair_interval 5', 'reputation.words merci');
    await set(world, 'reputation.pair_interval 6', 'reputation.award random');
    await history(world);
    expect(labelsOf(shown(world, world.anna))).to.deep.equal(['2', '1', '0']);
    await press(world, world.anna, '2');
    expect(text(world)).to.include('It is the same as now.');
    expect(labelsOf(shown(world, world.anna))).to.deep.equal(['‹ Back']);
    await press(world, world.anna, '‹ Back');
    await press(world, world.anna, '1');
    expect(plain(text(world))).to.match(/^Version 1 · .* · Anna\nIf it held again/);
    expect(text(world)).to.include('reputation.pair_interval: 6 → 5\nreputation.award: random → normal');
    const offered = shown(world, world.anna);
    const label = 'Restore';
    await press(world, world.anna, label);
    expect(text(world)).to.include('Changed:\nreputation.pair_interval: 6 → 5');
    expect(await settings(world)).to.deep.equal({
      'reputation.pair_interval': 5,
      'reputation.words': ['merci'],
    });
    expect(await press(world, world.anna, label, offered)).to.include('It is like that already');
    expect(await history(world), 'nothing is taken away').to.include('<b>3</b> (now)');

    await press(world, world.anna, '0');
    await set(world, 'reputation.pair_interval 9');
    await press(
      world,
      world.anna,
      label,
      world.telegram.world.visibleTo(world.group, world.anna).at(-3)?.raw,
    );
    expect(await settings(world), 'the beginning').to.deep.equal({});
    const versions = await world.database.query<{ version: number; by: number }>(
      'select version, changed_by as by from settings_versions order by version',
    );
    expect(versions).to.deep.equal([1, 2, 3, 4, 5].map((version) => ({ version, by: world.anna.id })));
  });

  it('turns its pages, ten versions each, both ways', async () => {
    const world = await begin();
    for (let index = 1; index <= 25; index += 1) await set(world, `reputation.pair_interval ${100 + index}`);
    await history(world);
    const numbers = () =>
      labelsOf(shown(world, world.anna))
        .filter((label) => /^\d/.test(label))
        .map(Number);
    const range = (from: number, to: number) =>
      Array.from({ length: from - to + 1 }, (_, index) => from - index);
    expect(numbers()).to.deep.equal(range(25, 16));
    await press(world, world.anna, 'Older ›');
    expect(numbers()).to.deep.equal(range(15, 6));
    await press(world, world.anna, '9');
    await press(world, world.anna, '‹ Back');
    expect(numbers(), 'back to the same page').to.deep.equal(range(15, 6));
    await press(world, world.anna, 'Older ›');
    expect(numbers()).to.deep.equal(range(5, 0));
    expect(labelsOf(shown(world, world.anna)))
      .to.include('‹ Newer')
      .and.not.include('Older ›');
    await press(world, world.anna, '‹ Newer');
    await press(world, world.anna, '‹ Newer');
    expect(numbers()).to.deep.equal(range(25, 16));
  });

  it('is for admins only at every button, and knows no version that is none', async () => {
    const world = await begin();
    await set(world, 'reputation.pair_interval 5');
    await world.hears(world.anna, '/top');
    const open = shown(world, world.boris);
    const { id } = world.group;
    for (const data of [`history:${id}`, `history:${id}:1`, `version:${id}:1`, `restore:${id}:0`])
      expect(await press(world, world.boris, data, open), data).to.include('Only admins');
    expect(await press(world, world.anna, `restore:${id}:77`, open)).to.include('There is no version 77');
    for (const data of [`restore:${id}:-1`, `restore:${id}`, `version:${id}:1:1`, `history:${id}:x`])
      expect(await press(world, world.anna, data, open), data).to.include('out of date');
    expect(await settings(world)).to.deep.equal({ 'reputation.pair_interval': 5 });
    expect((await world.hears(world.anna, '/history 1')).join()).to.include('the same as now');
    expect((await world.hears(world.anna, '/history 77')).join()).to.include('There is no version 77');
    expect((await world.hears(world.anna, '/history of Rome')).join()).to.include('/history 12');
  });

  it('says which values of then are no longer allowed, and keeps what it does not know', async () => {
    const world = await begin();
    await set(world, 'reputation.pair_interval 5');
    await world.database.query(`update settings_versions set settings = $1`, [
      JSON.stringify({ 'reputation.pair_interval': -3, 'reputation.award': 'random', 'future.key': [1] }),
    ]);
    await set(world, 'reputation.pair_interval 6');
    const said = (await world.hears(world.anna, '/history 1')).join();
    const dropped =
      'Their values of then are no longer allowed, so the default stands: reputation.pair_interval';
    expect(said.replace(/<\/?code>/g, '')).to.include(dropped);
    await press(world, world.anna, 'Restore');
    expect(text(world)).to.include(dropped);
    expect(await settings(world)).to.deep.equal({ 'reputation.award': 'random', 'future.key': [1] });
  });

  it('goes on when the group becomes a supergroup', async () => {
    const world = await begin();
    const { telegram, anna, boris } = world;
    const old = telegram.world.createGroup({ title: 'Small', type: 'group', owner: anna, members: [boris] });
    telegram.world.say(anna, old, '/set reputation.pair_interval 5');
    telegram.world.say(anna, old, '/set reputation.pair_interval 6');
    await world.settled();
    const chat = telegram.world.upgradeToSupergroup(old);
    await world.settled();
    telegram.world.say(anna, chat, '/set reputation.pair_interval 7');
    telegram.world.say(anna, chat, '/history');
    await world.settled();
    const seen = () => telegram.world.lastSeen(chat, anna)?.raw;
    expect(labelsOf(seen() as never)).to.deep.equal(['3', '2', '1', '0']);
    await press(world, anna, '1', seen());
    await press(world, anna, 'Restore', seen());
    expect(await settings(world, chat.id)).to.deep.equal({ 'reputation.pair_interval': 5 });
  });
});
