import { mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { Database } from '../../src/storage/database.ts';
import { listen } from '../../src/web/server.ts';
import { openBrowser } from '../playground/site.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { openWorld, type TestWorld } from '../support/world.ts';

const { CHROMIUM } = process.env;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const NAMES = [
  ...['Anna Fern', 'Дмитрий Воскресенский', 'Ελένη Παπαδοπούλου', 'محمد علی رضایی', 'שרה כהן', 'अन्ना शर्मा'],
  ...[
    'สมหญิง ใจดี',
    '王小明',
    '山田 花子',
    '김철수',
    '🌿🐝🦋',
    `${'W'.repeat(64)}`,
    'a\u0301'.repeat(60),
    '<b>&"\'',
  ],
];
const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1200, height: 900 };

(CHROMIUM ? describe : describe.skip)('the web rating, in a browser', function () {
  this.timeout(120_000);
  const shots = mkdtempSync(join(tmpdir(), 'laurel-rating-'));
  let browser: Browser;
  let database: Database;
  let world: TestWorld;
  let base: string;
  let close: () => Promise<void>;

  before(async () => {
    browser = await openBrowser(CHROMIUM as string);
    const fresh = await freshDatabase('embedded');
    database = await fresh.open();
    world = await openWorld(database, { env: { PUBLIC_URL: 'http://127.0.0.1' } });
    const server = await listen((request, response) => world.app.handler(request, response), 0, '127.0.0.1');
    base = `http://127.0.0.1:${server.port}`;
    await fill();
    close = async () => {
      await browser.close();
      await server.close();
      await world.close();
      await database.close();
      await fresh.drop();
    };
    console.log(`      screenshots: ${shots}`);
  });
  after(() => close?.());

  /** 60 people of all scripts with points, and three months of a life for each. */
  async function fill(): Promise<void> {
    await world.hears(world.anna, '/set rating.public on\nrating.slug garden');
    const today = Math.floor(Date.now() / 86_400_000);
    for (let n = 0; n < 60; n += 1) {
      const id = 5_000_000 + n;
      await database.query('insert into people (user_id, first_name, seen_at) values ($1, $2, 0)', [
        id,
        NAMES[n % NAMES.length] ?? '',
      ]);
      await database.query(
        `insert into members (chat_id, user_id, reputation, experience, thanks_given, thanks_got, first_seen_at, last_seen_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7)`,
        [world.group.id, id, 400 - n * 7, 90_000 - n * 1400, n % 9, 40 - (n % 30), 1_790_000_000],
      );
      for (let day = 0; day < 90; day += 1 + (n % 4)) {
        await database.query(
          `insert into day_sums (chat_id, user_id, day, reputation, experience, thanks_got, thanks_given)
           values ($1, $2, $3, $4, $5, $6, $7)`,
          [world.group.id, id, today - day, ((day * 7 + n) % 11) - 2, (day * 13) % 240, day % 3, day % 2],
        );
      }
    }
  }

  async function visit(path: string, viewport: typeof PHONE, colorScheme: 'light' | 'dark', scripts = true) {
    const context = await browser.newContext({ viewport, colorScheme, javaScriptEnabled: scripts });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (said) => said.type() === 'error' && faults.push(said.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith(base)) faults.push(`asks ${request.url()}`);
    });
    await page.goto(`${base}${path}`);
    return { page, faults, end: () => context.close() };
  }

  const overflow = (page: Page) =>
    page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  for (const [device, viewport] of [
    ['phone', PHONE],
    ['desktop', DESKTOP],
  ] as const) {
    for (const scheme of ['light', 'dark'] as const) {
      for (const [language, direction] of [
        ['en', 'ltr'],
        ['fa', 'rtl'],
      ] as const) {
        it(`is sound on a ${device}, ${scheme}, in ${language}`, async () => {
          await world.hears(world.anna, `/set language ${language}`);
          const member = async () => {
            const { page, end } = await visit('/c/garden', viewport, scheme);
            const link = await page.locator('tbody a').first().getAttribute('href');
            await end();
            return `/c/${link}`;
          };
          const pages = ['/c/garden', '/c/garden?q=Anna', '/c/garden?q=nobody', await member(), '/c/nowhere'];
          for (const [at, path] of pages.entries()) {
            const { page, faults, end } = await visit(path, viewport, scheme);
            if (path !== '/c/nowhere') {
              expect(await page.locator('html').getAttribute('dir')).to.equal(direction);
              expect(faults, path).to.deep.equal([]);
            }
            expect(await overflow(page), `${path} is wider than the screen`).to.be.at.most(0);
            const found = (await page.evaluate(
              `${AXE}; axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`,
            )) as unknown[];
            expect(found, `${path}: ${JSON.stringify(found)}`).to.deep.equal([]);
            await page.screenshot({
              path: join(shots, `${device}-${scheme}-${language}-${at}.png`),
              fullPage: device === 'desktop',
            });
            await end();
          }
        });
      }
    }
  }

  it('would be told of a fault', async () => {
    const { page, end } = await visit('/c/garden', PHONE, 'light');
    await page.evaluate(`document.querySelector('label').remove()`);
    const found = await page.evaluate(
      `${AXE}; axe.run().then(({ violations }) => violations.map(({ id }) => id))`,
    );
    expect(found).to.deep.equal(['label']);
    await end();
  });

  it('works without scripts, and shows a choice at once with them', async () => {
    await world.hears(world.anna, '/set language en');
    const plain = await visit('/c/garden', PHONE, 'light', false);
    await plain.page.getByLabel('Search by name').fill('王');
    await plain.page.getByRole('button', { name: 'Show' }).click();
    expect(await plain.page.locator('tbody tr').count()).to.equal(4);
    await plain.page.getByRole('link', { name: '王小明' }).first().click();
    await plain.page.getByRole('heading', { level: 1, name: '王小明' }).waitFor();
    await plain.page.getByRole('link', { name: 'Garden' }).click();
    await plain.page.getByRole('link', { name: 'Next' }).click();
    await plain.page.getByText('2 of 3').waitFor();
    await plain.end();

    const { page, end } = await visit('/c/garden', PHONE, 'light');
    await page.getByLabel('Sort by').selectOption('experience');
    await page.waitForURL('**/c/garden?sort=experience');
    await page.getByLabel('Period').selectOption('week');
    await page.waitForURL('**/c/garden?sort=experience&period=week');
    expect(await page.getByRole('button', { name: 'Show' }).isVisible()).to.equal(false);
    await end();
  });
});
