import { expect } from 'chai';
import { checkTelegramHtml } from '../../src/text/check-html.ts';
import { plainText } from '../../src/text/html.ts';
import { turningLine } from '../support/direction.ts';
import { describeJourney } from '../support/journey.ts';
import type { TestWorld } from '../support/world.ts';
import { NAMES } from './values.ts';

const longest = 4096;

/** Everything that was sent so far is HTML that Telegram takes, and turns no line around. */
function checkSent(world: TestWorld, least: number): void {
  const sent = world.sent();
  expect(sent.length, 'messages').to.be.at.least(least);
  for (const text of sent) {
    expect(checkTelegramHtml(text), text.slice(0, 200)).to.equal(null);
    expect(plainText(text).length).to.be.within(1, longest);
    expect(turningLine(text), text.slice(0, 200)).to.equal(null);
    expect(text).to.not.match(/<script|<a href="tg:\/\/user\?id=1"/);
    expect(text).to.not.include('\0');
  }
}

describeJourney('What people call themselves and their groups', (begin) => {
  for (const name of [...NAMES, 'N'.repeat(5_000), `${'👨‍👩‍👧‍👦'.repeat(40)}<b>`]) {
    it(`${JSON.stringify(name.slice(0, 24))} is shown as it is, never obeyed`, async () => {
      const world = await begin({ telegram: { privacyMode: false } });
      const { telegram, anna } = world;
      const [giver, receiver] = [1, 2].map(() =>
        telegram.world.createUser({ first_name: name, last_name: name }),
      ) as [never, never];
      const group = telegram.world.createGroup({
        title: name,
        owner: anna,
        members: [giver, receiver],
        bot: 'member',
      });
      const say = (who: never, text: string, replyTo?: never) =>
        telegram.world.say(who, group, text.slice(0, longest), replyTo && { replyTo });
      const texts =
        '<b>{giver}</b> &{receiver} <a href="https://example.org/{chat}">{mention:receiver}</a> {chat} {reason} {{user}}';
      say(
        anna as never,
        `/set reputation.texts ${texts}\nreputation.overtake_texts {passed} %fullusername%\nreputation.reply_seconds 0`,
      );
      const behind = telegram.world.createUser({ first_name: name, last_name: name });
      telegram.world.join(behind, group);
      say(anna as never, '/setrep 1', say(behind as never, 'Hello.') as never);
      const tip = say(receiver, 'Water them.') as never;
      say(anna as never, '/setrep 1', tip);
      say(giver, 'thanks', tip);
      await world.settled();
      for (const text of ['/top', '/me', '/why', '/help']) say(giver, text);
      say(giver, '/why', say(giver, 'thanks', tip) as never);
      for (const text of [
        '/get',
        `/get ${name}`,
        `/addrep 5 ${name}`,
        `/set ${name}`,
        `/set time_zone ${name}`,
      ]) {
        say(anna as never, text, tip);
      }
      telegram.world.setBotStatus(group, { status: 'administrator', by: anna });
      await world.settled();
      checkSent(world, 10);
    });
  }
});

const VALUES: readonly string[] = [
  ...['(a+)+$', '^(([a-z])+.)+[A-Z]([a-z])+$', '.*'.repeat(200), '\\', '[', '$&', '*'.repeat(400)],
  Array.from({ length: 200 }, (_, i) => `*${'a*'.repeat(i % 9)}${i}*`).join(', '),
  Array.from({ length: 200 }, (_, i) => `${'a '.repeat(12)}${i}`).join(', '),
  'a\n'.repeat(2_000),
  '\u0000, \ud800, \u202e, \u200b, \ufe0f',
  '__proto__, constructor, toString',
  '<b>, &lt;, &amp;, {giver}, {{count}}',
  '"'.repeat(4_000),
  ','.repeat(4_000),
];
const TEXTS: readonly string[] = [
  '<b>'.repeat(300),
  '<b>x</b>\n---\n'.repeat(300),
  '{giver}'.repeat(140),
  '<a href="{giver}">x</a>',
];

describeJourney('What an admin may try to set', (begin) => {
  const lines = [
    ...VALUES.map((value) => `reputation.words ${value}`),
    ...VALUES.map((value) => `reputation.except_words ${value}`),
    ...[...TEXTS, ...VALUES].map((value) => `reputation.texts ${value}`),
    ...TEXTS.map((value) => `reputation.overtake_texts ${value}`),
    ...['-1', '101', '1e2', '9'.repeat(20)].map((value) => `reputation.overtake_top ${value}`),
    ...['9'.repeat(400), '-0', '1e9', '0x10', 'NaN', '１２', '__proto__'].map(
      (value) => `reputation.pair_interval ${value}`,
    ),
    ...['__proto__', '../../etc/passwd', 'Europe/'.repeat(500), 'UTC\u0000'].map(
      (value) => `time_zone ${value}`,
    ),
    ...['__proto__', 'constructor', 'en\u0000', 'EN'].map((value) => `language ${value}`),
    'reputation.x 1\n'.repeat(300),
    'x\n'.repeat(2_040),
    `__proto__ 1\nconstructor = 2\n${'a'.repeat(3_000)}: 3`,
  ].map((line) => line.slice(0, 4_080));

  it('is taken or refused in a moment, one message each; thanks go on', async () => {
    const world = await begin();
    const { anna, boris, chiara } = world;
    let slowest = 0;
    for (const line of lines) {
      const begun = performance.now();
      const answers = await world.hears(anna, `/set ${line}`);
      slowest = Math.max(slowest, performance.now() - begun);
      expect(answers, line.slice(0, 60)).to.have.length(1);
      const tip = world.say(boris, `aaaa ${'a'.repeat(3_000)}`);
      world.say(chiara, `thanks ${'a'.repeat(4_000)}`, { replyTo: tip });
      await world.settled();
      slowest = Math.max(slowest, performance.now() - begun);
    }
    expect(slowest, 'milliseconds').to.be.below(2_500);
    checkSent(world, lines.length);
    const reset =
      'reputation.words\nreputation.except_words\nreputation.texts\nlanguage\nreputation.pair_interval 0';
    await world.hears(anna, `/set ${reset}`);
    const before = await world.reputation(boris);
    world.say(chiara, 'thanks', { replyTo: world.say(boris, 'Water them.') });
    await world.settled();
    expect(await world.reputation(boris)).to.equal(before + 1);
  }).timeout(60_000);
});
