import { expect } from 'chai';
import { userId } from '../../src/model/ids.ts';
import { countsAs, type Line, reverse } from '../../src/reputation/reverse.ts';
import { decideUndo, type Ledger } from '../../src/reputation/undo.ts';
import { AT } from '../support/facts.ts';

const line = (change: Partial<Line> = {}): Line => ({
  id: 7,
  at: AT,
  kind: 'thanks',
  giver: userId(1),
  receiver: userId(2),
  giverRole: 'member',
  reputation: 3,
  experience: 0,
  messageId: 10,
  reason: 'for the guide',
  reverses: null,
  epoch: 0,
  reversedBy: null,
  ...change,
});
const by = { at: AT + 60, by: userId(1), messageId: 11 };

describe('A reversal', () => {
  it('is the actual change with its sign turned, in the role of the first giver', () => {
    const reversal = reverse(line({ giverRole: 'admin', experience: 20 }), { ...by, by: userId(5) });
    expect(reversal).to.deep.equal({
      entry: {
        at: AT + 60,
        kind: 'undo',
        giver: 5,
        receiver: 2,
        giverRole: 'admin',
        reputation: -3,
        experience: -20,
        messageId: 11,
        reason: null,
        reverses: 7,
      },
      freed: { entry: 7, sign: 'thanks', giver: 1, receiver: 2, at: AT, experience: 20 },
    });
    const plain = reverse(line(), by);
    expect('entry' in plain && Object.is(plain.entry.experience, 0), 'no −0').to.equal(true);
  });

  for (const [kind, reputation, sign] of [
    ['thanks', 1, 'thanks'],
    ['mention', 1, 'thanks'],
    ['minus', -1, 'minus'],
    ['reaction', 1, 'thanks'],
    ['reaction', -1, 'minus'],
    ['trigger', 5, null],
    ['admin', 5, null],
  ] as const) {
    it(`of ${kind} ${reputation} frees what it counted towards: ${sign}`, () => {
      expect(countsAs(line({ kind, reputation }))).to.equal(sign);
      const reversal = reverse(line({ kind, reputation }), by);
      expect('freed' in reversal && (reversal.freed?.sign ?? null)).to.equal(sign);
    });
  }

  it('is made once, and of no reversal', () => {
    expect(reverse(line({ reversedBy: 9 }), by)).to.deep.equal({ no: 'undo_done' });
    expect(reverse(line({ kind: 'undo', reverses: 3 }), by)).to.deep.equal({ no: 'undo_of_undo' });
  });
});

describe('An undo', () => {
  const ledgerOf = (...lines: Line[]): Ledger => ({
    line: (id) => lines.find((one) => one.id === id) ?? null,
    linesOf: (epoch, messageId) => lines.filter((one) => one.epoch === epoch && one.messageId === messageId),
    lastOf: (giver) =>
      lines.filter((one) => one.giver === giver && one.kind !== 'undo' && one.reversedBy === null).at(-1) ??
      null,
  });
  const minutes = { thanks: 5, minus: 1 };
  const who = (id: number | null, admin = false, after = 0) => ({
    id: id === null ? null : userId(id),
    admin,
    at: AT + after,
    messageId: 20,
  });
  const last = { by: 'last' } as const;
  const reply = { by: 'reply', messageId: 10 } as const;
  const button = { by: 'message', epoch: 0, messageId: 10 } as const;
  const undone = (...of: Parameters<typeof decideUndo>) => {
    const answer = decideUndo(...of);
    return 'no' in answer ? answer.no : answer.map((one) => one.line.id);
  };

  it('is in time for exactly so many minutes, for each sign its own', () => {
    const minus = line({ id: 8, kind: 'minus', reputation: -1 });
    expect(undone(last, who(1, false, 300), ledgerOf(line()), 0, minutes)).to.deep.equal([7]);
    expect(undone(last, who(1, false, 301), ledgerOf(line()), 0, minutes)).to.equal('undo_late');
    expect(undone(last, who(1, false, 60), ledgerOf(minus), 0, minutes)).to.deep.equal([8]);
    expect(undone(last, who(1, false, 61), ledgerOf(minus), 0, minutes)).to.equal('undo_late');
    expect(undone(last, who(1), ledgerOf(line()), 0, { thanks: 0, minus: 1 })).to.equal('undo_off');
  });

  it('by an admin knows no time by reply and number; alone and by a button it is as for everyone', () => {
    const old = ledgerOf(line());
    for (const what of [reply, { by: 'entry', id: 7 } as const]) {
      expect(undone(what, who(5, true, 1e6), old, 0, { thanks: 0, minus: 0 })).to.deep.equal([7]);
      expect(undone(what, who(null, true, 1e6), old, 0, minutes), 'anonymous').to.deep.equal([7]);
    }
    expect(undone(last, who(1, true, 1e6), old, 0, minutes)).to.equal('undo_late');
    expect(undone(button, who(1, true, 1e6), old, 0, minutes)).to.equal('undo_late');
    expect(undone(button, who(5, true), old, 0, minutes)).to.equal('undo_not_yours');
    expect(undone(last, who(null, true), old, 0, minutes)).to.equal('undo_nothing');
  });

  it('of a message takes back what stands of it, for its giver what is theirs', () => {
    const several = ledgerOf(line(), line({ id: 8, reversedBy: 12 }), line({ id: 9, giver: userId(3) }));
    expect(undone(reply, who(5, true), several, 0, minutes)).to.deep.equal([7, 9]);
    expect(undone(reply, who(3), several, 0, minutes)).to.deep.equal([9]);
    expect(undone(reply, who(4), several, 0, minutes)).to.equal('undo_not_yours');
    expect(undone(reply, who(1), several, 1, minutes), 'the same number before an upgrade').to.equal(
      'undo_nothing',
    );
    expect(undone(button, who(1), several, 1, minutes), 'a button knows its epoch').to.deep.equal([7]);
  });
});
