// Draws docs/playground.png, the picture in the README: node --import=tsx test/playground/screenshot.ts
import { openBrowser, replyTo, startSite, visit, write } from './site.ts';

const OUT = 'docs/playground.png';

const [site, browser] = await Promise.all([
  startSite(),
  openBrowser(process.env.CHROMIUM ?? '/usr/bin/chromium'),
]);
try {
  const anna = await visit(browser, site, 'anna_fern', { viewport: { width: 1180, height: 800 } });
  const answered = (words: string) =>
    anna
      .getByRole('article', { name: /^Laurel,/ })
      .filter({ hasText: words })
      .last()
      .waitFor();

  // One of the usual texts, always the same, and without emoji: not every machine has a font for them.
  await write(
    anna,
    '/set reputation.texts {giver} thanks {receiver}: +{amount}, now <b>{reputation}</b>\n' +
      'reputation.overtake_texts {receiver} has passed {passed}',
  );
  await answered('Changed:');
  for (const [as, words, answer, said] of [
    ['emeka', 'My basil keeps drooping', 'Thanks for asking, mine does the same', 'Emeka thanks Chiara'],
    ['dmitri', 'Too much water', 'Thank you, that saved my mint too', 'Dmitri thanks Boris'],
  ] as const) {
    const page = await visit(browser, site, as);
    await replyTo(page, words, answer);
    await answered(said);
    await page.context().close();
  }
  await replyTo(anna, 'Too much water', 'Thank you so much, Boris!');
  // The example under /set says much the same, but of Clara.
  await answered('Boris has passed Chiara');
  await write(anna, '/top');
  await answered('Reputation in Laurel Garden');
  await write(anna, '/why');
  await answered('Your last try');
  await anna.mouse.move(550, 10);
  await anna.waitForTimeout(500);
  await anna.screenshot({ path: OUT });
  console.log(OUT);
} finally {
  await browser.close();
  await site.stop();
}
