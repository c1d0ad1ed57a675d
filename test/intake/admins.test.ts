import { expect } from 'chai';
import type { Logger } from 'pino';
import { createAdmins } from '../../src/intake/admins.ts';
import type { AdminList, ChatEvent, MessageEvent, PressEvent } from '../../src/model/event.ts';
import { type ChatId, chatId } from '../../src/model/ids.ts';
import { ApiError } from '../../src/outbox/bot-api.ts';
import { by, person } from '../support/facts.ts';

const MINUTE = 60_000;
const one = chatId(-1);
const two = chatId(-2);
const listOf = (chat: ChatId): AdminList => ({ chat, admins: [person(1)], bot: null });

function reply(chat: ChatId, more: Partial<MessageEvent> = {}): ChatEvent {
  return {
    is: 'message',
    chat: { id: chat, type: 'supergroup', title: 'Garden', username: null, isForum: false },
    at: 1,
    messageId: 2,
    thread: null,
    author: by(person(1)),
    kind: 'text',
    text: 'thanks',
    masked: [],
    mentions: [],
    marks: [],
    reply: { to: 'message', messageId: 1, author: by(person(2)) },
    edited: false,
    forwarded: false,
    viaBot: false,
    album: null,
    command: null,
    ...more,
  };
}

const talk = (chat: ChatId) => reply(chat, { reply: { to: 'nothing' } });

function adminsWith(
  answer: (chat: ChatId) => Promise<AdminList>,
  known: readonly ChatId[] = [],
  isUp = false,
) {
  const asked: ChatId[] = [];
  const thoroughly: ChatId[] = [];
  const clock = { now: 0 };
  const warnings: unknown[] = [];
  const lists = createAdmins({
    fetch(chat, thorough) {
      asked.push(chat);
      if (thorough) thoroughly.push(chat);
      return answer(chat);
    },
    isIn: async (chat) => chat === one,
    isKnown: async (chat) => known.includes(chat),
    isReachable: async () => isUp,
    now: () => clock.now,
    log: { warn: (...words: unknown[]) => warnings.push(words) } as unknown as Logger,
  });
  const admins = (events: readonly ChatEvent[], signal = new AbortController().signal) =>
    lists(events, signal);
  return { admins, asked, thoroughly, clock, warnings };
}

describe('The lists of admins', () => {
  it('are asked for where somebody may give or command, once a chat', async () => {
    const { admins, asked } = adminsWith(async (chat) => listOf(chat));
    expect(await admins([talk(one)])).to.deep.equal([]);
    expect(await admins([reply(one), reply(one), talk(two)])).to.deep.equal([listOf(one)]);
    expect(await admins([reply(one), reply(two)])).to.deep.equal([listOf(two)]);
    expect(asked).to.deep.equal([one, two]);
  });

  it('are asked for by a mention and a command, but not by an edit or in private', async () => {
    const { admins, asked } = adminsWith(async (chat) => listOf(chat));
    const nothing = { reply: { to: 'nothing' } } as const;
    const chat = { id: one, type: 'private', title: '', username: null, isForum: false } as const;
    await admins([reply(one, { edited: true }), reply(one, { chat })]);
    expect(asked).to.deep.equal([]);
    await admins([reply(one, { ...nothing, mentions: [{ name: 'boris' }] })]);
    await admins([
      reply(two, { ...nothing, command: { name: 'top', bang: false, request: { ask: 'help' } } }),
    ]);
    expect(asked).to.deep.equal([one, two]);
  });

  it('are asked for 50 at a time, where a batch holds many chats', async () => {
    let under = 0;
    let most = 0;
    const { admins } = adminsWith(async (chat) => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setImmediate(resolve));
      under -= 1;
      return listOf(chat);
    });
    const chats = Array.from({ length: 500 }, (_, i) => chatId(-1 - i));
    const lists = await admins(chats.map((chat) => reply(chat)));
    expect(lists.map(({ chat }) => chat)).to.have.members(chats);
    expect(most).to.equal(50);
  });

  it('are fresh for ten minutes', async () => {
    const { admins, asked, clock } = adminsWith(async (chat) => listOf(chat));
    for (const now of [0, 10 * MINUTE - 1, 10 * MINUTE]) {
      clock.now = now;
      await admins([reply(one)]);
    }
    expect(asked).to.deep.equal([one, one]);
  });

  it('are asked for anew, and thoroughly, by who asks after the bot’s health, every ten seconds at most', async () => {
    const { admins, asked, thoroughly, clock } = adminsWith(async (chat) => listOf(chat));
    const health = reply(one, { command: { name: 'health', bang: false, request: { ask: 'health' } } });
    await admins([reply(one)]);
    await admins([health, health]);
    clock.now = 9_999;
    await admins([health]);
    expect(asked).to.deep.equal([one, one]);
    expect(thoroughly).to.deep.equal([one]);
    clock.now = 10_000;
    await admins([health]);
    expect(thoroughly).to.deep.equal([one, one]);
  });

  it('that cannot be had are asked for again after a minute, and nothing is thrown', async () => {
    const { admins, asked, clock, warnings } = adminsWith(() => Promise.reject(new Error('kicked')));
    expect(await admins([reply(one)])).to.deep.equal([]);
    clock.now = MINUTE - 1;
    await admins([reply(one)]);
    clock.now = MINUTE;
    await admins([reply(one)]);
    expect(asked).to.deep.equal([one, one]);
    expect(warnings).to.have.length(2);
  });

  it('that come too late are handed to the next batch of the chat, once', async () => {
    let answer: (list: AdminList) => void = () => undefined;
    const { admins } = adminsWith(() => new Promise((resolve) => (answer = resolve)));
    const began = performance.now();
    expect(await admins([reply(one)])).to.deep.equal([]);
    expect(performance.now() - began, 'patience').to.be.within(1_900, 15_000);
    answer(listOf(one));
    await new Promise(setImmediate);
    expect(await admins([talk(two)])).to.deep.equal([]);
    expect(await admins([talk(one)])).to.deep.equal([listOf(one)]);
    expect(await admins([talk(one)])).to.deep.equal([]);
  });

  it('that come late and were overtaken by a change of the bot’s own standing do not count', async () => {
    let answer: (list: AdminList) => void = () => undefined;
    const { admins } = adminsWith(() => new Promise((resolve) => (answer = resolve)));
    await admins([reply(one)]);
    const chat = { id: one, type: 'supergroup', title: 'Garden', username: null, isForum: false } as const;
    const standing = { status: 'member', canWrite: true, canDelete: false, added: false } as const;
    await admins([{ is: 'bot_status', chat, at: 2, by: person(1), ...standing }]);
    answer(listOf(one));
    await new Promise(setImmediate);
    expect(await admins([talk(one)])).to.deep.equal([]);
  });

  it('that come late and were overtaken by a change of somebody’s standing are asked for anew', async () => {
    const answers: ((list: AdminList) => void)[] = [];
    const { admins, asked } = adminsWith(() => new Promise((resolve) => answers.push(resolve)));
    await admins([reply(one)]);
    const chat = { id: one, type: 'supergroup', title: 'Garden', username: null, isForum: false } as const;
    await admins([{ is: 'member', chat, at: 2, person: person(1), role: 'member', present: true }]);
    answers[0]?.(listOf(one));
    await new Promise(setImmediate);
    const next = admins([reply(one)]);
    answers[1]?.({ ...listOf(one), admins: [] });
    expect(await next).to.deep.equal([{ ...listOf(one), admins: [] }]);
    expect(asked).to.deep.equal([one, one]);
  });

  it('are asked for where an admin’s button is pressed, in private only for a group that is known', async () => {
    const { admins, asked } = adminsWith(async (chat) => listOf(chat));
    const { chat } = reply(one) as MessageEvent;
    const privately = { ...chat, id: chatId(1), type: 'private' } as const;
    const press = (
      request: PressEvent['request'],
      place: PressEvent['place'] = null,
      about = one,
    ): PressEvent => ({
      ...{
        is: 'press',
        chat: { ...chat, id: about },
        place,
        at: 1,
        messageId: 2,
        person: person(1),
        queryId: 'q',
        request,
      },
    });
    await admins([press({ ask: 'top', order: 'sum', page: 1 }), press({ ask: 'stale' })]);
    await admins([press({ ask: 'setup', step: 'done' }, privately, two)]);
    expect(asked).to.deep.equal([]);
    await admins([press({ ask: 'setup', step: 'done' }, privately)]);
    expect(asked).to.deep.equal([one]);
    await admins([press({ ask: 'setup', step: 'done' }, null, two)]);
    expect(asked).to.deep.equal([one, two]);
  });

  describe('while Telegram is out of reach', () => {
    const outage = (code: number) =>
      new ApiError({ method: 'getChatAdministrators', code, description: 'words', network: code === 0 });
    /** Answers after so many failures. */
    const failing = (times: number, error: Error) => {
      let left = times;
      return async (chat: ChatId) => {
        if (left-- > 0) throw error;
        return listOf(chat);
      };
    };

    for (const code of [0, 502]) {
      it(`are waited for where none is known: its admins would be refused what they may (${code})`, async () => {
        const { admins, asked } = adminsWith(failing(2, outage(code)));
        expect(await admins([reply(one)])).to.deep.equal([listOf(one)]);
        expect(asked).to.have.length(3);
      });
    }

    it('are waited for no longer than the batch may take, where it stops', async function () {
      this.timeout(5_000);
      const stop = new AbortController();
      const { admins } = adminsWith(failing(1_000, outage(0)));
      setTimeout(() => stop.abort(), 100);
      expect(await admins([reply(one)], stop.signal)).to.deep.equal([]);
    });

    it('are those known last, without waiting', async () => {
      const { admins, asked } = adminsWith(failing(1, outage(0)), [one]);
      expect(await admins([reply(one)])).to.deep.equal([]);
      expect(asked).to.have.length(1);
    });

    it('are asked for once more where Telegram answers otherwise, and then given up', async () => {
      const once = adminsWith(failing(1, outage(0)), [], true);
      expect(await once.admins([reply(one)])).to.deep.equal([listOf(one)]);
      const always = adminsWith(failing(1_000, outage(502)), [], true);
      expect(await always.admins([reply(one)])).to.deep.equal([]);
      expect(always.asked).to.have.length(2);
    });

    it('are given up where it is the chat that Telegram refuses', async () => {
      const { admins, asked } = adminsWith(failing(1, outage(400)));
      expect(await admins([reply(one)])).to.deep.equal([]);
      expect(asked).to.have.length(1);
    });
  });
});
