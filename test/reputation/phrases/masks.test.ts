import { expect } from 'chai';
import { compilePhrases } from '../../../src/reputation/phrases/matcher.ts';

const matcher = compilePhrases(
  ['thank you', 'ty', '+', '👍', '谢谢'].map((text) => ({ list: 'thanks', text })),
);

function found(text: string, ...masked: [number, number][]): string[] {
  return matcher
    .find(
      text,
      masked.map(([start, end]) => ({ start, end })),
    )
    .map((hit) => text.slice(hit.start, hit.end));
}

describe('phrases: masked ranges', () => {
  it('hide what they touch', () => {
    expect(found('ty ty')).to.deep.equal(['ty', 'ty']);
    expect(found('ty ty', [0, 2])).to.deep.equal(['ty']);
    expect(found('ty ty', [1, 2])).to.deep.equal(['ty']);
    expect(found('ty ty', [3, 5], [0, 2])).to.deep.equal([]);
  });

  it('are a border', () => {
    expect(found('aty')).to.deep.equal([]);
    expect(found('aty', [0, 1])).to.deep.equal(['ty']);
    expect(found('1+1', [0, 1], [2, 3])).to.deep.equal(['+']);
  });

  it('are not bridged', () => {
    expect(found('thank x you')).to.deep.equal([]);
    expect(found('thank x you', [6, 7])).to.deep.equal([]);
    expect(found('thank you', [5, 6])).to.deep.equal([]);
    expect(found('谢x谢', [1, 2])).to.deep.equal([]);
  });

  it('may cut an emoji, a pair or a letter from its mark', () => {
    expect(found('👍', [1, 2])).to.deep.equal([]);
    expect(found('👍', [0, 1])).to.deep.equal([]);
    expect(found('👍🏽', [2, 4])).to.deep.equal(['👍']);
    expect(found('ty\u0301', [2, 3])).to.deep.equal(['ty']);
  });

  it('may overlap, lie outside, be empty or senseless', () => {
    expect(found('ty ty', [0, 1], [0, 2], [1, 2])).to.deep.equal(['ty']);
    expect(found('ty', [-5, -1], [5, 9], [1, 1], [2, 0], [Number.NaN, Number.NaN])).to.deep.equal(['ty']);
    expect(found('ty', [-5, 1])).to.deep.equal([]);
    expect(found('ty', [1, Number.POSITIVE_INFINITY])).to.deep.equal([]);
  });
});
