import { expect } from 'chai';
import { chatId, userId } from '../../src/model/ids.ts';
import type { Notice } from '../../src/model/notice.ts';
import { laterOf, removalAtLast } from '../../src/outbox/later.ts';

const notice: Notice = {
  key: 'view:panel',
  params: { page: 'h' },
  lines: [{ key: 'panel.closed', params: {} }],
  buttons: [[{ key: 'panel.button_close', request: { ask: 'settings' } }]],
  language: 'en',
  chat: chatId(-100),
  thread: 4,
  way: 'private',
  to: userId(7),
  messageId: 3,
  query: null,
  answersCommand: true,
  removeAfter: null,
  keep: false,
  at: 1000,
  later: { after: 300, key: 'view:panel_over', params: { step: 1 } },
};
const sent = { message_id: 50, date: 1, chat: { id: -100, type: 'supergroup' } };
const ephemeral = { ...sent, message_id: 0, ephemeral_message_id: 9 };
const over = {
  ...{ key: 'view:panel_over', params: { step: 1 }, language: 'en', thread: null, way: 'edit', to: 7 },
  ...{ query: null, answersCommand: false, removeAfter: null, keep: true, at: 2000 },
};
const aloud = { by: 'public', removeAfter: null, withCommand: false } as const;

describe('What a message is to say later', () => {
  it('replaces it where it stands: unseen by others in the group', () => {
    expect(laterOf(notice, { by: 'ephemeral' }, ephemeral, 2000)).to.deep.equal({
      dueAt: 2300,
      notice: { ...over, chat: -100, messageId: 0, ephemeralId: 9 },
    });
  });

  it('replaces it in private, about the group', () => {
    expect(laterOf(notice, { by: 'dm' }, sent, 2000)?.notice).to.deep.equal({
      ...over,
      ...{ chat: 7, about: -100, messageId: 50 },
    });
    const there = { ...notice, chat: chatId(7), about: chatId(-100) };
    expect(laterOf(there, aloud, sent, 2000)?.notice).to.deep.include({
      chat: 7,
      about: -100,
      messageId: 50,
    });
  });

  it('replaces what was edited', () => {
    const edited = { ...notice, way: 'edit', messageId: 0, ephemeralId: 9, query: '5' } as const;
    expect(laterOf(edited, { by: 'edit' }, true, 2000)?.notice).to.deep.equal({
      ...over,
      ...{ chat: -100, messageId: 0, ephemeralId: 9 },
    });
  });

  it('replaces what all see only where it is said again and again, less often; then it goes with its command', () => {
    const public_ = { by: 'public', removeAfter: 60, withCommand: true } as const;
    const again = { ...notice, later: { key: 'view:job', params: {}, after: 5, again: true as const } };
    const next = laterOf(again, public_, sent, 2000);
    const ends = { after: 60, messageIds: [50, 3] };
    expect(next?.dueAt).to.equal(2015);
    expect(next?.notice).to.deep.include({ chat: -100, way: 'edit', messageId: 50, ends, removeAfter: null });
    const further = next && laterOf(next.notice, { by: 'edit' }, true, 2015);
    expect(further?.dueAt).to.equal(2030);
    expect(further?.notice).to.deep.include({ messageId: 50, ends });
    if (!further) return;
    expect(removalAtLast(further.notice, false, 2030)).to.equal(null);
    expect(removalAtLast(again, true, 2030), 'unseen by others').to.equal(null);
    expect(removalAtLast(further.notice, true, 2030)).to.deep.equal({
      ...{ chat: -100, messageIds: [50, 3], at: 2030, dueAt: 2090 },
    });
    const own = laterOf(again, { ...public_, withCommand: false }, sent, 2000);
    expect(own?.notice.ends, 'who may not remove the command').to.deep.include({ messageIds: [50] });
  });

  it('is nothing for a message that all see, that has nothing to say, or of which nothing is known', () => {
    expect(laterOf(notice, aloud, sent, 2000)).to.equal(null);
    const { later: _, ...plain } = notice;
    expect(laterOf(plain, { by: 'ephemeral' }, ephemeral, 2000)).to.equal(null);
    for (const odd of [null, true, {}, { message_id: 'x' }, { message_id: 0 }, { message_id: -1 }]) {
      expect(laterOf(notice, { by: 'dm' }, odd, 2000), JSON.stringify(odd)).to.equal(null);
    }
  });
});
