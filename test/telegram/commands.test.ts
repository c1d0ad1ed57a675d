import { expect } from 'chai';
import type { Mention, Reply } from '../../src/model/event.ts';
import { readCommand } from '../../src/telegram/commands/read.ts';
import { by, person } from '../support/facts.ts';

const NOTHING: Reply = { to: 'nothing' };
const REPLY: Reply = { to: 'message', messageId: 5, author: by(person(2)) };

const read = (text: string, reply: Reply = NOTHING, mentions: Mention[] = []) =>
  readCommand(text, mentions, reply, 'Laurel_Bot');
const asked = (...of: Parameters<typeof read>) => read(...of)?.request ?? null;

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
