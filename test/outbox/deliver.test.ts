import { expect } from 'chai';
import { chatId } from '../../src/model/ids.ts';
import { addNotices } from '../../src/outbox/store.ts';
import { describeOnBoth } from '../support/database.ts';
import { ANNA, addGroup, BOT, GROUP, notice, OTHER, refusal, tick, worldsOn } from './support.ts';

const numbered = (count: number, chat = GROUP) =>
  Array.from({ length: count }, (_, at) => notice({ chat, params: { text: at } }));

describeOnBoth('delivery', (open) => {
  const start = worldsOn(open);

  it('says what is written down, at once and once', async () => {
    const world = await start();
    await world.say(notice({ messageId: 5, thread: 9 }));
    expect(world.api.calls).to.deep.equal([
      {
        method: 'sendMessage',
        at: 0,
        params: {
          chat_id: GROUP,
          text: 'hello',
          parse_mode: 'HTML',
          link_preview_options: { is_disabled: true },
          disable_notification: true,
          message_thread_id: 9,
          reply_parameters: { message_id: 5, allow_sending_without_reply: true },
        },
      },
    ]);
    expect(await world.left()).to.deep.equal([]);
    await world.pass(10_000);
    expect(world.api.calls.length).to.equal(1);
    expect(world.delivery.stats).to.deep.include({ sent: 1, dropped: 0, waiting: 0, inFlight: 0 });
  });

  it('keeps the order within a chat, one message a second', async () => {
    const world = await start();
    await world.say(...numbered(5));
    await world.pass(10_000);
    expect(world.api.texts()).to.deep.equal(['0', '1', '2', '3', '4']);
    expect(world.api.calls.map(({ at }) => at)).to.deep.equal([0, 1000, 2000, 3000, 4000]);
  });

  it('does not let a chat that must wait hold up the others', async () => {
    const world = await start();
    world.api.answer = ({ params }) => {
      if (params.chat_id === GROUP) throw refusal({ code: 429, description: 'Too Many', retryAfter: 30 });
    };
    await world.say(...numbered(50), ...numbered(3, OTHER));
    await world.pass(5000);
    expect(world.api.texts(OTHER)).to.deep.equal(['0', '1', '2']);
    expect(world.api.texts(GROUP)).to.deep.equal(['0']);
    world.api.answer = () => undefined;
    await world.pass(26_000);
    expect(world.api.texts(GROUP).slice(0, 3)).to.deep.equal(['0', '0', '1']);
  });

  it('says 20 a minute in a group and everything in the end', async () => {
    const world = await start({ replyMaxAge: 0 });
    await world.say(...numbered(100));
    await world.pass(59_000);
    expect(world.api.calls.length).to.equal(20);
    await world.pass(4 * 60_000);
    expect(world.api.texts()).to.deep.equal(Array.from({ length: 100 }, (_, at) => String(at)));
    expect(await world.left()).to.deep.equal([]);
  });

  it('tries again after an error of the server, later each time', async () => {
    const world = await start();
    let failures = 3;
    world.api.answer = () => {
      if (failures-- > 0) throw refusal({ code: 502, description: 'Bad Gateway' });
    };
    await world.say(notice());
    await world.pass(30_000);
    // 0.5 s, 1 s, 2 s later; never less than a second apart in one chat.
    expect(world.api.calls.map(({ at }) => at)).to.deep.equal([0, 1000, 2000, 4000]);
    expect(await world.left()).to.deep.equal([]);
  });

  it('feels its way while nothing answers, and says everything afterwards', async () => {
    const world = await start({ replyMaxAge: 0 });
    world.api.answer = async () => {
      for (let at = 0; at < 20; at++) await tick();
      throw refusal({ code: 0, description: 'socket hang up', network: true });
    };
    await world.say(...Array.from({ length: 60 }, (_, at) => notice({ chat: chatId(-5000 - at) })));
    await world.pass(60_000);
    // Ten at once, then one at a time after 0.5, 1, 2 … 30 s.
    expect(world.api.calls.length).to.be.within(10, 25);
    world.api.answer = () => undefined;
    await world.pass(60_000);
    expect(await world.left()).to.deep.equal([]);
  });

  it('drops chatter that comes too late, and nothing that must be kept', async () => {
    const world = await start();
    const now = notice().at;
    await world.say(
      notice({ at: now - 301, params: { text: 'old' } }),
      notice({ at: now - 301, params: { text: 'kept' }, keep: true }),
      notice({ at: now - 299, params: { text: 'young' } }),
    );
    await world.pass(5000);
    expect(world.api.texts()).to.deep.equal(['kept', 'young']);
    expect(world.delivery.stats.dropped).to.equal(1);
    expect(await world.left()).to.deep.equal([]);
  });

  it('says what has an end of its own until then, and lets it wait for nobody', async () => {
    const world = await start();
    const { at } = notice();
    const old = { at: at - 5000, keep: true, chat: chatId(ANNA) };
    world.api.answer = ({ params }) => {
      if (params.text === 'unheard') throw refusal({ code: 403, description: 'bot was blocked by the user' });
    };
    await world.say(
      notice({ ...old, params: { text: 'alive' }, until: at + 60 }),
      notice({ ...old, params: { text: 'over' }, until: at - 1 }),
    );
    await world.pass(5000);
    expect(world.api.texts()).to.deep.equal(['alive']);
    await world.say(
      notice({ ...old, way: 'private', to: ANNA, params: { text: 'unheard' }, until: at + 600 }),
    );
    await world.pass(5000);
    expect(await world.left(), 'no row of it is left').to.deep.equal([]);
  });

  it('finds what was left behind, drops the stale part of it and says the rest', async () => {
    const database = await open();
    const old = { at: notice().at - 301 };
    await addNotices(database, BOT, [notice(old), notice(old), notice({ ...old, keep: true }), notice()]);
    const world = await start({}, database);
    expect(world.watched.rows).to.be.lessThan(10);
    await world.pass(2000);
    expect(world.api.calls.length).to.equal(2);
    expect(world.delivery.stats.dropped).to.equal(2);
  });

  it('takes in many chats at once', async () => {
    const world = await start({ replyMaxAge: 0 });
    const chats = Array.from({ length: 300 }, (_, at) => chatId(-1000 - at));
    await world.say(...chats.flatMap((chat) => numbered(5, chat)));
    expect(world.delivery.stats.waiting).to.equal(1500 - 30);
  });

  it('waits with everything to a group that asked to wait, and with everybody after three of them', async () => {
    const world = await start();
    await addGroup(world.database, GROUP, { status: 'admin' });
    const others = [chatId(-1003), chatId(-1004), chatId(-1005)];
    world.api.answer = () => {
      throw refusal({ code: 429, retryAfter: 20 });
    };
    await world.say(notice());
    await world.pass(1000);
    world.api.answer = ({ params }) => {
      if (others.some((chat) => chat === params.chat_id)) throw refusal({ code: 429, retryAfter: 20 });
    };
    await world.say(notice({ way: 'private', to: ANNA }));
    await world.pass(1000);
    expect(world.api.calls.length).to.equal(1);
    await world.say(...others.map((chat) => notice({ chat })));
    // The third of them stops everything.
    const asked = world.api.calls.length;
    expect(asked).to.be.within(3, 4);
    await world.say(notice({ chat: OTHER }));
    await world.pass(17_000);
    expect(world.api.calls.length).to.equal(asked);
    await world.pass(4000);
    expect(world.api.texts(OTHER).length).to.equal(1);
  });

  it('drops what grew old while it waited', async () => {
    const world = await start();
    await world.say(...numbered(200));
    await world.pass(310_000);
    expect(world.api.calls.length).to.be.lessThan(110);
    expect(await world.left()).to.deep.equal([]);
  });

  it('says everything, however old, with REPLY_MAX_AGE=0', async () => {
    const world = await start({ replyMaxAge: 0 });
    await world.say(notice({ at: 1 }));
    expect(world.api.texts()).to.deep.equal(['hello']);
  });
});
