import { expect } from 'chai';
import type { Chat, Message } from '../../src/playground/types.ts';
import type { SayOptions } from '../../src/playground/world/say.ts';
import { describeJourney } from '../support/journey.ts';
import { labelsOf, press, shown } from '../support/presses.ts';
import { advance, set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const OURS = { format: 'laurel-settings', version: 1 };

const settings = async (world: TestWorld, chat?: number) =>
  (await world.ledger(chat)).settings as Record<string, unknown>;

const phrases = async (world: TestWorld, chat: Chat) =>
  (
    await world.database.query<{ phrase: string }>(
      'select phrase from triggers where chat_id = $1 order by id',
      [chat.id],
    )
  ).map(({ phrase }) => phrase);

/** What the bot sent last as a file. */
async function sentFile(world: TestWorld): Promise<{ params: Record<string, unknown>; text: string }> {
  const call = world.telegram.calls.of('sendDocument').at(-1);
  const { document } = (call?.result ?? {}) as Message;
  const { telegram } = world;
  const answer = await fetch(`${telegram.root}/local/file?id=${document?.file_id}`);
  return { params: call?.params ?? {}, text: await answer.text() };
}

const file = (data: string | object, name = 'settings.json'): SayOptions => ({
  text: '/import',
  file: { name, data: typeof data === 'string' ? data : JSON.stringify({ ...OURS, ...data }) },
});

const calls = (world: TestWorld, method: string) => world.telegram.calls.of(method).length;

describeJourney('/export and /import', (begin) => {
  it('carry settings and triggers into another group, after asking', async () => {
    const world = await begin();
    await set(
      world,
      ...['reputation.pair_interval 5', 'reputation.words merci, "well, merci"'],
      ...['reputation.texts <b>{receiver}</b>!', '---', 'second'],
    );
    await world.hears(world.anna, '/trigger add "Thank you for your help" rep=5 from=admins');
    expect(await world.hears(world.anna, '/export settings')).to.deep.equal([]);
    const { params, text } = await sentFile(world);
    expect(params.ephemeral_message_parameters, 'to her alone').to.deep.equal({
      receiver_user_id: world.anna.id,
    });
    expect(params.caption).to.include('<b>Garden</b>').and.to.include('/import');
    expect(JSON.parse(text)).to.deep.include({
      ...OURS,
      chat: 'Garden',
      language: 'en',
      settings: {
        'reputation.words': 'merci, "well, merci"',
        'reputation.pair_interval': '5',
        'reputation.texts': '<b>{receiver}</b>!\n---\nsecond',
      },
      triggers: ['"Thank you for your help" rep=5 from=admins'],
    });
    expect(world.telegram.world.lastSeen(world.group, world.boris)?.kind, 'nobody else').to.not.equal(
      'document',
    );

    const other = world.telegram.world.createGroup({
      title: 'Meadow',
      owner: world.anna,
      members: [world.boris],
      bot: 'administrator',
    });
    const say = async (what: string | SayOptions) => {
      world.telegram.world.say(world.anna, other, what);
      await world.settled();
      return world.telegram.world.lastSeen(other, world.anna)?.raw as Message;
    };
    await say('/set commands.bang on\nreputation.reply off');
    await say('/trigger add "Bravo" rep=1');
    const asked = await say(file(text));
    expect(asked.text).to.match(/^The file would change:\n/);
    expect(asked.text).to.include('reputation.words: thanks, thank you, thx, tysm → merci, "well, merci"');
    expect(asked.text).to.include('commands.bang: on → off (default)').and.to.include('New triggers: 1');
    expect(labelsOf(asked)).to.deep.equal(['Apply', 'Cancel']);
    expect(await settings(world, other.id), 'nothing yet').to.deep.equal({
      'commands.bang': true,
      'reputation.reply': 'off',
    });
    await press(world, world.anna, 'Apply', asked);
    expect(await settings(world, other.id)).to.deep.equal(await settings(world));
    expect(await phrases(world, other)).to.deep.equal(['Bravo', 'Thank you for your help']);
    const done = world.telegram.world.lastSeen(other, world.anna)?.raw;
    expect(done?.text)
      .to.match(/^Changed:/)
      .and.to.include('New triggers: 1');
    expect(await press(world, world.anna, 'Apply', asked), 'once').to.include('has been answered');
    expect((await say(file(text))).text, 'the same again').to.include('It is like that already');
    expect((await say('/history')).text).to.include('2 (now)');
  });

  it('take a file by reply too, tell what is not understood, and change the rest together', async () => {
    const world = await begin();
    await set(world, 'reputation.reply off', 'reputation.words merci');
    const sent = world.say(world.boris, {
      file: {
        name: 'x.json',
        data: JSON.stringify({
          ...OURS,
          settings: {
            'reputation.pair_interval': '7',
            'reputation.award': 'huge',
            'reputation.texts': '<blink>{receiver}',
            'reputation.overtake_texts': '{reciever}',
            'reputation.wrods': 'a',
            __proto__: 'on',
            '<b>bold': 'on',
            'commands.bang': true,
          },
          triggers: ['rep=5', '"/top" rep=1', '"fine" rep=2'],
        }).replace('"settings":{', '"settings":{"__proto__":"on",'),
      },
    });
    const [asked = ''] = await world.hears(world.anna, '/import', { replyTo: sent });
    expect(asked).to.include('<code>reputation.pair_interval</code>: 60 → <b>7</b>\nNew triggers: 1');
    expect(asked).to.include('<b>Not understood</b>');
    for (const said of [
      '<code>reputation.award</code> does not take this. It takes one of these: <code>normal</code>',
      'only the tags that Telegram knows',
      'only placeholders that can be filled in here',
      'There is no setting <code>reputation.wrods</code>. Did you mean <code>reputation.words</code>?',
      'There is no setting <code>__proto__</code>',
      'There is no setting <code>&lt;b&gt;bold</code>',
      '<code>commands.bang</code> in the file is not of the kind',
      'A trigger in the file cannot be read: <code>rep=5</code>',
      '<code>/top</code> is a command of mine',
    ]) {
      expect(asked).to.include(said);
    }
    const before = await settings(world);
    await press(world, world.anna, 'Cancel');
    expect(shown(world, world.anna).text).to.equal('Nothing has changed.');
    expect(await settings(world)).to.deep.equal(before);
    await world.hears(world.anna, '/import', { replyTo: sent });
    await press(world, world.anna, 'Apply');
    expect(await settings(world), 'what it does not name stays').to.deep.equal({
      'reputation.reply': 'off',
      'reputation.words': ['merci'],
      'reputation.pair_interval': 7,
    });
    expect(await phrases(world, world.group)).to.deep.equal(['fine']);
  });

  it('apply on the settings as they are when the button is pressed', async () => {
    const world = await begin();
    await world.hears(
      world.anna,
      file({ settings: { 'reputation.pair_interval': '7', 'commands.bang': 'on' } }),
    );
    const asked = shown(world, world.anna);
    await set(world, 'reputation.pair_interval 7', 'reputation.reply off');
    await press(world, world.anna, 'Apply', asked);
    const told = world.telegram.calls.of('editEphemeralMessageText').at(-1)?.params.text;
    expect(told).to.equal('Changed:\n<code>commands.bang</code>: off → <b>on</b>');
    expect(await settings(world)).to.deep.equal({
      'reputation.pair_interval': 7,
      'reputation.reply': 'off',
      'commands.bang': true,
    });
  });

  it('change nothing where what is understood does not fit together', async () => {
    const world = await begin();
    const said = await world.hears(
      world.anna,
      file({ settings: { 'negative.words': 'Thanks', 'commands.bang': 'on' } }),
    );
    expect(said.join()).to.include('both a thank-you and a minus');
    expect(calls(world, 'sendMessage')).to.equal(1);

    await world.hears(world.anna, file({ settings: { 'negative.words': 'merci' } }));
    const asked = shown(world, world.anna);
    await set(world, 'reputation.words merci');
    expect(await press(world, world.anna, 'Apply', asked)).to.include('both a thank-you and a minus');
    await set(world, 'reputation.words danke');
    await press(world, world.anna, 'Apply', asked);
    expect(await settings(world), 'put right').to.deep.equal({
      'reputation.words': ['danke'],
      'negative.words': ['merci'],
    });
  });

  it('are for admins: of others no file is fetched, and no button of theirs does anything', async () => {
    const world = await begin();
    const own = file({ settings: { 'commands.bang': 'on' } });
    expect((await world.hears(world.boris, own)).join()).to.include('Only admins');
    expect((await world.hears(world.boris, '/export')).join()).to.include('Only admins');
    expect((await world.hears(world.anna, own, { as: 'anonymous_admin' })).join()).to.include(
      'your own name',
    );
    expect(calls(world, 'getFile'), 'never fetched').to.equal(0);
    await world.hears(world.anna, own);
    expect(calls(world, 'getFile'), 'control').to.equal(1);

    const asked = shown(world, world.anna);
    const data = asked.reply_markup?.inline_keyboard[0]?.[0]?.callback_data ?? '';
    expect(data).to.match(/^yes:-\d+:\d+:1$/);
    world.telegram.world.promote(world.chiara, world.group);
    await world.hears(world.anna, '/top');
    const open = shown(world, world.boris);
    expect(await press(world, world.boris, data, open)).to.include('Only admins');
    expect(await press(world, world.chiara, data, open)).to.include('was asked of somebody else');
    advance(world, 301);
    await world.hears(world.boris, 'Good morning.');
    expect(await press(world, world.anna, data, open)).to.include('its time has passed');
    expect(await settings(world)).to.deep.equal({});
  });

  it('refuse what is too large before it is asked for, and stop reading what is larger than was said', async () => {
    const world = await begin();
    const data = `${' '.repeat(300_000)}{}`;
    const huge = { ...file({}), file: { name: 'a.json', data: 'x', size: 50 * 1024 * 1024 } };
    expect((await world.hears(world.anna, huge)).join()).to.include('settings fit into 256 KB');
    expect(calls(world, 'getFile')).to.equal(0);
    const liar = { ...file({}), file: { name: 'a.json', data, size: 100 } };
    expect((await world.hears(world.anna, liar)).join()).to.include('settings fit into 256 KB');
    expect(calls(world, 'download')).to.equal(1);
    const silent = world.say(world.boris, { file: { name: 'a.json', data } });
    delete silent.document?.file_size;
    expect((await world.hears(world.anna, '/import', { replyTo: silent })).join()).to.include('256 KB');
    expect(calls(world, 'download'), 'by getFile’s word').to.equal(1);
  });

  it('say so where the file cannot be had, and go on', async () => {
    const world = await begin();
    for (const fault of [{ kind: 'cut' }, { kind: 'torn' }, { kind: 'cut-after' }] as const) {
      world.telegram.faults.next('download', fault);
      const said = await world.hears(world.anna, file({ settings: { 'commands.bang': 'on' } }));
      expect(said.join(), fault.kind).to.include('could not be fetched');
    }
    world.telegram.faults.next('getFile', { kind: 'cut' });
    expect((await world.hears(world.anna, file({}))).join()).to.include('could not be fetched');
    const latin = Buffer.from('{"format":"laurel-settings","version":1,"chat":"M\xfcnchen"}', 'latin1');
    const bytes = { ...file({}), file: { name: 'a.json', data: latin } };
    expect((await world.hears(world.anna, bytes)).join(), 'no UTF-8').to.include('no JSON text');
    expect((await world.hears(world.anna, file({ settings: { 'commands.bang': 'on' } }))).join()).to.include(
      'The file would change',
    );
  });

  it('explain themselves without a file, and leave other captions and edits alone', async () => {
    const world = await begin();
    for (const text of ['/import', '/import data', '/export data'])
      expect((await world.hears(world.anna, text)).join(), text).to.include(`<code>${text.split(' ')[0]}`);
    for (const text of ['/set commands.bang on', '/addrep @boris 5', 'see /import'])
      expect(await world.hears(world.anna, { ...file({}), text }), text).to.deep.equal([]);
    expect(calls(world, 'getFile')).to.equal(0);
    expect(await settings(world)).to.deep.equal({});
  });

  it('by a bot that is no admin, come to the private chat, or say how to open it', async () => {
    const world = await begin({ bot: 'member', telegram: { privacyMode: false } });
    const { telegram, anna } = world;
    expect((await world.hears(anna, '/export')).join()).to.include('start me in a private chat');
    const link = shown(world, anna).reply_markup?.inline_keyboard[0]?.[0]?.url;
    expect(link).to.equal('https://t.me/laurel_local_bot?start=export');
    expect(calls(world, 'sendDocument')).to.equal(0);
    telegram.world.say(anna, telegram.world.privateChat(anna), '/start export');
    await world.settled();
    await world.hears(anna, '/export');
    expect((await sentFile(world)).params.chat_id).to.equal(anna.id);
    await world.hears(anna, '/export', { as: 'anonymous_admin' });
    expect(calls(world, 'sendDocument'), 'in public to nobody').to.equal(1);

    // From the private chat it is carried back by forwarding it, and answering that.
    const kept = telegram.world.lastSeen(telegram.world.privateChat(anna), anna)?.raw as Message;
    const forwarded = world.say(anna, {
      text: kept.caption ?? '',
      file: { name: 'settings.json', data: (await sentFile(world)).text },
      forwardedFrom: telegram.world.state.bot,
    });
    await set(world, 'commands.bang on');
    await world.hears(anna, '/import', { replyTo: forwarded });
    const room = telegram.world.privateChat(anna);
    const asked = telegram.world.lastSeen(room, anna)?.raw as Message;
    expect(asked.text).to.include('commands.bang: on → off (default)');
    await press(world, anna, 'Apply', asked);
    expect(await settings(world)).to.deep.equal({});
  });
});
