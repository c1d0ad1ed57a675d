import { expect } from 'chai';
import type { Notice } from '../../src/model/notice.ts';
import { type Way, type WayFacts, ways } from '../../src/outbox/ways.ts';
import { ANNA, notice, START } from './support.ts';

const FACTS: WayFacts = {
  chatIsPrivate: false,
  botStatus: 'member',
  botCanWrite: true,
  botCanDelete: false,
  dmOpen: false,
  ephemeralKnown: true,
  nowSeconds: START + 1,
};
const ADMIN = { botStatus: 'admin', botCanDelete: true } as const;
const hers = { way: 'private', to: ANNA, messageId: 5 } as const;
const aloud = (removeAfter: number | null = null, withCommand = false): Way => ({
  by: 'public',
  removeAfter,
  withCommand,
});
const ephemeral: Way = { by: 'ephemeral' };
const dm: Way = { by: 'dm' };

const table: [string, Partial<Notice>, Partial<WayFacts>, Way[]][] = [
  // in public
  ['a public notice', {}, {}, [aloud()]],
  ['that goes away', { removeAfter: 30 }, {}, [aloud(30)]],
  ['to a command', { answersCommand: true, messageId: 5 }, {}, [aloud(60)]],
  ['to a command, bot may delete', { answersCommand: true, messageId: 5 }, ADMIN, [aloud(60, true)]],
  ['to a command, own time', { answersCommand: true, removeAfter: 300 }, ADMIN, [aloud(300)]],
  ['bot muted', {}, { botCanWrite: false }, []],
  ['bot put out', {}, { botStatus: 'out' }, []],
  ['group not known yet', {}, { botStatus: 'unknown' }, [aloud()]],
  // for one person
  ['hers, bot admin', hers, ADMIN, [ephemeral]],
  ['hers, bot admin, DM open', hers, { ...ADMIN, dmOpen: true }, [ephemeral, dm]],
  [
    'hers, to a command, all open',
    { ...hers, answersCommand: true },
    { ...ADMIN, dmOpen: true },
    [ephemeral, dm, aloud(60, true)],
  ],
  ['hers, a minute later', hers, { ...ADMIN, nowSeconds: START + 60, dmOpen: true }, [dm]],
  ['hers, old server', hers, { ...ADMIN, ephemeralKnown: false, dmOpen: true }, [dm]],
  ['hers, bot member', hers, {}, []],
  ['hers, bot member, DM open', hers, { dmOpen: true }, [dm]],
  ['hers, bot member, to a command', { ...hers, answersCommand: true }, {}, [aloud(60)]],
  ['hers, bot muted', { ...hers, answersCommand: true }, { botCanWrite: false, dmOpen: true }, [dm]],
  ['hers, bot put out', { ...hers, answersCommand: true }, { botStatus: 'out' }, []],
  ["an anonymous admin's", { ...hers, to: null, answersCommand: true }, ADMIN, [aloud(60, true)]],
  ["an anonymous admin's, no command", { ...hers, to: null }, { ...ADMIN, dmOpen: true }, []],
  // direct
  ['an edit', { way: 'edit', messageId: 9 }, {}, [{ by: 'edit' }]],
  ['an edit, bot muted', { way: 'edit', messageId: 9 }, { botCanWrite: false }, [{ by: 'edit' }]],
  ['an edit, bot put out', { way: 'edit', messageId: 9 }, { botStatus: 'out' }, []],
  ['an edit of what only she sees', { ...hers, way: 'edit', messageId: 0 }, ADMIN, [ephemeral]],
  [
    'an edit of what only she sees, by its number',
    { ...hers, way: 'edit', messageId: 0, ephemeralId: 3 },
    ADMIN,
    [{ by: 'edit' }, ephemeral],
  ],
  ['a toast', { way: 'toast', query: 'q' }, {}, [{ by: 'toast' }]],
  ['a toast, too late', { way: 'toast', query: 'q' }, { nowSeconds: START + 16 }, []],
  ['a reaction', { way: 'reaction', key: '❤', messageId: 5 }, {}, [{ by: 'reaction' }]],
  ['a reaction, bot put out', { way: 'reaction', messageId: 5 }, { botStatus: 'out' }, []],
  // in a private chat
  ['in private', {}, { chatIsPrivate: true }, [aloud()]],
  ['in private, to a command', { answersCommand: true }, { chatIsPrivate: true }, [aloud()]],
  ['in private, hers', hers, { chatIsPrivate: true, dmOpen: true }, [aloud()]],
  ['in private, an edit', { way: 'edit', messageId: 9 }, { chatIsPrivate: true }, [{ by: 'edit' }]],
];

describe('ways', () => {
  for (const [title, part, facts, expected] of table) {
    it(`${title}: ${expected.map(({ by }) => by).join(', ') || 'none'}`, () => {
      expect(ways(notice(part), { ...FACTS, ...facts })).to.deep.equal(expected);
    });
  }

  it('keeps an answer as long as it is told', () => {
    expect(ways(notice({ answersCommand: true }), FACTS, 90)).to.deep.equal([aloud(90)]);
  });
});
