import { expect } from 'chai';
import type { Entry, EntryKind } from '../../src/model/entry.ts';
import { userId } from '../../src/model/ids.ts';
import { reverse } from '../../src/reputation/reverse.ts';

const entry = (change: Partial<Entry>): Entry => ({
  id: 7,
  at: 1000,
  kind: 'thanks',
  giver: userId(1),
  receiver: userId(2),
  giverRole: 'admin',
  reputation: 3,
  experience: 20,
  messageId: 5,
  reason: 'for the guide',
  reverses: null,
  ...change,
});
const taking = { at: 2000, by: userId(9), messageId: 8, reason: 'a mistake' };

describe('Taking an entry back', () => {
  it('is an entry of the opposite, in the role of who gave it, that names the one it reverses', () => {
    expect(reverse(entry({}), taking)?.entry).to.deep.equal({
      at: 2000,
      kind: 'undo',
      giver: 9,
      receiver: 2,
      giverRole: 'admin',
      reputation: -3,
      experience: -20,
      messageId: 8,
      reason: 'a mistake',
      reverses: 7,
    });
  });

  it('has no minus zero', () => {
    expect(Object.is(reverse(entry({ experience: 0 }), taking)?.entry.experience, 0)).to.equal(true);
  });

  for (const [kind, reputation, sign] of [
    ['thanks', 1, 'thanks'],
    ['mention', 1, 'thanks'],
    ['minus', -1, 'minus'],
    ['reaction', 2, 'thanks'],
    ['reaction', -2, 'minus'],
    ['trigger', 5, null],
    ['admin', 5, null],
  ] as [EntryKind, number, 'thanks' | 'minus' | null][]) {
    it(`frees of ${kind} ${reputation}: ${sign ?? 'nothing'}`, () => {
      const freed = sign && { sign, giver: 1, receiver: 2, at: 1000 };
      expect(reverse(entry({ kind, reputation }), taking)?.freed).to.deep.equal(freed);
    });
  }

  it('is not itself taken back', () => {
    expect(reverse(entry({ kind: 'undo', reverses: 3 }), taking)).to.equal(null);
  });
});
