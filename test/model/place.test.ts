import { expect } from 'chai';
import fc from 'fast-check';
import { readPlace, writePlace } from '../../src/model/place.ts';

describe('A place', () => {
  for (const [written, stored] of [
    ['same', 'same'],
    ['SAME ', 'same'],
    ['45', '45'],
    ['۴۵', '45'],
    ['-1001234567890', '-1001234567890'],
    ['−1001234567890/45', '-1001234567890/45'],
    ['https://t.me/c/1234567890', '-1001234567890'],
    ['t.me/c/1234567890/45', '-1001234567890/45'],
    ['https://t.me/c/1234567890/45/678', '-1001234567890/45'],
    ['0', null],
    ['2147483648', null],
    ['-0', null],
    ['-100/0', null],
    ['9'.repeat(17), null],
    ['https://t.me/garden/45', null],
    ['here', null],
    ['', null],
  ] as const) {
    it(`${written || 'nothing'} is ${stored ?? 'none'}`, () => {
      const place = readPlace(written);
      expect(place && writePlace(place)).to.equal(stored);
    });
  }

  it('is read as it was written, whatever is read', () => {
    const chat = fc.option(fc.integer({ min: -(2 ** 52), max: -1 }));
    const topic = fc.option(fc.integer({ min: 1, max: 2 ** 31 - 1 }));
    fc.assert(
      fc.property(fc.record({ chat, topic }), (place) => {
        expect(readPlace(writePlace(place))).to.deep.equal(place);
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readPlace(text)));
  });
});
