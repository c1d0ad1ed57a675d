import { expect } from 'chai';
import { describeOnBoth } from '../support/database.ts';
import { ANNA, addGroup, addPerson, GROUP, notice, refusal, worldsOn } from './support.ts';

describeOnBoth('delivery, by its ways', (open) => {
  const start = worldsOn(open);

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
