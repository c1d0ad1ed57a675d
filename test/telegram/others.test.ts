import { expect } from 'chai';
import {
  readChatMember,
  readMessageReaction,
  readMyChatMember,
  readPress,
} from '../../src/telegram/read/others.ts';

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
    expect(readPress(query, date)).to.deep.include({ request: { ask: 'top', order: 'sum', page: 2 } });
  });

  it('under what only one person sees bears the number of that', () => {
    const message = { ...query.message, message_id: 0, ephemeral_message_id: 3 };
    expect(readPress({ ...query, message }, date)).to.deep.include({ messageId: 0, ephemeralId: 3 });
    expect(readPress(query, date)).to.not.have.property('ephemeralId');
  });

  it('about another group is forged; in private it may be about any', () => {
    const air = { ...query, data: 'air:-77:5:1' };
    expect(readPress(air, date)).to.deep.include({ request: { ask: 'stale' } });
    const dm = { ...query.message, chat: { id: anna.id, type: 'private', first_name: 'Anna' } };
    const request = { ask: 'air', message: 5, place: 1 };
    const inPrivate = readPress({ ...air, message: dm }, date);
    expect(inPrivate).to.deep.include({ request }).and.to.have.nested.property('chat.id', -77);
    expect(inPrivate).to.have.nested.property('place.id', anna.id);
    expect(readPress({ ...query, data: `air:${chat.id}:5:1` }, date)).to.deep.include({
      request,
      place: null,
    });
  });

  it('without its message, or in a channel, is none of ours', () => {
    expect(readPress({ ...query, message: undefined }, date)).to.equal(null);
    expect(
      readPress({ ...query, message: { ...query.message, chat: { id: -5, type: 'channel' } } }, date),
    ).to.equal(null);
  });
});

describe('Changed reactions', () => {
  const update = {
    ...{ chat, message_id: 5, user: anna, date },
    ...{ old_reaction: [], new_reaction: [{ type: 'emoji', emoji: '❤' }] },
  };
  const read = (change: object) => readMessageReaction({ ...update, ...change });
  const now = (...new_reaction: unknown[]) => {
    const event = read({ new_reaction });
    return event?.is === 'reaction' ? event.now : null;
  };

  it('are a person’s, on a message', () => {
    expect(read({})).to.deep.include({ is: 'reaction', at: date, messageId: 5, before: [], now: ['❤'] });
  });

  it('are read in the form in which they are compared', () => {
    const custom = { type: 'custom_emoji', custom_emoji_id: '5368324170671202286' };
    expect(
      now({ type: 'emoji', emoji: '❤️' }, custom, { type: 'paid' }, { type: 'emoji', emoji: '🙏🏽' }),
    ).to.deep.equal(['❤', 'custom:5368324170671202286', 'paid', '🙏']);
  });

  it('of kinds unknown, broken or doubled are passed over', () => {
    const broken = [null, 7, 'x', [], {}, { type: 'new' }, { type: 'emoji' }, { type: 'emoji', emoji: 5 }];
    const ids = ['', '1a', '1'.repeat(21), 5].map((id) => ({ type: 'custom_emoji', custom_emoji_id: id }));
    const heart = { type: 'emoji', emoji: '❤' };
    expect(now(...broken, heart, heart)).to.deep.equal(['❤']);
    expect(now(...ids)).to.deep.equal([]);
    expect(now(...Array(50).fill(null), heart), 'no end of them').to.deep.equal([]);
    for (const list of [undefined, null, 'x', {}])
      expect(read({ new_reaction: list })).to.deep.include({ now: [] });
  });

  it('of anonymous ones, of bots, of Telegram’s own accounts and in private are nobody’s', () => {
    expect(read({ user: undefined, actor_chat: chat })).to.equal(null);
    expect(read({ actor_chat: chat })).to.equal(null);
    expect(read({ user: undefined })).to.equal(null);
    expect(read({ user: bot })).to.equal(null);
    expect(read({ user: { ...anna, id: 1_087_968_824 } })).to.equal(null);
    expect(read({ chat: { id: 11, type: 'private' } })).to.equal(null);
    expect(read({ chat: { id: -5, type: 'channel' } })).to.equal(null);
  });

  it('that are not what they should be are refused', () => {
    for (const change of [
      { message_id: -1 },
      { message_id: 'x' },
      { date: 1e12 },
      { chat: null },
      { user: { id: 0 } },
    ]) {
      expect(() => read(change), JSON.stringify(change)).to.throw('expected');
    }
  });
});
