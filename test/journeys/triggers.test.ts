import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { addOtherBot, advance, gifts, noon, set, WITHOUT_TITLES } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const HELP = '/trigger add "Thank you for your help" rep=5 exp=0 from=admins to=users match=anywhere';

describeJourney('Special triggers', (begin) => {
  const begun = async (...commands: string[]) => {
    const world = await begin(WITHOUT_TITLES);
    const tip = world.say(world.boris, 'Water them.');
    const own = world.say(world.chiara, 'Hello.');
    await world.settled();
    for (const command of commands) {
      expect((await world.hears(world.anna, command)).join(), command).to.include('is there now');
    }
    return { world, tip, own };
  };
  const last = (world: TestWorld) => world.telegram.calls.of('sendMessage').at(-1)?.params;

  it('give what their admin has set: an admin’s “Thank you for your help” is worth five, a member’s is not', async () => {
    const { world, tip } = await begun(
      `${HELP} text="{giver} thanks {receiver}: +{amount}, now <b>{reputation}</b>"`,
    );
    const heard = await world.hears(world.anna, 'Hey Boris, THANK you for your  help!', { replyTo: tip });
    expect(heard).to.deep.equal(['Anna thanks Boris: +5, now <b>5</b>']);
    const member = world.say(world.chiara, 'Thank you for your help', { replyTo: tip });
    await world.settled();
    expect(await gifts(world)).to.deep.equal(['Anna → Boris +5 trigger', 'Chiara → Boris +1']);
    const why = (await world.hears(world.chiara, '/why', { replyTo: member })).join();
    expect(why).to.include('“thank you”').and.to.include('Boris: <b>+1</b>');
    expect(why).to.include('“Thank you for your help”').and.to.include('only when an admin says it');
    const { entries, members } = await world.ledger();
    expect(entries[0]).to.include({
      kind: 'trigger',
      giver_role: 'admin',
      reason: 'Thank you for your help',
      experience: 0,
    });
    expect(members.find((one) => one.user_id === world.boris.id)).to.include({
      reputation: 6,
      reputation_from_admins: 5,
    });
  });

  it('say their text in public, silently and for a while, even where gifts are not told of', async () => {
    let clock = noon() * 1000;
    const world = await begin({ ...WITHOUT_TITLES, now: () => clock });
    const tip = world.say(world.boris, 'Water them.');
    await world.hears(world.anna, '/trigger add "well done" rep=5 text="Bravo, {receiver}!"');
    await set(world, 'reputation.reply off');
    expect(await world.hears(world.chiara, 'well done', { replyTo: tip })).to.deep.equal(['Bravo, Boris!']);
    expect(last(world))
      .to.include({ disable_notification: true })
      .and.not.to.have.property('ephemeral_message_parameters');
    const stands = () =>
      world.telegram.world.visibleTo(world.group, world.dmitri).some(({ text }) => text === 'Bravo, Boris!');
    expect(stands()).to.equal(true);
    clock += 120_000;
    advance(world, 120);
    await world.settled();
    expect(stands(), 'after reputation.reply_seconds').to.equal(false);
    expect(await world.hears(world.dmitri, 'thanks', { replyTo: tip }), 'control').to.deep.equal([]);
  });

  it('without a text are told of as any gift is; with none of nothing', async () => {
    const { world, tip } = await begun(
      '/trigger add "well done" rep=5',
      '/trigger add "superb" rep=2 text=none',
    );
    await set(world, 'reputation.texts {receiver} has {reputation}');
    expect(await world.hears(world.chiara, 'well done', { replyTo: tip })).to.deep.equal(['Boris has 5']);
    expect(await world.hears(world.chiara, 'superb', { replyTo: tip })).to.deep.equal([]);
    await set(world, 'reputation.reply off');
    expect(await world.hears(world.chiara, 'well done', { replyTo: tip })).to.deep.equal([]);
    expect(await world.reputation(world.boris)).to.equal(12);
  });

  it('are commands of the chat’s own, with or without the bot’s name', async () => {
    const { world, tip } = await begun(
      '/trigger add /helped rep=3 exp=10',
      '/trigger add "/rules" text="Be nice."',
    );
    world.say(world.chiara, '/helped', { replyTo: tip });
    world.say(world.dmitri, '/Helped@laurel_local_bot', { replyTo: tip });
    world.say(world.dmitri, '/helped@other_bot', { replyTo: tip });
    world.say(world.chiara, '@anna /helped');
    await world.settled();
    expect(await gifts(world)).to.deep.equal([
      'Chiara → Boris +3 trigger',
      'Дмитрий → Boris +3 trigger',
      'Chiara → Anna +3 trigger',
    ]);
    expect((await world.ledger()).entries.map((entry) => entry.experience)).to.deep.equal([10, 10, 10]);
    expect(await world.hears(world.dmitri, '/rules')).to.deep.equal(['Be nice.']);
    expect((await world.hears(world.boris, '/why', { replyTo: tip })).join(), 'control').to.include(
      'None of this',
    );
  });

  it('keep their own interval for the whole chat, and no other', async () => {
    const { world, tip } = await begun('/trigger add "well done" rep=5 interval=10 text=none');
    await set(world, 'reputation.receiver_interval 3600\nreputation.given_per_day 1');
    world.say(world.chiara, 'thanks', { replyTo: tip });
    world.say(world.chiara, 'well done', { replyTo: tip });
    await world.settled();
    advance(world, 599);
    world.say(world.dmitri, 'well done', { replyTo: world.say(world.chiara, 'Prune them.') });
    await world.settled();
    expect(await gifts(world)).to.deep.equal(['Chiara → Boris +1', 'Chiara → Boris +5 trigger']);
    expect((await world.hears(world.dmitri, '/why')).join()).to.include('1 sec');
    advance(world, 1);
    world.say(world.dmitri, 'well done', { replyTo: tip });
    await world.settled();
    expect((await gifts(world)).at(-1), 'the refused try restarted nothing').to.equal(
      'Дмитрий → Boris +5 trigger',
    );
  });

  it('hold for the next message of the same batch, and so do their changes', async () => {
    const world = await begin();
    const tip = world.say(world.boris, 'Water them.');
    await world.settled();
    for (const text of [
      '/trigger add "well done" rep=5 text=none',
      'well done',
      '/trigger edit 1 rep=7 phrase="good job"',
      'well done',
      'good job',
      '/trigger remove 1',
      'good job',
      '/trigger add "good job" rep=1 text=none',
      'good job',
    ]) {
      world.say(world.anna, text, { replyTo: tip });
    }
    await world.settled();
    expect(await gifts(world)).to.deep.equal([
      'Anna → Boris +5 trigger',
      'Anna → Boris +7 trigger',
      'Anna → Boris +1 trigger',
    ]);
  });

  it('with hostile phrases and texts are shown as they are, and found as they stand', async () => {
    const { world, tip } = await begun();
    const phrases = [
      'a',
      '.',
      '<b>',
      '&lt;',
      '👍🏽',
      '👨‍👩‍👧',
      'شكرا لك',
      '(a+)+$',
      'say "hi"',
      "Robert'); drop table triggers;--",
      '{receiver}',
      'p'.repeat(500),
    ];
    for (const [index, phrase] of phrases.entries()) {
      const written = phrase.replaceAll('"', '""');
      const answer = (
        await world.hears(world.anna, `/trigger add "${written}" rep=${index + 1} match=whole`)
      ).join();
      expect(answer, phrase).to.include(`Trigger ${index + 1} is there now`);
    }
    await set(world, 'reputation.reply off');
    for (const phrase of phrases) world.say(world.chiara, phrase, { replyTo: tip });
    await world.settled();
    const { entries } = await world.ledger();
    expect(entries.map((entry) => entry.reputation)).to.deep.equal(phrases.map((_, index) => index + 1));
    expect(entries.map((entry) => entry.reason)).to.deep.equal(phrases);
    expect((await world.hears(world.anna, '/trigger list')).join()).to.include('&lt;b&gt;');
    expect((await world.hears(world.anna, '/trigger list 2')).join()).to.match(
      /<code>\/trigger edit 11<\/code>\nPage 2 of 2/,
    );
  });

  it('are listed for admins alone, page by page', async () => {
    const { world } = await begun();
    expect((await world.hears(world.anna, '/trigger list')).join()).to.include('no triggers yet');
    for (let n = 1; n <= 25; n += 1) {
      world.say(world.anna, `/trigger add "bravo ${n}" rep=${n} text="${'x'.repeat(300)}"`);
    }
    const first = (await world.hears(world.anna, '/trigger list')).at(-1) ?? '';
    expect(first).to.include('25 triggers').and.to.include('bravo 10').and.not.to.include('bravo 11');
    const seenBy = (who: typeof world.anna) => world.telegram.world.visibleTo(world.group, who);
    const list = seenBy(world.anna).at(-1);
    if (!list) throw new Error('no list');
    expect(list.text).to.include('bravo 10');
    expect(seenBy(world.chiara).some(({ text }) => text === list.text)).to.equal(false);
    await world.telegram.world.press(world.anna, list.raw, `triggers:${world.group.id}:2`);
    await world.settled();
    expect(seenBy(world.anna).at(-1)?.text).to.include('bravo 20').and.not.to.include('bravo 10');
    expect((await world.hears(world.chiara, '/trigger list')).join()).to.include('Only admins');
    expect((await world.hears(world.anna, '/trigger list 3')).join()).to.include('bravo 25');
    expect((await world.hears(world.anna, '/trigger list 99')).join()).to.include('bravo 25');
    expect((await world.hears(world.anna, '/trigger edit 25')).join()).to.include('x'.repeat(300));
  });

  it('have pages that only admins can turn', async () => {
    const { world } = await begun();
    const { telegram } = world;
    for (let n = 1; n <= 11; n += 1) world.say(world.anna, `/trigger add "bravo ${n}" rep=5`);
    await world.settled();
    // A bot that is no admin answers in public for a minute: whoever presses is looked at.
    telegram.world.setBotStatus(world.group, { status: 'member', by: world.anna });
    await world.settled();
    expect((await world.hears(world.anna, '/trigger list')).join()).to.include('Page 1 of 2');
    const list = telegram.world.lastSeen(world.group, world.anna);
    if (!list) throw new Error('no list');
    const press = async (who: typeof world.anna) => {
      const answer = await telegram.world.press(who, list.raw, `triggers:${world.group.id}:2`);
      await world.settled();
      return answer?.text;
    };
    expect(await press(world.chiara)).to.include('Only admins');
    expect(telegram.calls.of('editMessageText')).to.have.lengthOf(0);
    await press(world.anna);
    expect(telegram.calls.of('editMessageText').at(-1)?.params.text).to.include('bravo 11');
  });

  for (const [wrong, says] of [
    ['/trigger', '/trigger add "Thank you for your help"'],
    ['/trigger add', '/trigger add "Thank you for your help"'],
    ['/trigger frobnicate 3', '/trigger add "Thank you for your help"'],
    ['/trigger add "x" rep=5 and so on', '/trigger add "Thank you for your help"'],
    ['/trigger list x', '/trigger add "Thank you for your help"'],
    ['/trigger add "x" rep=5000', 'from −1,000 to 1,000'],
    ['/trigger add "x" rep=5 from=me', '<code>all</code>, <code>admins</code>, <code>users</code>'],
    ['/trigger add "x" rep=5 match=any', '<code>whole</code>, <code>starts</code>, <code>anywhere</code>'],
    ['/trigger add "x" rep=5 colour=red', 'no option <code>colour</code>'],
    ['/trigger add "x" text="<b>"', 'closed again'],
    ['/trigger add "x" text="{amnt}"', '<code>{amount}</code>'],
    ['/trigger add "…" rep=5', 'is there now'],
  ] as const) {
    it(`are refused with what is allowed: ${wrong}`, async () => {
      const { world } = await begun();
      const answers = await world.hears(world.anna, wrong);
      expect(answers).to.have.lengthOf(1);
      expect(answers.join().replaceAll('&quot;', '"')).to.include(says);
    });
  }

  it('go with their group when it becomes a supergroup, intervals and all', async () => {
    const { world } = await begun();
    const { telegram, anna, boris, chiara } = world;
    const old = telegram.world.createGroup({
      title: 'Small',
      type: 'group',
      owner: anna,
      members: [boris, chiara],
    });
    const say = (who: typeof anna, where: typeof old, text: string, more = {}) =>
      telegram.world.say(who, where, text, more);
    say(anna, old, '/trigger add "well done" rep=5 interval=10 text=none');
    say(anna, old, '/trigger add "superb" rep=3 text=none');
    say(chiara, old, 'well done', { replyTo: say(boris, old, 'Water them.') });
    await world.settled();
    // What the new id hears of before the upgrade is told: a trigger of its own, and one that waits.
    const young: typeof old = { ...old, id: -1_001_700_000_000, type: 'supergroup' };
    telegram.world.createGroup({ id: young.id, title: 'Small', owner: anna, members: [boris, chiara] });
    say(anna, young, '/trigger add "new here" rep=1 interval=10 text=none');
    say(chiara, young, 'new here', { replyTo: say(boris, young, 'First.') });
    await world.settled();
    const note = { message_id: 90, from: anna, date: telegram.world.clock.now() };
    telegram.world.push({ message: { ...note, chat: old, migrate_to_chat_id: young.id } });
    await world.settled();

    const tip = say(boris, young, 'Water them again.');
    const talk = ['well done', 'superb', 'new here'];
    for (const text of talk) say(chiara, young, text, { replyTo: tip });
    await world.settled();
    expect(await gifts(world, young.id)).to.deep.equal([
      'Chiara → Boris +5 trigger',
      'Chiara → Boris +1 trigger',
      'Chiara → Boris +3 trigger',
    ]);
    advance(world, 600);
    for (const text of talk) say(chiara, young, text, { replyTo: tip });
    say(anna, young, '/trigger list');
    await world.settled();
    expect((await gifts(world, young.id)).slice(3)).to.deep.equal([
      'Chiara → Boris +5 trigger',
      'Chiara → Boris +3 trigger',
      'Chiara → Boris +1 trigger',
    ]);
    expect(String(last(world)?.text)).to.match(/1\. .*well done[\s\S]*2\. .*superb[\s\S]*3\. .*new here/);
    say(anna, young, '/trigger remove 3');
    say(chiara, young, 'new here', { replyTo: tip });
    await world.settled();
    expect(await gifts(world, young.id)).to.have.lengthOf(6);
  });

  it('do not act on forwards, edits, quotes, or what other bots say', async () => {
    const { world, tip } = await begun('/trigger add "well done" rep=5 text="Bravo!"');
    const hm = world.say(world.chiara, { text: 'hm', replyTo: tip });
    await world.settled();
    const before = world.telegram.calls.of('sendMessage').length;
    world.telegram.world.edit(hm, 'well done');
    world.say(world.chiara, { text: 'well done', replyTo: tip, forwardedFrom: world.dmitri });
    world.say(world.chiara, { text: 'well done', replyTo: tip, viaBot: addOtherBot(world) });
    world.say(world.chiara, {
      text: 'well done',
      replyTo: tip,
      entities: [{ type: 'blockquote', offset: 0, length: 9 }],
    });
    world.say(addOtherBot(world, 'second_bot'), { text: 'well done', replyTo: tip });
    await world.settled();
    expect(await gifts(world)).to.deep.equal([]);
    expect(world.telegram.calls.of('sendMessage')).to.have.lengthOf(before);
    world.say(world.chiara, 'well done', { replyTo: tip });
    await world.settled();
    expect(await gifts(world), 'control').to.have.lengthOf(1);
  });
});
