import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import {
  type LocalTelegram,
  type LocalTelegramOptions,
  startLocalTelegram,
} from '../../src/playground/local-telegram.ts';
import type { Chat, User } from '../../src/playground/types.ts';
import { ask, refusal, type SeenUpdate, sleep } from './support.ts';

interface Received {
  update: SeenUpdate;
  secret: string | undefined;
}

/** A bot's receiving end: notes what comes, and answers as it is told. */
async function startReceiver(
  respond: (update: SeenUpdate) => number | Promise<number> = () => 200,
  reply = '',
) {
  const received: Received[] = [];
  const server = http.createServer((req, res) => {
    let body = '';
    req.on('data', (chunk) => {
      body += chunk;
    });
    req.on('end', async () => {
      const update = JSON.parse(body) as SeenUpdate;
      const secret = req.headers['x-telegram-bot-api-secret-token'] as string | undefined;
      received.push({ update, secret });
      res.writeHead(await respond(update), { 'content-type': 'application/json' }).end(reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  const texts = () => received.map((one) => one.update.message?.text);
  return { url: `http://127.0.0.1:${port}/hook`, origin: `http://127.0.0.1:${port}`, received, texts, close };
}

async function until(condition: () => boolean): Promise<void> {
  for (let n = 0; n < 400 && !condition(); n++) await sleep(5);
  expect(condition(), 'waited 2 s in vain').to.equal(true);
}

describe('webhook delivery', () => {
  let telegram: LocalTelegram;
  let ann: User;
  let group: Chat;
  let other: Chat;
  const receivers: { close: () => void }[] = [];

  async function start(options: LocalTelegramOptions = {}): Promise<void> {
    telegram = await startLocalTelegram({ retryScale: 0.01, ...options });
    ann = telegram.world.createUser({ first_name: 'Ann' });
    group = telegram.world.createGroup({ title: 'Grove', members: [ann] });
    other = telegram.world.createGroup({ title: 'Glade', members: [ann] });
  }
  async function receiver(...args: Parameters<typeof startReceiver>) {
    const made = await startReceiver(...args);
    receivers.push(made);
    return made;
  }
  const say = (chat: Chat, ...words: string[]) => {
    for (const word of words) telegram.world.say(ann, chat, word);
  };

  afterEach(async () => {
    for (const one of receivers.splice(0)) one.close();
    await telegram.close();
  });

  it('brings what waited and what comes, with the secret', async () => {
    await start();
    const hook = await receiver();
    say(group, 'before');
    await ask(telegram, 'setWebhook', { url: hook.url, secret_token: 's-1', max_connections: 5 });
    say(group, 'after');
    await until(() => hook.received.length === 2);
    expect(hook.texts()).to.deep.equal(['before', 'after']);
    expect(hook.received[0]?.secret).to.equal('s-1');
    expect(await ask(telegram, 'getWebhookInfo')).to.deep.include({
      url: hook.url,
      pending_update_count: 0,
      max_connections: 5,
    });
  });

  it('keeps one request of a chat in flight, while other chats go on', async () => {
    await start();
    let inGrove = 0;
    let most = 0;
    const hook = await receiver(async (update) => {
      if (update.message?.chat.id !== group.id) return 200;
      most = Math.max(most, ++inGrove);
      await sleep(20);
      inGrove--;
      return 200;
    });
    await ask(telegram, 'setWebhook', { url: hook.url });
    say(group, '1', '2', '3');
    say(other, 'x', 'y', 'z');
    await until(() => hook.received.length === 6);
    expect(most).to.equal(1);
    const inOrder = (chat: Chat) =>
      hook.received.filter((r) => r.update.message?.chat.id === chat.id).map((r) => r.update.message?.text);
    expect(inOrder(group)).to.deep.equal(['1', '2', '3']);
    expect(inOrder(other)).to.deep.equal(['x', 'y', 'z']);
    expect(hook.texts().indexOf('z')).to.be.lessThan(hook.texts().indexOf('3'));
  });

  it('tries again, first at once, then later, blocking only that chat, and tells the last error', async () => {
    await start();
    let failures = 3;
    const hook = await receiver((update) => (update.message?.text === '1' && failures-- > 0 ? 500 : 200));
    await ask(telegram, 'setWebhook', { url: hook.url });
    say(group, '1', '2');
    say(other, 'x');
    await until(() => hook.received.length === 6);
    expect(hook.texts().filter((text) => text !== 'x')).to.deep.equal(['1', '1', '1', '1', '2']);
    const info = await ask<{ last_error_message: string }>(telegram, 'getWebhookInfo');
    expect(info.last_error_message).to.equal('Wrong response from the webhook: 500 Internal Server Error');
  });

  it('keeps reactions in a queue of their own: they may overtake their message', async () => {
    await start();
    const hook = await receiver(async (update) => {
      if (update.message) await sleep(40);
      return 200;
    });
    await ask(telegram, 'setWebhook', { url: hook.url, allowed_updates: ['message', 'message_reaction'] });
    say(group, '1');
    const second = telegram.world.say(ann, group, '2');
    telegram.world.react(ann, second, ['👍']);
    await until(() => hook.received.length === 3);
    expect(hook.received.map((r) => Object.keys(r.update)[1])).to.deep.equal([
      'message',
      'message_reaction',
      'message',
    ]);
  });

  it('gives back to getUpdates what it could not deliver', async () => {
    await start({ retryScale: 1 });
    const hook = await receiver(() => 503);
    await ask(telegram, 'setWebhook', { url: hook.url });
    say(group, '1', '2');
    await until(() => hook.received.length === 2);
    expect(await ask(telegram, 'getWebhookInfo')).to.include({ pending_update_count: 2 });
    await ask(telegram, 'deleteWebhook');
    const updates = await ask<SeenUpdate[]>(telegram, 'getUpdates');
    expect(updates.map((u) => u.message?.text)).to.deep.equal(['1', '2']);
  });

  it('spreads over several receivers in turn', async () => {
    const hooks = [await receiver(), await receiver()];
    await start({ webhookTargets: hooks.map((hook) => hook.origin) });
    await ask(telegram, 'setWebhook', { url: 'http://127.0.0.1:9/hook' });
    say(group, '1', '2', '3', '4');
    await until(() => hooks.reduce((n, hook) => n + hook.received.length, 0) === 4);
    expect(hooks.map((hook) => hook.received.length)).to.deep.equal([2, 2]);
  });

  it('delivers twice, in order, what is ordered to be', async () => {
    await start();
    const hook = await receiver();
    telegram.faults.duplicate(1);
    await ask(telegram, 'setWebhook', { url: hook.url });
    say(group, '1', '2');
    await until(() => hook.received.length === 4);
    expect(hook.texts()).to.deep.equal(['1', '1', '2', '2']);
    expect(hook.received[0]?.update.update_id).to.equal(hook.received[1]?.update.update_id);
  });

  it('calls the method that stands in the answer', async () => {
    await start();
    const reply = JSON.stringify({ method: 'sendMessage', chat_id: group.id, text: 'in the answer' });
    const hook = await receiver(() => 200, reply);
    await ask(telegram, 'setWebhook', { url: hook.url });
    say(group, '1');
    await telegram.calls.waitFor((made) => made.method === 'sendMessage');
    expect(telegram.world.lastSeen(group, ann)?.text).to.equal('in the answer');
  });

  it('takes https, or http on this machine, and a decent secret', async () => {
    await start();
    expect(await refusal(telegram, 'setWebhook', { url: 'http://example.org/hook' })).to.match(
      /An HTTPS URL must be provided/,
    );
    expect(await refusal(telegram, 'setWebhook', { url: 'https://example.org:3000/' })).to.match(
      /only on ports/,
    );
    expect(await refusal(telegram, 'setWebhook', { url: 'nonsense' })).to.match(/invalid URL/);
    expect(
      await refusal(telegram, 'setWebhook', { url: 'https://example.org/', secret_token: 'a b' }),
    ).to.match(/secret token contains unallowed characters/);
  });
});
