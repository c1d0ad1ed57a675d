import { expect } from 'chai';
import { compilePhrases } from '../../src/reputation/phrases/matcher.ts';
import { findSign } from '../../src/reputation/sign.ts';
import { message, rules } from '../support/facts.ts';

const matcher = compilePhrases([
  { list: 'thanks', text: 'thanks' },
  { list: 'thanks', text: 'Thank you' },
  { list: 'thanks_except', text: 'no thanks' },
  { list: 'minus', text: '-rep' },
  { list: 'minus_except', text: '-rep is not meant' },
]);
const both = { thanks: rules(), minus: rules({ reason: true }) };

const sign = (text: string, change: Parameters<typeof message>[1] = {}, gifts = both) =>
  findSign(message(text, change), gifts, matcher);

const named = [{ name: 'boris' }];

describe('The sign of a message', () => {
  it('is that of the chat’s word in it, told as the admin spelt it', () => {
    expect(sign('HeLlO, tHaNk you vEry mUch!')).to.include({
      sign: 'thanks',
      rule: 'Thank you',
      refused: null,
    });
    expect(sign('-rep wrong advice')).to.include({ sign: 'minus', rule: '-rep', refused: null });
    expect(sign('thanksgiving')).to.equal(null);
    expect(sign('')).to.equal(null);
  });

  it('is refused where both stand in it, and not where only one of them is switched on', () => {
    expect(sign('thanks, but -rep for the tone')?.refused).to.deep.equal({
      no: 'both_signs',
      plus: 'thanks',
      minus: '-rep',
    });
    const off = rules({ enabled: false });
    expect(sign('thanks, but -rep', {}, { ...both, minus: off })).to.include({
      sign: 'thanks',
      refused: null,
    });
    expect(sign('thanks, but -rep', {}, { ...both, thanks: off })).to.include({
      sign: 'minus',
      refused: null,
    });
    expect(sign('thanks', {}, { ...both, thanks: off })?.refused).to.deep.equal({ no: 'off' });
    expect(sign('-rep', {}, { ...both, minus: off })?.refused).to.deep.equal({ no: 'off' });
  });

  it('is excepted where an exception wins over the word in it, unless another word stands free', () => {
    expect(sign('No thanks.')?.refused).to.deep.equal({ no: 'excepted', phrase: 'no thanks' });
    expect(sign('-rep is not meant')).to.deep.include({
      sign: 'minus',
      refused: { no: 'excepted', phrase: '-rep is not meant' },
    });
    expect(sign('No thanks. But thank you for asking!')?.refused).to.equal(null);
  });

  it('is no sign where the word stands only in code, a quote or a link', () => {
    const masked = [{ start: 0, end: 6 }];
    expect(sign('thanks is a word', { masked })?.refused).to.deep.equal({ no: 'quoted_word' });
    expect(sign('thanks is a word, thanks', { masked })?.refused).to.equal(null);
    expect(sign('other is a word', { masked })).to.equal(null);
  });
});

describe('A bare mention', () => {
  const any = { ...both, thanks: rules({ mentions: 'any' }) };

  it('is a sign only where any mention counts', () => {
    expect(sign('ping @boris', { mentions: named }, any)).to.include({
      sign: 'thanks',
      rule: '@',
      bare: true,
    });
    expect(sign('ping @boris', { mentions: named })).to.equal(null);
    expect(sign('ping', {}, any)).to.equal(null);
    const off = { ...both, thanks: rules({ mentions: 'any', enabled: false }) };
    expect(sign('ping @boris', { mentions: named }, off)).to.equal(null);
  });

  it('gives way to a word, and stands where a word is only quoted', () => {
    expect(sign('thanks @boris', { mentions: named }, any)).to.include({ rule: 'thanks', bare: false });
    expect(sign('-rep @boris for that', { mentions: named }, any)).to.include({ sign: 'minus', bare: false });
    const quoted = { mentions: named, masked: [{ start: 0, end: 6 }] };
    expect(sign('thanks is a word, @boris', quoted, any)).to.include({
      rule: '@',
      bare: true,
      refused: null,
    });
  });
});

describe('The reason of a minus', () => {
  for (const [text, reason] of [
    ['-rep wrong advice', 'wrong advice'],
    ['wrong   advice\n-rep', 'wrong advice'],
    ['that was -rep wrong', 'that was wrong'],
    ['-rep @boris wrong', 'wrong'],
    ['-rep так себе', 'так себе'],
    ['-rep', null],
    ['-rep !!!', null],
    ['-rep @boris', null],
    ['-rep x', null],
    ['-rep 123', null],
  ] as const) {
    it(`of “${text.replace('\n', ' ⏎ ')}” is ${reason === null ? 'missing' : `“${reason}”`}`, () => {
      expect(sign(text)).to.include({ reason, reasonMissing: reason === null });
    });
  }

  it('is kept short, and whole in its characters', () => {
    const reason = sign(`-rep ${'🌿'.repeat(100)}${'long '.repeat(100)}`)?.reason ?? '';
    expect([...reason]).to.have.lengthOf(200);
    expect(reason.isWellFormed()).to.equal(true);
  });

  it('is asked of a minus only where it is demanded, and never of thanks', () => {
    expect(sign('thanks')).to.include({ reason: null, reasonMissing: false });
    const free = { ...both, minus: rules({ reason: false }) };
    expect(sign('-rep', {}, free)).to.include({ reason: null, reasonMissing: false });
  });
});
