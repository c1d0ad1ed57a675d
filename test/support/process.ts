import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { LocalTelegram } from '../../src/playground/local-telegram.ts';

export const ROOT = join(import.meta.dirname, '../..');

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Milliseconds from the asking. */
  took: number;
}

/** A process of the project, and what it says. */
export interface Running {
  readonly pid: number;
  readonly ended: Promise<Ending>;
  /** Everything written to standard output and standard error so far. */
  said(): string;
  out(): string;
  /** Resolves when it has said so, from the character `after` on. */
  says(pattern: RegExp, withinMs?: number, after?: number): Promise<string>;
  /** Sends the signal; with `group` to everyone, as a terminal does. */
  end(signal: NodeJS.Signals, group?: 'group'): Promise<Ending>;
}

const running = new Set<ChildProcess>();
const killAll = () => {
  for (const child of running) killGroup(child, 'SIGKILL');
};
process.once('exit', killAll);
// What a failed test has left would keep mocha waiting for its end.
if (typeof after === 'function') after(killAll);

/** Starts a program in a process group of its own, with no environment but the given. */
export function run(command: string, args: readonly string[], env: Record<string, string> = {}): Running {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.add(child);
  let said = '';
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said += part;
    out += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    said += part;
  });
  let asked = performance.now();
  // `close` and not `exit`: everything said has arrived by then.
  const ended = new Promise<Ending>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal, took: performance.now() - asked });
    });
  });
  return {
    pid: child.pid ?? 0,
    ended,
    said: () => said,
    out: () => out,
    async says(pattern, withinMs = 15_000, after = 0) {
      const until = Date.now() + withinMs;
      for (;;) {
        const found = pattern.exec(said.slice(after));
        if (found) return found[0];
        if (Date.now() > until || !running.has(child)) {
          throw new Error(`${command} did not say ${pattern}, but:\n${said.slice(after)}`);
        }
        await sleep(20);
      }
    },
    end(signal, group) {
      asked = performance.now();
      if (group === 'group') killGroup(child, signal);
      else child.kill(signal);
      return ended;
    },
  };
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-(child.pid ?? 0), signal);
  } catch {
    // It has just ended by itself.
  }
}

let building: Promise<unknown> | undefined;

/** The arguments for Node in a script of package.json, such as `start`; what they run is built once a process. */
export async function built(script: string): Promise<string[]> {
  building ??= promisify(execFile)('node', [join(ROOT, 'scripts/build.mjs')]);
  await building;
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  return (/\bnode ([^|&;]*[^|&; ])/.exec(scripts[script])?.[1] ?? '').split(' ');
}

/** The environment that `npm start` adds: 'A=1 B=2 node …' → { A: '1', B: '2' }. */
export async function startEnvironment(): Promise<Record<string, string>> {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  return Object.fromEntries(
    Array.from(String(scripts.start).matchAll(/\b([A-Z_]+)=(\S+)/g), ([, name, value]) => [name, value]),
  );
}

/** `npm run <name>` without npm. */
export async function tool(
  name: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ code: number | null; out: string; said: string }> {
  const child = run('node', [...(await built(name)), ...args], env);
  const { code } = await child.ended;
  return { code, out: child.out(), said: child.said() };
}

export interface BotProcess extends Running {
  readonly port: number;
  /** The status of `/healthz`; 0 where nobody answers. */
  health(): Promise<number>;
  healthy(withinMs?: number): Promise<void>;
  /** A figure of `/metrics`. */
  metric(name: string): Promise<number>;
}

export interface BotOptions {
  telegram: LocalTelegram;
  /** `FreshDatabase.env`, and what else this process needs. */
  env: Record<string, string>;
  port?: number;
  npm?: boolean;
}

/** What `npm start` starts, against a local Telegram. */
export async function startBotProcess({ telegram, env, npm = false, port }: BotOptions): Promise<BotProcess> {
  const at = port ?? (await freePort());
  const whole = {
    BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.root,
    PORT: String(at),
    HOST: '127.0.0.1',
    SECRET: 'a secret for tests only',
    LOG_LEVEL: 'warn',
    ...env,
  };
  const child = npm ? run('npm', ['start'], whole) : run('node', await built('start'), whole);
  const health = () => statusOf(`http://127.0.0.1:${at}/healthz`);
  return {
    ...child,
    port: at,
    health,
    healthy: (withinMs) =>
      eventually(`${child.said()}\nhealth`, async () => (await health()) === 200, withinMs),
    async metric(name) {
      const answer = await fetch(`http://127.0.0.1:${at}/metrics`);
      return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await answer.text())?.[1]);
    },
  };
}

async function statusOf(url: string): Promise<number> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(8_000) });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

/** Resolves when it is so; rejects when it is not so in time. */
export async function eventually(
  what: string | (() => string),
  isSo: () => Promise<boolean>,
  withinMs = 20_000,
): Promise<void> {
  const until = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > until)
      throw new Error(`Not so within ${withinMs} ms: ${typeof what === 'string' ? what : what()}`);
    await sleep(25);
  }
}

/** Updates that nobody has confirmed yet, by either way of delivery. */
export async function unconfirmed({ root, token }: LocalTelegram): Promise<number> {
  const answer = await fetch(`${root}/bot${token}/getWebhookInfo`);
  const { result } = (await answer.json()) as { result: { pending_update_count: number } };
  return result.pending_update_count;
}

export const settledAt = (telegram: LocalTelegram, withinMs = 120_000): Promise<void> =>
  eventually('all updates confirmed', async () => (await unconfirmed(telegram)) === 0, withinMs);

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
