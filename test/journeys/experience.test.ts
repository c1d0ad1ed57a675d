import { expect } from 'chai';
import { exportChat } from '../../src/transfer/export.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeJourney } from '../support/journey.ts';
import { advance, newcomer, set, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const FIXED = {
  settings: { 'experience.text': '15-15', 'experience.daily_visit': '0-0', 'experience.thanks_got': '0-0' },
};

async function experience(world: TestWorld, id: number): Promise<number> {
  await world.settled();
  const { members } = await world.ledger();
  return members.find(({ user_id }) => user_id === id)?.experience ?? 0;
}

describeJourney('Experience', (begin, opened) => {
  it('is earned by taking part, once a cooldown, and not for saying nothing or the same again', async () => {
    const world = await begin(FIXED);
    const { boris } = world;
    world.say(boris, 'Good morning everybody.');
    expect(await experience(world, boris.id)).to.equal(15);
    world.say(boris, 'How are the roses?');
    expect(await experience(world, boris.id), 'within the minute').to.equal(15);
    advance(world, 60);
    world.say(boris, 'Mine are fine.');
    expect(await experience(world, boris.id)).to.equal(30);
    advance(world, 60);
    world.say(boris, 'Mine are  FINE.');
    expect(await experience(world, boris.id), 'said already').to.equal(30);
    world.say(boris, 'ok');
    expect(await experience(world, boris.id), 'too short').to.equal(30);
    world.say(boris, '/help');
    expect(await experience(world, boris.id), 'a command').to.equal(30);
    world.say(boris, 'Now it is enough.');
    expect(await experience(world, boris.id), 'control: none of these began the cooldown anew').to.equal(45);
  });

  it('comes with the first message of a day, by the chat’s own calendar', async () => {
    const world = await begin({
      settings: {
        'experience.text': '0-0',
        'experience.daily_visit': '10-10',
        'experience.streak': '4-4',
        time_zone: 'Asia/Tokyo',
      },
    });
    const { boris } = world;
    // Noon of UTC is 21 o’clock in Tokyo: three hours later a day begins there.
    world.say(boris, 'Good evening.');
    expect(await experience(world, boris.id)).to.equal(10);
    advance(world, 2 * 3600);
    world.say(boris, 'Good night.');
    expect(await experience(world, boris.id)).to.equal(10);
    advance(world, 3600);
    world.say(boris, 'It is tomorrow.');
    expect(await experience(world, boris.id)).to.equal(24);
  });

  it('comes with thanks, stands in their entry, and goes with them when they are taken back', async () => {
    const world = await begin({
      settings: { ...FIXED.settings, 'experience.thanks_got': '25-25', 'experience.text': '0-0' },
    });
    const { boris, chiara, anna } = world;
    thank(world, chiara, world.say(boris, 'Water them more.'));
    expect(await experience(world, boris.id)).to.equal(25);
    expect((await world.ledger()).entries).to.have.lengthOf(1);
    expect((await world.ledger()).entries[0]).to.include({ kind: 'thanks', reputation: 1, experience: 25 });
    await world.hears(anna, '/undo 1');
    expect(await experience(world, boris.id)).to.equal(0);
    expect((await verify(opened())).differences).to.deep.equal([]);
  });

  it('from others is capped by the day', async () => {
    const world = await begin({
      settings: {
        ...FIXED.settings,
        'experience.text': '0-0',
        'experience.thanks_got': '25-25',
        'experience.got_per_day': 40,
      },
    });
    const tip = world.say(world.boris, 'Water them more.');
    for (const who of [world.anna, world.chiara, world.dmitri]) thank(world, who, tip);
    expect(await experience(world, world.boris.id)).to.equal(40);
    expect(await world.reputation(world.boris), 'thanks are not').to.equal(3);
    advance(world, 86_400);
    thank(world, world.anna, world.say(world.boris, 'And in the morning.'));
    expect(await experience(world, world.boris.id)).to.equal(65);
  });

  it('comes for letting somebody in who was never here', async () => {
    const world = await begin({
      settings: { ...FIXED.settings, 'experience.text': '0-0', 'experience.invited': '30-30' },
    });
    const { world: local } = world.telegram;
    // By then the bot takes `chat_member` too, which tells of the same coming.
    world.say(world.boris, 'Good morning.');
    await world.settled();
    const elena = local.createUser({ first_name: 'Elena' });
    local.join(elena, world.group, { by: world.boris });
    expect(await experience(world, world.boris.id)).to.equal(30);
    advance(world, 60);
    local.leave(elena, world.group);
    local.join(elena, world.group, { by: world.boris });
    expect(await experience(world, world.boris.id), 'the same person').to.equal(30);
    local.join(local.createUser({ first_name: 'Fritz' }), world.group);
    expect(await experience(world, world.boris.id), 'somebody who came alone').to.equal(30);
  });

  it('makes levels, which are told where the chat wants it', async () => {
    const world = await begin(FIXED);
    await set(
      world,
      'experience.cooldown 0',
      'announce.levels chat',
      'announce.level_texts {user}: {old_level} → {level}, {experience}',
    );
    const heard: string[] = [];
    for (let n = 1; n <= 10; n += 1) heard.push(...(await world.hears(world.boris, `Message number ${n}`)));
    // 15 each: 60 after four, 150 after ten.
    expect(heard).to.deep.equal(['Boris: 1 → 2, 60', 'Boris: 2 → 3, 150']);
    const [me] = await world.hears(world.boris, '/me');
    expect(me).to.include(
      'Experience: <b>150</b>, level 3 (150 to the next)\n▱▱▱▱▱▱▱▱▱▱ 0 of 150 for level 4',
    );
    const [levels] = await world.hears(world.boris, '/levels');
    expect(levels).to.include('2 · from 50').and.to.include('<b>3 · from 150</b> ← you');
    expect(levels, 'how it is earned').to.include('by taking part').and.not.include('After a message');
    expect(me).to.include('Today: <b>+150</b>.');
    expect((await world.hears(world.chiara, '/me @boris')).join(), 'of another').to.not.include('Today');
    await set(world, 'experience.cooldown 120');
    expect((await world.hears(world.boris, '/levels')).join()).to.include('the next one earns 2 min later');
  });

  it('is told to nobody by default, and by /levels only where there is any', async () => {
    const world = await begin(FIXED);
    await set(world, 'experience.cooldown 0');
    for (let n = 1; n <= 5; n += 1)
      expect(await world.hears(world.boris, `Message number ${n}`)).to.deep.equal([]);
    expect(await experience(world, world.boris.id), 'control').to.be.above(50);
    await set(world, 'experience.enabled off');
    world.say(world.boris, 'One more.');
    expect(await experience(world, world.boris.id)).to.equal(75);
    expect((await world.hears(world.boris, '/levels')).join()).to.include('earns no experience');
  });

  it('by luck is told in the chat’s own words', async () => {
    const world = await begin({
      settings: { ...FIXED.settings, 'experience.bonus_chance': 1, 'experience.bonus_multiplier': 3 },
    });
    expect(await world.hears(world.boris, 'Good morning.')).to.deep.equal([]);
    await set(world, 'experience.bonus_texts Lucky {user}: ×{multiplier}, +{amount}');
    advance(world, 60);
    expect(await world.hears(world.boris, 'How are the roses?')).to.deep.equal(['Lucky Boris: ×3, +45']);
  });

  it('summed by day equals the totals, in the export too', async () => {
    const world = await begin();
    const [, hello] = newcomer(world, 'Elena');
    for (let day = 0; day < 3; day += 1) {
      for (const who of [world.boris, world.chiara])
        world.say(who, `Words of day ${day} by ${who.first_name}`);
      thank(world, world.chiara, world.say(world.boris, `Tip of day ${day}`));
      await world.settled();
      advance(world, 86_400);
    }
    thank(world, world.boris, hello);
    await world.settled();
    const exported = await exportChat(opened(), world.group.id);
    const sums = new Map<number, number>();
    for (const { receiver_id, experience: more } of exported?.entries ?? []) {
      sums.set(receiver_id, (sums.get(receiver_id) ?? 0) + more);
    }
    for (const { user_id, experience: total } of exported?.members ?? []) {
      expect(total, `${user_id}`).to.equal(sums.get(user_id) ?? 0);
    }
    const ids = (exported?.entries ?? []).map(({ id }) => id);
    expect(ids).to.deep.equal([...new Set(ids)].sort((a, b) => a - b));
    expect(exported?.entries.filter(({ kind }) => kind === 'activity').length).to.be.above(4);
    expect((await verify(opened())).differences).to.deep.equal([]);
    // Control: a total that no line explains is found, in a day that is over and in the latest one.
    await opened().query('update day_sums set activity = activity + 1 where activity > 0 and user_id = $1', [
      world.boris.id,
    ]);
    expect((await verify(opened())).differences).to.have.lengthOf(1);
    await opened().query(
      `update members set today = regexp_replace(today, '^(\\d+,\\d+,\\d+),\\d+', '\\1,999') where user_id = $1`,
      [world.chiara.id],
    );
    expect((await verify(opened())).differences).to.have.lengthOf(2);
    await opened().query(
      `update members set today = regexp_replace(today, '^(\\d+,\\d+),\\d+', '\\1,999') where user_id = $1`,
      [world.chiara.id],
    );
    expect((await verify(opened())).differences.map(({ what }) => what)).to.deep.equal([
      'experience',
      'experience',
      'experience_by_day',
    ]);
  });
});
