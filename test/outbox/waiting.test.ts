import { expect } from 'chai';
import { newPace, went } from '../../src/outbox/pace.ts';
import { waitingIn } from '../../src/outbox/waiting.ts';
import { Window } from '../../src/outbox/window.ts';
import { GROUP, notice, OTHER } from './support.ts';

const NOW = 5_000_000;

function full(chat: number, messages: number) {
  const pace = newPace();
  for (let n = 0; n < messages; n += 1) went(pace, { chat, kind: 'message' }, NOW - 30_000 + n * 1000);
  const window = new Window();
  const add = (id: number, more: object = {}) =>
    window.add(
      { id, chat: GROUP, job: 'notice', body: '', at: 1, dueAt: 1, keep: false } as never,
      { is: 'notice', notice: notice(), ...more } as never,
    );
  return { pace, window, add };
}

describe('What waits for Telegram’s limit', () => {
  it('is told with the seconds until the next goes, once 20 were said within a minute', () => {
    const { pace, window, add } = full(GROUP, 20);
    expect(waitingIn(window, pace, GROUP, NOW), 'nothing is to be said').to.equal(null);
    add(1);
    add(2);
    add(3, { is: 'delete', messageIds: [5], singly: false });
    expect(waitingIn(window, pace, GROUP, NOW)).to.deep.equal({ messages: 2, more: false, seconds: 30 });
    expect(waitingIn(window, pace, OTHER, NOW), 'another chat').to.equal(null);
    expect(waitingIn(window, pace, GROUP, NOW + 30_000), 'a minute later').to.equal(null);
  });

  it('is nothing for the second between two messages', () => {
    const { pace, window, add } = full(GROUP, 5);
    went(pace, { chat: GROUP, kind: 'message' }, NOW);
    add(1);
    expect(waitingIn(window, pace, GROUP, NOW)).to.equal(null);
  });

  it('says that there is more than it holds', () => {
    const { pace, window, add } = full(GROUP, 20);
    for (let id = 1; id <= 40; id += 1) add(id);
    expect(waitingIn(window, pace, GROUP, NOW)).to.deep.include({ messages: 32, more: true });
  });
});
