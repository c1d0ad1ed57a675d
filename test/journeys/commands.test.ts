import { expect } from 'chai';
import { translate } from '../../src/text/i18n.ts';
import { describeJourney } from '../support/journey.ts';
import { advance, noon, set } from '../support/scenes.ts';

const NOT_HERE = { bot: 'left' } as unknown as { bot: 'member' };

describeJourney('Commands', (begin) => {
  it('addressed to another bot are left to it; with our name they are ours', async () => {
    const world = await begin();
    world.say(world.boris, 'Hello.');
    for (const other of [
      '/top@other_bot',
      '/addrep@other_bot @boris 5',
      '/set@other_bot reputation.enabled off',
    ]) {
      expect(await world.hears(world.anna, other), other).to.deep.equal([]);
    }
    expect(await world.hears(world.anna, '/top@Laurel_Local_BOT')).to.have.lengthOf(1);
  });

  it('that nobody knows, or that stand inside a text, are ordinary talk', async () => {
    const world = await begin();
    for (const text of ['/nothing', 'type /top here', '/', '/ top', '/top!', '//top', '/töp']) {
      expect(await world.hears(world.anna, text), text).to.deep.equal([]);
    }
  });

  it('can be given back to other bots, but for the way back', async () => {
    const world = await begin();
    await set(world, 'commands.disabled /top, Me');
    expect(await world.hears(world.boris, '/top')).to.deep.equal([]);
    expect(await world.hears(world.boris, '/ME')).to.deep.equal([]);
    expect(await world.hears(world.boris, '/rep'), 'another name of it').to.have.lengthOf(1);
    await set(world, 'commands.disabled none');
    expect(await world.hears(world.boris, '/top')).to.have.lengthOf(1);
  });

  it('may begin with an exclamation mark where that is set', async () => {
    const world = await begin();
    expect(await world.hears(world.boris, '!top')).to.deep.equal([]);
    await set(world, 'commands.bang on');
    expect(await world.hears(world.boris, '!top')).to.have.lengthOf(1);
    expect(await world.hears(world.boris, '/top')).to.have.lengthOf(1);
    expect(await world.hears(world.boris, '!top that')).to.have.lengthOf(1);
  });

  it('/start and /help say in a group what there is, to admins also how to change it', async () => {
    const world = await begin();
    for (const command of ['/start', '/help']) {
      const member = (await world.hears(world.boris, command)).join();
      expect(member).to.include('“thanks”, “thank you”').and.to.not.include('/set');
      expect((await world.hears(world.anna, command)).join())
        .to.include('/set')
        .and.to.include('/addrep');
    }
    await set(world, 'reputation.enabled off');
    expect((await world.hears(world.boris, '/help')).join()).to.include(
      'not counted in this chat at present',
    );
  });

  it('/start and /help say in private how to begin, in the person’s own language', async () => {
    const world = await begin();
    const { telegram } = world;
    for (const [who, language] of [
      [world.anna, 'en'],
      [world.dmitri, 'ru'],
    ] as const) {
      for (const command of ['/start', '/help', '/start group']) {
        telegram.world.say(who, telegram.world.privateChat(who), command);
        await world.settled();
        const call = telegram.calls.of('sendMessage').at(-1);
        const link = 'https://t.me/laurel_local_bot?startgroup=true';
        const greeting = translate(language, 'help.private', { link }).text;
        const commands = translate(language, 'help.private_commands').text;
        expect(call?.params.text).to.equal(command === '/help' ? `${greeting}\n\n${commands}` : greeting);
        expect(JSON.stringify(call?.params.reply_markup)).to.include(link);
        expect(call?.params.chat_id).to.equal(who.id);
      }
    }
  });

  it('that need a group are refused in private, and talk there is no thank-you', async () => {
    const world = await begin();
    const room = world.telegram.world.privateChat(world.anna);
    for (const command of ['/top', '/me', '/why', '/get', '/set reputation.enabled off']) {
      world.telegram.world.say(world.anna, room, command);
      await world.settled();
      expect(world.sent().at(-1), command).to.equal(translate('en', 'refusal.not_in_private').text);
    }
    const count = world.sent().length;
    world.telegram.world.say(world.anna, room, 'thanks');
    await world.settled();
    expect(world.sent()).to.have.lengthOf(count);
    // What is not known is answered by what is: in private nobody else can be meant, in a group another bot.
    world.telegram.world.say(world.anna, room, '/tpo');
    await world.settled();
    expect(world.sent().slice(count).join()).to.include(translate('en', 'help.private_commands').text);
    expect(await world.hears(world.anna, '/tpo')).to.deep.equal([]);
  });

  it('are answered in public by a bot that is no admin, and removed with the command after a minute', async () => {
    let app = noon() * 1000;
    const world = await begin({ bot: 'member', now: () => app, telegram: { privacyMode: false } });
    await world.hears(world.boris, '/me');
    const answer = world.telegram.world.lastSeen(world.group, world.chiara);
    expect(answer?.text).to.include('Reputation: 0');
    app += 59_000;
    advance(world, 59);
    await world.settled();
    expect(world.telegram.world.message(world.group, answer?.message_id ?? 0), 'after 59 s').to.not.equal(
      undefined,
    );
    app += 1000;
    advance(world, 1);
    await world.settled();
    expect(world.telegram.world.message(world.group, answer?.message_id ?? 0), 'after 60 s').to.equal(
      undefined,
    );
  });
});

describeJourney('Being added to a group', (begin) => {
  for (const [as, key] of [
    ['administrator', 'welcome.ready'],
    ['member', 'welcome.needs'],
  ] as const) {
    it(`as ${as}, the bot says in one message what it does and needs`, async () => {
      const world = await begin(NOT_HERE);
      world.telegram.world.addBot(world.group, { by: world.anna, as });
      await world.settled();
      const words = ['thanks', 'thank you', 'thx', 'tysm'];
      const [said = '', ...more] = world.sent();
      expect(said.split('\n\nTo make me')[0]?.split('\n\nAdmins,')[0]).to.equal(
        translate('en', key, { words }).text,
      );
      expect(more).to.deep.equal([]);
    });
  }

  it('speaks the language of who added it, from the first word on', async () => {
    const world = await begin(NOT_HERE);
    world.telegram.world.addBot(world.group, { by: world.dmitri, as: 'administrator' });
    await world.settled();
    expect(world.sent().join()).to.include('спасибо');
    const replyTo = world.say(world.boris, 'Water them.');
    expect(await world.hears(world.chiara, 'спасибо', { replyTo })).to.have.lengthOf(1);
    expect((await world.ledger()).settings).to.include({ language: 'ru' });
  });

  it('again, it keeps the settings that the chat has', async () => {
    const world = await begin();
    await set(world, 'reputation.pair_interval 7');
    world.telegram.world.setBotStatus(world.group, { status: 'left' });
    world.telegram.world.addBot(world.group, { by: world.dmitri, as: 'administrator' });
    await world.settled();
    expect((await world.ledger()).settings).to.deep.equal({ 'reputation.pair_interval': 7 });
    expect(world.sent().at(-1)).to.include('thank you');
  });
});
