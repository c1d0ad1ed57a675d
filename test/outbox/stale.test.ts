import { expect } from 'chai';
import { isStale } from '../../src/outbox/stale.ts';

const NOW = 1_000_000;
const row = (age: number, part = {}) => ({
  ...{ at: NOW - age, dueAt: 0, keep: false, job: { is: 'notice' as const } },
  ...part,
});

describe('stale', () => {
  const table: [string, ReturnType<typeof row>, number, boolean][] = [
    ['chatter of its time', row(300), 300, false],
    ['older chatter', row(301), 300, true],
    ['what must be kept', row(9999, { keep: true }), 300, false],
    ['older chatter, where nothing is dropped', row(9999), 0, false],
    ['what was meant for later', row(9999, { dueAt: NOW - 300 }), 300, false],
    ['what was meant for earlier', row(9999, { dueAt: NOW - 301 }), 300, true],
    ['a removal', row(48 * 3600, { job: { is: 'delete' } }), 300, false],
    ['a removal that Telegram would refuse', row(48 * 3600 + 1, { job: { is: 'delete' } }), 0, true],
  ];
  for (const [title, given, maxAge, stale] of table) {
    it(`${title}: ${stale}`, () => {
      expect(isStale(given, NOW, maxAge)).to.equal(stale);
    });
  }
});
