import { expect } from 'chai';
import fc from 'fast-check';
import { userId } from '../../src/model/ids.ts';
import { checkTelegramHtml } from '../../src/text/check-html.ts';
import { GISELLE } from '../../src/text/giselle.ts';
import {
  checkTemplate,
  GIFT_PLACEHOLDERS,
  OVERTAKE_PLACEHOLDERS,
  renderTemplate,
  type TemplateValues,
  textProblem,
} from '../../src/text/placeholders.ts';
import { exampleValues } from '../../src/text/samples.ts';

const ann = { person: userId(7), name: 'Ann <b>&"\'' };
const bob = { person: userId(8), name: 'Bob' };
const values: TemplateValues = {
  giver: bob,
  receiver: ann,
  user: ann,
  amount: -5,
  reputation: -1234,
  chat: 'A & B',
  reason: null,
};
const ANN = "Ann &lt;b&gt;&amp;&quot;'";

describe('placeholders: rendering', () => {
  const samples: [string, string][] = [
    ['{giver} → {receiver}', `Bob → ${ANN}`],
    ['{Giver} {USER}', `Bob ${ANN}`],
    ['{name:giver}', 'Bob'],
    ['{mention:giver}', '<a href="tg://user?id=8">Bob</a>'],
    ['{mention:receiver}', `<a href="tg://user?id=7">${ANN}</a>`],
    ['{amount} {reputation}', '5 −1,234'],
    ['{chat}{reason}!', 'A &amp; B!'],
    // Without a value, or unknown: left as it stands.
    ['{place} {nobody} {mention:amount} {shout:giver}', '{place} {nobody} {mention:amount} {shout:giver}'],
    ['{{giver}} { giver } {} {1} {:)}', '{giver} { giver } {} {1} {:)}'],
    ['{constructor} {__proto__}', '{constructor} {__proto__}'],
    // In a tag a link would break the tag.
    [
      '<a href="https://x/{mention:giver}">{mention:giver}</a>',
      '<a href="https://x/Bob"><a href="tg://user?id=8">Bob</a></a>',
    ],
    ["<a href='https://x/{receiver}'>x</a>", `<a href='https://x/${ANN.replace("'", '&#39;')}'>x</a>`],
  ];
  for (const [template, text] of [
    ['%user% %username% %USERNAME%', `<a href="tg://user?id=7">${ANN}</a> ${ANN} ${ANN}`],
    ['%server% %fullbotname%', 'A &amp; B %fullbotname%'],
    [
      '%%user%% 100%user% 5% %nobody% %discriminator%',
      `%user% 100<a href="tg://user?id=7">${ANN}</a> 5% %nobody% %discriminator%`,
    ],
    ['<a href="https://x/%user%">x</a>', `<a href="https://x/${ANN.replace("'", '&#39;')}">x</a>`],
  ] as const) {
    it(`GiselleBot's ${template}`, () => expect(renderTemplate(template, values).text).to.equal(text));
  }
  for (const [template, text] of samples) {
    it(template, () => expect(renderTemplate(template, values).text).to.equal(text));
  }

  it('writes numbers as the language does', () => {
    expect(renderTemplate('{reputation}', { reputation: 1234567 }, 'ru').text).to.equal(
      '1\u00A0234\u00A0567',
    );
  });

  it('turns no line around, whoever wrote it', () => {
    expect(
      renderTemplate('\u202Ea\u2066{giver}', { giver: { person: userId(9), name: 'b\u202E' } }).text,
    ).to.equal('ab');
  });

  it('what a name holds is no placeholder', () => {
    const sly = { person: userId(9), name: '{receiver}{{giver}}' };
    expect(renderTemplate('{giver}', { giver: sly, receiver: ann }).text).to.equal('{receiver}{{giver}}');
  });

  it('a name that nobody could see is a number, and one that turns the line is put straight', () => {
    expect(renderTemplate('{giver}', { giver: { person: userId(9), name: '\u3164\u200F' } }).text).to.equal(
      '#9',
    );
    expect(renderTemplate('{giver}', { giver: { person: userId(9), name: 'a\u202Eb' } }).text).to.equal('ab');
  });
});

describe('placeholders: checking', () => {
  const good = [
    '{receiver} +{amount} → <b>{reputation}</b>',
    '{mention:giver} {name:receiver} {{nobody}}',
    'no placeholder at all',
    '{reason} {amount}',
    '<a href="https://example.com/{giver}">{place}</a> { x } {}',
    '<code>{mention:receiver}</code>',
  ];
  for (const template of good) {
    it(`takes ${template}`, () => expect(textProblem(template, 'reputation.texts')).to.equal(null));
  }

  const unknown: [string, string][] = [
    ['{gvier}', '{gvier}'],
    ['{получатель}', '{получатель}'],
    ['{mention:amount}', '{mention:amount}'],
    ['{shout:giver}', '{shout:giver}'],
    ['{giver} {horoscope}', '{horoscope}'],
  ];
  for (const [template, name] of unknown) {
    it(`refuses ${template}`, () => {
      expect(textProblem(template, 'reputation.texts')).to.deep.equal({
        type: 'placeholder',
        name,
        known: GIFT_PLACEHOLDERS,
      });
    });
  }

  it('takes the one who was passed where somebody is, as a person', () => {
    for (const text of [
      '{receiver} {passed}',
      '{mention:passed}',
      '{name:passed} {place}',
      '%user% {passed}',
    ]) {
      expect(textProblem(text, 'reputation.overtake_texts'), text).to.equal(null);
      for (const key of ['reputation.texts', 'negative.texts'] as const)
        expect(textProblem(text, key), text).to.have.property('type', 'placeholder');
    }
    expect(textProblem('{passed}', 'reputation.overtake_texts'), 'never empty').to.equal(null);
  });

  it('takes everything of GiselleBot’s that Telegram has, and names all that only Discord has', () => {
    for (const name of Object.keys(GISELLE))
      expect(textProblem(`%${name}% x`, 'reputation.texts'), name).to.equal(null);
    const foreign = ['%discriminator%', '%user_avatar_url%', '%server_banner_url%', '%boost_number%'];
    const text = `%user% ${foreign.join(' ')} %DISCRIMINATOR% <b>`;
    expect(textProblem(text, 'reputation.texts')).to.deep.equal({ type: 'discord', names: foreign });
    expect(textProblem('100% sure, %nobody% %50%', 'reputation.texts'), 'ordinary signs').to.equal(null);
  });

  it('knows a value for every placeholder that it lets pass', () => {
    const filled = exampleValues({
      ...{
        giver: bob,
        receiver: ann,
        passed: bob,
        reason: 'r',
        title: 't',
        chat: 'c',
        bot: 'b',
        at: 0,
        offset: 0,
      },
    });
    for (const name of OVERTAKE_PLACEHOLDERS)
      expect(renderTemplate(`{${name}}`, filled).text, name).to.not.include('{');
    for (const name of Object.keys(GISELLE))
      expect(renderTemplate(`%${name}%`, filled).text, name).to.not.include('%');
  });

  const broken: [string, string][] = [
    ['<b>{giver}', 'unclosed_tag <b>'],
    ['{giver} <3', 'broken_tag <3'],
    ['{reason}', 'empty'],
    ['<{giver}>x', 'broken_tag {giver}'],
    ['<a href={giver}>x</a>', 'broken_tag {giver}'],
    ['<b {reason}>x</b>', 'broken_tag {reason}'],
    ['<a href="{reason}">x</a>', 'wrong_attribute <a href="">'],
    ['<tg-emoji emoji-id="{giver}">x</tg-emoji>', 'wrong_attribute <tg-emoji emoji-id="{giver}">'],
    // Short as it stands, too long with the longest names.
    ['{giver}'.repeat(40), 'too_long 4096'],
  ];
  for (const [template, problem] of broken) {
    it(`refuses ${template.slice(0, 50)}`, () => {
      expect(textProblem(template, 'reputation.texts')).to.deep.equal({ type: 'html', problem });
    });
  }

  it('what it lets pass Telegram takes, whatever the values', () => {
    const piece = fc.constantFrom(
      ...[
        '{giver}',
        '{mention:receiver}',
        '{amount}',
        '{reason}',
        '{chat}',
        '{{user}}',
        '%user%',
        '%fullusername%',
        '%%bot%%',
        'a ',
        '&',
        '"',
        "'",
        '=',
      ],
      ...[
        '<b>',
        '</b>',
        '<a href="',
        '">',
        '</a>',
        "<code class='language-",
        "'>",
        '</code>',
        '<',
        '>',
        '/',
        ' ',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '<b>', '">', "'", '\u202E', '\0', '&#55296', '#55296;', 'lt'),
    );
    const named = fc.record({ person: fc.integer({ min: 1, max: 2 ** 52 }).map(userId), name: text });
    const filled = fc.record({
      giver: named,
      receiver: named,
      user: named,
      amount: fc.integer(),
      reason: fc.option(text),
      full_name: text.map((name) => `x${name}`),
      chat: text.map((title) => `x${title}`),
    });
    let passed = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), filled, (pieces, all) => {
        const template = pieces.join('');
        if (checkTemplate(template, GIFT_PLACEHOLDERS) !== null) return;
        passed++;
        const { text: said } = renderTemplate(template, all);
        expect(checkTelegramHtml(said, 1e6), template).to.equal(null);
      }),
      { numRuns: 2000 },
    );
    expect(passed).to.be.above(100);
  });
});
