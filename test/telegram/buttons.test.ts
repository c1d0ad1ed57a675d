import { expect } from 'chai';
import { chatId, userId } from '../../src/model/ids.ts';
import type { Request } from '../../src/model/request.ts';
import { buttonData, readData } from '../../src/telegram/commands/buttons.ts';

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
