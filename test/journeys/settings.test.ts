import { expect } from 'chai';
import { settingKeys } from '../../src/settings/catalogue.ts';
import { translate } from '../../src/text/i18n.ts';
import { describeJourney } from '../support/journey.ts';
import { set, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

describeJourney('Settings in the chat', (begin) => {
  const ask = async (world: TestWorld, text: string) => (await world.hears(world.anna, text)).join('\n');
  const settings = async (world: TestWorld) => (await world.ledger()).settings;

  it('change one at a time, and say what was and what is', async () => {
    const world = await begin();
    expect(await ask(world, '/set reputation.pair_interval 30')).to.include('60 → <b>30</b>');
    expect(await ask(world, '/set reputation.pair_interval = 45')).to.include('30 → <b>45</b>');
    expect(await ask(world, '/SET Reputation.Pair_Interval: off')).to.include('45 → <b>0</b>');
    expect(await ask(world, '/set reputation.pair_interval')).to.include('0 → <b>60</b> (default)');
    expect(await ask(world, '/set reputation.pair_interval 60')).to.include('Nothing has changed');
  });

  it('change several at once, texts over several lines among them', async () => {
    const world = await begin();
    await set(
      world,
      'reputation.texts <b>{receiver}</b>',
      'got {amount}',
      '---',
      'second text',
      'reputation.pair_interval 0',
      'reputation.words thanks, "well, thank you",',
      'merci',
    );
    const { settings: now } = await world.ledger();
    expect(now).to.deep.include({
      'reputation.texts': ['<b>{receiver}</b>\ngot {amount}', 'second text'],
      'reputation.pair_interval': 0,
      'reputation.words': ['thanks', 'well, thank you', 'merci'],
    });
    const replyTo = world.say(world.boris, 'Water them.');
    thank(world, world.chiara, replyTo, { text: 'Merci !' });
    await world.settled();
    expect(await world.reputation(world.boris)).to.equal(1);
  });

  it('change all together or not at all, and name every reason at once', async () => {
    const world = await begin();
    await ask(world, '/get');
    const before = await settings(world);
    const answer = await ask(
      world,
      '/set reputation.pair_interval 5\nreputation.award_max many\nreputation.wrods x\nnegative.from everyone',
    );
    expect(answer).to.include('<code>reputation.award_max</code> does not take this');
    expect(answer).to.include('a whole number from 1 to 1,000');
    expect(answer).to.include('There is no setting <code>reputation.wrods</code>');
    expect(answer).to.include('Did you mean <code>reputation.words</code>?');
    expect(answer).to.include('<code>all</code>, <code>admins</code>, <code>shared</code>');
    expect(await settings(world)).to.deep.equal(before);
    await set(world, 'reputation.pair_interval 5');
    expect(await settings(world), 'control').to.not.deep.equal(before);
  });

  for (const [what, wrong, says] of [
    ['a tag that is none', 'reputation.texts <blink>{receiver}', 'the tags that Telegram knows'],
    [
      'a placeholder that is none',
      'reputation.texts {reciever}',
      'only placeholders that can be filled in here',
    ],
    ['a number too large', 'reputation.award_max 1001', 'from 1 to 1,000'],
    ['a time zone that is none', 'time_zone Mars/Olympus', 'the name of a time zone'],
    ['a language it does not speak', 'language tlh', 'one of these: <code>de</code>, <code>en</code>'],
    ['a word for a switch', 'reputation.enabled maybe', '<code>on</code> or <code>off</code>'],
    ['a command that may not be given away', 'commands.disabled set', 'one of these'],
    ['a smallest award above the largest', 'reputation.award_min 11', 'from 1 to 10'],
  ] as const) {
    it(`refuse ${what}`, async () => {
      const world = await begin();
      expect(await ask(world, `/set ${wrong}`)).to.include(says);
    });
  }

  it('empty a list with none, and take the default without a value', async () => {
    const world = await begin();
    await set(world, 'reputation.words none');
    const replyTo = world.say(world.boris, 'Water them.');
    thank(world, world.chiara, replyTo);
    await world.settled();
    expect(await world.reputation(world.boris)).to.equal(0);
    await set(world, 'reputation.words');
    thank(world, world.chiara, replyTo);
    await world.settled();
    expect(await world.reputation(world.boris)).to.equal(1);
  });

  it('are all shown by /get, what was changed in bold, and one in full', async () => {
    const world = await begin();
    await set(world, 'reputation.pair_interval 30');
    const all = await ask(world, '/get');
    for (const key of settingKeys) expect(all).to.include(`<code>${key}</code>`);
    expect(all).to.include('<code>reputation.pair_interval</code> <b>30</b>');
    expect(all).to.include('<code>reputation.chat_interval</code> 0');
    const one = await ask(world, '/get reputation.pair_interval');
    expect(one).to.include('<code>/set reputation.pair_interval 30</code>').and.to.include('Default: 60');
    expect(await ask(world, '/get reputation.wrods')).to.include('<code>reputation.words</code>');
  });

  it('change not at all where a line is nearly the name of one, unless a text may hold it, which is told', async () => {
    const world = await begin();
    const asked = '/set reputation.pair_interval 30\nreputaton.reply off';
    const refused = await ask(world, asked);
    expect(refused).to.include('There is no setting <code>reputaton.reply</code>');
    expect(refused).to.include('Did you mean <code>reputation.reply</code>?');
    expect(await ask(world, '/get reputation.pair_interval'), 'nothing').to.include('pair_interval 60');
    const changed = await ask(world, asked.replace('reputaton', 'reputation'));
    expect(changed, 'a control').to.include('<b>30</b>').and.include('reputation.reply');
    const told = await ask(world, '/set reputation.texts Well done\nreputaton.reply off');
    expect(told).to.include('begins with <code>reputaton.reply</code> is part of the text now');
    expect(told).to.include('Did you mean <code>reputation.reply</code>?');
    expect(await ask(world, '/set reputation.texts Well done\n\\reputaton.reply off')).to.not.include(
      'part of',
    );
  });

  it('follow the language, which also speaks from then on', async () => {
    const world = await begin();
    expect(await ask(world, '/set language ru')).to.include(translate('ru', 'set.title').text);
    const replyTo = world.say(world.boris, 'Поливай утром.');
    thank(world, world.chiara, replyTo, { text: 'СПАСИБО большое' });
    await world.settled();
    expect(await world.reputation(world.boris)).to.equal(1);
    expect(await ask(world, '/help')).to.include('спасибо');
  });

  it('are for admins only, in every form, and told to nobody else', async () => {
    const world = await begin();
    const before = await world.hears(world.chiara, '/set reputation.enabled off');
    expect(before).to.deep.equal([translate('en', 'refusal.not_admin').text]);
    expect(await world.hears(world.chiara, '/get')).to.deep.equal(before);
    expect(await world.hears(world.chiara, '/set')).to.deep.equal(before);
    expect(await ask(world, '/set')).to.include('/set reputation.pair_interval 30');
    const see = (who: typeof world.anna) =>
      world.telegram.world.visibleTo(world.group, who).map(({ text }) => text);
    expect(see(world.chiara).join()).to.include('Only admins of this chat');
    expect(see(world.boris).join()).to.not.include('Only admins of this chat');
  });

  it('may be changed by an anonymous admin, who is answered in public for a while', async () => {
    const world = await begin();
    const answer = await world.hears(world.anna, '/set reputation.pair_interval 30', {
      as: 'anonymous_admin',
    });
    expect(answer.join()).to.include('60 → <b>30</b>');
    expect(world.telegram.world.lastSeen(world.group, world.boris)?.text).to.include('60 → 30');
  });
});
