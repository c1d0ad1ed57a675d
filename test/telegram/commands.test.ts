import { expect } from 'chai';
import fc from 'fast-check';
import type { Mention, Reply } from '../../src/model/event.ts';
import { chatId, userId } from '../../src/model/ids.ts';
import type { Request } from '../../src/model/request.ts';
import { buttonData, readData } from '../../src/telegram/commands/buttons.ts';
import { readCommand } from '../../src/telegram/commands/read.ts';
import { by, person } from '../support/facts.ts';

const NOTHING: Reply = { to: 'nothing' };
const REPLY: Reply = { to: 'message', messageId: 5, author: by(person(2)) };

const read = (text: string, reply: Reply = NOTHING, mentions: Mention[] = []) =>
  readCommand(text, mentions, reply, 'Laurel_Bot');
const asked = (...of: Parameters<typeof read>) => read(...of)?.request ?? null;

const give = (target: object, amount: number, reason: string | null = null) => ({
  ask: 'adjust',
  what: 'reputation',
  how: 'add',
  target,
  amount,
  reason,
  confirm: false,
});
const usage = { ask: 'usage', command: 'addrep' };
const boris = { by: 'name', name: 'boris' };

describe('A command', () => {
  for (const text of [
    '/top',
    '/TOP',
    '/top@laurel_bot',
    '/top@LAUREL_BOT',
    '/lb',
    '/leaderboard',
    '/top 1',
    '/top\n1',
  ]) {
    it(`is ours: ${JSON.stringify(text)}`, () => {
      expect(asked(text)).to.deep.equal({ ask: 'top', order: 'sum', page: 1 });
    });
  }
  for (const [text, order, page] of [
    ['/top admins', 'admins', 1],
    ['/top MEMBERS 3', 'members', 3],
    ['/lb\nadmins  2', 'admins', 2],
  ] as const) {
    it(`asks for an order: ${JSON.stringify(text)}`, () => {
      expect(asked(text)).to.deep.equal({ ask: 'top', order, page });
    });
  }
  for (const [text, only] of [
    [
      '/lb 2 --days 30 --min 10 --roles "Barber"',
      { period: 30, least: 10, titles: ['Barber'], admins: false },
    ],
    ['/lb 2 —days 30 –min 10 —role “Barber”', { period: 30, least: 10, titles: ['Barber'], admins: false }],
    [
      '/top 2 --title Barber of the Chat, Helper --admins',
      {
        ...{ period: 'all', least: 0, titles: ['Barber of the Chat', 'Helper'], admins: true },
      },
    ],
    ['/top week 2', { period: 'week', least: 0, titles: [], admins: false }],
  ] as const) {
    it(`narrows the rating: ${text}`, () =>
      expect(asked(text)).to.deep.equal({ ask: 'top', order: 'sum', page: 2, only }));
  }
  for (const [text, order] of [
    ['/top exp', 'experience'],
    ['/top level', 'levels'],
    ['/top given', 'given'],
    ['/top reputation', 'sum'],
    ['/top rising', 'rising'],
  ] as const) {
    it(`ranks otherwise: ${text}`, () => expect(asked(text)).to.deep.equal({ ask: 'top', order, page: 1 }));
  }
  for (const text of ['/gtop --admins', '/gtop --title Barber', '/gtop levels', '/gtop new', '/gtop 1 2']) {
    it(`cannot be read: ${text}`, () => expect(asked(text)).to.deep.equal({ ask: 'usage', command: 'gtop' }));
  }
  for (const text of [
    ...['/top admin', '/top 2 2', '/top admins members', '/top admins 0', '/top sum', '/top week month'],
    ...['/top 1000000000', '/top -1', '/top 1.5', '/top --days', '/top --days 0', '/top --days 100'],
    ...[
      '/top --min 0',
      '/top --min x',
      '/top --title',
      '/top --title a, b, c, d',
      '/top --what',
      '/top "exp"',
    ],
  ]) {
    it(`cannot be read: ${text}`, () => expect(asked(text)).to.deep.equal({ ask: 'usage', command: 'top' }));
  }
  for (const text of [
    '',
    'top',
    ' /top',
    '/top@other',
    '/topping',
    '/top,',
    '/to\u0440',
    '/',
    '//top',
    '/@laurel_bot',
    '/unknown',
  ]) {
    it(`is none of ours: ${JSON.stringify(text)}`, () => {
      expect(read(text)).to.equal(null);
    });
  }
  it('keeps the name it was called by, and its prefix', () => {
    expect(read('/Rep')).to.include({ name: 'rep', bang: false });
    expect(read('!rep')).to.include({ name: 'rep', bang: true });
  });
});

describe('/addrep', () => {
  for (const [text, reply, request] of [
    ['/addrep @boris 5 for the guide', NOTHING, give(boris, 5, 'for the guide')],
    ['/addrep @boris +5', NOTHING, give(boris, 5)],
    ['/addrep @boris -5', NOTHING, give(boris, -5)],
    ['/addrep @boris −5', NOTHING, give(boris, -5)],
    ['/addrep  @boris \n 5   a \n b', NOTHING, give(boris, 5, 'a b')],
    ['/addrep @boris', NOTHING, give(boris, 1)],
    ['/addrep', REPLY, give({ by: 'reply' }, 1)],
    ['/addrep 5 for the guide', REPLY, give({ by: 'reply' }, 5, 'for the guide')],
    ['/addrep @boris 5', REPLY, give(boris, 5)],
    ['/addrep 4242 5 x', NOTHING, give({ by: 'id', id: 4242 }, 5, 'x')],
    ['/addrep 4242 5', REPLY, give({ by: 'id', id: 4242 }, 5)],
    ['/addrep', NOTHING, usage],
    ['/addrep 5 for the guide', { to: 'topic_root' }, usage],
    ['/addrep @boris five', NOTHING, usage],
    ['/addrep @boris 1.5', NOTHING, usage],
    ['/addrep @boris 1e3', NOTHING, usage],
    ['/addrep @boris 12345678901234567', NOTHING, usage],
    ['/addrep boris 5', NOTHING, usage],
  ] as const) {
    it(`reads ${JSON.stringify(text)}${reply.to === 'message' ? ' in reply' : ''}`, () => {
      expect(asked(text, reply)).to.deep.equal(request);
    });
  }

  it('reads a person named by a text mention, by the whole name or the first', () => {
    const ann: Mention = { person: { ...person(7, 'Ann'), lastName: 'Lee' } };
    expect(asked('/addrep Ann Lee 5 x', NOTHING, [ann])).to.deep.equal(give({ by: 'id', id: 7 }, 5, 'x'));
    expect(asked('/addrep Ann 5 x', NOTHING, [ann])).to.deep.equal(give({ by: 'id', id: 7 }, 5, 'x'));
  });

  it('keeps a reason of 200 characters at most', () => {
    const request = asked(`/addrep @boris 5 ${'x'.repeat(500)}`);
    expect(request?.ask === 'adjust' && request.reason).to.have.lengthOf(200);
  });

  it('never throws, and never gives what was not written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(NOTHING, REPLY), (words, reply) => {
        const request = asked(`/addrep ${words}`, reply);
        if (request?.ask !== 'adjust' || request.amount === 1) return;
        expect(words).to.match(new RegExp(String(Math.abs(request.amount))));
      }),
    );
  });
});

describe('/set and /setrep', () => {
  it('take what follows, and without it tell how they are used', () => {
    expect(asked('/set reputation.words thanks\nlanguage ru')).to.deep.equal({
      ask: 'set',
      text: 'reputation.words thanks\nlanguage ru',
    });
    expect(asked('/set')).to.deep.equal({ ask: 'usage', command: 'set' });
    expect(asked('/get Reputation.Words')).to.deep.equal({ ask: 'get', key: 'reputation.words' });
    expect(asked('/get')).to.deep.equal({ ask: 'get', key: null });
    expect(asked('/setrep @boris -50')).to.deep.include({ how: 'set', amount: -50 });
    expect(asked('/setrep', REPLY), 'a number is needed').to.deep.equal({ ask: 'usage', command: 'setrep' });
  });
});

describe('/trigger', () => {
  it('hands on what follows add, edit and remove; lists page by page', () => {
    const words = '"Thank you" rep=5\ntext="x"';
    const request = { ask: 'trigger', words, command: null };
    expect(asked(`/trigger add ${words}`)).to.deep.equal({ ...request, how: 'add' });
    expect(asked(`/trigger EDIT\n${words}`)).to.deep.equal({ ...request, how: 'edit' });
    expect(asked('/trigger remove 3')).to.deep.equal({ ...request, how: 'remove', words: '3' });
    expect(asked('/trigger list')).to.deep.equal({ ask: 'triggers', page: 1 });
    expect(asked('/trigger list 3')).to.deep.equal({ ask: 'triggers', page: 3 });
    expect(asked('/trigger add a\u0000b\ud800 rep=1')).to.include({ words: 'ab rep=1' });
  });

  it('tells how it is used for everything else', () => {
    for (const text of [
      '',
      'add',
      'edit',
      'remove',
      'rm 3',
      'list 0',
      'list -1',
      'list all',
      '"Thank you" rep=5',
    ]) {
      expect(asked(`/trigger ${text}`), text).to.deep.equal({ ask: 'usage', command: 'trigger' });
    }
  });

  it('tells a phrase that is a command of ours from one that is not', () => {
    for (const [words, command] of [
      ['add "/top" rep=1', 'top'],
      ['add /TOP rep=1', 'top'],
      ['add “/top now” rep=1', 'top'],
      ['edit 3 rep=1 phrase="/lb"', 'lb'],
      ['add "/topmost" rep=1', null],
      ['add "see /top" rep=1', null],
      ['edit "/top" rep=1', null],
      ['remove "/top"', 'top'],
    ] as const) {
      expect(asked(`/trigger ${words}`), words).to.include({ command });
    }
  });
});

describe('/me', () => {
  for (const [text, reply, of] of [
    ['/me', NOTHING, { by: 'self' }],
    ['/me', REPLY, { by: 'reply' }],
    ['/me @boris', NOTHING, boris],
    ['/me 4242', NOTHING, { by: 'id', id: 4242 }],
  ] as const) {
    it(`means ${of.by}: ${text}`, () => {
      expect(asked(text, reply)).to.deep.equal({ ask: 'me', of });
    });
  }
  for (const text of ['/me boris', '/me @boris please', '/me 0', '/me -5']) {
    it(`cannot be read: ${text}`, () => {
      expect(asked(text)).to.deep.equal({ ask: 'usage', command: 'me' });
    });
  }
});

describe('Rewards', () => {
  const reward = (how: string, ...words: string[]) => ({ ask: 'reward', how, words });
  const usage = { ask: 'usage', command: 'reward' };
  for (const [text, request] of [
    ['/reward list', { ask: 'rewards' }],
    ['/exproles', { ask: 'rewards' }],
    ['/reward add level=5 tag=A', reward('add', 'level=5 tag=A')],
    ['/REWARD Edit 1 vote=on', reward('edit', '1 vote=on')],
    ['/reward remove title="Helper"', reward('remove', 'title="Helper"')],
    ['/reward', usage],
    ['/reward add', usage],
    ['/reward give level=5', usage],
    ['/expar 5 Rookie --volatile', reward('add', 'level=5 tag="Rookie" keep=volatile')],
    ['/expaddrole 5 "Known Member" —persistent', reward('add', 'level=5 tag="Known Member" keep=persistent')],
    ['/expar ۵ @Rookie', reward('add', 'level=5 tag="Rookie" keep=default')],
    [
      '/expar 15 “VIP Member” Senior --persistent',
      reward('add', 'level=15 tag="VIP Member" keep=persistent', 'level=15 tag="Senior" keep=persistent'),
    ],
    [
      '/exprr 5 Rookie "Known Member"',
      reward('remove', 'level=5 tag="Rookie"', 'level=5 tag="Known Member"'),
    ],
    ['/expremrole 5 Rookie', reward('remove', 'level=5 tag="Rookie"')],
    ['/expar', { ask: 'usage', command: 'expar' }],
    ['/expar 5', { ask: 'usage', command: 'expar' }],
    ['/expar Rookie 5', { ask: 'usage', command: 'expar' }],
    ['/expar 5 Rookie --volatile --persistent', { ask: 'usage', command: 'expar' }],
    ['/expaddrole', { ask: 'usage', command: 'expar' }],
    ['/expremrole', { ask: 'usage', command: 'exprr' }],
    ['/exprr 5 Rookie --volatile', { ask: 'usage', command: 'exprr' }],
    ['/expar 5 a b c d e f g h i j k', { ask: 'usage', command: 'expar' }],
  ] as const) {
    it(`reads ${text}`, () => expect(asked(text)).to.deep.equal(request));
  }

  it('a member’s boost is told from everybody’s', () => {
    expect(asked('/boost @boris')).to.deep.equal({ ask: 'boost_member', target: boris });
    expect(asked('/boost', REPLY)).to.deep.equal({ ask: 'boost_member', target: { by: 'reply' } });
    for (const text of ['/boost', '/boost 20', '/boost 50 2d', '/boost @boris 20'])
      expect(asked(text), text).to.have.property('ask', 'boost');
    expect(asked('/boost 20', REPLY)).to.have.property('ask', 'boost');
  });
});

describe('/expedit', () => {
  const edit = (how: string, target: object, amount: number, reason: string | null = null) => ({
    ...{ ask: 'adjust', what: 'experience', how, target, amount, reason },
    confirm: true,
  });
  const usage = { ask: 'usage', command: 'expedit' };
  for (const [text, reply, request] of [
    ['/expedit -2000 @boris', NOTHING, edit('take', boris, 2000)],
    ['/expedit @boris 5000', NOTHING, edit('add', boris, 5000)],
    ['/expedit @boris −5 for spam', NOTHING, edit('take', boris, 5, 'for spam')],
    ['/expedit 5000 123456789', NOTHING, edit('add', { by: 'id', id: 123456789 }, 5000)],
    ['/expedit 5000 @boris for the guide', NOTHING, edit('add', boris, 5000, 'for the guide')],
    ['/expedit -20 for spam', REPLY, edit('take', { by: 'reply' }, 20, 'for spam')],
    ['/expedit 0 @boris', NOTHING, edit('add', boris, 0)],
    ['/expedit 5000 @boris --rewards', NOTHING, { ...edit('add', boris, 5000), rewards: true }],
    ['/expedit —rewards @boris 5000 well', NOTHING, { ...edit('add', boris, 5000, 'well'), rewards: true }],
    ['/expedit 5 @boris --rewardsome', NOTHING, edit('add', boris, 5, '--rewardsome')],
    ['/expedit --rewards', REPLY, usage],
    ['/expedit', REPLY, usage],
    ['/expedit 5000', NOTHING, usage],
    ['/expedit @boris', NOTHING, usage],
    ['/expedit @boris much', NOTHING, usage],
  ] as const) {
    it(`reads ${JSON.stringify(text)}${reply === REPLY ? ' in reply' : ''}`, () => {
      expect(asked(text, reply)).to.deep.equal(request);
    });
  }
  it('and /expreset are Giselle’s names', () => {
    const request = {
      ask: 'adjust',
      what: 'experience',
      how: 'reset',
      target: boris,
      amount: 0,
      confirm: false,
    };
    expect(asked('/expreset @boris')).to.deep.equal({ ...request, reason: null });
    expect(asked('/resetexp @boris moved away')).to.deep.equal({ ...request, reason: 'moved away' });
    expect(asked('/resetrep 4242')).to.deep.include({ what: 'reputation', target: { by: 'id', id: 4242 } });
  });
});

describe('Digits of other keyboards', () => {
  it('are numbers too', () => {
    expect(asked('/addrep @boris ۱۲')).to.deep.include({ amount: 12 });
    expect(asked('/takerep @boris ٣')).to.deep.include({ amount: 3 });
    expect(asked('/undo ۱۲۳')).to.deep.equal({ ask: 'undo', what: { by: 'entry', id: 123 } });
    expect(asked('/top ۲')).to.deep.equal({ ask: 'top', order: 'sum', page: 2 });
    expect(asked('/top २'), 'not of every script').to.deep.equal({ ask: 'usage', command: 'top' });
  });
});

describe('/language', () => {
  it('names one, or none', () => {
    expect(asked('/language')).to.deep.equal({ ask: 'language', to: null });
    expect(asked('/lang DE please')).to.deep.equal({ ask: 'language', to: 'de' });
    expect(asked(`/language ${'x'.repeat(4000)}`)).to.deep.equal({ ask: 'language', to: 'x'.repeat(64) });
  });
});

describe('/undo, /log, /resetchat and /sync', () => {
  const page = { from: 'newest' };
  for (const [text, reply, request] of [
    ['/undo', NOTHING, { ask: 'undo', what: { by: 'last' } }],
    ['/undo', { to: 'topic_root' }, { ask: 'undo', what: { by: 'last' } }],
    ['/undo', REPLY, { ask: 'undo', what: { by: 'reply', messageId: 5 } }],
    ['/undo 123', REPLY, { ask: 'undo', what: { by: 'entry', id: 123 } }],
    ['/undo #123', NOTHING, { ask: 'undo', what: { by: 'entry', id: 123 } }],
    ['/undo 0', NOTHING, { ask: 'usage', command: 'undo' }],
    ['/undo -5', NOTHING, { ask: 'usage', command: 'undo' }],
    ['/undo that', NOTHING, { ask: 'usage', command: 'undo' }],
    ['/undo', { to: 'other_chat' }, { ask: 'usage', command: 'undo' }],
    ['/log', NOTHING, { ask: 'log', of: { by: 'everyone' }, page }],
    ['/log', REPLY, { ask: 'log', of: { by: 'reply' }, page }],
    ['/log @boris', NOTHING, { ask: 'log', of: boris, page }],
    ['/log 4242', REPLY, { ask: 'log', of: { by: 'id', id: 4242 }, page }],
    ['/log everything', NOTHING, { ask: 'usage', command: 'log' }],
    ['/resetchat', NOTHING, { ask: 'resetchat' }],
    ['/sync', NOTHING, { ask: 'sync', exact: false }],
    ['/exprapply EXACT', NOTHING, { ask: 'sync', exact: true }],
    ['/sync @boris', REPLY, { ask: 'usage', command: 'sync' }],
    ['/resetchat now', NOTHING, { ask: 'usage', command: 'resetchat' }],
  ] as const) {
    it(`${JSON.stringify(text)}, answering ${reply.to}`, () => {
      expect(asked(text, reply)).to.deep.equal(request);
    });
  }
});

describe('The data of a button', () => {
  const chat = chatId(-1_001_234_567_890_123);
  const entry = Number.MAX_SAFE_INTEGER;
  const requests: Request[] = [
    { ask: 'undo', what: { by: 'message', epoch: 1_000_000, messageId: 2 ** 31 - 1 } },
    { ask: 'log', of: { by: 'everyone' }, page: { from: 'newest' } },
    { ask: 'log', of: { by: 'giver_of', entry }, page: { from: 'before', entry } },
    { ask: 'log', of: { by: 'receiver_of', entry: 1 }, page: { from: 'after', entry: 0 } },
    { ask: 'triggers', page: 100_000 },
    { ask: 'air', message: 2 ** 31 - 1, place: 5 },
    { ask: 'confirm', question: 2 ** 31 - 1, step: 2 },
    { ask: 'cancel', question: 7, step: 0 },
    { ask: 'sync', exact: false },
  ];

  it('is at most 64 bytes, and read back as it was written', () => {
    for (const page of [1, 2, 100_000]) {
      for (const order of ['sum', 'admins', 'members'] as const) {
        const request: Request = { ask: 'top', order, page };
        expect(Buffer.byteLength(buttonData(chat, request))).to.be.at.most(64);
        expect(readData(buttonData(chat, request))).to.deep.equal({ request, chat: null });
      }
    }
    const ratings: Request[] = [
      {
        ...{ ask: 'top', order: 'experience', page: 100_000 },
        only: { period: 'month', least: 1_000_000_000, titles: [36 ** 6 - 1, 36 ** 6 - 2, 36], admins: true },
      },
      { ask: 'top', order: 'rising', page: 1, only: { period: 99, least: 0, titles: [10], admins: false } },
      { ask: 'gtop', order: 'given', page: 2, only: { period: 'year', least: 5, titles: [], admins: false } },
      { ask: 'forget', answer: 'sure', of: userId(2 ** 52), at: 2 ** 40 },
    ];
    for (const request of ratings) {
      const data = buttonData(chat, request);
      expect(Buffer.byteLength(data), data).to.be.at.most(64);
      expect(readData(data), data).to.deep.equal({ request, chat: null });
    }
    for (const request of requests) {
      const data = buttonData(chat, request);
      expect(Buffer.byteLength(data), data).to.be.at.most(64);
      expect(readData(data), data).to.deep.equal({ request, chat });
    }
  });

  it('of a language is about the private chat it stands in', () => {
    const request: Request = { ask: 'language', to: 'telegram' };
    expect(buttonData(chat, request)).to.equal('language:telegram');
    expect(readData('language:telegram')).to.deep.equal({ request, chat: null });
  });

  it('is stale when it is anything else', () => {
    for (const data of [
      ...[
        'language',
        'language:',
        'language:d',
        'language:de:1',
        'language:<b>',
        `language:${'x'.repeat(17)}`,
      ],
      ...[undefined, null, 5, {}, '', 'top', 'top:', 'top:0', 'top:-1', 'top:1.5', 'top:100001', 'top:1 '],
      ...[
        'Top:1',
        'top:1:2',
        'top:1:sum',
        'top:1:voice:',
        'top:1:sum:day:',
        'top:1:sum:all:0:a.0',
        'top:1:sum:100',
        'top:1:sum:all:1000000001',
        'top:1:sum:all:0:1.2.3.4',
        'top:1:sum:all:0:*.',
        'top:1:sum:all:0:*:1',
        'gtop:1:levels',
        'gtop:1:sum:all:0:*',
        'forget:yes:1',
        'forget:what:1:1',
        'forget:yes:01:1',
        'forget:yes:1:1:1',
        'top:1:admins ',
        'top:1:admins:members',
        'undo',
        'undo:-100',
        'undo:-100:0',
        'undo:-100:0:5:6',
        'undo:100:0:5',
      ],
      ...['undo:-100:-1:5', 'undo:-100:0:2147483648', 'undo:-100:0:05', 'undo:-99999999999999999:0:5'],
      ...['triggers:1', 'triggers:-100:0', 'triggers:-100:x', 'trigger:-100:1', 'triggers:-100:1:2'],
      ...['air:', 'air:-100:1', 'air:100:1:1', 'air:-100:1:6', 'air:-100:1:1:1', 'air:-100:2147483648:1'],
      ...['log:-100', 'log:-100:x5', 'log:-100:b', 'log:-100:n:x5', 'log:-100:n:g5:6', 'log:-100:b1e5'],
      ...[
        'yes:-100:5',
        'yes:-100:5:0',
        'yes:-100:5:10',
        'no:-100',
        'no:-100:5:1',
        `undo:-100:0:5${' '.repeat(60)}`,
      ],
    ]) {
      expect(readData(data), String(data)).to.deep.equal({ request: { ask: 'stale' }, chat: null });
    }
  });
});
