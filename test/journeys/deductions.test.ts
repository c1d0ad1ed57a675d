import { expect } from 'chai';
import { migrateChat } from '../../src/engine/chat/migrate.ts';
import { chatId } from '../../src/model/ids.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeJourney } from '../support/journey.ts';
import { addOtherBot, advance, gifts, newcomer } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const COSTS = {
  'announce.titles': 'none',
  'experience.enabled': false,
  'deductions.ban_reputation': 30,
  'deductions.ban_experience': 300,
  'deductions.kick_reputation': 10,
  'deductions.kick_experience': 100,
  'deductions.restrict_reputation': 5,
  'deductions.restrict_experience': 50,
};

/** Boris has 50 reputation and 200 experience, and an hour has passed since all came. */
async function standing(begin: (options: object) => Promise<TestWorld>, settings = {}): Promise<TestWorld> {
  const world = await begin({ settings: { ...COSTS, ...settings } });
  world.say(world.boris, 'Good morning.');
  await world.hears(world.anna, '/addrep @boris 50');
  await world.hears(world.anna, '/addexp @boris 200');
  return world;
}

async function points(world: TestWorld): Promise<[reputation: number, experience: number]> {
  await world.settled();
  const member = (await world.ledger()).members.find(({ user_id }) => user_id === world.boris.id);
  return [member?.reputation ?? 0, member?.experience ?? 0];
}

describeJourney('What it costs to be thrown out or restricted', (begin, opened) => {
  it('a ban: what is set, as far as there is so much; the log says who, and takes it back', async () => {
    const world = await standing(begin);
    const { anna, boris } = world;
    const calls = world.telegram.calls.count;
    world.telegram.world.ban(boris, world.group);
    expect(await points(world)).to.deep.equal([20, 0]);
    expect(world.telegram.calls.after(calls).filter(({ method }) => method.startsWith('send'))).to.deep.equal(
      [],
      'nothing is said',
    );
    const [, , line] = (await world.ledger()).entries;
    expect(line).to.deep.include({
      kind: 'ban',
      giver_id: anna.id,
      receiver_id: boris.id,
      giver_role: 'admin',
      reputation: -30,
      experience: -200,
    });
    expect((await world.hears(anna, '/log')).join()).to.match(/Anna → Boris <b>−30, −200 exp<\/b> · ban/);
    await world.hears(anna, '/undo 3');
    expect(await points(world)).to.deep.equal([50, 200]);
    expect((await verify(opened())).differences).to.deep.equal([]);
  });

  it('a ban that is lifted at once was a kick, and only that is paid for', async () => {
    const world = await standing(begin);
    world.telegram.world.ban(world.boris, world.group);
    expect(await points(world), 'so far it is a ban').to.deep.equal([20, 0]);
    advance(world, 60);
    world.telegram.world.unban(world.boris, world.group);
    expect(await points(world)).to.deep.equal([40, 100]);
    expect((await gifts(world)).slice(2)).to.deep.equal([
      'Anna → Boris −30 ban',
      'Anna → Boris +30 undo',
      'Anna → Boris −10 kick',
    ]);
    expect((await verify(opened())).differences).to.deep.equal([]);
  });

  it('the same where both come in one batch, or the ban alone costs nothing', async () => {
    const world = await standing(begin, {
      'deductions.ban_reputation': 0,
      'deductions.ban_experience': 0,
    });
    world.telegram.world.ban(world.boris, world.group);
    world.telegram.world.unban(world.boris, world.group);
    expect(await points(world)).to.deep.equal([40, 100]);
    expect((await gifts(world)).slice(2)).to.deep.equal(['Anna → Boris −10 kick']);
  });

  it('a ban that is lifted later, or by another, stays one', async () => {
    const world = await standing(begin);
    const { boris, chiara, group } = world;
    const { world: local } = world.telegram;
    local.promote(chiara, group);
    local.ban(boris, group);
    local.unban(boris, group, { by: chiara });
    expect(await points(world)).to.deep.equal([20, 0]);
    local.join(boris, group);
    local.ban(boris, group);
    advance(world, 61);
    local.unban(boris, group);
    expect(await points(world)).to.deep.equal([0, 0]);
  });

  it('what an admin has taken back before the ban was lifted is not given back twice', async () => {
    const world = await standing(begin);
    world.telegram.world.ban(world.boris, world.group);
    await world.hears(world.anna, '/undo 3');
    world.telegram.world.unban(world.boris, world.group);
    expect(await points(world)).to.deep.equal([40, 100]);
  });

  it('a restriction by an admin; one more of it again, less of it never', async () => {
    const world = await standing(begin);
    const { boris, group } = world;
    const { world: local } = world.telegram;
    const all = { can_send_messages: true, can_send_photos: true, can_send_polls: true };
    local.restrict(boris, group, { permissions: all });
    expect(await points(world)).to.deep.equal([45, 150]);
    local.restrict(boris, group, { permissions: { can_send_messages: true } });
    expect(await points(world)).to.deep.equal([40, 100]);
    local.restrict(boris, group, { permissions: all });
    expect(await points(world), 'wider').to.deep.equal([40, 100]);
    local.restrict(boris, group, {});
    expect(await points(world)).to.deep.equal([35, 50]);
    expect((await gifts(world)).at(-1)).to.equal('Anna → Boris −5 restriction');
    expect((await world.hears(world.anna, '/log')).join()).to.include('· restriction');
  });

  it('captchas, bots, leaving and this bot’s own cost nothing', async () => {
    const world = await standing(begin);
    const { boris, chiara, group } = world;
    const { world: local } = world.telegram;
    const captcha = addOtherBot(world, 'captcha_bot');
    local.promote(captcha, group);
    local.restrict(boris, group, { by: captcha });
    local.restrict(boris, group, { by: captcha, permissions: { can_send_messages: true } });
    local.leave(boris, group);
    local.join(boris, group);
    advance(world, 3600);
    local.restrict(boris, group);
    expect(await points(world), 'within an hour of joining').to.deep.equal([50, 200]);
    local.ban(captcha, group);
    const [eva] = newcomer(world, 'Eva');
    await world.settled();
    await world.hears(world.anna, `/addrep ${eva.id} 7`);
    local.promote(captcha, group);
    local.ban(eva, group, { by: captcha });
    local.unban(eva, group, { by: captcha });
    await world.settled();
    expect(await world.reputation(eva), 'thrown out by a captcha').to.equal(7);
    local.restrict(boris, group, { permissions: { can_send_messages: true } });
    advance(world, 1);
    local.restrict(boris, group);
    expect(await points(world), 'control: an hour later').to.deep.equal([45, 150]);
    expect(await world.reputation(chiara)).to.equal(0);
  });

  it('an admin who is thrown out by another pays like anybody, and by a title too', async () => {
    const world = await standing(begin);
    const { boris, group } = world;
    const { world: local } = world.telegram;
    local.promote(boris, group);
    const title = async () => (await world.ledger()).members.find((m) => m.user_id === boris.id)?.title;
    expect(await title()).to.equal('Helper');
    local.ban(boris, group);
    expect(await points(world)).to.deep.equal([20, 0]);
    expect(await title()).to.equal('Helpful Soul');
  });

  it('below zero where that is allowed; nothing at all where nothing is set', async () => {
    const world = await standing(begin, { 'negative.below_zero': true });
    world.telegram.world.ban(world.boris, world.group);
    world.telegram.world.unban(world.boris, world.group, { by: world.chiara });
    world.telegram.world.ban(world.boris, world.group);
    expect(await points(world)).to.deep.equal([-10, 0]);
  });

  it('nothing by default', async () => {
    const world = await begin({ settings: { 'experience.enabled': false } });
    world.say(world.boris, 'Good morning.');
    await world.hears(world.anna, '/addrep @boris 50');
    world.telegram.world.restrict(world.boris, world.group);
    world.telegram.world.ban(world.boris, world.group);
    expect(await points(world)).to.deep.equal([50, 0]);
    expect(await opened().query('select * from member_pasts')).to.deep.equal([]);
  });

  it('an upgrade to a supergroup between a ban and its end makes no difference', async () => {
    const world = await standing(begin);
    const { boris, group } = world;
    world.telegram.world.ban(boris, group);
    await world.settled();
    const young = chatId(group.id - 1);
    await opened().transact((flight) => migrateChat(flight, chatId(group.id), young));
    world.telegram.world.unban(boris, group);
    await world.settled();
    const { members } = await world.ledger(young);
    expect(members.find(({ user_id }) => user_id === boris.id)).to.deep.include({
      reputation: 40,
      experience: 100,
    });
    expect((await verify(opened())).differences).to.deep.equal([]);
  });
});
