import { expect } from 'chai';
import { HalfSipHash } from '../../src/engine/half-sip-hash.ts';

/** The authors' own sample values: key 00 01 … 07; of the message 00 01 02 … so many bytes. */
const SAMPLES: [bytes: number, hash: number][] = [
  [0, 0x5b9f35a9],
  [4, 0x89466e2a],
  [8, 0x8f84b8d0],
  [12, 0x2f87f057],
  [16, 0x84acb5d9],
  [20, 0x45104de3],
  [24, 0x630c4027],
];

const word = (first: number) => first | ((first + 1) << 8) | ((first + 2) << 16) | ((first + 3) << 24);

describe('HalfSipHash', () => {
  for (const [bytes, expected] of SAMPLES) {
    it(`gives what its authors publish for ${bytes} bytes`, () => {
      const hash = new HalfSipHash(word(0), word(4));
      for (let at = 0; at < bytes; at += 4) hash.add(word(at));
      expect(hash.end()).to.equal(expected);
    });
  }

  it('takes a word by its low 32 bits', () => {
    const of = (value: number) => {
      const hash = new HalfSipHash(1, 2);
      hash.add(value);
      return hash.end();
    };
    expect(of(2 ** 32 + 5)).to.equal(of(5));
    expect(of(-1)).to.equal(of(2 ** 32 - 1));
    expect(of(6)).to.not.equal(of(5));
  });
});
