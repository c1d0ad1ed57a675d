import { expect } from 'chai';
import { type SettingKey, settingKeys, settingOf } from '../../src/settings/catalogue.ts';
import { formatValue } from '../../src/settings/format.ts';
import type { AnyValue, Setting } from '../../src/settings/kinds.ts';
import { allowedOf, defaultOf } from '../../src/settings/values.ts';
import { escapeHtml } from '../../src/text/html.ts';
import { allowedText, languageDefaults } from '../../src/text/i18n.ts';
import { placeholdersOf } from '../../src/text/placeholders.ts';
import { describeJourney } from '../support/journey.ts';
import { set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const defaults = languageDefaults('en');

/** Values that no setting of this type takes. */
function wrong(setting: Setting): string[] {
  switch (setting.type) {
    case 'switch':
      return ['maybe', '2', 'none', 'on off', 'on, off'];
    case 'range':
      return [`0-${setting.max + 1}`, '20-10', '1-2-3', '-5', '1.5', 'many', '३', ''].filter(Boolean);
    case 'curve':
      return ['1, 2', '1, 2, 3, 4', '0, 0, 0', '-1, 1000, 0', 'a, b, c', '1e3, 0, 0'];
    case 'slug':
      return ['ab', '-garden', 'garden-', 'my garden', 'сад', 'a/b', 'x'.repeat(41), 'off', '..'];
    case 'colour':
      return ['blurple', '#12345', '#ggg', '12', 'none', 'rgb(1, 2, 3)', '#1234567'];
    case 'number':
      return [
        `${setting.max + 1}`,
        `${setting.min - 1}`,
        ...(setting.decimals ? [] : ['1.5']),
        '1e3',
        'many',
        '३',
        '0x10',
        'NaN',
        '9'.repeat(400),
      ];
    case 'choice':
      return ['nonsense', 'none', 'all of them', '🙂'].filter((value) => !setting.choices.includes(value));
    case 'list': {
      if (setting.choices) return ['set', 'nonsense', 'top, nonsense'];
      const { most, longest } = setting;
      // An invisible sign alone can never be found in a text.
      return [
        'x'.repeat(longest + 1),
        Array.from({ length: most + 1 }, (_, n) => `w${n}`).join(),
        'ok, \u200d',
      ];
    }
    case 'texts':
      return [
        ...['<b>', '</b>', '<b><i>x</b></i>', '<script>x</script>', '{nobody}', 'a & <'],
        ...[
          'x'.repeat(setting.longest + 1),
          Array(setting.most + 1)
            .fill('x')
            .join('\n---\n'),
          '<tg-spoiler></b>',
        ],
      ];
    case 'language':
      return ['tlh', 'none', 'english', '<b>', 'en, ru'];
    case 'place':
      return ['here', '0', '-0', '1.5', 'https://t.me/garden', '9'.repeat(17), '-1001/0'];
    case 'zone':
      return ['Mars/Base', '+03:00', '<b>', 'none', 'x'.repeat(4000)];
  }
}

/** One other value that it takes. */
function right(key: SettingKey): AnyValue {
  const setting = settingOf(key);
  switch (setting.type) {
    case 'switch':
      return !setting.default;
    case 'range':
      return '3-7';
    case 'curve':
      return '0.91, 427.5, 0';
    case 'slug':
      return 'garden';
    case 'colour':
      return '#3fb878';
    case 'number':
      return setting.default === setting.min
        ? (setting.leastOn ?? setting.min + (setting.step ?? 1))
        : setting.min;
    case 'choice':
      return setting.choices.find((choice) => choice !== setting.default) ?? '';
    case 'list':
      if (setting.reactions) return ['🎉', 'custom:5368324170671202286', 'paid'];
      if (setting.ids) return ['42', '4242'];
      if (setting.boosts) return ['100 2036-11-28T00:00Z/2036-11-30T00:00Z'];
      return setting.choices ? setting.choices.slice(2, 3) : [`well, ${key}`.slice(0, setting.longest), '+'];
    case 'texts':
      return [`<b>{${placeholdersOf(key)[0]}}</b>\n{chat}`, 'reputation'];
    case 'language':
      return 'ru';
    case 'place':
      return '45';
    case 'zone':
      return 'Asia/Kolkata';
  }
}

describeJourney('What /set takes, setting by setting', (begin) => {
  const settings = async (world: TestWorld) => (await world.ledger()).settings as Record<string, unknown>;
  const ask = async (world: TestWorld, text: string) => (await world.hears(world.anna, text)).join('\n');
  // A letter is no more than a letter: all that is longer than a message of Telegram's is cut by it anyway.
  const fits = (text: string) => text.length <= 4096;

  it('refuses every wrong value by telling what is allowed, and changes nothing', async function () {
    this.timeout(120_000);
    const world = await begin();
    await set(world, 'commands.bang on');
    const before = await settings(world);
    let tried = 0;
    for (const key of settingKeys) {
      const allowed = allowedText('en', allowedOf(settingOf(key), defaults)).text;
      for (const value of wrong(settingOf(key))) {
        const said = `/set reputation.award_max 7\n${key} ${value}`;
        if (!fits(said)) continue;
        const answer = await ask(world, said);
        expect(answer, `${key} ${value}`).to.include(`<code>${key}</code> does not take this. It takes`);
        // Texts are told what exactly is wrong with them.
        if (settingOf(key).type !== 'texts') expect(answer, `${key} ${value}`).to.include(allowed);
        expect(await settings(world), `${key} ${value}`).to.deep.equal(before);
        tried += 1;
      }
    }
    expect(tried).to.be.above(200);
  });

  it('takes every setting, shows it back as it would be taken, and goes back to the default without a value', async function () {
    this.timeout(120_000);
    const world = await begin();
    // Of one choice alone there is no other.
    const changeable = settingKeys.filter((key) => right(key) !== '');
    expect(settingKeys.length - changeable.length).to.be.at.most(1);
    for (const key of changeable) {
      const value = right(key);
      const was = defaultOf(settingOf(key), defaults);
      await ask(world, `/set ${key} ${formatValue(key, value)}`);
      expect((await settings(world))[key], key).to.deep.equal(value);
      expect(await ask(world, `/get ${key}`), key).to.include(`<code>/set ${key} `);
      await ask(world, `/set ${key}${key === 'language' ? ' en' : ''}`);
      // What is as by default is not stored: it follows the language.
      expect(await settings(world), key).to.not.have.property(key);
      expect(await ask(world, `/get ${key}`), key).to.include(
        `Default: ${escapeHtml(formatValue(key, was))}`,
      );
    }
  });

  /** What is hard on readers, writers and screens, and what it becomes. */
  const hostile: [title: string, raw: string, words: string[]][] = [
    ['one letter', 'a', ['a']],
    ['a dot', '.', ['.']],
    ['a tag', '<b>', ['<b>']],
    ['an ampersand', '&amp;, &', ['&amp;', '&']],
    ['an emoji with a skin tone', '👍🏽, 👍', ['👍🏽', '👍']],
    ['a family of four', '👨‍👩‍👧‍👦', ['👨‍👩‍👧‍👦']],
    ['a flag', '🇺🇦', ['🇺🇦']],
    ['right to left', 'תודה, شكرا', ['תודה', 'شكرا']],
    ['right to left, marked so', '\u202Eabc\u202C', ['\u202Eabc\u202C']],
    ['500 characters', 'x'.repeat(500), ['x'.repeat(500)]],
    ['500 emoji', '👍'.repeat(500), ['👍'.repeat(500)]],
    ['duplicates', 'ta, ta,ta ,  ta', ['ta']],
    ['duplicates but for their case', 'Ta, TA', ['Ta', 'TA']],
    ['empty entries', ', ,ta,,', ['ta']],
    [
      'commas within quotation marks',
      'ta, "well, thanks", «ну, спасибо»',
      ['ta', 'well, thanks', 'ну, спасибо'],
    ],
    ['a quotation mark that stays open', '"ta, thanks', ['"ta', 'thanks']],
    ['quotation marks within', '"say ""ta"""', ['say "ta"']],
    ['commas of other scripts', '谢谢、多谢，شكرا، ta', ['谢谢', '多谢', 'شكرا', 'ta']],
    ['a pattern', '.*, [a-z]+, (', ['.*', '[a-z]+', '(']],
    ['SQL', "'; drop table chats; --", ["'; drop table chats; --"]],
    ['a placeholder', '{receiver}, {{x}}, $1', ['{receiver}', '{{x}}', '$1']],
    [
      'what a program might stumble over',
      '__proto__, constructor, null',
      ['__proto__', 'constructor', 'null'],
    ],
    ['blanks of all kinds', 'thank\u00a0\t  you', ['thank you']],
    ['lines', 'ta\nthanks\n\nthx', ['ta', 'thanks', 'thx']],
  ];

  for (const [title, raw, words] of hostile) {
    it(`lists: ${title}`, async () => {
      const world = await begin();
      await set(world, `reputation.words ${raw}`);
      expect((await settings(world))['reputation.words']).to.deep.equal(words);
      // What is shown is taken back for the same.
      const [shown] = await world.hears(world.anna, '/get reputation.words');
      expect(shown).to.include('<b>Thank words</b>');
      const back = formatValue('reputation.words', words);
      expect(await ask(world, `/set reputation.words ${back}`)).to.include('Nothing has changed');
      expect(await ask(world, '/get')).to.include('<code>reputation.words</code>');
      const [first = ''] = words;
      if (first.length > 400) return;
      world.say(world.chiara, { text: first, replyTo: world.say(world.boris, 'Water them.') });
      await world.settled();
      expect(await world.reputation(world.boris), 'the first word gives').to.equal(1);
    });
  }

  it('lists: a word is not both thanks and minus, however it is written, in one message or two', async () => {
    const world = await begin();
    for (const text of [
      'negative.words Thank\u00a0You',
      'reputation.words -REP',
      'negative.words ta\nreputation.words TA',
      'reputation.words ё\nnegative.words Е',
    ]) {
      expect(await ask(world, `/set ${text}`), text).to.include('would be both a thank-you and a minus');
    }
    await set(world, 'reputation.words -rep\nnegative.words thanks');
  });

  it('lists: a word and its exception may be the same; the exception wins', async () => {
    const world = await begin();
    await set(world, 'reputation.words ta', 'reputation.except_words ta');
    world.say(world.chiara, { text: 'ta', replyTo: world.say(world.boris, 'Water them.') });
    await world.settled();
    expect(await world.reputation(world.boris)).to.equal(0);
  });

  it('texts: up to 12, over several lines, with what looks like a key behind a backslash', async () => {
    const world = await begin();
    const texts = Array.from({ length: 12 }, (_, n) => `text ${n} {receiver}`);
    await set(world, `reputation.texts ${texts.join('\n---\n')}`);
    expect((await settings(world))['reputation.texts']).to.deep.equal(texts);
    await set(
      world,
      'reputation.texts first line',
      '\\reputation.words is a key',
      '\\---',
      'last line',
      '—-',
      'another',
    );
    expect((await settings(world))['reputation.texts']).to.deep.equal([
      'first line\nreputation.words is a key\n---\nlast line',
      'another',
    ]);
  });

  it('shows one family by its name, and names the nearest for what is none', async () => {
    const world = await begin();
    const negative = await ask(world, '/get negative');
    for (const key of settingKeys) {
      const line = `<code>${key}</code>`;
      if (key.startsWith('negative.')) expect(negative).to.include(line);
      else expect(negative).to.not.include(line);
    }
    expect(await ask(world, '/get chat'))
      .to.include('<code>language</code>')
      .and.include('<code>time_zone</code>');
    expect(await ask(world, '/get negativ')).to.include('There is no setting');
  });
});
