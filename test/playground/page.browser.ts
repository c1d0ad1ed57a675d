import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, react, replyTo, type Site, SOON, STARTED, startSite, visit, write } from './site.ts';

const { CHROMIUM } = process.env;
if (!CHROMIUM) console.log('Skipped: set CHROMIUM to the path of a Chromium to try the playground in it.');

/** The local Telegram's own. */
const TOKEN = '123456:LOCAL-TELEGRAM-TOKEN-0123456789abcde';

/** Steps are one story: each goes on where the last one ended. */
(CHROMIUM ? describe : describe.skip)('the playground, as a newcomer finds it', function () {
  this.timeout(SOON * 3);
  this.bail(true);
  const shots = mkdtempSync(join(tmpdir(), 'laurel-shots-'));
  let site: Site;
  let browser: Browser;
  let anna: Page;
  let boris: Page;
  const faults: string[] = [];

  const byBot = (page: Page, words: string | RegExp) =>
    page
      .getByRole('article', { name: /^Laurel,/ })
      .filter({ has: page.locator('.text', { hasText: words }) });
  const chip = (page: Page, command: string) =>
    page.getByRole('region', { name: 'Things to try' }).getByRole('button', { name: command, exact: true });
  const enter = async (as: string, options = {}) => {
    const page = await visit(browser, site, as, options);
    page.on('pageerror', (error) => faults.push(`${as}: ${error.message}`));
    page.on('console', (said) => said.type() === 'error' && faults.push(`${as}: ${said.text()}`));
    return page;
  };

  before(async function () {
    this.timeout(STARTED + SOON);
    [site, browser] = await Promise.all([startSite(), openBrowser(CHROMIUM as string)]);
    [anna, boris] = await Promise.all([enter('anna_fern'), enter('boris', { colorScheme: 'dark' })]);
    console.log(`      screenshots: ${shots}`);
  });

  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  it('opens with the bot’s welcome and something to reply to', async () => {
    await byBot(anna, 'I count thanks').waitFor();
    await anna.getByText('Laurel joined the group').waitFor();
    await anna
      .getByRole('radio', { name: 'Anna' })
      .and(anna.locator(':checked'))
      .waitFor({ state: 'attached' });
    await anna.screenshot({ path: join(shots, '1-start.png') });
  });

  it('tells everyone of a thanks, with the reputation raised', async () => {
    await replyTo(anna, 'Too much water', 'HeLlO, tHaNk you vEry mUch!');
    for (const page of [anna, boris]) await byBot(page, /Boris.*\b1\b/).waitFor();
  });

  it('gives up a reply with Escape, and breaks a line with Shift+Enter', async () => {
    const message = anna.getByRole('article', { name: /^Emeka,/ });
    await message.hover();
    await message.getByRole('button', { name: 'Reply', exact: true }).click();
    await anna.getByText('Reply to Emeka').waitFor();
    await anna.keyboard.press('Escape');
    await anna.getByText('Reply to Emeka').waitFor({ state: 'hidden' });
    await anna.keyboard.type('one');
    await anna.keyboard.press('Shift+Enter');
    await anna.keyboard.type('<b>two</b>');
    await anna.keyboard.press('Enter');
    const said = boris.locator('.text', { hasText: 'one' }).last();
    await said.waitFor();
    expect(await said.textContent()).to.equal('one\n<b>two</b>');
  });

  it('lists Boris at /top', async () => {
    await write(anna, '/top');
    await byBot(boris, 'Reputation in Laurel Garden').filter({ hasText: 'Boris – 1' }).waitFor();
  });

  it('answers /why to Anna only', async () => {
    await anna.getByRole('button', { name: '/why', exact: true }).click();
    const answer = byBot(anna, 'Your last try').filter({ hasText: 'only you see this' });
    await answer.waitFor();
    await boris.locator('.text', { hasText: '/why' }).waitFor();
    // Whatever Anna sees by now Boris would see as well, were it meant for him.
    await write(boris, 'Is it only me?');
    await boris.locator('.text', { hasText: 'Is it only me?' }).waitFor();
    expect(await byBot(boris, 'Your last try').count()).to.equal(0);
    expect(await boris.getByText('only you see this').count()).to.equal(0);
    await anna.screenshot({ path: join(shots, '2-talk.png') });
    await boris.screenshot({ path: join(shots, '3-dark.png') });
  });

  it('presses buttons, and says what the bot answers', async () => {
    const { chats } = (await (await fetch(`${site.address}local/state`)).json()) as {
      chats: { id: number; type: string }[];
    };
    // Five people make one page, without buttons: so here is one as another version might have left it.
    const keyboard = { inline_keyboard: [[{ text: 'An old button', callback_data: 'of another version' }]] };
    const sent = await fetch(`${site.address}bot${TOKEN}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: chats[0]?.id, text: 'Once upon a time', reply_markup: keyboard }),
    });
    expect(sent.status).to.equal(200);
    await anna.getByRole('button', { name: 'An old button' }).click();
    await anna.getByRole('status').getByText('This button is out of date.').waitFor();
    await anna.screenshot({ path: join(shots, '4-button.png') });
  });

  it('shows a button that only one person sees to that person, and takes the press', async () => {
    const { chats, people } = (await (await fetch(`${site.address}local/state`)).json()) as {
      chats: { id: number; type: string }[];
      people: { id: number; username: string }[];
    };
    const receiver_user_id = people.find(({ username }) => username === 'anna_fern')?.id;
    const sent = await fetch(`${site.address}bot${TOKEN}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        chat_id: chats[0]?.id,
        text: 'Between us',
        ephemeral_message_parameters: { receiver_user_id },
        reply_markup: { inline_keyboard: [[{ text: 'A private button', callback_data: 'of long ago' }]] },
      }),
    });
    expect(sent.status).to.equal(200);
    const before = anna.getByRole('status').getByText('This button is out of date.');
    await before.waitFor({ state: 'hidden' });
    await anna.getByRole('button', { name: 'A private button' }).click();
    await before.waitFor();
    expect(await boris.getByRole('button', { name: 'A private button' }).count()).to.equal(0);
  });

  it('lets one edit what one has said, and only that', async () => {
    await write(boris, 'A tpyo');
    const own = boris.getByRole('article', { name: /^Boris,/ }).filter({ hasText: 'A tpyo' });
    await own.hover();
    await own.getByRole('button', { name: 'Edit' }).click();
    await boris.getByText('Edit your message').waitFor();
    await boris.getByLabel('Message', { exact: true }).fill('A typo');
    await boris.keyboard.press('Enter');
    const mended = (page: Page) =>
      page.getByRole('article', { name: /^Boris,/ }).filter({ hasText: 'A typo' });
    for (const page of [anna, boris]) await mended(page).getByText('edited').waitFor();
    expect(await mended(anna).getByRole('button', { name: 'Edit' }).count()).to.equal(0);
    // The keyboard alone: ArrowUp edits the last one, Escape gives it up, and what was begun comes back.
    await boris.keyboard.press('ArrowUp');
    await boris.getByText('Edit your message').waitFor();
    expect(await boris.getByLabel('Message', { exact: true }).inputValue()).to.equal('A typo');
    await boris.keyboard.press('Escape');
    await boris.getByText('Edit your message').waitFor({ state: 'hidden' });
    expect(await boris.getByLabel('Message', { exact: true }).inputValue()).to.equal('');
  });

  it('keeps topics apart, and the bot answers in the topic it was spoken to', async () => {
    await boris.getByRole('button', { name: /^Workshop/ }).click();
    await byBot(boris, 'I count thanks').waitFor();
    expect(await boris.locator('.text', { hasText: 'Epoxy' }).count()).to.equal(0);
    await boris.getByRole('button', { name: 'Questions' }).click();
    expect(new URL(boris.url()).hash).to.equal('#boris/workshop/questions');
    await replyTo(boris, 'Epoxy', 'thanks');
    await byBot(boris, /Chiara.*\b1\b/).waitFor();
    await boris.screenshot({ path: join(shots, '7-topics.png') });
    await boris.getByRole('button', { name: 'Show and tell' }).click();
    await boris.locator('.text', { hasText: 'The bird table' }).waitFor();
    expect(await boris.getByRole('article', { name: /^Laurel,/ }).count()).to.equal(0);
    await boris.reload();
    await boris.locator('.text', { hasText: 'The bird table' }).waitFor();
    await boris.getByRole('button', { name: /^Laurel Garden/ }).click();
    await boris.locator('.text', { hasText: 'Too much water' }).waitFor();
  });

  it('shows two people side by side, each with what is theirs', async () => {
    await anna.getByRole('button', { name: 'Side by side' }).click();
    const [left, right] = [
      anna.getByRole('region', { name: 'As Anna' }),
      anna.getByRole('region', { name: 'As Boris' }),
    ];
    await right.waitFor();
    expect(new URL(anna.url()).hash).to.equal('#anna_fern+boris');
    await right.getByLabel('Message as Boris').fill('/why');
    await anna.keyboard.press('Enter');
    await right.getByText('only Boris sees this').waitFor();
    expect(await left.getByText('only Boris sees this').count()).to.equal(0);
    await left.getByText('only Anna sees this').first().waitFor();
    await anna.screenshot({ path: join(shots, '8-split.png') });
    await anna.getByRole('group', { name: 'Beside you' }).getByRole('radio', { name: 'Anna' }).check();
    await anna.waitForURL(/#boris\+anna_fern$/);
    await anna.reload();
    await anna.getByRole('region', { name: 'As Boris' }).waitFor();
    await anna.getByRole('group', { name: 'You are' }).getByRole('radio', { name: 'Anna' }).check();
    await anna.waitForURL(/#anna_fern\+boris$/);
    await anna.getByRole('button', { name: 'Side by side' }).click();
    await right.waitFor({ state: 'hidden' });
    await anna
      .getByRole('button', { name: 'Side by side', pressed: false })
      .and(anna.locator(':focus'))
      .waitFor();
  });

  it('shows the calls of the bot as they come', async () => {
    await anna.getByRole('button', { name: 'Calls of the bot' }).click();
    const drawer = anna.getByRole('complementary', { name: 'Calls' });
    await drawer.getByRole('listitem').filter({ hasText: 'setMyCommands' }).first().waitFor();
    await write(anna, '/help');
    const newest = drawer.getByRole('listitem').filter({ hasText: 'sendMessage' }).first();
    await newest.getByText('for Anna only').waitFor();
    await newest.getByText('sendMessage').click();
    await newest.getByLabel('Parameters').getByText('"receiver_user_id"').waitFor();
    await anna.screenshot({ path: join(shots, '9-calls.png') });
    const refused = await fetch(`${site.address}bot${TOKEN}/sendMessage`, { method: 'POST' });
    expect(refused.status).to.equal(400);
    await drawer.getByLabel('Which calls').selectOption('Only errors');
    await drawer.getByRole('listitem').filter({ hasText: '400: Bad Request' }).waitFor();
    expect(await drawer.getByRole('listitem').filter({ hasText: 'setMyCommands' }).count()).to.equal(0);
    await anna.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
  });

  it('lets people go and come, and makes admins', async () => {
    await anna.getByRole('button', { name: '6 members' }).click();
    const dialog = anna.getByRole('dialog', { name: 'In Laurel Garden' });
    await dialog.getByRole('switch', { name: 'Boris is an admin' }).check();
    await dialog.getByText('admin', { exact: true }).nth(1).waitFor();
    await boris.getByRole('button', { name: '/get' }).waitFor();
    await dialog.getByRole('switch', { name: 'Boris is an admin' }).uncheck();
    await dialog.getByRole('button', { name: 'Boris: Leave' }).click();
    await boris.getByText('Boris is not in Laurel Garden').waitFor();
    await anna.screenshot({ path: join(shots, '10-members.png') });
    await anna.keyboard.press('Escape');
    await boris.getByRole('button', { name: 'Join as Boris' }).click();
    await boris.locator('.text', { hasText: 'Too much water' }).waitFor();
    await anna.getByText('Boris left the group').waitFor();
    await anna.getByText('Boris joined the group').waitFor();
  });

  it('takes rights from the bot, mutes it, and gives everything back', async () => {
    await anna.getByRole('button', { name: '6 members' }).click();
    const dialog = anna.getByRole('dialog', { name: 'In Laurel Garden' });
    await dialog.getByRole('switch', { name: 'Laurel may delete messages' }).uncheck();
    await dialog.getByRole('switch', { name: 'Laurel is an admin' }).uncheck();
    await dialog.getByRole('switch', { name: 'Laurel may not write' }).check();
    await dialog.getByText('restricted', { exact: true }).waitFor();
    await anna.screenshot({ path: join(shots, '11-bot-muted.png') });
    await dialog.getByRole('switch', { name: 'Laurel may not write' }).uncheck();
    await dialog.getByRole('switch', { name: 'Laurel is an admin' }).check();
    await dialog.getByRole('switch', { name: 'Laurel may delete messages' }).waitFor();
    expect(await dialog.getByRole('switch', { name: 'Laurel may delete messages' }).isChecked()).to.equal(
      true,
    );
    await anna.keyboard.press('Escape');
  });

  it('shows a reaction to everyone', async () => {
    const from = anna.getByRole('article', { name: /^Emeka,/ });
    await from.hover();
    await from.getByLabel('React', { exact: true }).click();
    await from.getByRole('button', { name: 'React with 👍' }).click();
    await boris
      .getByRole('article', { name: /^Emeka,/ })
      .getByRole('button', { name: '👍 1' })
      .waitFor();
  });

  it('plays an admin’s phrase, and says what it gave', async () => {
    await write(anna, '/trigger add "Thank you for your help" rep=5 from=admins to=users');
    await byBot(anna, 'Trigger 1 is there now').waitFor();
    await replyTo(anna, 'Good morning, garden', 'Thank you for your help');
    await byBot(boris, /Emeka.*\b5\b/).waitFor();
    await chip(anna, '/why').click();
    await byBot(anna, 'Found here: “Thank you for your help”').filter({ hasText: 'Emeka: +5' }).waitFor();
  });

  it('counts a reaction, and its removal', async () => {
    await write(anna, '/set reactions.enabled on');
    await byBot(anna, 'reactions.enabled').waitFor();
    await react(boris, 'What am I doing wrong', '🙏');
    await boris.getByRole('button', { name: '🙏 1', pressed: true }).waitFor();
    await chip(boris, '/why').click();
    await byBot(boris, 'Your reaction 🙏').filter({ hasText: 'Chiara: +1' }).waitFor();
    await boris.getByRole('button', { name: '🙏 1' }).click();
    await boris.getByRole('button', { name: '🙏 1' }).waitFor({ state: 'hidden' });
    await chip(boris, '/why').click();
    await byBot(boris, 'Chiara: +1 was taken back').waitFor();
  });

  it('takes back by command and by the button under the private answer', async () => {
    await write(anna, '/undo');
    await byBot(anna, 'Taken back:').filter({ hasText: 'Emeka: −5 → 0' }).waitFor();
    await chip(anna, '/why').click();
    await byBot(anna, 'The command /undo.').filter({ hasText: 'Emeka: −5' }).waitFor();
    await write(anna, '/set reputation.reply private');
    await byBot(anna, 'reputation.reply').waitFor();
    await replyTo(boris, 'Good morning, garden', 'thank you');
    await boris.getByRole('button', { name: '↩ Take back' }).click();
    await byBot(boris, 'Taken back:').filter({ hasText: 'Emeka: −1 → 0' }).waitFor();
    await boris.getByRole('button', { name: '↩ Take back' }).waitFor({ state: 'hidden' });
    expect(await byBot(anna, 'Emeka: −1 → 0').count(), 'seen by Boris alone').to.equal(0);
  });

  it('shows the log to the admin alone, with what was taken back struck out', async () => {
    await chip(anna, '/log').click();
    const log = byBot(anna, 'Log of Laurel Garden').filter({ hasText: 'only you see this' });
    await log.getByText('Anna → Emeka +5 · trigger').waitFor();
    await log.locator('s', { hasText: 'Boris → Chiara +1 · reaction' }).waitFor();
    await anna.screenshot({ path: join(shots, '11-log.png') });
    expect(await chip(boris, '/log').count()).to.equal(0);
    await write(boris, '/log');
    await byBot(boris, 'Only admins of this chat can do that').waitFor();
    expect(await byBot(boris, 'Log of Laurel Garden').count()).to.equal(0);
  });

  it('plays the settings panel: unseen by others, by buttons, by a reply, and in private', async () => {
    // In a group of its own: in the other the bot has said all that Telegram lets it say a minute.
    await anna.getByRole('button', { name: /^Workshop/ }).click();
    await byBot(anna, 'I count thanks').waitFor();
    await chip(anna, '/settings').click();
    const panel = anna
      .getByRole('article', { name: /^Laurel,/ })
      .filter({ hasText: 'only you see this' })
      .last();
    const press = (name: string | RegExp) => panel.getByRole('button', { name }).click();
    await panel.getByText('Settings of Workshop').waitFor();
    await anna.screenshot({ path: join(shots, '12-panel.png') });
    await press(/^Reputation/);
    await press(/Pause both ways/);
    await panel.getByText('1 change is not saved yet').waitFor();
    await anna.screenshot({ path: join(shots, '13-panel-group.png') });
    await press(/^Thank words/);
    await panel.getByText('Reply to any message of mine').waitFor();
    await replyTo(anna, 'I count thanks', 'merci, thank you');
    await panel.getByText('Not saved yet: merci, thank you').waitFor();
    await anna.screenshot({ path: join(shots, '14-panel-setting.png') });
    expect(await boris.getByText('Settings of Workshop').count()).to.equal(0);
    await press('Open in private');
    // The group's panel bears the same words, until the private chat is drawn.
    await anna.getByText('private chat with the bot').waitFor();
    const there = byBot(anna, 'Not saved yet: merci, thank you').last();
    await there.waitFor();
    expect(new URL(anna.url()).hash).to.equal('#anna_fern/private');
    await write(anna, 'merci');
    await byBot(anna, 'Not saved yet: merci').filter({ hasNotText: 'merci, thank you' }).waitFor();
    await anna.getByRole('button', { name: 'Save (2)' }).last().click();
    await byBot(anna, 'reputation.pair_both_ways: off → on').waitFor();
    await anna.screenshot({ path: join(shots, '15-panel-private.png') });
    await chip(anna, '/settings').click();
    await byBot(anna, 'Whose settings?').getByRole('button', { name: 'Laurel Garden' }).waitFor();
    await anna
      .getByRole('button', { name: /^Laurel Garden/ })
      .first()
      .click();
  });

  it('lets one be someone else, and speak with the bot alone', async () => {
    await boris.getByRole('radio', { name: 'Chiara' }).check();
    await boris.getByRole('button', { name: /^Private chat/ }).click();
    await boris.getByText('Nothing here yet').waitFor();
    await boris.getByRole('button', { name: '/start' }).click();
    await byBot(boris, 'I count thanks in groups').waitFor();
    expect(new URL(boris.url()).hash).to.equal('#chiara/private');
  });

  it('runs Persian from right to left, and the commands in it from left to right', async () => {
    await write(anna, 'سلام، بنویسید /top لطفاً');
    await anna.locator('.text', { hasText: 'سلام' }).waitFor();
    const way = (what: string) =>
      anna.evaluate(`getComputedStyle([...document.querySelectorAll('${what}')].at(-1)).direction`);
    expect(await way('.text')).to.equal('rtl');
    expect(await way('.text .command')).to.equal('ltr');
    await anna.screenshot({ path: join(shots, '12-persian.png') });
  });

  it('fits a phone', async () => {
    const size = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
    const phone = await enter('dmitri', { ...size, deviceScaleFactor: 2 });
    const over = await phone.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(over).to.equal(0);
    await phone.screenshot({ path: join(shots, '5-phone.png') });
    await phone.close();
  });

  it('has room for everybody who comes, wide and narrow', async () => {
    const local = async (route: string, fields?: object) => {
      const headers = { 'content-type': 'application/json' };
      const sent = fields && { method: 'POST', headers, body: JSON.stringify(fields) };
      return (await fetch(`${site.address}local/${route}`, sent)).json();
    };
    const { chats } = (await local('state')) as { chats: { id: number; title?: string }[] };
    const chat = chats.find(({ title }) => title === 'Laurel Garden')?.id;
    for (let n = 0; n < 7; n += 1) await local('arrive', { chat });
    const people = anna.locator('#people label');
    await people.nth(11).waitFor();
    for (const width of [1280, 390]) {
      await anna.setViewportSize({ width, height: 800 });
      const boxes = await people
        .locator('.avatar')
        .evaluateAll((labels) =>
          labels.map(
            (label) => label.getBoundingClientRect().toJSON() as Record<'left' | 'right' | 'top', number>,
          ),
        );
      // Those of a row stand one after the other.
      for (const [at, box] of boxes.entries()) {
        const next = boxes[at + 1];
        if (next?.top === box.top)
          expect(next.left, `person ${at}, ${width} wide`).to.be.at.least(box.right - 1);
      }
      await people.last().click();
      await people.first().click();
      await anna.screenshot({ path: join(shots, `12-crowd-${width}.png`) });
    }
    await anna.setViewportSize({ width: 1280, height: 800 });
  });

  it('ran without a fault in the page', () => {
    expect(faults).to.deep.equal([]);
  });

  it('says in plain words that a port is taken', async function () {
    this.timeout(STARTED);
    const port = Number(new URL(site.address).port);
    const second = await startSite({ port, waits: false });
    const { code } = await second.ended;
    expect(code).to.equal(1);
    expect(second.words()).to.include(
      `Port ${port} on 127.0.0.1 is taken. Stop what listens there, or set another PORT.`,
    );
    expect(second.words()).to.not.include('    at ');
  });

  it('ends at SIGTERM, and the page says that the line is lost', async function () {
    this.timeout(15_000);
    const { code, signal, ms } = await site.stop();
    expect({ code, signal }).to.deep.equal({ code: 0, signal: null });
    expect(ms).to.be.below(10_000);
    await anna.getByText('Connection lost').waitFor();
    await anna.screenshot({ path: join(shots, '6-lost.png') });
  });

  it('finds the way back by itself when the playground is there again', async function () {
    this.timeout(STARTED + SOON);
    await write(anna, 'Is anybody there?');
    await anna.getByText('The playground does not answer').first().waitFor();
    expect(await anna.getByLabel('Message', { exact: true }).inputValue()).to.equal('Is anybody there?');
    site = await startSite({ port: Number(new URL(site.address).port) });
    await anna.getByText('Connection lost').waitFor({ state: 'hidden' });
    await anna.locator('.text', { hasText: 'Is it only me?' }).waitFor({ state: 'hidden' });
    await anna.locator('.text', { hasText: 'Too much water' }).waitFor({ timeout: STARTED });
    await write(anna, 'Here we are again');
    await anna.locator('.text', { hasText: 'Here we are again' }).waitFor();
  });

  it('starts over when people ask for it, and not before they are sure', async function () {
    this.timeout(STARTED + SOON);
    const kept = anna.locator('.text', { hasText: 'Here we are again' });
    const ask = () => anna.getByRole('button', { name: 'Start over', exact: true }).first().click();
    const dialog = anna.getByRole('dialog', { name: 'Start over?' });
    await ask();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await kept.waitFor();
    await ask();
    await dialog.getByRole('button', { name: 'Start over' }).click();
    await kept.waitFor({ state: 'hidden', timeout: STARTED });
    await anna.locator('.text', { hasText: 'Too much water' }).waitFor({ timeout: STARTED });
    expect(await kept.count()).to.equal(0);
    await anna.getByText('Starting over').waitFor({ state: 'hidden' });
  });
});
