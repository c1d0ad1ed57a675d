import { expect } from 'chai';
import fc from 'fast-check';
import { checkTelegramHtml, isBlank } from '../../src/text/check-html.ts';
import {
  escapeHtml,
  Html,
  html,
  join,
  plainText,
  truncate,
  unsafeHtml,
  visibleLength,
} from '../../src/text/html.ts';

/** Anything that a person can write, signs of HTML above all. */
const anything = fc
  .array(
    fc.oneof(
      fc.constantFrom('<', '>', '&', '"', "'", '&lt', '&#55296;', '<b>', '</a>', '\0', '\uD83D', '👍', '\r'),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map((parts) => parts.join(''));

describe('html: escaping', () => {
  it('everything but Html', () => {
    expect(html`<b>${'<i>"&\''}</b>${unsafeHtml('<u>x</u>')}${-5}${null}${undefined}`.text).to.equal(
      "<b>&lt;i&gt;&quot;&amp;'</b><u>x</u>-5",
    );
  });

  it('lists, joined too', () => {
    expect(html`${['<', unsafeHtml('<b>x</b>')]}`.text).to.equal('&lt;<b>x</b>');
    expect(join(['a', '&', unsafeHtml('<i>b</i>')], html`<u>, </u>`).text).to.equal(
      'a<u>, </u>&amp;<u>, </u><i>b</i>',
    );
  });

  it('drops what Telegram and PostgreSQL refuse', () => {
    expect(escapeHtml('a\0b\uD83Dc\uDC00d\r\ne\tf👍\x1b')).to.equal('abcd\ne\tf👍');
  });

  it('is a string to others', () => {
    expect(`${html`<b>x</b>`}`).to.equal('<b>x</b>');
    expect(JSON.stringify({ text: html`<b>x</b>` })).to.equal('{"text":"<b>x</b>"}');
  });

  it('always makes HTML that Telegram takes', () => {
    fc.assert(
      fc.property(anything, anything, (one, other) => {
        const text = html`x<a href="tg://user?id=1&${one}">x${other}</a><code class='language-${'x'}'>${one}</code>`;
        expect(checkTelegramHtml(text.text, 1e6)).to.equal(null);
        expect(plainText(text)).to.equal(`xx${plainText(escapeHtml(other))}${plainText(escapeHtml(one))}`);
      }),
    );
  });

  it('what is escaped reads as it was', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '&', '>', '"', "'", 'a', '#', ';', '👍') }),
        (text) => {
          expect(plainText(escapeHtml(text))).to.equal(text);
          expect(visibleLength(escapeHtml(text))).to.equal(text.length);
        },
      ),
    );
  });
});

describe('html: length', () => {
  it('counts what is seen', () => {
    expect(visibleLength('<b>a&lt;</b>&amp;👍&#128077;')).to.equal(7);
    expect(plainText('<b>a&lt;</b>&amp;👍&#x41;&nbsp;')).to.equal('a<&👍A&nbsp;');
  });

  const samples: [string, number, string][] = [
    ['<b>abc</b>', 3, '<b>abc</b>'],
    ['<b>abc</b>', 2, '<b>a…</b>'],
    ['<b>a<i>bcd</i></b>', 3, '<b>a<i>b…</i></b>'],
    ['<b>a</b>bcd', 3, '<b>a</b>b…'],
    ['a&amp;&amp;b', 3, 'a&amp;…'],
    ['a👍👍', 4, 'a👍…'],
    ['a👍👍', 3, 'a…'],
  ];
  for (const [text, limit, short] of samples) {
    it(`${text} to ${limit}`, () => expect(truncate(unsafeHtml(text), limit).text).to.equal(short));
  }

  it('truncated text is whole HTML of the right length', () => {
    fc.assert(
      fc.property(anything, anything, fc.integer({ min: 1, max: 50 }), (one, other, limit) => {
        const text = html`x<b>${one}<i>${other}</i>${one}</b>${other}`;
        const short = truncate(text, limit);
        expect(short).to.be.instanceOf(Html);
        expect(checkTelegramHtml(short.text, limit)).to.equal(null);
        if (visibleLength(text) <= limit) expect(short.text).to.equal(text.text);
      }),
    );
  });
});

describe('html: what Telegram takes', () => {
  const good = [
    'plain & simple',
    '&nbsp; &unknown; &',
    '<b>a</b> <strong>a</strong> <i>a</i> <em>a</em> <u>a</u> <ins>a</ins> <s>a</s> <strike>a</strike> <del>a</del>',
    '<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">a</span><span class=tg-spoiler>a</span>',
    '<a href="https://example.com/?a=1&amp;b=2">a</a><a href=\'tg://user?id=1\'>a</a>',
    '<code>a</code><pre>a</pre><pre><code class="language-js">a</code></pre>',
    '<blockquote>a</blockquote><blockquote expandable>a</blockquote>',
    '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
    '<b>a<i>b<u>c</u></i></b>',
    '<B>a</b >',
    'a > b',
    'x'.repeat(4096),
    `<b>${'x'.repeat(4096)}</b>`,
    '&lt;'.repeat(4096),
  ];
  for (const text of good) {
    it(`takes ${text.slice(0, 50)}`, () => expect(checkTelegramHtml(text)).to.equal(null));
  }

  const bad: [string, string, string][] = [
    ['a < b', 'broken_tag', '< b'],
    ['<3', 'broken_tag', '<3'],
    ['<br>', 'unknown_tag', '<br>'],
    ['<br/>', 'broken_tag', '<br/>'],
    ['<script>x</script>', 'unknown_tag', '<script>'],
    ['<p>x</p>', 'unknown_tag', '<p>'],
    ['<b>x', 'unclosed_tag', '<b>'],
    ['<b><i>x</i>', 'unclosed_tag', '<b>'],
    ['<b><i>x</b></i>', 'wrong_end', '</b>'],
    ['x</b>', 'wrong_end', '</b>'],
    ['<b>x</>', 'wrong_end', '</>'],
    ['<b>x</B>', 'wrong_end', '</B>'],
    ['<span>x</span>', 'wrong_attribute', '<span>'],
    ['<span class="red">x</span>', 'wrong_attribute', '<span class="red">'],
    ['<a>x</a>', 'wrong_attribute', '<a>'],
    ['<a href="">x</a>', 'wrong_attribute', '<a href="">'],
    ['<a href="x" onclick="y">x</a>', 'wrong_attribute', '<a href="x" onclick="y">'],
    ['<a href=x/y>x</a>', 'broken_tag', '<a href=x/y>'],
    ['<a href="x>x</a>', 'broken_tag', '<a href="x>'],
    ['<tg-emoji emoji-id="no">x</tg-emoji>', 'wrong_attribute', '<tg-emoji emoji-id="no">'],
    [
      '<tg-emoji emoji-id="9223372036854775808">x</tg-emoji>',
      'wrong_attribute',
      '<tg-emoji emoji-id="9223372036854775808">',
    ],
    [
      '<tg-emoji emoji-id="1" emoji-id="no">x</tg-emoji>',
      'wrong_attribute',
      '<tg-emoji emoji-id="1" emoji-id="no">',
    ],
    ['<b class="x">x</b>', 'wrong_attribute', '<b class="x">'],
    ['x &#55296; y', 'bad_character', '&#55296;'],
    ['x &#xD800 y', 'bad_character', '&#xD800'],
    ['x \uD800 y', 'bad_character', '\uD800'],
    ['', 'empty', ''],
    [' \n\u200B', 'empty', ''],
    ['<b> </b>', 'empty', ''],
    ['x'.repeat(4097), 'too_long', '4096'],
  ];
  for (const [text, problem, piece] of bad) {
    it(`refuses ${JSON.stringify(text.slice(0, 50))}`, () => {
      expect(checkTelegramHtml(text)).to.deep.include({ problem, piece });
    });
  }

  it('says where', () => expect(checkTelegramHtml('ab <i>c</i><u>')).to.have.property('at', 11));

  it('never throws', () => {
    fc.assert(
      fc.property(anything, (text) => {
        checkTelegramHtml(text);
        visibleLength(text);
        isBlank(text);
      }),
    );
  });
});
