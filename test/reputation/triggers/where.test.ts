import { expect } from 'chai';
import { bookOf, rulesWith } from '../../../src/engine/reputation/triggers.ts';
import { rulesOf } from '../../../src/engine/rules-of.ts';
import type { Trigger } from '../../../src/model/trigger.ts';
import { message } from '../../support/facts.ts';
import { decide, gave, said, to, trigger, USER } from './scene.ts';

describe('Where a trigger stands in a message', () => {
  const found = (phrase: string, match: Trigger['match'], text: string) =>
    gave(decide([{ phrase, match }], said(text, { author: USER, ...to(3) }))).length > 0;

  const TABLE: [phrase: string, text: string, whole: boolean, starts: boolean, anywhere: boolean][] = [
    ['well done', 'WELL done!', true, true, true],
    ['well done', 'well done, Boris', false, true, true],
    ['well done', 'oh, well done', false, false, true],
    ['well done', '@person3 well done', true, true, true],
    ['well done', 'well done @person3!', true, true, true],
    ['well done', 'well @person3 done', true, true, true],
    ['well done', 'swell done', false, false, false],
    ['/helped', '/helped', true, true, true],
    ['/helped', '/HELPED@Laurel_Bot', true, true, true],
    ['/helped', '/helped@other_bot', false, false, false],
    ['/helped', '@person3 /helped', true, true, true],
    ['/helped', 'now /helped him', false, false, true],
    ['/helped', '/helped_him', false, false, false],
    ['/helped', 'http://helped', false, false, false],
    ['helped', '/helped', false, false, false],
    ['/helped a lot', '/helped@laurel_bot a lot', true, true, true],
    ['!help', '!help me', false, true, true],
    ['a', 'What a day', false, false, true],
    ['.', '.', true, true, true],
    ['.', 'a . b', false, false, true],
    ['.*', 'anything', false, false, false],
    ['(a+)+$', 'see (a+)+$ there', false, false, true],
    ['<b>', 'x <b> y', false, false, true],
    ['👍🏽', '👍🏽', true, true, true],
    ['👍', '👍🏿', true, true, true],
    ['👍🏽', '👍🏿', false, false, false],
    ['شكرا لك', 'شكرا لك يا بوريس', false, true, true],
    ['say "hi"', 'say "hi"', true, true, true],
    ['Ёлка', 'елка', true, true, true],
    ['p'.repeat(500), `P${'p'.repeat(499)}`, true, true, true],
  ];
  for (const [phrase, text, ...expected] of TABLE) {
    it(`${phrase.slice(0, 20)} in ${text.slice(0, 30)}`, () => {
      const matches = (['whole', 'starts', 'anywhere'] as const).map((match) => found(phrase, match, text));
      expect(matches).to.deep.equal(expected);
    });
  }

  it('counts in a caption and as a sticker’s emoji', () => {
    const event = message('🎉', { kind: 'sticker', ...to(3) });
    expect(gave(decide([{ phrase: '🎉', match: 'whole' }], event))).to.deep.equal(['3 trigger 5']);
  });

  it('shares one pass with the words, which find what they found without triggers', () => {
    const settings = { 'reputation.words': ['merci'] };
    const words = rulesOf(JSON.stringify(settings)).matcher;
    const both = rulesWith(
      JSON.stringify(settings),
      bookOf([trigger(1, { phrase: 'merci beaucoup' })]),
    ).matcher;
    expect(both.size).to.equal(words.size + 1);
    const text = 'merci beaucoup, merci';
    expect(both.find(text).filter((hit) => hit.list !== 'trigger')).to.deep.equal(words.find(text));
  });
});
