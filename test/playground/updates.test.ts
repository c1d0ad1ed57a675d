import { expect } from 'chai';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { Chat, User } from '../../src/playground/types.ts';
import { ask, call, drain, kindsOf, refusal, type SeenUpdate, sleep } from './support.ts';

describe('getUpdates', () => {
  let telegram: LocalTelegram;
  let ann: User;
  let group: Chat;

  beforeEach(async () => {
    telegram = await startLocalTelegram();
    ann = telegram.world.createUser({ first_name: 'Ann' });
    group = telegram.world.createGroup({ title: 'Grove', members: [ann] });
  });
  afterEach(() => telegram.close());

  const poll = (params: Record<string, unknown> = {}) => ask<SeenUpdate[]>(telegram, 'getUpdates', params);
  const texts = (updates: SeenUpdate[]) => updates.map((u) => u.message?.text);
  const say = (...words: string[]) => {
    for (const word of words) telegram.world.say(ann, group, word);
  };

  it('gives the same updates again until they are confirmed by a higher offset', async () => {
    say('a', 'b', 'c');
    const first = await poll();
    expect(texts(first)).to.deep.equal(['a', 'b', 'c']);
    expect(texts(await poll())).to.deep.equal(['a', 'b', 'c']);
    const middle = first[1]?.update_id ?? 0;
    expect(texts(await poll({ offset: middle }))).to.deep.equal(['b', 'c']);
    expect(texts(await poll())).to.deep.equal(['b', 'c']);
    expect(await poll({ offset: middle + 2 })).to.deep.equal([]);
  });

  it('confirms them though the last of them is one of long ago that comes again', async () => {
    say('a');
    const [first] = await poll();
    await poll({ offset: (first?.update_id ?? 0) + 1 });
    say(...Array.from({ length: 20 }, (_, n) => String(n)));
    telegram.world.push({ ...first });
    const all = await poll();
    expect(texts(all).slice(-2)).to.deep.equal(['19', 'a']);
    expect(await poll({ offset: Math.max(...all.map(({ update_id }) => update_id)) + 1 })).to.deep.equal([]);
  });

  it('keeps to the limit, 1 to 100', async () => {
    say(...Array.from({ length: 105 }, (_, n) => String(n)));
    expect(await poll({ limit: 2 })).to.have.length(2);
    expect(await poll()).to.have.length(100);
    expect(await refusal(telegram, 'getUpdates', { limit: 101 })).to.match(/limit/);
    expect(await refusal(telegram, 'getUpdates', { timeout: 51 })).to.match(/timeout/);
  });

  it('forgets all but the last few at a negative offset', async () => {
    say('a', 'b', 'c');
    expect(texts(await poll({ offset: -1 }))).to.deep.equal(['c']);
    expect(texts(await poll())).to.deep.equal(['c']);
  });

  it('waits for the next update, and takes all that come with it', async () => {
    const waiting = poll({ timeout: 10 });
    await sleep(30);
    say('a', 'b');
    expect(texts(await waiting)).to.deep.equal(['a', 'b']);
  });

  it('answers nothing when the wait is over', async () => {
    const began = Date.now();
    expect(await poll({ timeout: 1 })).to.deep.equal([]);
    expect(Date.now() - began).to.be.within(950, 3000);
  });

  it('serves one poller: a second one ends the first', async () => {
    const first = call(telegram, 'getUpdates', { timeout: 10 });
    await sleep(30);
    const second = poll({ timeout: 10 });
    expect(await first).to.deep.include({
      status: 409,
      description:
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    say('a');
    expect(texts(await second)).to.deep.equal(['a']);
  });

  it('is closed while a webhook is set', async () => {
    await ask(telegram, 'setWebhook', { url: 'http://127.0.0.1:9/hook' });
    expect(await refusal(telegram, 'getUpdates')).to.equal(
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
    await ask(telegram, 'deleteWebhook');
    expect(await poll()).to.deep.equal([]);
  });

  it('brings member changes and reactions only where they are asked for, and remembers it', async () => {
    const hi = telegram.world.say(ann, group, 'hi');
    const live = () => {
      telegram.world.react(ann, hi, ['👍']);
      telegram.world.react(ann, hi, []);
      telegram.world.promote(ann, group, { by: ann });
      telegram.world.demote(ann, group, { by: ann });
    };
    live();
    expect(kindsOf(await drain(telegram))).to.deep.equal(['message']);
    await poll({ allowed_updates: ['message', 'chat_member', 'message_reaction'] });
    live();
    expect(kindsOf(await drain(telegram))).to.deep.equal([
      'message_reaction',
      'message_reaction',
      'chat_member',
      'chat_member',
    ]);
    await poll({ allowed_updates: [] });
    live();
    expect(await drain(telegram)).to.deep.equal([]);
    expect(await refusal(telegram, 'getUpdates', { allowed_updates: ['reaction'] })).to.match(
      /unknown update type/,
    );
  });

  it('delivers an injected duplicate though its id is long confirmed', async () => {
    say('a');
    const [first] = await poll();
    const id = first?.update_id ?? 0;
    await poll({ offset: id + 1 });
    telegram.world.push({ ...first });
    expect(texts(await poll({ offset: id + 1 }))).to.deep.equal(['a']);
    expect(await poll({ offset: id + 1 })).to.deep.equal([]);
  });

  it('ignores an offset of an older numbering after the ids began anew', async () => {
    say('a');
    const [first] = await drain(telegram);
    telegram.world.restartUpdateIds(1000);
    say('b');
    expect(texts(await poll({ offset: (first?.update_id ?? 0) + 1 }))).to.deep.equal(['b']);
  });

  it('drops what is pending where that is asked', async () => {
    say('a');
    await ask(telegram, 'deleteWebhook', { drop_pending_updates: true });
    expect(await poll()).to.deep.equal([]);
  });

  it('keeps up with a heavy load', async () => {
    const total = 20_000;
    const message = { chat: group, from: ann, date: 1, text: 'load' };
    for (let n = 0; n < total; n++) telegram.world.push({ message: { ...message, message_id: n } });
    const began = performance.now();
    let offset = 0;
    for (let got = 0; got < total; ) {
      const batch = await poll({ offset });
      got += batch.length;
      offset = (batch.at(-1)?.update_id ?? 0) + 1;
    }
    const perSecond = (total / (performance.now() - began)) * 1000;
    // Far under what it does alone on a quiet machine, and far over a queue that is copied every time.
    expect(perSecond).to.be.greaterThan(3000);
  });
});
