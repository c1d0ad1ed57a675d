import { expect } from 'chai';
import type { ExportedChat, ExportedEntry } from '../../src/transfer/export.ts';
import { expectSame } from './ledgers.ts';

const entry = (id: number): ExportedEntry =>
  ({
    id,
    at: `2026-11-0${id}T00:00:00.000Z`,
    kind: 'thanks',
    giver_id: 1,
    receiver_id: 2,
    reputation: 1,
  }) as never;

const ledgers = (): ExportedChat[] =>
  [
    { chat: { id: -2, title: 'Orchard' }, settings: {}, members: [], entries: [] },
    {
      chat: { id: -1, title: 'Garden' },
      settings: { 'reputation.pair_interval': 5 },
      members: [
        { user_id: 1, reputation: 0 },
        { user_id: 2, reputation: 3 },
      ],
      entries: [entry(1), entry(2), entry(3)],
    },
  ] as never;

/** The control of all comparisons with an undisturbed run: the smallest harm to a ledger, of every kind. */
describe('Two ledgers are compared entry by entry', () => {
  const harm: Record<string, (garden: ExportedChat, all: ExportedChat[]) => void> = {
    'an entry lost in the midst': ({ entries }) => entries.splice(1, 1),
    'the last entry lost': ({ entries }) => entries.pop(),
    'an entry doubled in the midst': ({ entries }) => entries.splice(1, 0, entry(1)),
    'the last entry doubled': ({ entries }) => entries.push(entry(3)),
    'two entries in another order': ({ entries }) => entries.reverse(),
    'another figure in an entry': ({ entries }) => Object.assign(entries[2] as object, { reputation: 2 }),
    'a later second in an entry': ({ entries }) =>
      Object.assign(entries[0] as object, { at: '2026-11-01T00:00:01.000Z' }),
    'a total that is off by one': ({ members }) => Object.assign(members[1] as object, { reputation: 4 }),
    'a member lost': ({ members }) => members.pop(),
    'a member too many': ({ members }) => members.push({ user_id: 3 } as never),
    'another setting': ({ settings }) => Object.assign(settings, { 'reputation.pair_interval': 6 }),
    'a setting lost': ({ settings }) => delete settings['reputation.pair_interval'],
    'a chat lost': (_, all) => all.shift(),
    'all entries lost': ({ entries }) => entries.splice(0),
  };

  it('and are the same', () => expectSame(ledgers(), ledgers()));

  for (const [what, make] of Object.entries(harm)) {
    it(`${what}: noticed, on either side`, () => {
      const harmed = ledgers();
      make(harmed[1] as ExportedChat, harmed);
      expect(() => expectSame(harmed, ledgers()), 'found').to.throw();
      expect(() => expectSame(ledgers(), harmed), 'wanted').to.throw();
    });
  }
});
