import { expect } from 'chai';
import type { Chat, Message, User } from '../../src/playground/types.ts';
import { ANONYMOUS_ADMIN } from '../../src/playground/world/state.ts';
import { presetValues } from '../../src/settings/presets.ts';
import { languages, translate } from '../../src/text/i18n.ts';
import { describeJourney } from '../support/journey.ts';
import { labelsOf, press } from '../support/presses.ts';
import { set, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const NOT_HERE = { bot: 'left' } as unknown as { bot: 'member' };
const HELLO = 'Hello! I count thanks';

describeJourney('The first run', (begin) => {
  const settings = async (world: TestWorld, chat = world.group) =>
    (await world.ledger(chat.id)).settings as Record<string, unknown>;

  async function added(as: 'administrator' | 'member', by?: User, options = {}) {
    const world = await begin({ ...NOT_HERE, ...options });
    world.telegram.world.addBot(world.group, { by: by ?? world.anna, as });
    await world.settled();
    return world;
  }

  /** The one message, as it is now. */
  const greeting = (world: TestWorld, chat: Chat = world.group): Message =>
    world.telegram.world.lastSeen(chat, world.anna)?.raw as Message;
  const tap = (world: TestWorld, button: string, who = world.anna, chat = world.group) =>
    press(world, who, button, greeting(world, chat));
  const edits = (world: TestWorld) => world.telegram.calls.of('editMessageText').length;

  it('leads in one message, an edit a press, to a preset and a language', async () => {
    const world = await added('administrator');
    const first = greeting(world);
    expect(first.text).to.include(HELLO).and.to.include('All is ready').and.to.not.include('Add Admin');
    expect(labelsOf(first)).to.deep.equal(['Settings: as they are', 'Language: English', 'Done']);
    expect(await settings(world)).to.deep.equal({});

    await tap(world, 'Settings: as they are');
    expect(labelsOf(greeting(world))).to.deep.equal([
      'Quiet',
      'Helpful',
      'Lively',
      'Strict',
      'Adaptive',
      '‹ Back',
    ]);
    expect(greeting(world).text).to.include('Lively: for a sociable group');
    await tap(world, 'Lively');
    expect(await settings(world)).to.include({ 'reputation.award': 'random', 'reactions.enabled': true });
    expect(labelsOf(greeting(world))).to.deep.equal(['Settings: Lively', 'Language: English', 'Done']);

    await tap(world, 'Language: English');
    const names = labelsOf(greeting(world));
    expect(names).to.have.lengthOf(languages.length + 1);
    expect(names).to.include('Русский').and.to.include('✅ English');
    await tap(world, 'Русский');
    expect(greeting(world).text).to.include('спасибо');
    expect(labelsOf(greeting(world))).to.deep.equal(['Настройки: Живо', 'Язык: Русский', 'Готово']);
    await tap(world, 'Готово');
    expect(greeting(world).text).to.equal(
      `Готово: Живо, Русский.\n${translate('ru', 'setup.done_note').text}`,
    );
    expect(labelsOf(greeting(world))).to.deep.equal([]);
    expect(greeting(world).message_id, 'one message').to.equal(first.message_id);
    expect(world.sent()).to.have.lengthOf(1);
    expect(edits(world), 'one edit a press').to.equal(5);
    const lively = Object.fromEntries(presetValues('lively'));
    for (const [key, value] of Object.entries(await settings(world)))
      if (key !== 'language') expect(value, key).to.equal(lively[key]);
  });

  it('is for admins only, whoever they are: others are told so by a toast', async () => {
    const world = await added('administrator');
    const first = greeting(world).text;
    for (const button of ['Settings: as they are', 'Language: English', 'Done'])
      expect(await tap(world, button, world.boris)).to.equal('Only admins of this chat can do that.');
    const { id } = world.group;
    for (const data of [`choose:${id}:preset:quiet`, `choose:${id}:language:ru`])
      expect(await tap(world, data, world.boris)).to.equal('Only admins of this chat can do that.');
    for (const data of [
      `choose:${id}:preset:loud`,
      `choose:${id}:language:tlh`,
      `choose:${id}:time_zone:UTC`,
      `choose:${id}:preset`,
      `setup:${id}:now`,
      `setup:${id}`,
    ])
      expect(await tap(world, data), data).to.include('out of date');
    expect(greeting(world).text).to.equal(first);
    expect(await settings(world)).to.deep.equal({});
    world.telegram.world.promote(world.boris, world.group);
    expect(await tap(world, 'Done', world.boris), 'control').to.equal(null);
    expect(greeting(world).text).to.include('Ready, in this language: English.');
  });

  it('says what a bot that is no admin lacks and how to give it, and works there too', async () => {
    const world = await added('member');
    expect(greeting(world).text).to.include('So far I see only commands here').and.to.include('Add Admin');
    await tap(world, 'Settings: as they are');
    await tap(world, 'Quiet');
    expect(await settings(world)).to.include({ 'reputation.reply': 'reaction' });
    await tap(world, 'Done');
    expect(greeting(world).text?.split('\n')).to.deep.equal([
      'Ready: Quiet, English.',
      'So far I see only commands here: make me an admin.',
      '/settings changes it, /help says how it goes.',
    ]);
  });

  it('says what stands in the way of what was chosen, as /health would', async () => {
    const world = await added('member', undefined, { telegram: { privacyMode: false } });
    await tap(world, 'Settings: as they are');
    await tap(world, 'Lively');
    await tap(world, 'Done');
    const [ready, what] = greeting(world).text?.split('\n') ?? [];
    expect(ready).to.equal('Ready: Lively, English.');
    expect(what).to.equal(`⚠️ ${translate('en', 'health.reactions_need_admin.what').text}`);
    expect((await world.hears(world.anna, '/health')).join()).to.include(what ?? 'nothing');
  });

  it('says less where privacy mode is off, and more where an admin may not delete', async () => {
    const world = await added('member', undefined, { telegram: { privacyMode: false } });
    expect(greeting(world).text).to.include('All is ready; as an admin I could').and.to.include('Add Admin');
    world.telegram.world.setBotStatus(world.group, {
      status: 'administrator',
      rights: { can_delete_messages: false },
    });
    await tap(world, 'Language: English');
    await tap(world, '‹ Back');
    expect(greeting(world).text).to.include('let me delete messages').and.to.not.include('Add Admin');
    world.telegram.world.setBotStatus(world.group, { status: 'administrator' });
    await tap(world, 'Language: English');
    await tap(world, '‹ Back');
    expect(greeting(world).text, 'control').to.not.include('let me delete messages');
  });

  it('takes a press twice for one', async () => {
    const world = await added('administrator');
    await tap(world, 'Settings: as they are');
    const choices = greeting(world);
    await press(world, world.anna, 'Quiet', choices);
    const after = greeting(world).text;
    await press(world, world.anna, `choose:${world.group.id}:preset:quiet`, choices);
    expect(greeting(world).text).to.equal(after);
    const versions = await world.database.query('select version from settings_versions');
    expect(versions).to.have.lengthOf(1);
    await tap(world, 'Done');
    await press(world, world.anna, `setup:${world.group.id}:done`, choices);
    expect(greeting(world).text).to.include('Ready: Quiet');
    // Telegram refuses an edit that changes nothing; the bot takes it for done.
    for (const { error } of world.refusedCalls())
      expect(JSON.stringify(error)).to.include('message is not modified');
    world.telegram.calls.clear();
  });

  it('works in a basic group, and where an anonymous admin has added the bot', async () => {
    const world = await begin(NOT_HERE);
    const { telegram, anna, boris } = world;
    const basic = telegram.world.createGroup({
      title: 'Small',
      type: 'group',
      owner: anna,
      members: [boris],
      bot: 'left' as 'member',
    });
    telegram.world.addBot(basic, { by: boris, as: 'member' });
    await world.settled();
    expect(await tap(world, 'Done', boris, basic), 'who added it need be no admin').to.include('Only admins');
    await tap(world, 'Settings: as they are', anna, basic);
    await tap(world, 'Strict', anna, basic);
    expect(await settings(world, basic)).to.include({ 'reputation.pair_interval': 1440 });

    const meadow = telegram.world.createGroup({ title: 'Meadow', owner: anna, members: [boris] });
    const bot = telegram.world.state.bot;
    telegram.world.push({
      my_chat_member: {
        chat: meadow,
        from: ANONYMOUS_ADMIN,
        date: telegram.world.clock.now(),
        old_chat_member: { user: bot, status: 'left' },
        new_chat_member: { user: bot, status: 'member' },
      },
    });
    await world.settled();
    expect(greeting(world, meadow).text).to.include(HELLO);
    expect(await tap(world, 'Done', boris, meadow)).to.include('Only admins');
    await tap(world, 'Language: English', anna, meadow);
    await tap(world, 'Русский', anna, meadow);
    expect(await settings(world, meadow)).to.deep.equal({ language: 'ru' });
    expect(await tap(world, 'Готово', anna, meadow)).to.equal(null);
  });

  it('keeps the settings when the bot is added again, and shows them', async () => {
    const world = await added('administrator');
    await tap(world, 'Settings: as they are');
    await tap(world, 'Helpful');
    await set(world, 'reputation.words merci');
    world.telegram.world.setBotStatus(world.group, { status: 'left' });
    const before = await settings(world);
    world.telegram.world.addBot(world.group, { by: world.dmitri, as: 'administrator' });
    await world.settled();
    expect(greeting(world).text).to.include('“merci”');
    expect(labelsOf(greeting(world))).to.deep.equal(['Settings: Helpful', 'Language: English', 'Done']);
    expect(await settings(world)).to.deep.equal(before);
    thank(world, world.chiara, world.say(world.boris, 'Water them.'), { text: 'merci' });
    await world.settled();
    expect(await world.reputation(world.boris)).to.equal(1);
  });
});
