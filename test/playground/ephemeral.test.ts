import { expect } from 'chai';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { Chat, Message, User } from '../../src/playground/types.ts';
import { ask, drain, pressedId, refusal } from './support.ts';

describe('ephemeral messages', () => {
  let telegram: LocalTelegram;
  let ann: User;
  let boris: User;
  let group: Chat;

  beforeEach(async () => {
    telegram = await startLocalTelegram({ now: () => 1_790_000_000 });
    ann = telegram.world.createUser({ first_name: 'Ann' });
    boris = telegram.world.createUser({ first_name: 'Boris' });
    group = telegram.world.createGroup({ title: 'Grove', members: [ann, boris] });
  });
  afterEach(() => telegram.close());

  const whisper = (to: User, more: Record<string, unknown> = {}, text = 'psst') => ({
    chat_id: group.id,
    text,
    ephemeral_message_parameters: { receiver_user_id: to.id, ...more },
  });
  const sees = (who: User) => telegram.world.visibleTo(group, who).map((message) => message.text);
  const onlyAsMember = () => telegram.world.setBotStatus(group, { status: 'member', by: boris });
  const NO_RIGHT = 'Bad Request: not enough rights to send ephemeral messages to the chat';

  it('are seen by their receiver alone, and have no message id', async () => {
    const sent = await ask<Message>(telegram, 'sendMessage', whisper(ann));
    expect(sent).to.deep.include({ message_id: 0, ephemeral_message_id: 1, receiver_user: ann });
    expect(sees(ann)).to.deep.equal(['psst']);
    expect(sees(boris)).to.deep.equal([]);
    expect(telegram.world.lastSeen(group, ann)?.private_to).to.equal(ann.id);
  });

  it('are edited and deleted by methods of their own', async () => {
    const { ephemeral_message_id } = await ask<Message>(telegram, 'sendMessage', whisper(ann));
    const target = { chat_id: group.id, receiver_user_id: ann.id, ephemeral_message_id };
    expect(await ask(telegram, 'editEphemeralMessageText', { ...target, text: 'hush' })).to.equal(true);
    expect(sees(ann)).to.deep.equal(['hush']);
    const foreign = { ...target, receiver_user_id: boris.id, text: 'x' };
    expect(await refusal(telegram, 'editEphemeralMessageText', foreign)).to.equal(
      'Bad Request: message to edit not found',
    );
    expect(
      await refusal(telegram, 'editMessageText', { chat_id: group.id, message_id: 0, text: 'x' }),
    ).to.equal('Bad Request: message to edit not found');
    await ask(telegram, 'deleteEphemeralMessage', target);
    expect(sees(ann)).to.deep.equal([]);
  });

  it('are for members who are people, in groups', async () => {
    const eve = telegram.world.createUser({ first_name: 'Eve' });
    const robot = telegram.world.createUser({ first_name: 'R', is_bot: true });
    expect(await refusal(telegram, 'sendMessage', whisper(eve))).to.equal(
      'Bad Request: USER_NOT_PARTICIPANT',
    );
    expect(await refusal(telegram, 'sendMessage', whisper(robot))).to.match(/can't be sent to bots/);
    const { id } = telegram.world.privateChat(ann, { started: true });
    expect(await refusal(telegram, 'sendMessage', { ...whisper(ann), chat_id: id })).to.match(
      /only to groups/,
    );
  });

  it('need an admin bot, or a button pressed within the last 15 seconds by that very person', async () => {
    const reply_markup = { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] };
    const menu = await ask<Message>(telegram, 'sendMessage', {
      chat_id: group.id,
      text: 'menu',
      reply_markup,
    });
    onlyAsMember();
    await drain(telegram);
    expect(await refusal(telegram, 'sendMessage', whisper(ann))).to.equal(NO_RIGHT);
    void telegram.world.press(ann, menu, 'go', { timeoutMs: 1 });
    const callback_query_id = await pressedId(telegram);
    await ask(telegram, 'sendMessage', whisper(ann, { callback_query_id }));
    expect(await refusal(telegram, 'sendMessage', whisper(boris, { callback_query_id }))).to.equal(NO_RIGHT);
    telegram.world.clock.advance(16);
    expect(await refusal(telegram, 'sendMessage', whisper(ann, { callback_query_id }))).to.equal(NO_RIGHT);
  });

  it('may stand in the place of the message whose button was pressed', async () => {
    const reply_markup = { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] };
    const menu = await ask<Message>(telegram, 'sendMessage', {
      chat_id: group.id,
      text: 'menu',
      reply_markup,
    });
    void telegram.world.press(ann, menu, 'go', { timeoutMs: 1 });
    const callback_query_id = await pressedId(telegram);
    await ask(
      telegram,
      'sendMessage',
      whisper(ann, { callback_query_id, replace_callback_query_message: true }),
    );
    expect(sees(ann)).to.deep.equal(['psst']);
    expect(sees(boris)).to.deep.equal(['menu']);
  });

  it('have buttons that tell the bot which message it was', async () => {
    const reply_markup = { inline_keyboard: [[{ text: 'Undo', callback_data: 'undo' }]] };
    const sent = await ask<Message>(telegram, 'sendMessage', { ...whisper(ann), reply_markup });
    expect(() => telegram.world.press(boris, sent, 'undo')).to.throw(/does not see/);
    void telegram.world.press(ann, sent, 'undo', { timeoutMs: 1 });
    const [update] = await drain(telegram);
    expect(update?.callback_query).to.have.nested.property('message.ephemeral_message_id', 1);
  });

  it('may be commands, which others do not see, and which let a plain bot answer alike', async () => {
    const commands = [{ command: 'why', description: 'Why nothing happened', is_ephemeral: true }];
    await ask(telegram, 'setMyCommands', { commands });
    onlyAsMember();
    await drain(telegram);
    telegram.world.say(ann, group, '/why');
    expect(sees(ann)).to.deep.equal(['/why']);
    expect(sees(boris)).to.deep.equal([]);
    const [update] = await drain(telegram);
    expect(update?.message).to.deep.include({ message_id: 0, ephemeral_message_id: 1 });
    expect(update?.message).to.have.nested.property('receiver_user.id', telegram.botId);
    const sent = await ask<Message>(telegram, 'sendMessage', {
      ...whisper(ann),
      reply_parameters: { ephemeral_message_id: 1 },
    });
    expect(sent).to.have.nested.property('reply_to_message.text', '/why');
    telegram.world.clock.advance(16);
    expect(await refusal(telegram, 'sendMessage', whisper(ann))).to.equal(NO_RIGHT);
  });
});
