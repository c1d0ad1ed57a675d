import { expect } from 'chai';
import { chatId } from '../../src/model/ids.ts';
import { addNotices } from '../../src/outbox/store.ts';
import { describeOnBoth } from '../support/database.ts';
import {
  ANNA,
  addGroup,
  addPerson,
  BOT,
  GROUP,
  notice,
  OTHER,
  refusal,
  startWorld,
  tick,
  type World,
} from './support.ts';

const numbered = (count: number, chat = GROUP) =>
  Array.from({ length: count }, (_, at) => notice({ chat, params: { text: at } }));

describeOnBoth('delivery', (open) => {
  const worlds: World[] = [];
  const start = async (options: Parameters<typeof startWorld>[1] = {}): Promise<World> => {
    const world = await startWorld(await open(), options);
    worlds.push(world);
    return world;
  };
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.delivery.stop();
  });

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
    const world = await startWorld(database);
    worlds.push(world);
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

  it('drops the queue of a group that silenced it, and tries again for a command', async () => {
    const world = await start();
    await addGroup(world.database, GROUP);
    world.api.answer = ({ params }) => {
      if (params.chat_id === GROUP) throw refusal({ description: 'not enough rights to send text messages' });
    };
    await world.say(...numbered(40), ...numbered(1, OTHER));
    expect(world.api.texts(GROUP)).to.deep.equal(['0']);
    expect(world.api.texts(OTHER)).to.deep.equal(['0']);
    expect(await world.left()).to.deep.equal([]);
    const muted = await world.database.query('select bot_can_write, bot_status from chats');
    expect(muted).to.deep.equal([{ bot_can_write: false, bot_status: 'member' }]);

    await world.say(notice());
    expect(world.api.texts(GROUP).length).to.equal(1);
    world.api.answer = () => undefined;
    await world.pass(1000);
    await world.say(notice({ answersCommand: true }));
    expect(world.api.texts(GROUP).length).to.equal(2);
    expect(await world.database.query('select bot_can_write from chats')).to.deep.equal([
      { bot_can_write: true },
    ]);
  });

  it('drops the queue of a group that put it out', async () => {
    const world = await start();
    await addGroup(world.database, GROUP);
    world.api.answer = () => {
      throw refusal({ code: 403, description: 'Forbidden: bot was kicked from the supergroup chat' });
    };
    await world.say(...numbered(40), notice({ keep: true, way: 'private', to: ANNA }));
    expect(world.api.calls.length).to.equal(1);
    expect((await world.left()).length).to.equal(1);
    const [chat] = await world.database.query('select bot_status from chats');
    expect(chat).to.deep.equal({ bot_status: 'out' });
  });

  it('drops one notice where only its topic is closed', async () => {
    const world = await start();
    await addGroup(world.database, GROUP);
    world.api.answer = ({ params }) => {
      if (params.message_thread_id) throw refusal({ description: 'Bad Request: TOPIC_CLOSED' });
    };
    await world.say(notice({ thread: 3 }), notice());
    await world.pass(2000);
    expect(world.api.calls.length).to.equal(2);
    expect(await world.database.query('select bot_can_write from chats')).to.deep.equal([
      { bot_can_write: true },
    ]);
  });

  it('follows a group that became a supergroup', async () => {
    const told: number[][] = [];
    const world = await start({ onMigrated: (from, to) => void told.push([from, to]) });
    world.api.answer = ({ params }) => {
      if (params.chat_id === -55) throw refusal({ migrateTo: -100_055 });
    };
    await world.say(notice({ chat: chatId(-55), messageId: 3 }), notice({ chat: chatId(-55) }));
    expect(world.api.calls.map(({ params }) => params.chat_id)).to.deep.equal([-55, -100_055]);
    await world.pass(5000);
    expect(told).to.deep.equal([[-55, -100_055]]);
    const there = world.api.of('sendMessage').filter(({ chat_id }) => chat_id === -100_055);
    expect(there.length).to.equal(2);
    expect(there[0]).not.to.have.property('reply_parameters');
    expect(await world.left()).to.deep.equal([]);
  });

  it('follows a group of which it is known already', async () => {
    const told: number[] = [];
    const world = await start({ onMigrated: (from) => void told.push(from) });
    await world.database.query('insert into chats (chat_id, migrated_to) values (-55, -100055)');
    await world.say(notice({ chat: chatId(-55) }));
    await world.pass(2000);
    expect(world.api.calls.map(({ params }) => params.chat_id)).to.deep.equal([-100_055]);
    expect(told).to.deep.equal([]);
  });

  it('reacts, without a word', async () => {
    const world = await start();
    await world.say(notice({ way: 'reaction', key: '❤', messageId: 5 }));
    expect(world.api.of('setMessageReaction')).to.deep.equal([
      { chat_id: GROUP, message_id: 5, reaction: [{ type: 'emoji', emoji: '❤' }] },
    ]);
    expect(world.rendered).to.deep.equal([]);
  });

  it('pauses when the token is refused, and loses nothing', async () => {
    const world = await start();
    world.api.answer = () => {
      throw refusal({ code: 401, description: 'Unauthorized' });
    };
    await world.say(...numbered(2), ...numbered(2, OTHER));
    await world.pass(59_000);
    expect(world.api.calls.length).to.be.lessThan(3);
    expect(world.logged.filter(({ level }) => level === 'error').length).to.equal(1);
    world.api.answer = () => undefined;
    await world.pass(10_000);
    expect(await world.left()).to.deep.equal([]);
    expect(world.api.texts(GROUP).slice(-2)).to.deep.equal(['0', '1']);
  });

  it('lets go of a notice that Telegram refuses, and logs its key only', async () => {
    const world = await start();
    world.api.answer = ({ params }) => {
      if (params.text === 'bad') throw refusal({ description: "Bad Request: can't parse entities" });
    };
    await world.say(notice({ params: { text: 'bad' } }), notice());
    await world.pass(2000);
    expect(world.api.texts()).to.deep.equal(['bad', 'hello']);
    const [line] = world.logged.filter(({ level }) => level === 'warn');
    expect(JSON.stringify(line)).to.include('"key":"hello"').and.not.include('bad"');
  });

  it('says nothing where there is nothing to say any more', async () => {
    const world = await start({ render: async () => null });
    await world.say(notice());
    expect(world.api.calls).to.deep.equal([]);
    expect(await world.left()).to.deep.equal([]);
  });

  describe('removal', () => {
    it('takes a message away when its time is over', async () => {
      const world = await start();
      await world.say(notice({ removeAfter: 120, messageId: 5 }));
      const [row] = await world.left();
      expect(row).to.deep.include({ job: 'delete', body: '{"messageIds":[101]}', dueAt: notice().at + 120 });
      await world.pass(119_000);
      expect(world.api.of('deleteMessage')).to.deep.equal([]);
      await world.pass(4000);
      expect(world.api.of('deleteMessage')).to.deep.equal([{ chat_id: GROUP, message_id: 101 }]);
      expect(await world.left()).to.deep.equal([]);
    });

    it('takes the command away with its answer where it may', async () => {
      const world = await start();
      await addGroup(world.database, GROUP, { canDelete: true });
      await world.say(notice({ answersCommand: true, messageId: 5 }));
      await world.pass(63_000);
      expect(world.api.of('deleteMessages')).to.deep.equal([{ chat_id: GROUP, message_ids: [101, 5] }]);
    });

    it('takes them one by one where one of them refuses', async () => {
      const world = await start();
      await addGroup(world.database, GROUP, { canDelete: true });
      world.api.answer = ({ method, params }) => {
        const refused = method === 'deleteMessages' || params.message_id === 101;
        if (refused) throw refusal({ description: "Bad Request: message can't be deleted" });
      };
      await world.say(notice({ answersCommand: true, messageId: 5 }));
      await world.pass(63_000);
      expect(world.api.of('deleteMessage').map(({ message_id }) => message_id)).to.deep.equal([101, 5]);
      expect(await world.left()).to.deep.equal([]);
    });

    it('is forgotten after 48 hours', async () => {
      const world = await start();
      await world.database.query(
        `insert into outbox (bot_id, chat_id, job, body, at, due_at) values (42, -1, 'delete', '{"messageIds":[1]}', $1, $1)`,
        [notice().at - 48 * 3600 - 1],
      );
      await world.pass(4000);
      expect(world.api.calls).to.deep.equal([]);
      expect(await world.left()).to.deep.equal([]);
    });
  });

  describe('a private notice', () => {
    const hers = notice({ way: 'private', to: ANNA, messageId: 5, answersCommand: true });

    it('is seen by its person only where the bot is an admin', async () => {
      const world = await start();
      await addGroup(world.database, GROUP, { status: 'admin' });
      await world.say(hers);
      const [call] = world.api.of('sendMessage');
      expect(call).to.deep.include({
        chat_id: GROUP,
        ephemeral_message_parameters: { receiver_user_id: ANNA },
      });
      expect(call).not.to.have.property('reply_parameters');
      expect(await world.left()).to.deep.equal([]);
    });

    it('is edited by its own number, and written anew where Telegram refuses that', async () => {
      const world = await start();
      await addGroup(world.database, GROUP, { status: 'admin' });
      const answer = { ...hers, way: 'edit', messageId: 0, ephemeralId: 3, query: 'q' } as const;
      await world.say(answer);
      const edited = { chat_id: GROUP, receiver_user_id: ANNA, ephemeral_message_id: 3 };
      expect(world.api.of('editEphemeralMessageText')[0]).to.deep.include(edited);
      expect(world.api.of('sendMessage')).to.deep.equal([]);
      world.api.answer = ({ method }) => {
        if (method === 'editEphemeralMessageText') throw refusal({ description: 'EPHEMERAL_INVALID' });
      };
      await world.say(answer);
      await world.pass(1000);
      await world.pass(1000);
      expect(world.api.of('sendMessage')[0]).to.deep.include({
        ephemeral_message_parameters: { receiver_user_id: ANNA, callback_query_id: 'q' },
      });
    });

    it('goes to the DM where it may not', async () => {
      const world = await start();
      await addGroup(world.database, GROUP);
      await addPerson(world.database, ANNA, true);
      await world.say(hers);
      const [call] = world.api.of('sendMessage');
      expect(call).to.deep.include({ chat_id: ANNA }).and.not.have.property('disable_notification');
      expect(world.rendered).to.deep.equal([{ key: 'hello', by: 'dm' }]);
    });

    it('goes down the ladder rung by rung', async () => {
      const world = await start();
      await addGroup(world.database, GROUP, { status: 'admin', canDelete: true });
      await addPerson(world.database, ANNA, true);
      world.api.answer = ({ params }) => {
        if (params.ephemeral_message_parameters) throw refusal({ description: 'USER_NOT_PARTICIPANT' });
        if (params.chat_id === ANNA) throw refusal({ code: 403, description: 'bot was blocked by the user' });
      };
      await world.say(hers);
      await world.pass(1000);
      const kinds = world.rendered.map(({ by }) => by);
      expect(kinds).to.deep.equal(['ephemeral', 'dm', 'public']);
      expect(await world.database.query('select dm_open from people')).to.deep.equal([{ dm_open: false }]);
      await world.pass(64_000);
      expect(world.api.of('deleteMessages')).to.deep.equal([{ chat_id: GROUP, message_ids: [101, 5] }]);
    });

    it('is dropped where it answers no command and nobody may hear it', async () => {
      const world = await start();
      await addGroup(world.database, GROUP);
      await world.say({ ...hers, answersCommand: false });
      expect(world.api.calls).to.deep.equal([]);
      expect(await world.left()).to.deep.equal([]);
    });

    it('remembers a server without ephemeral messages', async () => {
      const world = await start();
      await addGroup(world.database, GROUP, { status: 'admin' });
      await addPerson(world.database, ANNA, true);
      world.api.answer = ({ params }) => {
        if (params.ephemeral_message_parameters) throw refusal({ description: 'unknown parameter' });
      };
      await world.say(hers);
      await world.say({ ...hers, at: hers.at + 60 });
      await world.pass(5000);
      const kinds = world.rendered.map(({ by }) => by);
      expect(kinds).to.deep.equal(['ephemeral', 'dm', 'dm']);
    });

    it('is taken back where an older server told it to everybody', async () => {
      const world = await start();
      await addGroup(world.database, GROUP, { status: 'admin' });
      await addPerson(world.database, ANNA, true);
      world.api.answer = ({ params }) =>
        params.ephemeral_message_parameters ? { message_id: 77, date: 0, chat: { id: GROUP } } : undefined;
      await world.say({ ...hers, answersCommand: false });
      await world.pass(3000);
      expect(world.api.of('deleteMessage')).to.deep.equal([{ chat_id: GROUP, message_id: 77 }]);
      expect(world.api.texts(ANNA)).to.deep.equal(['hello']);
      expect(await world.left()).to.deep.equal([]);
    });
  });

  it('keeps in memory what a press wants: the answer first, then the edit', async () => {
    const world = await start({
      render: async (_, by) => ({ text: 'page 2', ...(by === 'edit' ? { toast: 'Here' } : {}) }),
    });
    await world.say(notice({ way: 'edit', messageId: 9, query: 'q1', to: ANNA }));
    expect(world.api.of('answerCallbackQuery')).to.deep.equal([{ callback_query_id: 'q1', text: 'Here' }]);
    expect(world.api.of('editMessageText')[0]).to.deep.include({ chat_id: GROUP, message_id: 9 });
    expect(await world.left()).to.deep.equal([]);
  });

  it('still edits 20 s after the press, but answers it no more', async () => {
    const world = await start();
    const at = notice().at - 20;
    await world.say(
      notice({ way: 'edit', messageId: 9, query: 'q1', to: ANNA, at }),
      notice({ way: 'toast', query: 'q2', to: ANNA, at }),
    );
    expect(world.api.calls.map(({ method }) => method)).to.deep.equal(['editMessageText']);
    expect(await world.left()).to.deep.equal([]);
  });

  it('takes "message is not modified" for done', async () => {
    const world = await start();
    world.api.answer = () => {
      throw refusal({ description: 'Bad Request: message is not modified: specified new …' });
    };
    await world.say(notice({ way: 'edit', messageId: 9 }));
    expect(world.logged).to.deep.equal([]);
    expect(await world.left()).to.deep.equal([]);
  });
});
