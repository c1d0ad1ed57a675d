import { expect } from 'chai';
import { chatId } from '../../src/model/ids.ts';
import type { StoredRow } from '../../src/outbox/store.ts';
import { type Job, type Lane, Window } from '../../src/outbox/window.ts';
import { ANNA, GROUP, notice, OTHER } from './support.ts';

const stored = (id: number, chat: number = GROUP): StoredRow => ({
  ...{ id, chat, job: 'notice', body: '', at: 0, dueAt: 0, keep: false },
});
const job = (part: Parameters<typeof notice>[0] = {}): Job => ({ is: 'notice', notice: notice(part) });

describe('the window', () => {
  let window: Window;
  beforeEach(() => {
    window = new Window();
  });
  const add = (id: number, chat: number = GROUP, refill = false): boolean =>
    window.add(stored(id, chat), job({ chat: chatId(chat) }), refill);
  const heads = (): (number | undefined)[] => {
    const ids: (number | undefined)[] = [];
    for (let lane = window.take(); lane; lane = window.take()) ids.push(lane.rows[0]?.id);
    return ids;
  };
  const finish = (lane: Lane | null): void => {
    const row = lane?.rows[0];
    if (!lane || !row) throw new Error('There is no lane.');
    window.close(lane, row);
    window.forget([row.id]);
    window.putBack(lane);
  };

  it('gives one row of each chat, the oldest first', () => {
    for (const id of [1, 2, 3]) add(id);
    add(4, OTHER);
    expect(heads()).to.deep.equal([1, 4]);
  });

  it('sets a late row in its place, but not before the one under way', () => {
    for (const id of [5, 9]) add(id);
    const lane = window.take();
    add(7);
    add(3);
    expect(lane?.rows.map(({ id }) => id)).to.deep.equal([5, 3, 7, 9]);
    finish(lane);
    expect(heads()).to.deep.equal([3]);
  });

  it('takes a row once', () => {
    expect([add(1), add(1)]).to.deep.equal([true, false]);
    const lane = window.take();
    if (lane?.rows[0]) window.close(lane, lane.rows[0]);
    expect(add(1)).to.equal(false);
  });

  it('has something said before anything is removed, but every fifth time', () => {
    const remove = (id: number): boolean =>
      window.add(stored(id, -1000 - id), { is: 'delete', messageIds: [id], singly: false });
    for (const id of [1, 2, 3]) remove(id);
    for (const id of [11, 12, 13, 14, 15, 16]) add(id, -id);
    expect(heads()).to.deep.equal([11, 12, 13, 14, 1, 15, 16, 2, 3]);
  });

  it('takes the chats in turn', () => {
    for (const id of [1, 2]) add(id);
    for (const id of [3, 4]) add(id, OTHER);
    const order: number[] = [];
    for (let lane = window.take(); lane; lane = window.take()) {
      order.push(lane.rows[0]?.id ?? 0);
      finish(lane);
    }
    expect(order).to.deep.equal([1, 3, 2, 4]);
    expect(window.empty).to.equal(true);
  });

  it('lets a lane sleep until its time', () => {
    add(1);
    add(2, OTHER);
    const [one, two] = [window.take(), window.take()];
    if (one) window.putBack(one, 500);
    if (two) window.putBack(two, 300);
    expect(window.rouse(299)).to.equal(300);
    expect(heads()).to.deep.equal([]);
    expect(window.rouse(300)).to.equal(500);
    expect(heads()).to.deep.equal([2]);
    expect(window.rouse(500)).to.equal(null);
    expect(heads()).to.deep.equal([1]);
  });

  it('leaves the rest of a long queue where it is, until its share runs low', () => {
    const taken = Array.from({ length: 50 }, (_, id) => add(id + 1)).filter(Boolean);
    expect(taken.length).to.equal(32);
    expect(window.overflowing()).to.deep.equal([GROUP]);
    expect(window.hungry()).to.deep.equal([]);
    for (let at = 0; at < 24; at++) finish(window.take());
    // Not out of turn, although there is room.
    expect(add(60)).to.equal(false);
    expect(window.hungry()).to.deep.equal([{ chat: GROUP, after: 32, room: 24 }]);
    expect(add(33, GROUP, true)).to.equal(true);
    window.readToEnd(GROUP);
    expect(window.overflowing()).to.deep.equal([]);
    expect(add(60)).to.equal(true);
  });

  it('takes rows out, but not the one under way', () => {
    for (const id of [1, 2, 3]) add(id);
    add(4, OTHER);
    const lane = window.take();
    expect(window.remove(({ chat }) => chat === GROUP).map(({ id }) => id)).to.deep.equal([2, 3]);
    expect(heads()).to.deep.equal([4]);
    finish(lane);
    expect(window.known.size).to.equal(1);
  });

  it('keeps one order for a person, and lets presses, reactions and removals pass', () => {
    window.add(stored(1), job());
    window.add(stored(2), job({ way: 'private', to: ANNA }));
    window.add(stored(3, OTHER), job({ way: 'private', to: ANNA, chat: OTHER }));
    window.add(stored(4, ANNA), job({ chat: chatId(ANNA) }));
    window.add(stored(5), job({ way: 'toast', query: 'q' }));
    window.add(stored(6), job({ way: 'reaction' }));
    window.add(stored(7), { is: 'delete', messageIds: [1], singly: false });
    window.add(stored(8), job({ way: 'edit', query: 'p', messageId: 3 }));
    // 8 twice: in its place among the group's messages (behind 1) and, for the press, at once.
    expect(heads()).to.deep.equal([1, 2, 5, 6, 7, 8]);
  });
});
