import { expect } from 'chai';
import type { PhraseEntry } from '../../../src/reputation/phrases/entry.ts';
import { compilePhrases } from '../../../src/reputation/phrases/matcher.ts';
import { emoji, latin, otherScripts, type Sample, signs, withoutBlanks } from './samples.ts';

/** JSON with what is invisible spelt out. */
const show = (text: string) =>
  JSON.stringify(text).replace(
    /\p{Default_Ignorable_Code_Point}/gu,
    (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`,
  );

function found(entries: PhraseEntry[], text: string): string[] {
  return compilePhrases(entries)
    .find(text)
    .map((hit) => `${hit.list}:${text.slice(hit.start, hit.end)}`);
}

const thanks = (...texts: string[]): PhraseEntry[] => texts.map((text) => ({ list: 'thanks', text }));
const except = (...texts: string[]): PhraseEntry[] => texts.map((text) => ({ list: 'thanks_except', text }));
const trigger = (id: number, text: string, where?: PhraseEntry['where']): PhraseEntry =>
  where ? { list: 'trigger', text, id, where } : { list: 'trigger', text, id };

function table(title: string, samples: Sample[]): void {
  describe(title, () => {
    for (const [phrase, text, expected] of samples) {
      it(`${show(phrase)} in ${show(text)}: ${expected.length}`, () => {
        const hits = compilePhrases(thanks(phrase)).find(text);
        expect(hits.map((hit) => text.slice(hit.start, hit.end))).to.deep.equal(expected);
      });
    }
  });
}

describe('phrases: samples', () => {
  table('Latin', latin);
  table('other scripts with blanks', otherScripts);
  table('scripts without blanks', withoutBlanks);
  table('signs', signs);
  table('emoji', emoji);

  it('finds each alone as well as among all others', () => {
    // Control: a phrase that only works in a trie of its own would pass the tables.
    const all = [...latin, ...otherScripts, ...withoutBlanks, ...signs, ...emoji];
    const matcher = compilePhrases(all.map(([phrase], id) => trigger(id, phrase)));
    for (const [id, [phrase, text, expected]] of all.entries()) {
      const hits = matcher.find(text).filter((hit) => hit.id === id);
      expect(
        hits.map((hit) => text.slice(hit.start, hit.end)),
        show(phrase),
      ).to.deep.equal(expected.slice(0, 1));
    }
  });
});

describe('phrases: which hits stay', () => {
  it('reports the admin’s spelling, list, id and UTF-16 range', () => {
    expect(
      compilePhrases([{ list: 'trigger', text: 'Thank  You', id: 7 }]).find('🎉🎉 ﷺ THANK YOU'),
    ).to.deep.equal([{ list: 'trigger', phrase: 'Thank  You', id: 7, start: 7, end: 16 }]);
  });

  it('keeps the longest of overlapping hits of one list', () => {
    const entries = thanks('thank', 'thank you', 'you very much');
    expect(found(entries, 'thank you')).to.deep.equal(['thanks:thank you']);
    expect(found(entries, 'thank you very much')).to.deep.equal(['thanks:you very much']);
    expect(found(entries, 'thank thank you')).to.deep.equal(['thanks:thank', 'thanks:thank you']);
  });

  it('keeps overlapping hits of different lists, in order of start', () => {
    const entries: PhraseEntry[] = [...thanks('b c'), { list: 'minus', text: 'a b' }, trigger(1, 'b c d')];
    expect(found(entries, 'a b c d')).to.deep.equal(['minus:a b', 'trigger:b c d', 'thanks:b c']);
  });

  it('lets an exception win over the words in it, and reports it', () => {
    const entries = [...thanks('thanks', 'thank you'), ...except('thanks in advance', 'no thanks')];
    expect(found(entries, 'Thanks in advance!')).to.deep.equal(['thanks_except:Thanks in advance']);
    expect(found(entries, 'no thanks')).to.deep.equal(['thanks_except:no thanks']);
    expect(found(entries, 'no thanks. Thank you!')).to.deep.equal([
      'thanks_except:no thanks',
      'thanks:Thank you',
    ]);
    expect(found(entries, 'no, thanks in fact')).to.deep.equal(['thanks:thanks']);
  });

  it('excepts by every exception, even one that lost to a longer', () => {
    const entries = [...thanks('b'), ...except('a b', 'b c', 'c d e f')];
    expect(found(entries, 'b c d e f')).to.deep.equal(['thanks_except:c d e f']);
  });

  it('excepts thanks by the exceptions of thanks only', () => {
    const entries: PhraseEntry[] = [
      ...thanks('good'),
      { list: 'minus', text: 'bad' },
      { list: 'minus_except', text: 'not bad' },
      { list: 'minus_except', text: 'so good' },
      trigger(1, 'bad'),
    ];
    expect(found(entries, 'not bad')).to.deep.equal(['minus_except:not bad', 'trigger:bad']);
    expect(found(entries, 'so good')).to.deep.equal(['minus_except:so good', 'thanks:good']);
  });

  it('takes the first spelling of a duplicate and ignores what folds to nothing', () => {
    const matcher = compilePhrases(
      thanks('Thanks', 'THANKS', 'thanks\u200B', '', ' ', '\u200B', '\uD800', 'ty'),
    );
    expect(matcher.size).to.equal(2);
    expect(matcher.find('thanks')[0]?.phrase).to.equal('Thanks');
    expect(compilePhrases([...thanks('ty'), { list: 'minus', text: 'ty' }]).size).to.equal(2);
  });

  it('finds nothing without entries', () => {
    expect(compilePhrases([]).find('thanks')).to.deep.equal([]);
    expect(compilePhrases(thanks('')).find('thanks')).to.deep.equal([]);
  });
});

describe('phrases: triggers', () => {
  it('start: at the beginning, after blanks, at a border', () => {
    const matcher = compilePhrases([trigger(1, 'gift', 'start')]);
    for (const text of ['gift', ' \n Gift for you', '\u200Egift!'])
      expect(matcher.find(text), text).to.have.length(1);
    for (const text of ['a gift', '!gift', 'gifted']) expect(matcher.find(text), text).to.be.empty;
    expect(matcher.find('` gift', [{ start: 0, end: 1 }])).to.be.empty;
  });

  it('whole: up to blanks and punctuation behind', () => {
    const matcher = compilePhrases([
      trigger(1, 'well done', 'whole'),
      trigger(2, '/gift', 'whole'),
      trigger(3, '!', 'whole'),
    ]);
    for (const text of ['well done', ' Well  DONE !?.. ', 'WELL DONE…', '/gift', ' !']) {
      expect(matcher.find(text), text).to.have.length(1);
    }
    for (const text of [
      'so well done',
      'well done you',
      'well done! +',
      'well done 👍',
      '"well done"',
      '!!',
      'a !',
    ]) {
      expect(matcher.find(text), text).to.be.empty;
    }
    expect(matcher.find('well done `', [{ start: 10, end: 11 }])).to.be.empty;
    expect(matcher.find(`well done${' '.repeat(9000)}not at all`)).to.be.empty;
  });

  it('each is told of once, overlapping or not; words beside them are resolved as ever', () => {
    const matcher = compilePhrases([
      trigger(9, 'bravo'),
      trigger(2, 'bravo'),
      trigger(3, 'bravo you'),
      ...except('bravo'),
      ...thanks('bravo'),
    ]);
    for (const text of ['bravo you', `bravo you ${'bravo '.repeat(1000)}`]) {
      const hits = matcher.find(text);
      expect(hits.flatMap((hit) => hit.id ?? [])).to.deep.equal([3, 2, 9]);
      expect(hits.find((hit) => hit.id === undefined)?.list).to.equal('thanks_except');
      expect(hits.some((hit) => hit.list === 'thanks')).to.equal(false);
    }
  });
});
