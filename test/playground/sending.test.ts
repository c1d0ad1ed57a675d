import { expect } from 'chai';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { Chat, Message, User } from '../../src/playground/types.ts';
import { ask, call, drain, refusal } from './support.ts';

describe('what the bot may say', () => {
  let telegram: LocalTelegram;
  let ann: User;
  let boris: User;
  let group: Chat;

  beforeEach(async () => {
    telegram = await startLocalTelegram({ now: () => 1_790_000_000 });
    ann = telegram.world.createUser({ first_name: 'Ann' });
    boris = telegram.world.createUser({ first_name: 'Boris' });
    group = telegram.world.createGroup({ title: 'Grove', members: [ann, boris], owner: boris });
  });
  afterEach(() => telegram.close());

  const send = (more: Record<string, unknown> = {}) =>
    ask<Message>(telegram, 'sendMessage', { chat_id: group.id, text: 'hello', ...more });
  const refused = (more: Record<string, unknown> = {}) =>
    refusal(telegram, 'sendMessage', { chat_id: group.id, text: 'hello', ...more });
  const keyboard = (...buttons: Record<string, unknown>[]) => ({
    reply_markup: { inline_keyboard: [buttons] },
  });

  it('is a message with an id of the chat’s own, a date, and found entities', async () => {
    const first = await send({ text: 'see /top' });
    const second = await send();
    expect(first).to.deep.include({
      chat: group,
      date: 1_790_000_000,
      text: 'see /top',
      entities: [{ type: 'bot_command', offset: 4, length: 4 }],
    });
    expect(second.message_id).to.equal(first.message_id + 1);
    expect(String(group.id)).to.match(/^-100\d{10}$/);
  });

  it('is 1 to 4096 characters after parsing', async () => {
    expect(await refused({ text: '' })).to.equal('Bad Request: message text is empty');
    expect(await refused({ text: '<b> </b>', parse_mode: 'HTML' })).to.equal(
      'Bad Request: message text is empty',
    );
    expect(await refused({ text: 'x'.repeat(4097) })).to.equal('Bad Request: message is too long');
    await send({ text: `<b>${'x'.repeat(4096)}</b>`, parse_mode: 'HTML' });
  });

  it('is parsed strictly', async () => {
    expect(await refused({ text: '<x>', parse_mode: 'HTML' })).to.equal(
      'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0',
    );
    expect(await refused({ parse_mode: 'Xml' })).to.equal('Bad Request: unsupported parse_mode');
    expect(await refused({ parse_mode: 'MarkdownV2' })).to.match(/not played/);
  });

  it('goes only where there is such a chat, and the bot is in it', async () => {
    expect(await refused({ chat_id: -100123 })).to.equal('Bad Request: chat not found');
    telegram.world.setBotStatus(group, { status: 'kicked', by: boris });
    expect(await call(telegram, 'sendMessage', { chat_id: group.id, text: 'x' })).to.include({
      status: 403,
      description: 'Forbidden: bot was kicked from the supergroup chat',
    });
    telegram.world.setBotStatus(group, { status: 'left', by: boris });
    expect(await refused()).to.equal('Forbidden: bot is not a member of the supergroup chat');
  });

  it('waits for people to begin in private, and ends when they block', async () => {
    expect(await refused({ chat_id: ann.id })).to.equal(
      "Forbidden: bot can't initiate conversation with a user",
    );
    telegram.world.say(ann, ann, '/start');
    await send({ chat_id: ann.id });
    telegram.world.block(ann);
    expect(await refused({ chat_id: ann.id })).to.equal('Forbidden: bot was blocked by the user');
    const updates = await drain(telegram);
    expect(updates.at(-1)?.my_chat_member).to.have.nested.property('new_chat_member.status', 'kicked');
  });

  it('needs the right to speak', async () => {
    telegram.world.setBotStatus(group, { status: 'restricted', by: boris });
    expect(await refused()).to.equal('Bad Request: not enough rights to send text messages to the chat');
    telegram.world.setBotStatus(group, {
      status: 'restricted',
      by: boris,
      permissions: { can_send_messages: true },
    });
    await send();
  });

  it('replies only to what is there', async () => {
    const hi = telegram.world.say(ann, group, 'hi');
    expect((await send({ reply_parameters: { message_id: hi.message_id } })).reply_to_message).to.include({
      text: 'hi',
    });
    expect(await refused({ reply_parameters: { message_id: 999 } })).to.equal(
      'Bad Request: message to be replied not found',
    );
    telegram.world.deleteMessage(hi);
    const lonely = await send({
      reply_parameters: { message_id: hi.message_id, allow_sending_without_reply: true },
    });
    expect(lonely).not.to.have.property('reply_to_message');
  });

  it('bears only buttons that Telegram would take', async () => {
    const data = (callback_data: string) => refused(keyboard({ text: 'A', callback_data }));
    expect(await data('')).to.equal('Bad Request: BUTTON_DATA_INVALID');
    // 64 bytes, not characters.
    expect(await data('я'.repeat(33))).to.equal('Bad Request: BUTTON_DATA_INVALID');
    await send(keyboard({ text: 'A', callback_data: 'я'.repeat(32), style: 'success' }));
    expect(await refused(keyboard({ text: ' ', callback_data: 'a' }))).to.equal(
      'Bad Request: BUTTON_TEXT_INVALID',
    );
    expect(await refused(keyboard({ text: 'A' }))).to.match(/Text buttons are unallowed/);
    expect(await refused(keyboard({ text: 'A', callback_data: 'a', url: 'https://a.org' }))).to.match(
      /more than one/,
    );
    expect(await refused(keyboard({ text: 'A', url: 'http://localhost:3000' }))).to.match(
      /URL .* is invalid/,
    );
    expect(await refused(keyboard({ text: 'A', callback_data: 'a', style: 'red' }))).to.match(
      /STYLE_INVALID/,
    );
    expect(await refused(keyboard({ text: 'A', callback_data: 'a', colour: 'red' }))).to.match(
      /unknown parameter/,
    );
    expect(await refused(keyboard({ text: 'A', web_app: { url: 'https://a.org' } }))).to.equal(
      'Bad Request: BUTTON_TYPE_INVALID',
    );
    const many = Array.from({ length: 101 }, (_, n) => ({ text: String(n), callback_data: String(n) }));
    expect(await refused(keyboard(...many))).to.equal('Bad Request: reply markup is too long');
  });

  it('may be a picture or a file, with a caption of at most 1024 characters', async () => {
    const form = (field: string, bytes: Buffer, more: Record<string, string> = {}) => {
      const data = new FormData();
      data.set('chat_id', String(group.id));
      for (const [key, value] of Object.entries(more)) data.set(key, value);
      data.set(field, new Blob([new Uint8Array(bytes)]), 'file.bin');
      return data;
    };
    const post = async (method: string, body: FormData) =>
      (await (
        await fetch(`${telegram.root}/bot${telegram.token}/${method}`, { method: 'POST', body })
      ).json()) as {
        ok: boolean;
        description?: string;
        result?: Message;
      };
    const text = Buffer.from('{"a":1}');
    const sent = await post('sendDocument', form('document', text, { caption: 'export' }));
    expect(sent.result?.document).to.include({ file_name: 'file.bin', file_size: 7 });
    const again = await ask<Message>(telegram, 'sendDocument', {
      chat_id: group.id,
      document: sent.result?.document?.file_id,
    });
    expect(again.document).to.include({ file_size: 7 });
    expect((await post('sendPhoto', form('photo', text))).description).to.equal(
      'Bad Request: IMAGE_PROCESS_FAILED',
    );
    const long = form('document', text, { caption: 'x'.repeat(1025) });
    expect((await post('sendDocument', long)).description).to.equal(
      'Bad Request: message caption is too long',
    );
    expect(await refusal(telegram, 'sendPhoto', { chat_id: group.id })).to.equal(
      'Bad Request: there is no photo in the request',
    );
  });
});

describe('the flood limits, where they are asked for', () => {
  it('answers 429 with the seconds to wait, beyond a few messages at once in a chat', async () => {
    const telegram = await startLocalTelegram({ limits: 'telegram' });
    try {
      const group = telegram.world.createGroup({ title: 'Grove' });
      const answers = [];
      for (let n = 0; n < 4; n++)
        answers.push(await call(telegram, 'sendMessage', { chat_id: group.id, text: 'x' }));
      expect(answers.map((a) => a.status)).to.deep.equal([200, 200, 200, 429]);
      expect(answers[3]?.parameters?.retry_after).to.be.within(1, 3);
      expect(answers[3]?.description).to.match(/^Too Many Requests: retry after \d$/);
    } finally {
      await telegram.close();
    }
  });
});
