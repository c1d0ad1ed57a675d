import { expect } from 'chai';
import { startDelivery } from '../../src/outbox/deliver.ts';
import { addNotices } from '../../src/outbox/store.ts';
import { freshDatabase, kinds } from '../support/database.ts';
import { BOT, FakeApi, GROUP, notice, START } from './support.ts';

const numbered = (count: number, chat = GROUP) =>
  Array.from({ length: count }, (_, at) => notice({ chat, params: { text: at } }));

if (kinds.includes('server')) {
  describe('two processes on one server', () => {
    it('deliver once, and the second takes over from the first', async () => {
      const fresh = await freshDatabase('server');
      const [one, two] = [await fresh.open(), await fresh.open()];
      const api = new FakeApi(() => 0);
      const silent = () => undefined;
      const parts = {
        botId: BOT,
        api,
        now: () => START * 1000,
        replyMaxAge: 300,
        log: { debug: silent, info: silent, warn: silent, error: silent },
        render: async ({ params }: ReturnType<typeof notice>) => ({ text: String(params.text) }),
        limits: { perSecond: 1000, chatGapMs: 0, groupPerMinute: 1000 },
      };
      const first = startDelivery({ ...parts, database: one });
      while (!first.stats.leading) await new Promise(setImmediate);
      const second = startDelivery({ ...parts, database: two });
      await addNotices(two, BOT, numbered(50));
      second.wake();
      await second.idle();
      expect(api.calls.length).to.equal(50);
      expect(second.stats).to.deep.include({ sent: 0, leading: false });
      await first.stop();
      await addNotices(one, BOT, numbered(5));
      await second.idle();
      expect(api.calls.length).to.equal(55);
      await second.stop();
      await one.close();
      await two.close();
      await fresh.drop();
    });
  });
}
