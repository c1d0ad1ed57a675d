import { expect } from 'chai';
import type { RawUpdate } from '../../src/intake/update.ts';
import { commitOn, inBatches } from '../support/batches.ts';
import { describeOnBoth } from '../support/database.ts';

const AT = 1_790_000_000;
const OLD = { id: -4_200_000, type: 'group', title: 'Rowers' };
const NEW = -1_001_000_000_042;

describeOnBoth('A group that is upgraded', (open) => {
  const message = (id: number, person: number): RawUpdate => ({
    update_id: id,
    message: {
      ...{ message_id: id, date: AT + 100 * id, chat: OLD, text: 'rowing is a fine thing' },
      from: { id: person, is_bot: false, first_name: `Person ${person}` },
    },
  });
  const upgrade: RawUpdate = {
    update_id: 50,
    message: { message_id: 50, date: AT + 5_000, chat: OLD, migrate_to_chat_id: NEW },
  };
  const experience = async (updates: readonly RawUpdate[]) => {
    const database = await open();
    await inBatches(commitOn(database, AT), updates, 5);
    return database.query(
      'select chat_id as chat, user_id as person, experience from members order by user_id',
    );
  };

  it('draws the same for what came under its old id, whether it is counted before the upgrade or after', async () => {
    const messages = [1, 2, 3, 4, 5, 6].map((id) => message(id, 1 + (id % 3)));
    const before = await experience([...messages, upgrade]);
    const after = await experience([messages[0] as RawUpdate, upgrade, ...messages.slice(1)]);
    expect(before).to.have.length(3);
    expect(after).to.deep.equal(before);
  });
});
