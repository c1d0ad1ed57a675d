import { expect } from 'chai';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import { METHOD_NAMES } from '../../src/playground/methods/method-names.ts';
import { METHODS } from '../../src/playground/methods/table.ts';
import { ask, call, refusal } from './support.ts';

describe('the Bot API over HTTP', () => {
  let telegram: LocalTelegram;
  before(async () => {
    telegram = await startLocalTelegram({ maxBodyBytes: 100_000 });
  });
  after(() => telegram.close());

  it('answers getMe', async () => {
    expect(await ask(telegram, 'getMe')).to.include({
      id: telegram.botId,
      is_bot: true,
      username: telegram.botUsername,
      can_read_all_group_messages: false,
    });
  });

  it('does not know another token, and no method beside its own', async () => {
    const wrong = await call(telegram, 'getMe', {}, '123456:another-token-of-some-length');
    expect(wrong).to.deep.equal({ status: 401, ok: false, error_code: 401, description: 'Unauthorized' });
    const malformed = await call(telegram, 'getMe', {}, 'nonsense');
    expect(malformed).to.include({ status: 404, description: 'Not Found' });
    expect(await call(telegram, 'getMeAll')).to.include({ status: 404, description: 'Not Found' });
  });

  it('says so of a method that Telegram has and this server does not play', async () => {
    const answer = await call(telegram, 'sendInvoice', { chat_id: 1 });
    expect(answer.status).to.equal(501);
    expect(answer.description).to.equal('Not Implemented: sendInvoice is not played by this local server');
  });

  it('plays only methods that Telegram has', () => {
    for (const name of Object.keys(METHODS)) expect(METHOD_NAMES).to.include(name);
    expect(new Set(METHOD_NAMES).size).to.equal(METHOD_NAMES.length);
  });

  it('refuses unknown and mistyped parameters, inner ones too', async () => {
    const chat_id = telegram.world.privateChat(telegram.world.createUser({ first_name: 'Ann' }), {
      started: true,
    }).id;
    const say = (more: Record<string, unknown>) =>
      refusal(telegram, 'sendMessage', { chat_id, text: 'x', ...more });
    expect(await say({ disable_notifications: true })).to.match(
      /^Bad Request: unknown parameter "disable_notifications"/,
    );
    expect(await say({ reply_to_message_id: 1 })).to.match(/unknown parameter "reply_to_message_id"/);
    expect(await say({ reply_parameters: { message: 1 } })).to.match(
      /unknown parameter "reply_parameters.message"/,
    );
    expect(await say({ link_preview_options: { disabled: true } })).to.match(
      /"link_preview_options.disabled"/,
    );
    expect(await say({ text: 5 })).to.equal('Bad Request: parameter "text" must be a string');
    expect(await say({ chat_id: 'me' })).to.equal('Bad Request: parameter "chat_id" must be an integer');
    expect(await say({ protect_content: 'perhaps' })).to.match(/must be a boolean/);
    expect(await refusal(telegram, 'sendMessage', { text: 'x' })).to.equal('Bad Request: chat_id is empty');
  });

  it('takes GET, forms, multipart and JSON alike, with JSON inside forms', async () => {
    const ann = telegram.world.createUser({ first_name: 'Ann' });
    const { id } = telegram.world.privateChat(ann, { started: true });
    const url = `${telegram.root}/bot${telegram.token}/sendMessage`;
    const keyboard = JSON.stringify({ inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] });
    const fields = { chat_id: String(id), text: 'hello', reply_markup: keyboard };
    const form = new FormData();
    for (const [key, value] of Object.entries(fields)) form.set(key, value);
    const answers = await Promise.all([
      fetch(`${url}?${new URLSearchParams(fields)}`),
      fetch(url, { method: 'POST', body: new URLSearchParams(fields) }),
      fetch(url, { method: 'POST', body: form }),
      fetch(`${telegram.root}/bot${telegram.token}/sendmessage`, { method: 'POST', body: form }),
    ]);
    for (const answer of answers) expect(answer.status).to.equal(200);
    const seen = telegram.world.visibleTo(id, ann);
    expect(seen).to.have.length(4);
    for (const message of seen) expect(message.buttons[0]?.[0]).to.include({ text: 'A', callback_data: 'a' });
  });

  it('reads no body beyond its bound, and survives a broken one', async () => {
    const url = `${telegram.root}/bot${telegram.token}/sendMessage`;
    const headers = { 'content-type': 'application/json' };
    const huge = await fetch(url, { method: 'POST', headers, body: `{"text":"${'x'.repeat(200_000)}"}` });
    expect(huge.status).to.equal(413);
    const broken = await fetch(url, { method: 'POST', headers, body: '{"text":' });
    expect(((await broken.json()) as { description: string }).description).to.equal(
      "Bad Request: can't parse JSON",
    );
    const strange = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'x',
    });
    expect(strange.status).to.equal(400);
  });

  it('keeps a log of calls, with what was answered', async () => {
    telegram.calls.clear();
    await call(telegram, 'getChat', { chat_id: 404 });
    await call(telegram, 'getMe');
    expect(telegram.calls.of('getChat')[0]).to.deep.include({
      method: 'getChat',
      params: { chat_id: 404 },
      status: 400,
      error: { error_code: 400, description: 'Bad Request: chat not found' },
    });
    expect(telegram.calls.of('getMe')[0]?.result).to.include({ id: telegram.botId });
    const later = telegram.calls.waitFor((made) => made.method === 'setMyName');
    await call(telegram, 'setMyName', { name: 'Laurel' });
    expect((await later).status).to.equal(200);
  });
});
