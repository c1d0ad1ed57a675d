import { expect } from 'chai';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { Chat, User } from '../../src/playground/types.ts';
import { ask, call, type SeenUpdate } from './support.ts';

describe('ordered faults', () => {
  let telegram: LocalTelegram;
  let ann: User;
  let group: Chat;

  beforeEach(async () => {
    telegram = await startLocalTelegram();
    ann = telegram.world.createUser({ first_name: 'Ann' });
    group = telegram.world.createGroup({ title: 'Grove', members: [ann] });
  });
  afterEach(() => telegram.close());

  const send = () => call(telegram, 'sendMessage', { chat_id: group.id, text: 'x' });
  const cut = async (promise: Promise<unknown>) => {
    const error = await promise.then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error, 'the connection should be cut').to.be.instanceOf(Error);
  };
  const seen = () => telegram.world.visibleTo(group, ann).length;

  it('answer with a status, so many times, and execute nothing', async () => {
    telegram.faults.next('sendMessage', { kind: 'status', code: 429, retry_after: 3, times: 2 });
    expect(await send()).to.deep.include({ status: 429, parameters: { retry_after: 3 } });
    expect((await send()).description).to.equal('Too Many Requests: retry after 3');
    expect((await send()).ok).to.equal(true);
    expect(seen()).to.equal(1);
  });

  it('cut the connection before anything is done, or after it is', async () => {
    telegram.faults.next('sendMessage', { kind: 'cut' });
    await cut(send());
    expect(seen()).to.equal(0);
    telegram.faults.next('*', { kind: 'cut-after' });
    await cut(send());
    expect(seen()).to.equal(1);
  });

  it('cut the connection in the midst of the answer, after it was done', async () => {
    telegram.faults.next('sendMessage', { kind: 'torn', times: 2 });
    expect(telegram.faults.left).to.equal(2);
    await cut(send());
    expect(seen()).to.equal(1);
    expect(telegram.faults.left).to.equal(1);
  });

  it('hang, and execute nothing for a caller who has gone', async () => {
    telegram.faults.next('sendMessage', { kind: 'hang', ms: 60 });
    const began = Date.now();
    await send();
    expect(Date.now() - began).to.be.at.least(55);
    telegram.faults.next('sendMessage', { kind: 'hang', ms: 5000 });
    const url = `${telegram.root}/bot${telegram.token}/sendMessage?chat_id=${group.id}&text=x`;
    await cut(fetch(url, { signal: AbortSignal.timeout(30) }));
    expect(seen()).to.equal(1);
  });

  it('show a proxy’s page of error', async () => {
    telegram.faults.next('getMe', { kind: 'html', code: 502 });
    const answer = await fetch(`${telegram.root}/bot${telegram.token}/getMe`);
    expect(answer.status).to.equal(502);
    expect(await answer.text()).to.match(/^<html>/);
  });

  it('take everything away for a while, long polls too', async () => {
    const waiting = call(telegram, 'getUpdates', { timeout: 10 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    telegram.faults.outage(80);
    await cut(waiting);
    await cut(send());
    await new Promise((resolve) => setTimeout(resolve, 90));
    expect((await send()).ok).to.equal(true);
  });

  it('deliver some updates twice, the second time in a later batch', async () => {
    telegram.faults.duplicate(1);
    telegram.world.say(ann, group, 'a');
    const first = await ask<SeenUpdate[]>(telegram, 'getUpdates');
    const offset = (first[0]?.update_id ?? 0) + 1;
    expect(await ask(telegram, 'getUpdates', { offset })).to.deep.equal(first);
    expect(await ask(telegram, 'getUpdates', { offset })).to.deep.equal([]);
  });

  it('deliver nothing out of turn: what was lost on its way is not delivered twice before it was once', async () => {
    const texts = (updates: SeenUpdate[]) => updates.map((update) => update.message?.text);
    telegram.faults.duplicate(0.5, 3);
    const said = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const text of said) telegram.world.say(ann, group, text);
    telegram.faults.next('getUpdates', { kind: 'cut-after' });
    await cut(ask(telegram, 'getUpdates'));
    telegram.faults.duplicate(0);
    const received = await ask<SeenUpdate[]>(telegram, 'getUpdates');
    expect(texts(received)).to.deep.equal(said);
    const offset = (received.at(-1)?.update_id ?? 0) + 1;
    const again = texts(await ask<SeenUpdate[]>(telegram, 'getUpdates', { offset }));
    expect(again.length).to.be.within(1, said.length - 1);
    expect(said.filter((text) => again.includes(text))).to.deep.equal(again);
  });

  it('shuffle updates between chats, never within one, the same way each time', async () => {
    const chats = [
      group,
      ...['Glade', 'Heath'].map((title) => telegram.world.createGroup({ title, members: [ann] })),
    ];
    for (let n = 0; n < 10; n++) for (const chat of chats) telegram.world.say(ann, chat, String(n));
    const fetchOrder = async () => {
      telegram.faults.reorder(7);
      const updates = await ask<SeenUpdate[]>(telegram, 'getUpdates');
      return updates.map((u) => [u.message?.chat.id, u.message?.text]);
    };
    const order = await fetchOrder();
    expect(await fetchOrder()).to.deep.equal(order);
    for (const chat of chats) {
      const own = order.filter(([id]) => id === chat.id).map(([, text]) => text);
      expect(own).to.deep.equal(Array.from({ length: 10 }, (_, n) => String(n)));
    }
    telegram.faults.clear();
    const plain = await ask<SeenUpdate[]>(telegram, 'getUpdates');
    expect(plain.map((u) => [u.message?.chat.id, u.message?.text])).not.to.deep.equal(order);
  });
});
