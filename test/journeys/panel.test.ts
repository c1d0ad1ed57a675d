import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { openPanel, openPrivately, panelIn } from '../support/panels.ts';
import { advance, set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const settings = async (world: TestWorld) => (await world.ledger()).settings as Record<string, unknown>;

/** The settings as they are stored: nothing but what was changed. */
async function stored(world: TestWorld, chat = world.group.id): Promise<Record<string, unknown>> {
  const [row] = await world.database.query<{ settings: string }>(
    'select settings from chats where chat_id = $1',
    [chat],
  );
  return JSON.parse(row?.settings ?? '{}');
}

describeJourney('The settings panel', (begin) => {
  it('is seen by its admin alone, and saved together', async () => {
    const world = await begin();
    const panel = await openPanel(world);
    const sent = world.telegram.calls.of('sendMessage').at(-1);
    expect(sent?.params.ephemeral_message_parameters).to.deep.equal({ receiver_user_id: world.anna.id });
    expect(panel.text()).to.include('Settings of Garden');
    expect(panel.buttons()).to.include.members([
      'Chat',
      'Reputation',
      'Negative reputation',
      'Triggers',
      'Close',
    ]);
    await panel.press('Reputation');
    await panel.press('✅ Reputation');
    await panel.press('‹ Back');
    await panel.press('✎ Reputation');
    await panel.press('Pause between two people');
    await panel.press('− 45');
    expect(panel.text()).to.include('2 changes are not saved yet').and.include('Saved: 60');
    expect(await stored(world), 'nothing before it is saved').to.deep.equal({});
    await panel.press('Save (2)');
    expect(panel.text()).to.include('reputation.enabled: on → off').and.include('60 → 45');
    expect(await stored(world)).to.deep.equal({
      'reputation.enabled': false,
      'reputation.pair_interval': 45,
    });
    const [version] = await world.database.query<{ changed_by: number }>('select * from settings_versions');
    expect(version?.changed_by).to.equal(world.anna.id);
    await panel.press('‹ Settings');
    expect(panel.text()).to.include('Settings of Garden').and.not.include('not saved');
    const others = world.telegram.world.visibleTo(world.group, world.boris);
    expect(
      others.filter(({ from }) => from.id === world.app.bot.id),
      'nobody else saw it',
    ).to.deep.equal([]);
  });

  it('drops all of it at once, and closes', async () => {
    const world = await begin();
    const panel = await openPanel(world);
    await panel.press('Negative reputation');
    await panel.press('◻️ Negative reputation');
    await panel.press('Discard');
    expect(panel.text()).to.equal('1 change was dropped. The settings are as they were.');
    await panel.press('‹ Settings');
    await panel.press('Close');
    expect(panel.text()).to.equal('The settings are closed.');
    expect(panel.buttons()).to.deep.equal([]);
    expect(await stored(world)).to.deep.equal({});
    expect(await world.database.query('select * from panels')).to.deep.equal([]);
  });

  it('edits one message a press and answers it, and calls nothing else', async () => {
    const world = await begin();
    for (const panel of [await openPanel(world), await openPrivately(world)]) {
      for (const words of [
        'Reputation',
        '✅ Reputation',
        '›',
        '‹ Back',
        '✎ Reputation',
        'Pause for the chat',
        '+ 1',
        'Save',
      ]) {
        const before = world.telegram.calls.count;
        await panel.press(words);
        const methods = world.telegram.calls
          .after(before)
          .map(({ method }) => method)
          .filter((method) => method !== 'getUpdates' && method !== 'getWebhookInfo');
        const edit = panel.message().chat.type === 'private' ? 'editMessageText' : 'editEphemeralMessageText';
        expect(methods.sort(), words).to.deep.equal(['answerCallbackQuery', edit].sort());
      }
      await world.hears(world.anna, '/set reputation.enabled on\nreputation.chat_interval 0');
    }
  });

  it('says in the short answer where nothing changes', async () => {
    const world = await begin();
    const panel = await openPanel(world);
    await panel.press('Reputation');
    await panel.press('›');
    await panel.press('Who may give thanks');
    const before = panel.text();
    expect(await panel.press('✅ everyone')).to.equal('It is like that already. Nothing has changed.');
    expect(await panel.press('Default')).to.equal('It is like that already. Nothing has changed.');
    expect(panel.text()).to.equal(before);
    expect(await panel.press('admins'), 'control').to.equal(undefined);
    expect(panel.buttons()).to.include('✅ admins');
  });

  it('reads what is written in reply in the group, and back it goes by /cancel', async () => {
    const world = await begin();
    await world.hears(world.boris, '/top');
    const rating = world.telegram.world.visibleTo(world.group, world.boris).at(-1)?.raw;
    if (!rating) throw new Error('no rating');
    const panel = await openPanel(world);
    await panel.press('Reputation');
    await panel.press('Thank words');
    expect(panel.text()).to.include('Reply to any message of mine');
    expect(await world.hears(world.anna, 'merci, "well, thanks"', { replyTo: rating })).to.deep.equal([]);
    expect(panel.text()).to.include('Not saved yet: merci, "well, thanks"');
    await world.hears(world.anna, 'x'.repeat(501), { replyTo: rating });
    expect(panel.text(), 'a wrong one').to.include(
      '⚠️ reputation.words does not take this. It takes up to 200',
    );
    await world.hears(world.anna, { kind: 'sticker', emoji: '❤' }, { replyTo: rating });
    expect(panel.text()).to.include('⚠️ Write the value as a text.');
    await world.hears(world.anna, '/cancel');
    expect(panel.text()).to.include('Reputation · 1 of 4');
    await world.hears(world.anna, 'danke', { replyTo: rating });
    await panel.press('Save (1)');
    expect(await stored(world)).to.deep.equal({ 'reputation.words': ['merci', 'well, thanks'] });
  });

  it('reads what is written in private: long texts, HTML, commands, custom emoji; no pictures', async () => {
    const world = await begin();
    const { world: telegram } = world.telegram;
    const place = telegram.privateChat(world.anna);
    const write = async (text: string, more = {}) => {
      telegram.say(world.anna, place, { text, ...more });
      await world.settled();
    };
    await world.hears(world.boris, 'Good morning.');
    const panel = await openPrivately(world);
    await panel.press('Reputation');
    await panel.press('›');
    await panel.press('›');
    await panel.press('Texts for a thank-you');
    await write('x'.repeat(4096));
    expect(panel.text()).to.include('up to 12 texts of at most 1,024 characters');
    await write('<b>{receiver}');
    expect(panel.text()).to.include('only tags that are closed again, and <b> is not');
    await write('{reciever}');
    expect(panel.text()).to.include('only placeholders that can be filled in here');
    await write('caption', { kind: 'photo' });
    expect(panel.text()).to.include('⚠️ Write the value as a text.');
    await write(`${'x'.repeat(1000)}{amount}\n---\n<b>{receiver}</b>\n---\n${'y'.repeat(1000)}{amount}`);
    expect(panel.text()).to.include('part 1 of 2');
    await panel.press('›');
    expect(panel.text()).to.include('yyy').and.include('part 2 of 2');
    await panel.press('‹ Back');
    await panel.press('‹ Back');
    await panel.press('Commands');
    await panel.press('Commands left to other bots');
    await write('/top');
    await panel.press('why');
    expect(panel.buttons()).to.include.members(['✅ top', '✅ why', 'me']);
    await panel.press('‹ Back');
    await panel.press('‹ Back');
    await panel.press('Reactions');
    await panel.press('Reactions that say thanks');
    const entities = [{ type: 'custom_emoji', offset: 0, length: 2, custom_emoji_id: '5368324170671202286' }];
    await write('👍, ❤️', { entities });
    await panel.press('Save');
    const now = await stored(world);
    expect(now['commands.disabled']).to.have.members(['top', 'why']);
    expect(now['reactions.plus']).to.deep.equal(['custom:5368324170671202286', '❤']);
    expect(now['reputation.texts']).to.have.lengthOf(3);
    await write('a word that nobody asked for');
    expect(await stored(world), 'nothing is asked any more').to.deep.equal(now);
  });

  it('is refused to members, to forged buttons, and to an admin who is none any more', async () => {
    const world = await begin();
    const { world: telegram } = world.telegram;
    expect(await world.hears(world.boris, '/settings')).to.deep.equal([
      'Only admins of this chat can do that.',
    ]);
    const panel = await openPanel(world);
    await panel.press('Reputation');
    const toggle = panel.dataOf('✅ Reputation');
    await world.hears(world.boris, '/top');
    const rating = telegram.visibleTo(world.group, world.boris).at(-1)?.raw;
    if (!rating) throw new Error('no rating');
    for (const who of [world.boris, world.anna]) {
      const answer = await telegram.press(who, rating, toggle, { forged: true });
      expect(answer?.text, 'under a message for all to see').to.equal('This button is out of date.');
    }
    expect((await panel.forge(toggle.replace(/:t\w+$/, ':tzzzzzz')))?.text).to.equal(
      'This button is out of date.',
    );
    const other = telegram.createGroup({ title: 'Other', owner: world.boris, members: [world.anna] });
    const foreign = toggle.replace(String(world.group.id), String(other.id));
    expect((await panel.forge(foreign))?.text, 'another group').to.equal('This button is out of date.');

    telegram.promote(world.boris, world.group);
    advance(world, 1);
    await openPanel(world, world.boris);
    const theirs = panelIn(world, world.boris);
    expect((await theirs.forge(toggle))?.text).to.match(/^These settings were opened by somebody else/);
    telegram.demote(world.boris, world.group);
    expect(await theirs.press('Reputation')).to.equal('Only admins of this chat can do that.');
    expect(theirs.text()).to.equal('Only admins of this chat can do that.');
    expect(theirs.buttons()).to.deep.equal([]);
    expect(await stored(world)).to.deep.equal({});
    await panel.press('✅ Reputation');
    await panel.press('Save');
    expect(await stored(world), 'control').to.deep.equal({ 'reputation.enabled': false });
  });

  it('speaks the language of the chat, and the new one once it is saved', async () => {
    const world = await begin();
    const panel = await openPanel(world);
    await panel.press('Chat');
    await panel.press('Language');
    await panel.press('Русский');
    await panel.press('Save');
    expect(panel.text()).to.include('Изменено');
    await panel.press('‹ Настройки');
    expect(panel.text()).to.include('Настройки: Garden');
    expect((await settings(world)).language).to.equal('ru');
  });

  it('lets settings be set beside it, and everybody begin anew', async () => {
    const world = await begin();
    await world.hears(world.anna, '/addrep @boris 5');
    const panel = await openPanel(world);
    await panel.press('Reputation');
    await panel.press('✅ Reputation');
    await set(world, 'reputation.pair_interval 5');
    await world.hears(world.anna, '/resetchat');
    for (const words of ['Yes, begin anew', 'Yes, write everything off'])
      await panelIn(world, world.anna).press(words);
    expect(await world.reputation(world.boris)).to.equal(0);
    await panel.press('Save');
    expect(panel.text()).to.include('Saved by somebody else meanwhile, and kept: reputation.pair_interval');
    expect(await stored(world)).to.deep.equal({ 'reputation.pair_interval': 5, 'reputation.enabled': false });
  });
});
