import http from 'node:http';
import { expect } from 'chai';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { Chat, Message, User } from '../../src/playground/types.ts';
import type { VisibleMessage } from '../../src/playground/world/visible.ts';
import { act, ask, drain, look, pressedId, sleep } from './support.ts';

describe('the control API for a page', () => {
  let telegram: LocalTelegram;
  let ann: User;
  let boris: User;
  let group: Chat;
  /** The chat in which the bot holds something back. */
  let held = 0;

  beforeEach(async () => {
    telegram = await startLocalTelegram({
      waits: (chat) => (chat === held ? { messages: 3, more: false, seconds: 12 } : null),
      page: (req, res) => {
        if (req.url !== '/') return false;
        res.end('the page');
        return true;
      },
    });
    ann = telegram.world.createUser({ first_name: 'Ann' });
    boris = telegram.world.createUser({ first_name: 'Boris' });
    group = telegram.world.createGroup({ title: 'Grove', members: [ann, boris] });
  });
  afterEach(() => telegram.close());

  const post = (path: string, body: Record<string, unknown>, headers: Record<string, string> = {}) =>
    act(telegram, path, body, headers);
  const state = (viewer: User) => look(telegram, group, viewer);

  it('tells what the bot holds back in the chat that is looked at', async () => {
    expect((await state(ann)).waiting).to.equal(null);
    held = group.id;
    expect((await state(ann)).waiting).to.deep.equal({ messages: 3, more: false, seconds: 12 });
  });

  it('lets a person speak, edit and react', async () => {
    const { body } = await post('say', { as: ann.id, chat: group.id, text: 'hi <b>' });
    const { message_id } = body.message as Message;
    await post('say', { as: boris.id, chat: group.id, text: 'hi Ann', reply_to: message_id });
    await post('react', { as: boris.id, chat: group.id, message_id, reactions: ['👍'] });
    await post('edit', { as: ann.id, chat: group.id, message_id, text: 'hi!' });
    const seen = await state(boris);
    expect(seen.people.map((p) => p.first_name)).to.deep.equal(['Ann', 'Boris']);
    expect(seen.chats).to.deep.equal([group]);
    expect(seen.messages[0]).to.deep.include({ text: 'hi!', edited: true });
    expect(seen.messages[0]?.reactions).to.deep.equal([
      { type: { type: 'emoji', emoji: '👍' }, count: 1, mine: true },
    ]);
    expect(seen.messages[1]?.reply_to).to.deep.include({ name: 'Ann', text: 'hi <b>' });
    expect(await drain(telegram)).to.have.length(3);
  });

  it('lets nobody edit what another has written, or what would change nothing', async () => {
    const { message_id } = telegram.world.say(ann, group, 'mine');
    const edit = { chat: group.id, message_id };
    expect((await post('edit', { ...edit, as: boris.id, text: 'yours' })).status).to.equal(403);
    expect((await post('edit', { ...edit, as: ann.id, text: 'mine' })).status).to.equal(400);
    expect((await post('edit', { ...edit, as: ann.id, text: ' ' })).body.error).to.match(/the text is empty/);
    expect((await state(ann)).messages[0]).to.include({ text: 'mine', edited: false });
  });

  it('speaks in a topic, and lists the topics', async () => {
    const forum = telegram.world.createGroup({ title: 'Hall', is_forum: true, members: [ann] });
    const { id } = telegram.world.createTopic(forum, { by: ann, name: 'Tools' });
    await post('say', { as: ann.id, chat: forum.id, text: 'a saw', thread: id });
    const response = await fetch(`${telegram.root}/local/state?chat=${forum.id}&as=${ann.id}`);
    const seen = (await response.json()) as { chat: { topics: unknown }; messages: VisibleMessage[] };
    expect(seen.chat.topics).to.deep.equal([{ id, name: 'Tools', closed: false }]);
    expect(seen.messages.at(-1)).to.include({ text: 'a saw', thread: id });
  });

  it('escapes what people say', async () => {
    await post('say', { as: ann.id, chat: group.id, text: '<script>' });
    expect((await state(ann)).messages[0]?.html).to.equal('&#60;script&#62;');
  });

  it('shows an ephemeral message to its receiver only, and presses its buttons', async () => {
    await ask(telegram, 'sendMessage', {
      chat_id: group.id,
      text: 'psst',
      ephemeral_message_parameters: { receiver_user_id: ann.id },
      reply_markup: { inline_keyboard: [[{ text: 'Undo', callback_data: 'undo' }]] },
    });
    expect((await state(boris)).messages).to.deep.equal([]);
    const [message] = (await state(ann)).messages;
    expect(message).to.include({ private_to: ann.id });
    const pressed = post('press', {
      as: ann.id,
      chat: group.id,
      ephemeral_message_id: message?.ephemeral_message_id,
      button: 0,
    });
    await sleep(20);
    const callback_query_id = await pressedId(telegram);
    await ask(telegram, 'answerCallbackQuery', { callback_query_id, text: 'Undone' });
    expect((await pressed).body).to.deep.equal({ answer: { text: 'Undone' } });
  });

  it('tells of every change', async () => {
    const events: string[] = [];
    const req = http.get(`${telegram.root}/local/events`, (res) => {
      res.on('data', (chunk: Buffer) => events.push(chunk.toString()));
      res.on('error', () => {});
    });
    req.on('error', () => {});
    await sleep(30);
    telegram.world.say(ann, group, 'hi');
    await ask(telegram, 'getMe');
    await sleep(30);
    expect(events.join('')).to.include(`data: {"chat":${group.id}}`);
    expect(events.join('')).to.include('data: {"call":1}');
    req.destroy();
  });

  it('shows the calls and moves the clock', async () => {
    await ask(telegram, 'getMe');
    const response = await fetch(`${telegram.root}/local/calls?after=0`);
    const { calls } = (await response.json()) as { calls: { method: string }[] };
    expect(calls.map((made) => made.method)).to.deep.equal(['getMe']);
    expect((await post('clock', { seconds: 60 })).body).to.include({ clock_offset: 60 });
  });

  it('says what a person could not do', async () => {
    const eve = telegram.world.createUser({ first_name: 'Eve' });
    const refused = await post('say', { as: eve.id, chat: group.id, text: 'x' });
    expect(refused.status).to.equal(400);
    expect(refused.body.error).to.match(/Eve is not in Grove/);
    expect((await post('fly', {})).status).to.equal(404);
  });

  it('lets no other page act here', async () => {
    const say = { as: ann.id, chat: group.id, text: 'x' };
    expect((await post('say', say, { origin: 'https://evil.example' })).status).to.equal(403);
    expect((await post('say', say, { 'content-type': 'text/plain' })).status).to.equal(415);
    const { port } = new URL(telegram.root);
    const status = await new Promise((resolve) => {
      const headers = { host: 'evil.example' };
      http.get({ host: '127.0.0.1', port, path: '/local/state', headers }, (res) =>
        resolve(res.resume().statusCode),
      );
    });
    expect(status).to.equal(403);
    expect(telegram.world.visibleTo(group, ann)).to.deep.equal([]);
  });

  it('leaves the rest to the page', async () => {
    expect(await (await fetch(telegram.root)).text()).to.equal('the page');
    expect((await fetch(`${telegram.root}/nothing`)).status).to.equal(404);
  });
});
