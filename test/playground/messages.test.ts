import { expect } from 'chai';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { Chat, Message, User } from '../../src/playground/types.ts';
import { ask, drain, refusal, type SeenUpdate } from './support.ts';

const NOT_MODIFIED =
  'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';
const TOO_OLD = 'Bad Request: query is too old and response timeout expired or query ID is invalid';

describe('what the bot may do with messages', () => {
  let telegram: LocalTelegram;
  let ann: User;
  let group: Chat;
  let sent: Message;

  beforeEach(async () => {
    telegram = await startLocalTelegram({ now: () => 1_790_000_000 });
    ann = telegram.world.createUser({ first_name: 'Ann' });
    group = telegram.world.createGroup({ title: 'Grove', members: [ann] });
    const reply_markup = { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] };
    sent = await ask<Message>(telegram, 'sendMessage', { chat_id: group.id, text: 'menu', reply_markup });
  });
  afterEach(() => telegram.close());

  const at = (message_id = sent.message_id) => ({ chat_id: group.id, message_id });

  describe('editing', () => {
    it('changes its own text, and the keyboard goes unless given again', async () => {
      const edited = await ask<Message>(telegram, 'editMessageText', { ...at(), text: 'closed' });
      expect(edited).to.include({ text: 'closed', edit_date: 1_790_000_000 });
      expect(edited).not.to.have.property('reply_markup');
    });

    it('refuses an edit that changes nothing', async () => {
      const reply_markup = sent.reply_markup;
      expect(await refusal(telegram, 'editMessageText', { ...at(), text: 'menu', reply_markup })).to.equal(
        NOT_MODIFIED,
      );
      expect(await refusal(telegram, 'editMessageReplyMarkup', { ...at(), reply_markup })).to.equal(
        NOT_MODIFIED,
      );
      await ask(telegram, 'editMessageReplyMarkup', at());
      expect(await refusal(telegram, 'editMessageReplyMarkup', at())).to.equal(NOT_MODIFIED);
    });

    it('refuses what is gone, what is another’s, and a caption without media', async () => {
      const hers = telegram.world.say(ann, group, 'mine');
      expect(await refusal(telegram, 'editMessageText', { ...at(999), text: 'x' })).to.equal(
        'Bad Request: message to edit not found',
      );
      expect(await refusal(telegram, 'editMessageText', { ...at(hers.message_id), text: 'x' })).to.equal(
        "Bad Request: message can't be edited",
      );
      expect(await refusal(telegram, 'editMessageCaption', { ...at(), caption: 'x' })).to.equal(
        'Bad Request: there is no caption in the message to edit',
      );
    });
  });

  describe('deleting', () => {
    it('takes away its own and, with the right to it, those of others', async () => {
      const hers = telegram.world.say(ann, group, 'mine');
      await ask(telegram, 'deleteMessage', at());
      await ask(telegram, 'deleteMessage', at(hers.message_id));
      expect(telegram.world.visibleTo(group, ann)).to.deep.equal([]);
      expect(await refusal(telegram, 'deleteMessage', at())).to.equal(
        'Bad Request: message to delete not found',
      );
    });

    it('refuses others’ messages without the right, and all after 48 hours', async () => {
      const hers = telegram.world.say(ann, group, 'mine');
      telegram.world.setBotStatus(group, {
        status: 'administrator',
        by: ann,
        rights: { can_delete_messages: false },
      });
      expect(await refusal(telegram, 'deleteMessage', at(hers.message_id))).to.equal(
        "Bad Request: message can't be deleted",
      );
      telegram.world.clock.advance(48 * 3600);
      expect(await refusal(telegram, 'deleteMessage', at())).to.equal(
        "Bad Request: message can't be deleted",
      );
    });

    it('takes many at once, skipping what is gone', async () => {
      await ask(telegram, 'deleteMessages', { chat_id: group.id, message_ids: [sent.message_id, 999] });
      expect(telegram.world.message(group, sent.message_id)).to.equal(undefined);
      expect(await refusal(telegram, 'deleteMessages', { chat_id: group.id, message_ids: [] })).to.match(
        /between 1 and 100/,
      );
    });
  });

  describe('answering a button', () => {
    const press = async (): Promise<{ id: string; answer: Promise<unknown> }> => {
      const answer = telegram.world.press(ann, sent, 'go', { timeoutMs: 50 });
      const [update] = (await drain(telegram)) as (SeenUpdate & { callback_query: { id: string } })[];
      return { id: update?.callback_query.id ?? '', answer };
    };

    it('brings the person what the bot answered', async () => {
      const { id, answer } = await press();
      await ask(telegram, 'answerCallbackQuery', { callback_query_id: id, text: 'Yes', show_alert: true });
      expect(await answer).to.deep.equal({ text: 'Yes', show_alert: true });
    });

    it('comes too late after 15 seconds, twice, or for a query that never was', async () => {
      const { id } = await press();
      telegram.world.clock.advance(16);
      expect(await refusal(telegram, 'answerCallbackQuery', { callback_query_id: id })).to.equal(TOO_OLD);
      const second = await press();
      await ask(telegram, 'answerCallbackQuery', { callback_query_id: second.id });
      expect(await refusal(telegram, 'answerCallbackQuery', { callback_query_id: second.id })).to.equal(
        TOO_OLD,
      );
      expect(await refusal(telegram, 'answerCallbackQuery', { callback_query_id: '1' })).to.equal(TOO_OLD);
    });

    it('has 200 characters', async () => {
      const { id } = await press();
      expect(
        await refusal(telegram, 'answerCallbackQuery', { callback_query_id: id, text: 'x'.repeat(201) }),
      ).to.equal('Bad Request: MESSAGE_TOO_LONG');
    });

    it('leaves the person without one where the bot never answers', async () => {
      const { answer } = await press();
      expect(await answer).to.equal(undefined);
    });

    it('cannot be asked for by a button that is not there, unless by a changed client', async () => {
      expect(() => telegram.world.press(ann, sent, 'other')).to.throw(/There is no button/);
      void telegram.world.press(ann, sent, 'other', { forged: true, timeoutMs: 1 });
      const [update] = await drain(telegram);
      expect(update?.callback_query).to.include({ data: 'other' });
    });
  });

  describe('pinning', () => {
    it('is done by right, and shown by a service message', async () => {
      await ask(telegram, 'pinChatMessage', at());
      expect(telegram.world.lastSeen(group, ann)?.service).to.equal('A message was pinned');
      expect(await ask(telegram, 'getChat', { chat_id: group.id })).to.have.nested.property(
        'pinned_message.text',
        'menu',
      );
      telegram.world.setBotStatus(group, { status: 'member', by: ann });
      expect(await refusal(telegram, 'unpinChatMessage', at())).to.match(/not enough rights/);
    });
  });

  describe('reacting', () => {
    const react = (emoji: string) => ({ ...at(), reaction: [{ type: 'emoji', emoji }] });

    it('takes only emoji of Telegram’s list, and one of them', async () => {
      await ask(telegram, 'setMessageReaction', react('👍'));
      expect(telegram.world.lastSeen(group, ann)?.reactions).to.deep.equal([
        { type: { type: 'emoji', emoji: '👍' }, count: 1, mine: false },
      ]);
      expect(await refusal(telegram, 'setMessageReaction', react('🗑'))).to.equal(
        'Bad Request: REACTION_INVALID',
      );
      const two = { ...at(), reaction: [...react('👍').reaction, ...react('🔥').reaction] };
      expect(await refusal(telegram, 'setMessageReaction', two)).to.equal('Bad Request: REACTIONS_TOO_MANY');
      await ask(telegram, 'setMessageReaction', { ...at(), reaction: [] });
      expect(telegram.world.lastSeen(group, ann)?.reactions).to.deep.equal([]);
      expect(await refusal(telegram, 'setMessageReaction', { ...react('👍'), message_id: 999 })).to.equal(
        'Bad Request: message to react not found',
      );
    });

    it('takes only what the chat allows, of a bot that may', async () => {
      telegram.world.allowReactions(group, ['👍']);
      await ask(telegram, 'setMessageReaction', react('👍'));
      expect(await refusal(telegram, 'setMessageReaction', react('❤'))).to.equal(
        'Bad Request: REACTION_INVALID',
      );
      telegram.world.allowReactions(group, null);
      await ask(telegram, 'setMessageReaction', react('❤'));
      telegram.world.setBotStatus(group, { status: 'restricted' });
      expect(await refusal(telegram, 'setMessageReaction', react('❤'))).to.equal(
        'Forbidden: CHAT_WRITE_FORBIDDEN',
      );
    });
  });
});
