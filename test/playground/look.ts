// Scratch: looks at the page. node --import=tsx test/playground/look.ts <url> <dir>
import { openBrowser, replyTo, visit, write } from './site.ts';

const [address, dir] = process.argv.slice(2) as [string, string];
const site = { address } as never;
const browser = await openBrowser('/usr/bin/chromium');
const page = await visit(browser, site, 'anna_fern');
page.on('console', (m) => console.log('console:', m.text()));
page.on('pageerror', (e) => console.log('error:', e.message));
await page.screenshot({ path: `${dir}/1-start.png` });
await replyTo(page, 'Too much water', 'HeLlO, tHaNk you vEry mUch!');
await page.waitForTimeout(1500);
await write(page, '/top');
await page.waitForTimeout(1500);
await write(page, '/why');
await page.waitForTimeout(1500);
await page.screenshot({ path: `${dir}/2-talk.png` });
const dark = await visit(browser, site, 'anna_fern', { colorScheme: 'dark' });
await dark.screenshot({ path: `${dir}/3-dark.png` });
const phone = await visit(browser, site, 'boris', {
  viewport: { width: 390, height: 780 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
});
await phone.screenshot({ path: `${dir}/4-phone.png` });
await browser.close();
