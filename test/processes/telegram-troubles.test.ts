import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { Chat, User } from '../../src/playground/types.ts';
import type { ExportedChat } from '../../src/transfer/export.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { linesOf } from '../support/lines.ts';
import {
  type BotProcess,
  built,
  eventually,
  run,
  settledAt,
  startBotProcess,
  tool,
} from '../support/process.ts';

/** One bot by polling, through one trouble after the other; each time somebody is thanked meanwhile. */
describe('Troubles with Telegram, by polling', function () {
  this.timeout(60_000);
  let telegram: LocalTelegram;
  let fresh: FreshDatabase;
  let bot: BotProcess;
  let group: Chat;
  let anna: User;
  let thanked = 0;

  before(async () => {
    fresh = await freshDatabase('embedded');
    telegram = await startLocalTelegram();
    anna = telegram.world.createUser({ first_name: 'Anna' });
    group = telegram.world.createGroup({ title: 'Garden', owner: anna });
    bot = await startBotProcess({ telegram, env: { ...fresh.env, LOG_LEVEL: 'info' } });
    await bot.healthy();
  });
  after(async () => {
    await bot?.end('SIGKILL');
    await telegram?.close();
    await fresh?.drop();
  });

  /** Another thanks to another person: each must count once. */
  function thank(): void {
    thanked += 1;
    const receiver = telegram.world.createUser({ first_name: `Receiver ${thanked}` });
    telegram.world.join(receiver, group);
    const tip = telegram.world.say(receiver, group, 'A tip');
    telegram.world.say(anna, group, 'thanks', { replyTo: tip });
  }

  async function recovers(words: RegExp, trouble: () => Promise<void> | void): Promise<void> {
    const from = bot.said().length;
    thank();
    await trouble();
    thank();
    await bot.says(words, 15_000, from);
    await bot.says(/Telegram answers again/, 20_000, from);
    await settledAt(telegram, 20_000);
    await bot.healthy();
  }

  const cases: [name: string, words: RegExp, trouble: () => Promise<void> | void][] = [
    [
      '429 with retry_after',
      /asks to wait 2 s \(429\)/,
      () => next({ kind: 'status', code: 429, retry_after: 2 }),
    ],
    ['500', /trouble of its own \(500/, () => next({ kind: 'status', code: 500, times: 2 })],
    [
      'a page of HTML with 502',
      /cannot be reached|trouble of its own \(502/,
      () => next({ kind: 'html', code: 502 }),
    ],
    ['a cut connection', /cannot be reached/, () => next({ kind: 'cut' })],
    ['a connection cut after the answer was made', /cannot be reached/, () => next({ kind: 'cut-after' })],
    [
      'an outage',
      /cannot be reached/,
      () => {
        telegram.faults.outage(3_000);
      },
    ],
    [
      'another process with the same token',
      /Another process uses this bot's token \(409\).*Stop the other one/,
      async () => {
        const poll = `${telegram.root}/bot${telegram.token}/getUpdates?timeout=1&offset=1`;
        for (const until = Date.now() + 2_500; Date.now() < until; ) {
          await fetch(poll).catch(() => undefined);
          await sleep(50);
        }
      },
    ],
  ];
  function next(fault: Parameters<LocalTelegram['faults']['next']>[1]): Promise<void> {
    telegram.faults.next('getUpdates', fault);
    return sleep(50);
  }

  for (const [name, words, trouble] of cases) {
    it(`${name}: told in plain words, and it goes on`, () => recovers(words, trouble));
  }

  it('waits as long as Telegram asks', async () => {
    const { calls, faults } = telegram;
    const before = calls.count;
    faults.next('getUpdates', { kind: 'status', code: 429, retry_after: 3 });
    thank();
    thank();
    const refused = await calls.waitFor(({ n, status }) => n > before && status === 429, 5_000);
    thank();
    const answered = await calls.waitFor(({ n, method }) => n > refused.n && method === 'getUpdates', 8_000);
    expect(answered.at - refused.at).to.be.within(2_950, 4_500);
    await settledAt(telegram);
  });

  it('takes updates whose numbers begin anew lower, after a quiet week', async () => {
    telegram.world.restartUpdateIds(4_000);
    thank();
    await settledAt(telegram);
    thank();
    await settledAt(telegram);
  });

  it('has counted each thanks once, through all of it', async () => {
    await settledAt(telegram);
    expect(await bot.end('SIGTERM')).to.include({ code: 0 });
    const { code, out, said } = await tool('export', ['--chat', String(group.id)], fresh.env);
    expect(code, said).to.equal(0);
    const entries = linesOf((JSON.parse(out) as ExportedChat).entries);
    expect(entries).to.have.length(thanked);
    expect(new Set(entries.map((entry) => entry.receiver_id)).size).to.equal(thanked);
    expect(bot.said()).not.to.include(telegram.token);
  });
});

describe('A token that Telegram refuses', function () {
  this.timeout(30_000);
  let telegram: LocalTelegram;
  let fresh: FreshDatabase;
  beforeEach(async () => {
    fresh = await freshDatabase('embedded');
    telegram = await startLocalTelegram();
  });
  afterEach(async () => {
    await telegram.close();
    await fresh.drop();
  });

  it('ends the start with the cure, and exit code 1', async () => {
    const bot = run('node', await built('start'), {
      ...fresh.env,
      BOT_TOKEN: '123456:ANOTHER-TOKEN-0123456789abcdefgh',
      TELEGRAM_API_ROOT: telegram.root,
    });
    expect(await bot.ended).to.include({ code: 1 });
    expect(bot.said()).to.match(/^Telegram does not know this token \(401\)\. Check BOT_TOKEN: @BotFather/m);
    expect(bot.said())
      .not.to.include('ANOTHER-TOKEN')
      .and.not.to.match(/^ +at /m);
  });

  it('later is told, shows in /healthz, and the bot still stops at once', async () => {
    const bot = await startBotProcess({ telegram, env: fresh.env });
    await bot.healthy();
    telegram.faults.next('getUpdates', { kind: 'status', code: 401, description: 'Unauthorized', times: 50 });
    telegram.world.push({ message: {} });
    await bot.says(/refuses the token \(401\).*@BotFather/);
    await eventually('503', async () => (await bot.health()) === 503);
    const { code, took } = await bot.end('SIGTERM');
    expect(code).to.equal(0);
    expect(took).to.be.below(3_000);
  });

  it('out of reach at the start: it waits, stops when told to, and works once Telegram is there', async () => {
    telegram.faults.outage(60_000);
    const stopped = await startBotProcess({ telegram, env: fresh.env });
    await stopped.says(/Telegram cannot be reached/);
    expect(await stopped.end('SIGTERM'), stopped.said()).to.include({ code: 0 });
    const bot = await startBotProcess({ telegram, env: fresh.env });
    await bot.says(/Telegram cannot be reached/);
    telegram.faults.clear();
    await bot.healthy();
    expect(await bot.end('SIGINT')).to.include({ code: 0 });
  });
});
