import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { built } from '../support/process.ts';

/** What the bot has to have said or done by. A first start makes the database. */
export const SOON = 8_000;
export const STARTED = 60_000;

export interface Site {
  address: string;
  /** What the process has written so far. */
  words(): string;
  readonly ended: Promise<Ending>;
  /** SIGTERM; resolves with the exit code, and how long it took. */
  stop(): Promise<Ending & { ms: number }>;
}

interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** `npm start` without a token, on a free port and with an empty data folder. Waits for the page. */
export async function startSite(options: { port?: number; waits?: boolean } = {}): Promise<Site> {
  const { port = await freePort(), waits = true } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'laurel-playground-'));
  const { BOT_TOKEN: _, DATABASE_URL: __, ...inherited } = process.env;
  const env = { ...inherited, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, await built('start'), { env, stdio: 'pipe' });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (words += part));
  const ended = new Promise<Ending>((resolve) =>
    child.once('exit', (code, signal) => {
      rmSync(dataDir, { recursive: true, force: true });
      resolve({ code, signal });
    }),
  );
  // A test run that is broken off leaves nothing running.
  process.once('exit', () => child.kill('SIGKILL'));
  const site: Site = {
    address: `http://127.0.0.1:${port}/`,
    words: () => words,
    ended,
    async stop() {
      const asked = performance.now();
      child.kill('SIGTERM');
      const how = await ended;
      return { ...how, ms: performance.now() - asked };
    },
  };
  if (waits) await reachable(site, child);
  return site;
}

async function reachable(site: Site, child: ChildProcess): Promise<void> {
  const until = Date.now() + STARTED;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}:\n${site.words()}`);
    const answer = await fetch(site.address).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill('SIGKILL');
  throw new Error(`No page at ${site.address} within ${STARTED / 1000} s:\n${site.words()}`);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}

/** A browser that speaks to nobody but the page. */
export function openBrowser(executablePath: string): Promise<Browser> {
  const quiet = ['background-networking', 'component-update', 'sync', 'quic', 'gpu'].map(
    (n) => `--disable-${n}`,
  );
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run', ...quiet] });
}

/** The page as one of the five, once the opening talk is there. */
export async function visit(
  browser: Browser,
  site: Site,
  as: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1100, height: 720 },
    locale: 'en-GB',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(SOON);
  await page.goto(`${site.address}#${as}`);
  // A first start makes the database before the bot says a word.
  await page.locator('.text', { hasText: 'Too much water' }).waitFor({ timeout: STARTED });
  return page;
}

/** Replies to the newest message with these words in it, as a person would: click, type, Enter. */
export async function replyTo(page: Page, words: string, answer: string): Promise<void> {
  const message = page
    .getByRole('article')
    .filter({ has: page.locator('.text', { hasText: words }) })
    .last();
  await message.hover();
  await message.getByRole('button', { name: 'Reply', exact: true }).click();
  await write(page, answer);
}

/** Puts a reaction on the newest message with these words in it, or takes it back. */
export async function react(page: Page, words: string, emoji: string): Promise<void> {
  const message = page
    .getByRole('article')
    .filter({ has: page.locator('.text', { hasText: words }) })
    .last();
  await message.hover();
  await message.getByLabel('React', { exact: true }).click();
  await message.getByRole('button', { name: `React with ${emoji}` }).click();
}

export async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel('Message', { exact: true }).fill(text);
  await page.keyboard.press('Enter');
}
