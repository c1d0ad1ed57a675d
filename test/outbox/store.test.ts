import { expect } from 'chai';
import { userId } from '../../src/model/ids.ts';
import { addNotices, PARKED, releaseKept } from '../../src/outbox/store.ts';
import { describeOnBoth } from '../support/database.ts';
import { ANNA, addGroup, addPerson, BOT, GROUP, notice, START, startWorld } from './support.ts';

describeOnBoth('the outbox in the database', (open) => {
  it('takes notices in their order, as they are', async () => {
    const database = await open();
    const odd = notice({ params: { name: "O'Neil \u0000 \ud800 «мир»" }, keep: true });
    await database.transact(async (flight) => {
      await addNotices(flight, BOT, [notice(), odd]);
      await addNotices(flight, BOT, []);
    });
    const rows = await database.query<{ body: string }>('select * from outbox order by id');
    expect(rows[0]).to.deep.include({ bot_id: BOT, chat_id: GROUP, job: 'notice', at: START, due_at: 0 });
    expect(rows[1]).to.deep.include({ keep: true });
    expect(JSON.parse(rows[1]?.body ?? '')).to.deep.equal(odd);
  });

  it('keeps what may not be lost until its person acts', async () => {
    const world = await startWorld(await open());
    await addGroup(world.database, GROUP, { status: 'admin' });
    await addPerson(world.database, ANNA, false);
    const link = notice({ way: 'private', to: ANNA, keep: true, at: START - 90 });
    await world.say(link, { ...link, to: userId(71) });
    expect((await world.left()).map(({ dueAt }) => dueAt)).to.deep.equal([PARKED, PARKED]);
    expect(world.api.calls).to.deep.equal([]);

    await world.pass(10_000);
    // An upgrade of the group writes bodies anew, in PostgreSQL's own spelling.
    await world.database.query('update outbox set body = body::jsonb::text');
    expect(await releaseKept(world.database, BOT, [])).to.equal(0);
    expect(await releaseKept(world.database, BOT, [{ person: ANNA, chat: null, at: START + 10 }])).to.equal(
      1,
    );
    await world.pass(2000);
    // She has just acted: she sees it in the group.
    expect(world.rendered).to.deep.equal([{ key: 'hello', by: 'ephemeral' }]);
    expect((await world.left()).length).to.equal(1);
    await world.delivery.stop();
  });
});
