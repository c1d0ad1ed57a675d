import { expect } from 'chai';
import { presetValues } from '../../src/settings/presets.ts';
import { describeJourney } from '../support/journey.ts';
import { labelsOf, press, shown } from '../support/presses.ts';
import { set, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

describeJourney('/preset', (begin) => {
  const settings = async (world: TestWorld) => (await world.ledger()).settings as Record<string, unknown>;

  it('lists ready settings, shows what one would change, and applies it', async () => {
    const world = await begin();
    await set(world, 'reputation.words merci', 'reputation.given_per_day 7', 'time_zone Europe/Berlin');
    const [list = ''] = await world.hears(world.anna, '/preset');
    expect(list).to.include('<b>Quiet</b>: thanks count').and.to.not.include('as it is now');
    expect(labelsOf(shown(world, world.anna))).to.deep.equal([
      ...['Quiet', 'Helpful', 'Lively', 'Strict', 'Adaptive'],
    ]);
    const call = world.telegram.calls.of('sendMessage').at(-1);
    expect(call?.params.ephemeral_message_parameters, 'privately').to.deep.equal({
      receiver_user_id: world.anna.id,
    });
    const before = await settings(world);

    await press(world, world.anna, 'Quiet');
    const preview = shown(world, world.anna).text ?? '';
    expect(preview.split('\n')[0]).to.equal('Quiet would change:');
    expect(preview).to.include('reputation.reply: public → reaction');
    expect(preview).to.include('reputation.given_per_day: 7 → 20 (default)');
    expect(preview).to.not.include('reputation.words');
    expect(await settings(world), 'nothing yet').to.deep.equal(before);

    await press(world, world.anna, '‹ Back');
    expect(shown(world, world.anna).text).to.include('Ready settings');
    await press(world, world.anna, 'Quiet');
    await press(world, world.anna, 'Apply');
    expect(shown(world, world.anna).text).to.equal(preview.replace('Quiet would change:', 'Changed:'));
    expect(await settings(world)).to.deep.equal({
      'reputation.words': ['merci'],
      time_zone: 'Europe/Berlin',
      'reputation.reply': 'reaction',
      'reputation.reply_seconds': 60,
      'reputation.overtake_top': 0,
      'reputation.tell_refusals': false,
      'announce.titles': 'dm',
      'negative.reply': 'private',
    });
    expect((await world.hears(world.anna, '/preset quiet')).join()).to.equal(
      '<b>Quiet</b>: it is like that already.',
    );
    expect(labelsOf(shown(world, world.anna))).to.deep.equal(['‹ Back']);
    expect((await world.hears(world.anna, '/preset')).join()).to.include('<b>Quiet</b> (as it is now)');
    expect((await world.hears(world.anna, '/preset loud')).join()).to.include('/preset quiet');
  });

  it('applies on the settings as they are when it is pressed, and tells what that changed', async () => {
    const world = await begin();
    await world.hears(world.anna, '/preset quiet');
    const offered = shown(world, world.anna);
    expect(offered.text).to.not.include('pair_interval');
    await set(world, 'reputation.pair_interval 5', 'reputation.reply reaction');
    await press(world, world.anna, 'Apply', offered);
    const done = world.telegram.calls.of('editEphemeralMessageText').at(-1)?.params.text;
    expect(done).to.include('reputation.pair_interval</code>: 5 → <b>60</b>');
    expect(done).to.not.include('reputation.reply</code>');
    expect(await press(world, world.anna, 'Apply', offered)).to.include('It is like that already');
  });

  it('is for admins only, at every button, and its data is read with care', async () => {
    const world = await begin();
    expect((await world.hears(world.boris, '/preset')).join()).to.include('Only admins');
    await world.hears(world.anna, '/top');
    const open = shown(world, world.boris);
    const { id } = world.group;
    for (const data of [`presets:${id}`, `preset:${id}:quiet`, `apply:${id}:quiet`])
      expect(await press(world, world.boris, data, open), data).to.include('Only admins');
    for (const data of [`apply:${id}:loud`, `apply:${id}`, `apply:${id}:quiet:1`, `presets:${id}:1`])
      expect(await press(world, world.anna, data, open), data).to.include('out of date');
    expect(await settings(world)).to.deep.equal({});
    await press(world, world.anna, `apply:${id}:quiet`, open);
    expect(await settings(world), 'control').to.include({ 'reputation.reply': 'reaction' });
  });

  it('holds from the press on, for what comes after it in the same batch', async () => {
    const world = await begin();
    const tip = world.say(world.boris, 'Water them.');
    await world.hears(world.anna, '/preset strict');
    const offered = shown(world, world.anna);
    const pressed = world.telegram.world.press(world.anna, offered, 0);
    thank(world, world.chiara, tip);
    await pressed;
    await world.settled();
    expect(await world.reputation(world.boris), 'Chiara is too new').to.equal(0);
    expect(await settings(world)).to.include({
      'reputation.least_days': presetValues('strict').get('reputation.least_days'),
    });
  });

  it('is shown to an anonymous admin in public, and pressed under one’s own name', async () => {
    const world = await begin();
    await world.hears(world.anna, '/preset lively', { as: 'anonymous_admin' });
    const open = shown(world, world.boris);
    expect(open.text).to.include('Lively would change');
    expect(await press(world, world.boris, 'Apply', open)).to.include('Only admins');
    await press(world, world.anna, 'Apply', open);
    expect(shown(world, world.boris).text).to.include('reactions.enabled: off → on');
  });
});
