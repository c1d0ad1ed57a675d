import { expect } from 'chai';
import seedrandom from 'seedrandom';
import { chatId } from '../../src/model/ids.ts';
import { addNotices, addRemovals } from '../../src/outbox/store.ts';
import { describeOnBoth } from '../support/database.ts';
import { BOT, GROUP, notice, OTHER, refusal, START, tick, type World, worldsOn } from './support.ts';

const numbered = (count: number, chat = GROUP) =>
  Array.from({ length: count }, (_, at) => notice({ chat, params: { text: at } }));

describeOnBoth('delivery in trouble', (open) => {
  const start = worldsOn(open);

  /** So many rows for three groups, which may have 20 messages a minute each. */
  async function withBacklog(count: number): Promise<World> {
    const world = await start({ replyMaxAge: 0 });
    await world.database.query(
      `insert into outbox (bot_id, chat_id, job, body, at)
       select $1, -1 - i % 3, 'notice', replace($2, '-77', (-1 - i % 3)::text), $3 from generate_series(1, $4) i`,
      [BOT, JSON.stringify(notice({ chat: chatId(-77) })), START, count],
    );
    await world.pass(4000);
    return world;
  }

  it('reads a queue of 100,000 rows in small pieces', async () => {
    const world = await withBacklog(100_000);
    expect(world.delivery.stats.waiting).to.be.at.most(3 * 32);
    expect(world.watched.rows).to.be.lessThan(1500);
    world.watched.rows = 0;
    world.watched.queries = 0;
    await world.say(notice({ chat: OTHER, params: { text: 'new' } }));
    expect(world.api.texts(OTHER)).to.deep.equal(['new']);
    expect(world.watched.rows).to.be.at.most(20);
    expect(world.watched.queries).to.be.at.most(12);
  }).timeout(60_000);

  it('keeps the order of a queue that does not fit into memory', async () => {
    const world = await start({ limits: { perSecond: 1000, chatGapMs: 0, groupPerMinute: 1000 } });
    await world.say(...numbered(300), ...numbered(300, OTHER), ...numbered(100));
    await world.pass(10_000);
    const order = [...Array(300).keys(), ...Array(100).keys()].map(String);
    expect(world.api.texts(GROUP)).to.deep.equal(order);
    expect(await world.left()).to.deep.equal([]);
  });

  it('finds a row that was committed late', async () => {
    const world = await start();
    await world.say(...numbered(1));
    await world.database.query(`select setval('outbox_id_seq', 50)`);
    await world.say(...numbered(1, OTHER));
    await world.database.query(
      `insert into outbox (id, bot_id, chat_id, job, body, at) values (7, $1, -9, 'notice', $2, $3)`,
      [BOT, JSON.stringify(notice({ chat: chatId(-9) })), START],
    );
    await world.pass(2000);
    expect(world.api.texts(-9)).to.deep.equal(['hello']);
  });

  for (const seed of [1, 2, 3]) {
    it(`keeps order and limits and loses nothing, whatever fails (seed ${seed})`, async () => {
      const world = await start({ replyMaxAge: 0 });
      const random = seedrandom(String(seed));
      world.api.answer = () => {
        const draw = random();
        if (draw < 0.05) throw refusal({ code: 429, retryAfter: 1 + Math.floor(random() * 5) });
        if (draw < 0.15) throw refusal({ code: 502 });
        // It may have been said or not: it is said again.
        if (draw < 0.2) throw refusal({ code: 0, network: true });
        world.watched.down = draw > 0.97;
      };
      const chats = Array.from({ length: 12 }, (_, at) => chatId(at % 2 ? -1 - at : 1 + at));
      for (let round = 0; round < 5; round++) {
        const some = chats.filter(() => random() < 0.7);
        await addNotices(
          world.database,
          BOT,
          Array.from({ length: 4 }, (_, at) => at + 4 * round).flatMap((text) =>
            some.map((chat) => notice({ chat, params: { text } })),
          ),
        );
        world.delivery.wake();
        await world.pass(1500);
        world.watched.down = false;
        await world.pass(1500);
      }
      for (let at = 0; at < 60; at++) {
        world.watched.down = false;
        await world.pass(2500);
      }
      world.api.answer = () => undefined;
      world.watched.down = false;
      await world.pass(60_000);
      expect(await world.left()).to.deep.equal([]);
      expect(world.delivery.stats.dropped).to.equal(0);
      for (const chat of chats) {
        const said = world.api.texts(chat).map(Number);
        expect(said).to.deep.equal([...said].sort((a, b) => a - b));
        const times = world.api.calls.filter(({ params }) => params.chat_id === chat).map(({ at }) => at);
        for (const [index, at] of times.entries())
          expect(at - (times[index - 1] ?? -1000)).to.be.at.least(1000);
      }
      const times = world.api.calls.map(({ at }) => at);
      for (const [index, at] of times.entries())
        expect(at - (times[index - 30] ?? -1000)).to.be.at.least(1000);
    }).timeout(60_000);
  }

  it('leaves alone what belongs to another bot', async () => {
    const world = await start();
    await addNotices(world.database, BOT + 1, [notice()]);
    await world.pass(5000);
    expect(world.api.calls).to.deep.equal([]);
    expect((await world.left()).length).to.equal(1);
  });

  it('loses nothing while the database is out of reach, and says nothing twice', async () => {
    const world = await start();
    await world.say(...numbered(3));
    world.watched.down = true;
    await world.pass(5000);
    const said = world.api.texts().length;
    expect(said).to.be.at.most(2);
    await addNotices(world.database, BOT, numbered(2, OTHER));
    world.watched.down = false;
    await world.pass(40_000);
    expect(world.api.texts(GROUP)).to.deep.equal(['0', '1', '2']);
    expect(world.api.texts(OTHER)).to.deep.equal(['0', '1']);
    expect(await world.left()).to.deep.equal([]);
  });

  it('writes down later what it could not write down at once', async () => {
    const world = await start();
    world.api.answer = () => {
      world.watched.down = true;
    };
    await world.say(...numbered(2));
    await world.pass(5000);
    expect(world.api.texts()).to.deep.equal(['0']);
    expect((await world.left()).length).to.equal(2);
    world.api.answer = () => undefined;
    world.watched.down = false;
    await world.pass(40_000);
    expect(world.api.texts()).to.deep.equal(['0', '1']);
  });

  it('repeats at most what was under way when the process died', async () => {
    const world = await start();
    world.api.answer = ({ params }) => {
      // Said, and then the process is gone: nothing more is written or sent.
      if (params.text === '1') world.watched.down = true;
    };
    await world.say(...numbered(4));
    await world.pass(1500);
    expect(world.api.texts()).to.deep.equal(['0', '1']);
    await world.delivery.stop();
    const next = await start({}, world.database);
    await next.pass(5000);
    expect(next.api.texts()).to.deep.equal(['1', '2', '3']);
  });

  it('lets go of a notice that fails again and again while others pass', async () => {
    const world = await start({ replyMaxAge: 0 });
    world.api.answer = ({ params }) => {
      if (params.text === 'poison') throw new Error('unexpected');
    };
    const poison = { params: { text: 'poison' } };
    await world.say(notice(poison), notice(poison), notice({ params: { text: 'after' } }));
    for (let at = 0; at < 60; at++) {
      await world.say(notice({ chat: OTHER }));
      await world.pass(10_000);
    }
    expect(world.api.texts(GROUP)).to.include('after');
    expect(await world.left()).to.deep.equal([]);
  });

  it('drops a row that it cannot read', async () => {
    const world = await start();
    await world.database.query(
      `insert into outbox (bot_id, chat_id, job, body, at) values ($1, -1, 'notice', 'no JSON', $2), ($1, -1, 'what', '{}', $2)`,
      [BOT, START],
    );
    await world.say(notice());
    expect(world.api.texts()).to.deep.equal(['hello']);
    expect(await world.left()).to.deep.equal([]);
  });

  it('is idle when everything is said', async () => {
    const world = await start({ limits: { perSecond: 100, chatGapMs: 0, groupPerMinute: 100 } });
    await addNotices(world.database, BOT, numbered(20));
    await world.delivery.idle();
    expect(world.api.calls.length).to.equal(20);
    expect(await world.left()).to.deep.equal([]);
  });

  it('is idle when everything due is done, however much of it there is in one chat', async () => {
    const world = await start({ limits: { perSecond: 1000, chatGapMs: 0, groupPerMinute: 1000 } });
    const removal = { chat: GROUP, at: START, dueAt: START + 10 };
    await addRemovals(
      world.database,
      BOT,
      Array.from({ length: 90 }, (_, at) => ({ ...removal, messageIds: [at] })),
    );
    await world.pass(9000);
    expect(world.api.calls.length).to.equal(0);
    await world.pass(1000);
    expect(world.api.calls.length).to.equal(90);
    await world.delivery.idle();
  });

  it('says nothing once another process delivers, and takes over where that one stopped', async () => {
    const world = await start();
    let reply = (): void => {};
    const late = (): Promise<void> =>
      new Promise((resolve) => {
        reply = resolve;
      });
    world.api.answer = late;
    await addNotices(world.database, BOT, numbered(3));
    world.delivery.wake();
    while (world.api.underWay === 0) await tick();
    world.watched.lease.lost();
    expect(world.delivery.stats).to.deep.include({ leading: false, waiting: 0 });
    // The other one says the second.
    await world.database.query(`delete from outbox where id = 2`);
    world.api.answer = () => undefined;
    reply();
    await world.pass(5000);
    expect(world.api.texts()).to.deep.equal(['0']);
    world.watched.lease.gained();
    await world.pass(3000);
    expect(world.api.texts()).to.deep.equal(['0', '2']);
    expect(await world.left()).to.deep.equal([]);
  });

  it('keeps in order what is under way when it loses and regains its office', async () => {
    const world = await start();
    const replies: (() => void)[] = [];
    world.api.answer = () => new Promise<void>((resolve) => replies.push(resolve));
    await addNotices(world.database, BOT, numbered(2));
    world.delivery.wake();
    while (replies.length === 0) await tick();
    world.watched.lease.lost();
    world.watched.lease.gained();
    while (world.watched.underWay > 0) await tick();
    world.api.answer = () => undefined;
    for (const reply of replies) reply();
    await world.pass(5000);
    // What was under way may come twice, the rest once.
    expect(new Set(world.api.texts())).to.deep.equal(new Set(['0', '1']));
    expect(world.api.texts().at(-1)).to.equal('1');
    expect(world.api.texts().filter((text) => text === '1').length).to.equal(1);
    expect(world.delivery.stats).to.deep.include({ inFlight: 0, waiting: 0 });
    expect(await world.left()).to.deep.equal([]);
  });

  it('begins no call that was still being prepared when it lost its office', async () => {
    let render = (): void => {};
    const prepared = new Promise<void>((resolve) => {
      render = resolve;
    });
    const world = await start({ render: () => prepared.then(() => ({ text: 'late' })) });
    await addNotices(world.database, BOT, [notice()]);
    world.delivery.wake();
    while (world.delivery.stats.inFlight === 0) await tick();
    world.watched.lease.lost();
    render();
    await world.calm();
    expect(world.api.calls).to.deep.equal([]);
    expect((await world.left()).length).to.equal(1);
  });

  it('starts nothing more when it stops, and writes down what it did', async () => {
    const world = await start();
    let reply = (): void => {};
    world.api.answer = () =>
      new Promise<void>((resolve) => {
        reply = resolve;
      });
    await addNotices(world.database, BOT, [...numbered(1), ...numbered(1)]);
    world.delivery.wake();
    while (world.api.underWay === 0) await new Promise(setImmediate);
    const stopped = world.delivery.stop();
    reply();
    await stopped;
    expect(world.api.texts()).to.deep.equal(['0']);
    expect((await world.left()).length).to.equal(1);
    world.delivery.wake();
    await world.delivery.idle();
  });
});
