import { expect } from 'chai';
import fc from 'fast-check';
import type { ChatEvent, MessageEvent } from '../../src/model/event.ts';
import { readMessage } from '../../src/telegram/read/message.ts';
import { ShapeFault } from '../../src/telegram/read/shape.ts';

const chat = { id: -1001, type: 'supergroup', title: 'Garden' };
const anna = { id: 11, is_bot: false, first_name: 'Anna', language_code: 'en' };
const boris = { id: 12, is_bot: false, first_name: 'Boris', last_name: 'B', username: 'boris' };
const base = { message_id: 7, date: 1_800_000_000, chat, from: anna };

const read = (fields: object, edited = false): ChatEvent | null =>
  readMessage({ ...base, ...fields }, edited, 'laurel_bot');

function message(fields: object, edited = false): MessageEvent {
  const event = read(fields, edited);
  if (event?.is !== 'message') throw new Error('no message');
  return event;
}

describe('Who stands behind a message', () => {
  const group = { id: 1_087_968_824, is_bot: true, first_name: 'Group' };
  const persona = { id: 136_817_688, is_bot: true, first_name: 'Channel' };
  const telegram = { id: 777_000, is_bot: false, first_name: 'Telegram' };
  const channel = { id: -1002, type: 'channel', title: 'News' };
  for (const [what, fields, is] of [
    ['a person', {}, 'person'],
    ['a bot', { from: { ...anna, is_bot: true } }, 'bot'],
    ['an anonymous admin', { from: group, sender_chat: chat }, 'anonymous_admin'],
    ['an anonymous admin without sender_chat', { from: group }, 'anonymous_admin'],
    ['a channel', { from: persona, sender_chat: channel }, 'channel'],
    ['a channel without sender_chat', { from: persona }, 'channel'],
    ['nobody', { from: undefined }, 'channel'],
    ['a linked post', { from: telegram, sender_chat: channel, is_automatic_forward: true }, 'linked_post'],
    ['Telegram itself', { from: telegram }, 'linked_post'],
  ] as const) {
    it(`is told: ${what}`, () => {
      expect(message({ text: 'hi', ...fields }).author.is).to.equal(is);
      const reply = message({ text: 'thanks', reply_to_message: { ...base, text: 'tip', ...fields } }).reply;
      expect(reply.to === 'message' && reply.author.is, 'in a reply').to.equal(is);
    });
  }
});

describe('What a message answers', () => {
  const tip = { ...base, message_id: 5, from: boris, text: 'tip' };
  const root = { ...tip, forum_topic_created: { name: 'Roses', icon_color: 1 } };
  const topic = { message_thread_id: 5, is_topic_message: true };
  const elsewhere = { external_reply: { origin: {} } };
  for (const [what, fields, to] of [
    ['nothing', {}, 'nothing'],
    ['a message', { reply_to_message: tip }, 'message'],
    [
      'a message in a chain of replies, which is no topic',
      { reply_to_message: tip, message_thread_id: 5 },
      'message',
    ],
    ['a topic’s service message', { reply_to_message: root, ...topic }, 'topic_root'],
    ['a message in a topic', { reply_to_message: { ...tip, message_id: 6 }, ...topic }, 'message'],
    ['a message of another chat', elsewhere, 'other_chat'],
    [
      'a message of another chat, in a topic',
      { reply_to_message: root, ...topic, ...elsewhere },
      'other_chat',
    ],
  ] as const) {
    it(`is ${what}`, () => {
      expect(message({ text: 'thanks', ...fields }).reply.to).to.equal(to);
    });
  }

  it('may be a service message, which is nobody’s', () => {
    const joined = { ...base, new_chat_members: [boris] };
    expect(message({ text: 'thanks', reply_to_message: joined }).reply).to.deep.equal({
      to: 'message',
      messageId: 7,
      author: { is: 'service' },
    });
  });
});

describe('What a message says', () => {
  it('is its text or caption, a sticker’s emoji, or nothing', () => {
    const photo = [{ file_id: 'f' }];
    for (const [fields, kind, text] of [
      [{ text: 'hi' }, 'text', 'hi'],
      [{ photo, caption: 'look' }, 'photo', 'look'],
      [{ photo }, 'photo', ''],
      [{ live_photo: {}, photo }, 'photo', ''],
      [{ animation: {}, document: {} }, 'gif', ''],
      [{ sticker: { emoji: '🙏' } }, 'sticker', '🙏'],
      [{ sticker: {} }, 'sticker', ''],
      [{ story: {} }, 'other', ''],
      [{ checklist: {} }, 'other', ''],
      [{ something_new: {} }, 'other', ''],
    ] as const) {
      expect(message(fields), JSON.stringify(fields)).to.include({ kind, text });
    }
  });

  it('names people by @username and by text mention, wherever the offsets fit', () => {
    const entities = [
      { type: 'mention', offset: 3, length: 6 },
      { type: 'text_mention', offset: 10, length: 5, user: boris },
      { type: 'mention', offset: 14, length: 99 },
      { type: 'mention', offset: -1, length: 3 },
      { type: 'bold', offset: 0, length: 2 },
    ];
    const { mentions, masked } = message({ text: '🌿 @boris Boris', entities });
    expect(mentions).to.deep.equal([
      { name: 'boris' },
      {
        person: {
          id: 12,
          firstName: 'Boris',
          lastName: 'B',
          username: 'boris',
          isBot: false,
          language: null,
        },
      },
    ]);
    expect(masked).to.deep.equal([{ start: 3, end: 9 }]);
  });

  it('marks where it names people and calls commands, in the order of the text', () => {
    const entities = [
      { type: 'text_mention', offset: 13, length: 5, user: boris },
      { type: 'bot_command', offset: 0, length: 6 },
      { type: 'mention', offset: 7, length: 5 },
      { type: 'constructor', offset: 0, length: 2 },
      { type: 'bot_command', offset: 15, length: 99 },
    ];
    expect(message({ text: '/brave @anna Boris', entities }).marks).to.deep.equal([
      { is: 'call', start: 0, end: 6 },
      { is: 'name', start: 7, end: 12 },
      { is: 'name', start: 13, end: 18 },
    ]);
  });

  it('is told when it was edited, forwarded, sent through a bot or as part of an album', () => {
    expect(message({ text: 'a' })).to.include({
      edited: false,
      forwarded: false,
      viaBot: false,
      album: null,
      at: base.date,
    });
    expect(message({ text: 'a', edit_date: base.date + 5 }, true)).to.include({
      edited: true,
      at: base.date + 5,
    });
    expect(message({ text: 'a', forward_origin: {} })).to.include({ forwarded: true });
    expect(message({ text: 'a', via_bot: boris })).to.include({ viaBot: true });
    expect(message({ photo: [], media_group_id: '5' })).to.include({ album: '5' });
  });
});

describe('A service message', () => {
  it('tells of people who come and go, and of an upgrade by either of its messages', () => {
    expect(read({ new_chat_members: [boris] })).to.include({ is: 'join' });
    expect(read({ left_chat_member: boris })).to.include({ is: 'leave' });
    expect(read({ migrate_to_chat_id: -1009 })).to.deep.equal({
      is: 'migration',
      at: base.date,
      from: -1001,
      to: -1009,
    });
    expect(read({ migrate_from_chat_id: -9 })).to.deep.equal({
      is: 'migration',
      at: base.date,
      from: -9,
      to: -1001,
    });
    expect(read({ pinned_message: base })).to.equal(null);
    expect(read({ video_chat_ended: { duration: 3 } })).to.equal(null);
  });
});

describe('What Telegram never sends', () => {
  it('is refused as a fault of its shape, and never read as something else', () => {
    for (const fields of [
      { message_id: '7' },
      { date: -1 },
      { date: 2 ** 31 },
      { chat: { ...chat, id: 1.5 } },
      { chat: { ...chat, type: 'club' } },
      { chat: null },
      { from: { ...anna, id: 'x' } },
      { from: { ...anna, id: 2 ** 53 } },
      { migrate_to_chat_id: 5 },
      { new_chat_members: [null] },
    ]) {
      expect(() => read({ text: 'hi', ...fields }), JSON.stringify(fields)).to.throw(ShapeFault);
    }
    expect(read({ chat: { id: -5, type: 'channel' }, text: 'hi' }), 'a channel’s own post').to.equal(null);
  });

  it('fails in no other way, whatever it is', () => {
    const fields = fc.constantFrom(
      'from',
      'text',
      'entities',
      'reply_to_message',
      'sender_chat',
      'media_group_id',
      'sticker',
      'caption',
      'new_chat_members',
      'edit_date',
      'chat',
      'external_reply',
    );
    fc.assert(
      fc.property(fc.dictionary(fields, fc.jsonValue()), fc.boolean(), (odd, edited) => {
        try {
          read(odd, edited);
        } catch (error) {
          expect(error).to.be.instanceOf(ShapeFault);
        }
      }),
      { numRuns: 500 },
    );
  });
});
