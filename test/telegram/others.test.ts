import { expect } from 'chai';
import { readChatMember, readMyChatMember, readPress } from '../../src/telegram/read/others.ts';

const chat = { id: -1001, type: 'supergroup', title: 'Garden' };
const anna = { id: 11, is_bot: false, first_name: 'Anna' };
const bot = { id: 99, is_bot: true, first_name: 'Laurel' };
const date = 1_800_000_000;

/** Each status as Telegram shows it: whether one is in the chat, may write, and is an admin. */
const STATUSES = [
  [{ status: 'creator' }, { present: true, canWrite: true, bot: 'admin' }],
  [{ status: 'administrator' }, { present: true, canWrite: true, bot: 'admin' }],
  [{ status: 'member' }, { present: true, canWrite: true, bot: 'member' }],
  [
    { status: 'restricted', is_member: true, can_send_messages: true },
    { present: true, canWrite: true, bot: 'member' },
  ],
  [
    { status: 'restricted', is_member: true, can_send_messages: false },
    { present: true, canWrite: false, bot: 'muted' },
  ],
  [
    { status: 'restricted', is_member: true },
    { present: true, canWrite: false, bot: 'muted' },
  ],
  [
    { status: 'restricted', is_member: false, can_send_messages: true },
    { present: false, canWrite: false, bot: 'out' },
  ],
  [{ status: 'left' }, { present: false, canWrite: false, bot: 'out' }],
  [{ status: 'kicked' }, { present: false, canWrite: false, bot: 'out' }],
] as const;

for (const [member, is] of STATUSES) {
  describe(`The status ${JSON.stringify(member)}`, () => {
    it(`of a member is: ${is.present ? 'in the chat' : 'out'}${is.bot === 'admin' ? ', an admin' : ''}`, () => {
      const update = {
        chat,
        date,
        from: anna,
        old_chat_member: {},
        new_chat_member: { ...member, user: anna },
      };
      expect(readChatMember(update)).to.deep.include({
        is: 'member',
        present: is.present,
        role: is.bot === 'admin' ? 'admin' : 'member',
        at: date,
      });
    });

    it(`of the bot is: ${is.bot}, ${is.canWrite ? 'may write' : 'may not write'}`, () => {
      const after = { ...member, user: bot };
      const changed = (status: string) => ({
        chat,
        date,
        from: anna,
        old_chat_member: { status, user: bot },
        new_chat_member: after,
      });
      expect(readMyChatMember(changed('left'))).to.deep.include({
        is: 'bot_status',
        status: is.bot,
        canWrite: is.canWrite,
        added: is.present,
      });
      expect(readMyChatMember(changed('member')), 'it was there before').to.deep.include({ added: false });
    });
  });
}

describe('The bot’s right to delete', () => {
  it('is an admin’s, if it is given', () => {
    for (const [member, canDelete] of [
      [{ status: 'administrator', can_delete_messages: true }, true],
      [{ status: 'administrator', can_delete_messages: false }, false],
      [{ status: 'administrator' }, false],
      [{ status: 'member', can_delete_messages: true }, false],
    ] as const) {
      const update = {
        chat,
        date,
        from: anna,
        old_chat_member: { status: 'member' },
        new_chat_member: { ...member, user: bot },
      };
      expect(readMyChatMember(update)).to.deep.include({ canDelete });
    }
  });
});

describe('A pressed button', () => {
  const query = { id: '77', from: anna, data: 'top:2', message: { message_id: 5, chat, date: 0 } };

  it('is stamped with the time at which it came, for Telegram sends none', () => {
    expect(readPress(query, date)).to.deep.include({ is: 'press', at: date, messageId: 5, queryId: '77' });
    expect(readPress(query, date)).to.deep.include({ request: { ask: 'top', page: 2 } });
  });

  it('under what only one person sees bears the number of that', () => {
    const message = { ...query.message, message_id: 0, ephemeral_message_id: 3 };
    expect(readPress({ ...query, message }, date)).to.deep.include({ messageId: 0, ephemeralId: 3 });
    expect(readPress(query, date)).to.not.have.property('ephemeralId');
  });

  it('about another group is forged; in private it may be about any', () => {
    const air = { ...query, data: 'air:77:5:1' };
    expect(readPress(air, date)).to.deep.include({ request: { ask: 'stale' } });
    const dm = { ...query.message, chat: { id: anna.id, type: 'private', first_name: 'Anna' } };
    const request = { ask: 'air', chat: -77, message: 5, place: 1 };
    expect(readPress({ ...air, message: dm }, date)).to.deep.include({ request });
    const here = `air:${-chat.id}:5:1`;
    expect(readPress({ ...query, data: here }, date)).to.deep.include({
      request: { ...request, chat: chat.id },
    });
  });

  it('without its message, or in a channel, is none of ours', () => {
    expect(readPress({ ...query, message: undefined }, date)).to.equal(null);
    expect(
      readPress({ ...query, message: { ...query.message, chat: { id: -5, type: 'channel' } } }, date),
    ).to.equal(null);
  });
});
