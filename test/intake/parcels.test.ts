import { expect } from 'chai';
import { cut, LARGEST_BATCH, sizeOf } from '../../src/intake/parcels.ts';

const parcelsOf = (...sizes: number[]) =>
  sizes.map((length) => ({ updates: Array.from({ length }, (_, update_id) => ({ update_id })) }));
const sizes = (parcels: readonly { updates: readonly unknown[] }[]) =>
  parcels.map(({ updates }) => updates.length);

describe('Parcels of updates', () => {
  for (const [given, room, taken] of [
    [[], LARGEST_BATCH, []],
    [[1, 1, 1], LARGEST_BATCH, [1, 1, 1]],
    [[300, 300, 100], LARGEST_BATCH, [300]],
    [[300, 200, 1], LARGEST_BATCH, [300, 200]],
    [[900, 1], LARGEST_BATCH, [900]],
    [[300, 100], 200, []],
    [[100, 100, 1], 200, [100, 100]],
    [[1], 0, []],
  ] as const) {
    it(`of ${given.join(', ') || 'nobody'}, with room for ${room}: ${taken.join(', ') || 'none'} at once`, () => {
      const parcels = parcelsOf(...given);
      expect(sizes(cut(parcels, room))).to.deep.equal(taken);
      expect(sizes(parcels), 'the rest stays').to.deep.equal(given.slice(taken.length));
      expect(sizeOf(parcels)).to.equal(given.slice(taken.length).reduce((sum, size) => sum + size, 0));
    });
  }
});
