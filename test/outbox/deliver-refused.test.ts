import { expect } from 'chai';
import { chatId } from '../../src/model/ids.ts';
import { describeOnBoth } from '../support/database.ts';
import { ANNA, addGroup, GROUP, notice, OTHER, refusal, worldsOn } from './support.ts';

const numbered = (count: number, chat = GROUP) =>
  Array.from({ length: count }, (_, at) => notice({ chat, params: { text: at } }));

describeOnBoth('delivery, where Telegram refuses', (open) => {
  const start = worldsOn(open);

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
});
