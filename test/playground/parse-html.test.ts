import { expect } from 'chai';
import fc from 'fast-check';
import { ApiError } from '../../src/playground/api-error.ts';
import { entitiesToHtml } from '../../src/playground/format/entities-to-html.ts';
import { findEntities } from '../../src/playground/format/find-entities.ts';
import { parseHtml } from '../../src/playground/format/parse-html.ts';
import { trimFormatted } from '../../src/playground/format/settle-entities.ts';

function complaint(source: string): string {
  try {
    parseHtml(source);
  } catch (error) {
    expect(error).to.be.instanceOf(ApiError);
    return (error as Error).message.replace("Bad Request: can't parse entities: ", '');
  }
  throw new Error(`${source} was accepted`);
}

const marked = (source: string) =>
  parseHtml(source).entities.map((e) => [
    e.type,
    parseHtml(source).text.slice(e.offset, e.offset + e.length),
  ]);

describe("Telegram's HTML", () => {
  it('knows its tags, and counts in UTF-16', () => {
    expect(parseHtml('🏟 <b>bold</b> <i>it</i>')).to.deep.equal({
      text: '🏟 bold it',
      entities: [
        { type: 'bold', offset: 3, length: 4 },
        { type: 'italic', offset: 8, length: 2 },
      ],
    });
    expect(marked('<strong>a</strong><em>b</em><ins>c</ins><del>d</del><strike>e</strike>')).to.deep.equal([
      ['bold', 'a'],
      ['italic', 'b'],
      ['underline', 'c'],
      ['strikethrough', 'd'],
      ['strikethrough', 'e'],
    ]);
    expect(marked('<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>')).to.deep.equal([
      ['spoiler', 'x'],
      ['spoiler', 'y'],
    ]);
    expect(marked('<blockquote expandable>long</blockquote>')).to.deep.equal([
      ['expandable_blockquote', 'long'],
    ]);
  });

  it('reads links, people and custom emoji', () => {
    const ann = { id: 5, is_bot: false, first_name: 'Ann' };
    expect(parseHtml('<a href="telegram.org">t</a>').entities[0]).to.include({ url: 'http://telegram.org/' });
    expect(parseHtml('<a href="tg://user?id=5">A</a>', () => ann).entities).to.deep.equal([
      { type: 'text_mention', offset: 0, length: 1, user: ann },
    ]);
    // Someone the bot has never met is not linked at all.
    expect(parseHtml('<a href="tg://user?id=6">A</a>').entities).to.deep.equal([]);
    expect(parseHtml('<a> no link </a>').entities).to.deep.equal([]);
    expect(parseHtml('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>').entities[0]).to.include({
      type: 'custom_emoji',
      custom_emoji_id: '5368324170671202286',
    });
  });

  it('joins pre and code of a language, and lets nothing else live in code', () => {
    expect(parseHtml('<pre><code class="language-ts">x</code></pre>').entities).to.deep.equal([
      { type: 'pre', offset: 0, length: 1, language: 'ts' },
    ]);
    expect(marked('<code><b>x</b></code>')).to.deep.equal([['code', 'x']]);
  });

  it('decodes entities as Telegram does, and leaves the others alone', () => {
    expect(parseHtml('&lt;&gt;&amp;&quot;&#33;&#x41;&laquo;&#12345678;&lt').text).to.equal(
      '<>&"!A&laquo;&#12345678;<',
    );
  });

  it('complains in Telegram’s own words, with byte offsets', () => {
    expect(complaint('🏟 🏟&lt;<abacaba')).to.equal('Unclosed start tag at byte offset 13');
    expect(complaint('🏟 🏟&lt;<abac aba>')).to.equal('Unsupported start tag "abac" at byte offset 13');
    expect(complaint('<br>')).to.equal('Unsupported start tag "br" at byte offset 0');
    expect(complaint('1 < 2')).to.equal('Unsupported start tag "" at byte offset 2');
    expect(complaint('🏟 🏟&lt;<i   =aba>')).to.equal('Empty attribute name in the tag "i" at byte offset 13');
    expect(complaint('🏟 🏟&lt;<i    aba>')).to.equal(
      'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 13',
    );
    expect(complaint('🏟 🏟&lt;<i    aba  =  ')).to.equal('Unclosed start tag "i" at byte offset 13');
    expect(complaint('🏟 🏟&lt;<i    aba  =  190azAz-.,')).to.equal(
      'Unexpected end of name token at byte offset 27',
    );
    expect(complaint('🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>')).to.equal(
      'Unclosed start tag at byte offset 13',
    );
    expect(complaint('🏟 🏟&lt;</')).to.equal('Unexpected end tag at byte offset 13');
    expect(complaint('🏟 🏟&lt;<b></b></')).to.equal('Unexpected end tag at byte offset 20');
    expect(complaint('🏟 🏟&lt;<i>a</i   ')).to.equal('Unclosed end tag at byte offset 17');
    expect(complaint('🏟 🏟&lt;<i>a</em   >')).to.equal(
      'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"',
    );
    expect(complaint('<b>never closed')).to.equal('Can\'t find end tag corresponding to start tag "b"');
    expect(complaint('<span>x</span>')).to.equal('Tag "span" must have class "tg-spoiler" at byte offset 0');
    expect(complaint('&#xDFDF;')).to.match(/^Text contains invalid Unicode characters/);
  });

  it('never fails otherwise than by a refusal, whatever it is given', () => {
    const bit = fc.constantFrom(
      '<',
      '>',
      '/',
      'b',
      'i',
      '="',
      "'",
      '&',
      '&lt;',
      '#',
      ';',
      ' ',
      'a href',
      '</b>',
      '🏟',
      '\0',
    );
    const garbage = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(bit, { maxLength: 30 }).map((bits) => bits.join('')),
    );
    fc.assert(
      fc.property(garbage, (source) => {
        try {
          const { text, entities } = parseHtml(source);
          for (const e of entities) {
            expect(e.length).to.be.greaterThan(0);
            expect(e.offset + e.length).to.be.at.most(text.length);
          }
        } catch (error) {
          expect(error).to.be.instanceOf(ApiError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('takes whatever is well nested, and finds its text again', () => {
    interface Piece {
      html: string;
      text: string;
    }
    const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
    const { piece } = fc.letrec<{ piece: Piece; leaf: Piece; wrapped: Piece; list: Piece }>((tie) => ({
      leaf: fc.string({ unit: 'grapheme', maxLength: 6 }).map((text) => ({ html: escaped(text), text })),
      wrapped: fc
        .tuple(fc.constantFrom('b', 'i', 'u', 's', 'tg-spoiler', 'code', 'blockquote'), tie('piece'))
        .map(([tag, inner]) => ({ html: `<${tag}>${inner.html}</${tag}>`, text: inner.text })),
      list: fc.array(tie('piece'), { maxLength: 3 }).map((all) => ({
        html: all.map((p) => p.html).join(''),
        text: all.map((p) => p.text).join(''),
      })),
      piece: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('wrapped'), tie('list')),
    }));
    fc.assert(
      fc.property(piece, ({ html, text }) => {
        expect(parseHtml(html).text).to.equal(text);
      }),
    );
  });

  it('cuts blanks off the ends and moves the entities along', () => {
    expect(trimFormatted(parseHtml(' <b> x </b> '))).to.deep.equal({
      text: 'x',
      entities: [{ type: 'bold', offset: 0, length: 1 }],
    });
  });
});

describe('what the server finds in plain text', () => {
  const found = (text: string) =>
    findEntities(text).map((e) => [e.type, text.slice(e.offset, e.offset + e.length)]);

  it('marks commands, mentions, links, hashtags and cashtags', () => {
    expect(found('/start@my_bot hi')).to.deep.equal([['bot_command', '/start@my_bot']]);
    expect(found('🏟 thanks @boris, see https://t.me/x?y=1.')).to.deep.equal([
      ['mention', '@boris'],
      ['url', 'https://t.me/x?y=1'],
    ]);
    expect(found('#tag $USD t.me/abc ann@example.org')).to.deep.equal([
      ['hashtag', '#tag'],
      ['cashtag', '$USD'],
      ['url', 't.me/abc'],
      ['email', 'ann@example.org'],
    ]);
  });

  it('leaves what only looks like it', () => {
    expect(found('1/2 a@b #1 $usd and/or C++ …')).to.deep.equal([]);
  });
});

describe('entities as HTML for a page', () => {
  it('escapes everything and lets no script in', () => {
    const { text, entities } = parseHtml('<b>&lt;script&gt;</b> <a href="https://a.org/?x=&quot;y">l</a>');
    expect(entitiesToHtml(text, entities)).to.equal(
      '<b>&#60;script&#62;</b> <a href="https://a.org/?x=&#34;y" target="_blank" rel="noopener noreferrer">l</a>',
    );
    const evil = [{ type: 'text_link', offset: 0, length: 1, url: 'javascript:alert(1)' }];
    expect(entitiesToHtml('x', evil)).to.equal('x');
  });

  it('cuts crossing entities so that they nest', () => {
    const crossing = [
      { type: 'bold', offset: 0, length: 3 },
      { type: 'italic', offset: 2, length: 3 },
    ];
    expect(entitiesToHtml('abcdef', crossing)).to.equal('<b>ab<i>c</i></b>def');
  });
});
