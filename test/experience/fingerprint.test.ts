import { expect } from 'chai';
import fc from 'fast-check';
import { fingerprint } from '../../src/experience/fingerprint.ts';

describe('A text’s fingerprint', () => {
  it('is the same in any case and with any blanks', () => {
    expect(fingerprint('Good\u00a0morning,\n ALL!')).to.equal(fingerprint('goodmorning,all!'));
    expect(fingerprint('good morning')).not.to.equal(fingerprint('good evening'));
  });

  it('knows every blank there is', () => {
    for (let code = 0; code < 0x10000; code += 1) {
      const letter = String.fromCharCode(code);
      const expected = /\s/u.test(letter) ? fingerprint('ab') : undefined;
      if (expected) expect(fingerprint(`a${letter}b`), code.toString(16)).to.equal(expected);
      else expect(fingerprint(letter), code.toString(16)).not.to.equal(0);
    }
  });

  it('is 0 for what holds nothing, and for nothing else', () => {
    for (const text of ['', ' ', '\n\t\u3000']) expect(fingerprint(text)).to.equal(0);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        expect(fingerprint(text) === 0).to.equal(text.trim() === '');
      }),
    );
  });
});
