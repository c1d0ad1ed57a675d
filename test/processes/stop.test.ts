import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import { type FreshDatabase, freshDatabase, kinds } from '../support/database.ts';
import { linesOf } from '../support/lines.ts';
import {
  type BotProcess,
  built,
  eventually,
  freePort,
  ROOT,
  type Running,
  run,
  startBotProcess,
  tool,
} from '../support/process.ts';

const WITHIN_MS = 10_000;
const { start } = (
  JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } }
).scripts;

describe('An orderly stop', function () {
  this.timeout(40_000);
  let telegram: LocalTelegram;
  let fresh: FreshDatabase;
  beforeEach(async () => {
    fresh = await freshDatabase('embedded');
    telegram = await startLocalTelegram({ retryScale: 0.01 });
  });
  afterEach(async () => {
    await telegram.close();
    await fresh.drop();
  });

  async function startBy(way: 'polling' | 'webhook' | 'playground', npm: boolean): Promise<BotProcess> {
    const port = await freePort();
    const hook = way === 'webhook' ? { WEBHOOK_URL: `http://127.0.0.1:${port}/telegram/hook` } : {};
    const play = way === 'playground' ? { BOT_TOKEN: '', TELEGRAM_API_ROOT: '' } : {};
    const bot = await startBotProcess({ telegram, npm, port, env: { ...fresh.env, ...hook, ...play } });
    await bot.healthy();
    return bot;
  }

  for (const way of ['polling', 'webhook', 'playground'] as const) {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      it(`by ${signal} to node (${way})`, async () => {
        const bot = await startBy(way, false);
        const { code, took } = await bot.end(signal);
        expect(code, bot.said()).to.equal(0);
        expect(took).to.be.below(WITHIN_MS);
        await isGone(bot);
      });
    }
  }

  // npm hands a signal to the shell of its script: only `exec` lets it reach the bot, else the bot is orphaned.
  const reached = start.startsWith('exec ') ? it : it.skip;

  reached('by SIGTERM to npm, as a service manager sends it', async () => {
    const bot = await startBy('polling', true);
    const { code, took } = await bot.end('SIGTERM');
    expect(took).to.be.below(WITHIN_MS);
    expect(code, bot.said()).to.equal(0);
    await isGone(bot);
  });

  reached('by Ctrl+C, which npm and node both hear', async () => {
    const bot = await startBy('playground', true);
    const { code, took } = await bot.end('SIGINT', 'group');
    expect(took).to.be.below(WITHIN_MS);
    expect(code, bot.said()).to.equal(0);
    await isGone(bot);
  });

  it('in the middle of work: what was begun is done, the rest comes again', async () => {
    const { world } = telegram;
    const anna = world.createUser({ first_name: 'Anna' });
    const others = Array.from({ length: 200 }, (_, i) => world.createUser({ first_name: `P${i}` }));
    const group = world.createGroup({ title: 'Garden', owner: anna, members: others });
    let bot = await startBy('polling', false);
    for (const other of others)
      world.say(other, group, 'thanks', { replyTo: world.say(anna, group, 'A tip') });
    expect(await bot.end('SIGTERM')).to.include({ code: 0 });
    bot = await startBy('polling', false);
    await eventually('all are counted', async () => (await bot.metric('laurel_updates_total')) > 0);
    await eventually('all are confirmed', async () => {
      const answer = await fetch(`${telegram.root}/bot${telegram.token}/getWebhookInfo`);
      return (await answer.text()).includes('"pending_update_count":0');
    });
    expect(await bot.end('SIGTERM')).to.include({ code: 0 });
    const { out } = await tool('export', ['--chat', String(group.id)], fresh.env);
    expect(linesOf(JSON.parse(out).entries)).to.have.length(others.length);
  });

  /** The next one can start at once: port and folder are free. */
  async function isGone(bot: BotProcess): Promise<void> {
    expect(await bot.health()).to.equal(0);
    const verified = await tool('verify', [], fresh.env);
    expect(verified.code, verified.said).to.equal(0);
  }
});

describe('A second process on the same embedded database', function () {
  this.timeout(60_000);
  let telegram: LocalTelegram;
  let fresh: FreshDatabase;
  let first: BotProcess;
  before(async () => {
    fresh = await freshDatabase('embedded');
    telegram = await startLocalTelegram();
    first = await startBotProcess({ telegram, env: fresh.env });
    await first.healthy();
  });
  after(async () => {
    await first?.end('SIGKILL');
    await telegram?.close();
    await fresh?.drop();
  });

  const refusal = () =>
    new RegExp(`is in use by another process \\(process ${first.pid}\\).*Stop the other one`);

  it('says so and stops at once', async () => {
    const second = await startBotProcess({ telegram, env: fresh.env });
    expect(await second.ended, second.said()).to.include({ code: 1 });
    expect(second.said())
      .to.match(refusal())
      .and.not.to.match(/^ +at /m);
  });

  for (const [name, args] of [
    ['export', ['--all']],
    ['verify', []],
    ['aside', []],
  ] as const) {
    it(`${name} says so, too`, async () => {
      const { code, out, said } = await tool(name, args, fresh.env);
      expect(code).to.equal(1);
      expect(out).to.equal('');
      expect(said).to.match(refusal());
    });
  }

  it('has done the first no harm', async () => {
    const { world } = telegram;
    const anna = world.createUser({ first_name: 'Anna' });
    const boris = world.createUser({ first_name: 'Boris' });
    const group = world.createGroup({ title: 'Garden', owner: anna, members: [boris] });
    world.say(boris, group, 'thanks', { replyTo: world.say(anna, group, 'A tip') });
    await telegram.calls.waitFor((call) => call.method === 'sendMessage', 5_000);
    expect(await first.health()).to.equal(200);
    expect(await first.end('SIGTERM')).to.include({ code: 0 });
    expect((await tool('verify', [], fresh.env)).out).to.include('entries: 1.');
  });
});

describe('What cannot start', function () {
  this.timeout(30_000);
  const startIn = async (env: Record<string, string>): Promise<Running> =>
    run('node', await built('start'), env);

  it('names every fault of the environment at once, each with its cure', async () => {
    const bot = await startIn({
      BOT_TOKEN: 'secret-that-is-none',
      DATABASE_URL: 'mysql://root:hidden@db/laurel',
      PORT: 'eighty',
      LOG_LEVEL: 'loud',
      WEBHOOK_URL: 'https://laurel.example.org/elsewhere',
      SECRET: 'short',
      REPLY_MAX_AGE: '-1',
      BOT_OWNERS: 'anna',
    });
    expect(await bot.ended).to.include({ code: 1 });
    for (const name of 'BOT_TOKEN DATABASE_URL PORT LOG_LEVEL WEBHOOK_URL SECRET REPLY_MAX_AGE BOT_OWNERS'.split(
      ' ',
    )) {
      expect(bot.said()).to.match(new RegExp(`^  - ${name} .{20}`, 'm'));
    }
    expect(bot.said()).not.to.match(/secret-that|hidden|^ +at /m);
  });

  it('says that the port is taken', async () => {
    const telegram = await startLocalTelegram();
    const fresh = await freshDatabase('embedded');
    const port = await freePort();
    const taken = createServer().listen(port, '127.0.0.1');
    try {
      const bot = await startBotProcess({ telegram, port, env: fresh.env });
      expect(await bot.ended).to.include({ code: 1 });
      expect(bot.said()).to.include(`Port ${port} on 127.0.0.1 is taken`).and.to.include('another PORT');
      expect(bot.said()).not.to.match(/^ +at /m);
    } finally {
      taken.close();
      await telegram.close();
      await fresh.drop();
    }
  });

  it('says that a DATA_DIR cannot be used', async () => {
    const aFile = join(ROOT, 'package.json');
    const bot = await startIn({ DATA_DIR: aFile, PORT: '0' });
    expect(await bot.ended).to.include({ code: 1 });
    expect(bot.said())
      .to.include(aFile)
      .and.not.to.match(/^ +at /m);
  });

  if (kinds.includes('server')) {
    it('says that the server refuses, without the password', async () => {
      const fresh = await freshDatabase('server');
      const url = new URL(fresh.env.DATABASE_URL);
      url.pathname = '/laurel_is_not_here';
      url.password = 'hidden-password';
      const bot = await startIn({ DATABASE_URL: url.href, PORT: '0' });
      expect(await bot.ended).to.include({ code: 1 });
      expect(bot.said()).to.include('laurel_is_not_here').and.to.include(url.host);
      expect(bot.said())
        .not.to.include('hidden-password')
        .and.not.to.match(/^ +at /m);
      await fresh.drop();
    });
  }
});
