import { expect } from 'chai';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { Chat, ChatMember, Message, User } from '../../src/playground/types.ts';
import { ask, call, drain, kindsOf, refusal } from './support.ts';

const ALL = [
  'message',
  'edited_message',
  'my_chat_member',
  'chat_member',
  'message_reaction',
  'callback_query',
];

describe('the world of people', () => {
  let telegram: LocalTelegram;
  let ann: User;
  let boris: User;

  beforeEach(async () => {
    telegram = await startLocalTelegram({ now: () => 1_790_000_000 });
    ann = telegram.world.createUser({ first_name: 'Ann', username: 'ann_lee' });
    boris = telegram.world.createUser({ first_name: 'Boris' });
  });
  afterEach(() => telegram.close());

  const grove = (more: Record<string, unknown> = {}): Chat =>
    telegram.world.createGroup({ title: 'Grove', members: [ann], owner: boris, ...more });
  const listen = () => drain(telegram, ALL);
  const messages = async () => (await listen()).map((u) => (u.message ?? u.edited_message) as Message);

  describe('speaking', () => {
    it('finds commands, mentions and links by itself, and takes formatting and text mentions as given', async () => {
      const entities = [{ type: 'text_mention', offset: 8, length: 5, user: boris }];
      telegram.world.say(ann, grove(), '🙏thanks Boris @laurel_local_bot', { entities });
      const [message] = await messages();
      expect(message?.entities).to.deep.equal([entities[0], { type: 'mention', offset: 15, length: 17 }]);
    });

    it('replies, forwards, sends media, albums and through bots', async () => {
      const group = grove();
      const helper = telegram.world.createUser({ first_name: 'Gif', is_bot: true });
      const hi = telegram.world.say(ann, group, 'hi');
      telegram.world.say(boris, group, 'hi too', { replyTo: hi, quote: 'hi' });
      telegram.world.say(boris, group, 'news', { forwardedFrom: ann });
      telegram.world.say(boris, group, { kind: 'photo', caption: 'look', mediaGroupId: '77' });
      telegram.world.say(boris, group, { kind: 'sticker', emoji: '🙏' });
      telegram.world.say(boris, group, 'gif', { viaBot: helper });
      const [, reply, forward, photo, sticker, via] = await messages();
      expect(reply).to.have.nested.property('reply_to_message.text', 'hi');
      expect(reply?.quote).to.include({ text: 'hi' });
      expect(forward).to.have.nested.property('forward_origin.sender_user.id', ann.id);
      expect(photo).to.include({ caption: 'look', media_group_id: '77' });
      expect(photo?.photo).to.have.length(2);
      expect(sticker).to.have.nested.property('sticker.emoji', '🙏');
      expect(via?.via_bot).to.include({ id: helper.id });
    });

    it('hides anonymous admins and channels behind Telegram’s own accounts', async () => {
      const group = grove();
      const channel = telegram.world.createChannel({ title: 'News' });
      telegram.world.say(boris, group, 'a', { as: 'anonymous_admin' });
      telegram.world.say(ann, group, 'b', { as: channel });
      telegram.world.linkedChannelPost(group, channel, 'c');
      const [admin, persona, post] = await messages();
      expect(admin).to.have.nested.property('from.id', 1087968824);
      expect(admin).to.have.nested.property('sender_chat.id', group.id);
      expect(persona).to.have.nested.property('from.id', 136817688);
      expect(persona).to.have.nested.property('sender_chat.id', channel.id);
      expect(post).to.have.nested.property('from.id', 777000);
      expect(post).to.include({ is_automatic_forward: true });
    });

    it('edits, and the bot sees the edit; deletes, and nobody tells it', async () => {
      const said = telegram.world.say(ann, grove(), 'hi');
      telegram.world.edit(said, 'hi!');
      telegram.world.deleteMessage(said);
      const updates = await listen();
      expect(kindsOf(updates)).to.deep.equal(['message', 'edited_message']);
      expect(updates[0]).to.have.nested.property('message.text', 'hi');
      expect(updates[1]).to.have.nested.property('edited_message.edit_date', 1_790_000_000);
    });

    it('is for members who may, and only for them', () => {
      const group = grove();
      const stranger = telegram.world.createUser({ first_name: 'Eve' });
      expect(() => telegram.world.say(stranger, group, 'x')).to.throw(/is not in Grove/);
      telegram.world.say(stranger, group, 'a comment', { outsider: true });
      telegram.world.restrict(ann, group, { permissions: { can_send_messages: true } });
      telegram.world.say(ann, group, 'x');
      expect(() => telegram.world.say(ann, group, { kind: 'photo' })).to.throw(/can_send_photos is off/);
    });

    it('takes no text that a client would not send; a raw update may hold any', async () => {
      const group = grove();
      const { world } = telegram;
      const said = world.say(ann, group, 'x'.repeat(4096));
      const photo = world.say(ann, group, { kind: 'photo', caption: 'x'.repeat(1024) });
      for (const empty of ['', ' ', '\n\t ']) {
        expect(() => world.say(ann, group, empty)).to.throw(/Nothing to say/);
        expect(() => world.edit(said, empty)).to.throw(/Nothing to say/);
      }
      for (const step of [
        () => world.say(ann, group, 'x'.repeat(4097)),
        () => world.edit(said, 'x'.repeat(4097)),
        () => world.say(ann, group, { kind: 'photo', caption: 'x'.repeat(1025) }),
        () => world.edit(photo, { caption: 'x'.repeat(1025) }),
      ]) {
        expect(step).to.throw(/Too long/);
      }
      world.push({ message: { ...said, message_id: 99, text: 'x'.repeat(9999) } });
      expect((await messages()).at(-1)?.text).to.have.length(9999);
    });

    it('shows the beginning of a long text in what replies to it', () => {
      const group = grove();
      const long = telegram.world.say(ann, group, '🙏'.repeat(81));
      telegram.world.say(boris, group, 'indeed', { replyTo: long });
      expect(telegram.world.lastSeen(group, boris)?.reply_to?.text).to.equal(`${'🙏'.repeat(80)}…`);
      const short = telegram.world.say(ann, group, 'y'.repeat(80));
      telegram.world.say(boris, group, 'indeed', { replyTo: short });
      expect(telegram.world.lastSeen(group, boris)?.reply_to?.text).to.equal('y'.repeat(80));
    });

    it('numbers links, files and pressed buttons as no other world has', async () => {
      const other = await startLocalTelegram();
      const one = telegram.world.state.unique();
      expect(Math.abs(one - other.world.state.unique())).to.be.greaterThan(1);
      expect(telegram.world.state.unique()).to.equal(one + 1);
      await other.close();
    });

    it('has a clock that can be moved', () => {
      const group = grove();
      telegram.world.clock.advance(3600);
      expect(telegram.world.say(ann, group, 'x').date).to.equal(1_790_003_600);
    });
  });

  describe('privacy mode', () => {
    it('lets a bot that is no admin hear only commands, mentions, replies to it and service messages', async () => {
      const group = grove({ bot: 'member' });
      const sent = await ask<Message>(telegram, 'sendMessage', { chat_id: group.id, text: 'hi' });
      telegram.world.say(ann, group, 'nothing for bots');
      telegram.world.say(ann, group, '/top');
      telegram.world.say(ann, group, '/top@other_bot');
      telegram.world.say(ann, group, '@laurel_local_bot hey');
      telegram.world.say(ann, group, 'yes', { replyTo: sent });
      telegram.world.join(telegram.world.createUser({ first_name: 'Eve' }), group);
      const heard = await messages();
      expect(heard.map((m) => m.text ?? Object.keys(m).at(-1))).to.deep.equal([
        '/top',
        '@laurel_local_bot hey',
        'yes',
        'new_chat_members',
      ]);
    });

    it('is off for admins, and where the owner of the bot says so', async () => {
      const group = grove({ bot: 'member' });
      telegram.world.setPrivacyMode(false);
      telegram.world.say(ann, group, 'a');
      telegram.world.setPrivacyMode(true);
      telegram.world.setBotStatus(group, { status: 'administrator' });
      telegram.world.say(ann, group, 'b');
      expect((await messages()).filter(Boolean).map((m) => m.text)).to.deep.equal(['a', 'b']);
    });
  });

  describe('reactions', () => {
    it('come up to three at a time, old and new, to an admin bot only', async () => {
      const group = grove();
      const said = telegram.world.say(ann, group, 'hi');
      await listen();
      telegram.world.react(boris, said, ['👍', '🔥', 'paid']);
      telegram.world.react(boris, said, ['👍']);
      const updates = await listen();
      expect(updates[1]?.message_reaction).to.deep.include({
        message_id: said.message_id,
        user: boris,
        old_reaction: [{ type: 'emoji', emoji: '👍' }, { type: 'emoji', emoji: '🔥' }, { type: 'paid' }],
        new_reaction: [{ type: 'emoji', emoji: '👍' }],
      });
      expect(updates[1]?.message_reaction).not.to.have.property('message');
      expect(() => telegram.world.react(boris, said, ['👍', '🔥', '🎉', '😢'])).to.throw(/At most three/);
      expect(() => telegram.world.react(boris, said, ['🗑'])).to.throw(/none of Telegram's reactions/);
      telegram.world.setBotStatus(group, { status: 'member' });
      telegram.world.react(boris, said, []);
      expect(kindsOf(await listen())).to.deep.equal(['my_chat_member']);
    });
  });

  describe('coming and going', () => {
    it('tells an admin bot by chat_member, and everyone by service messages', async () => {
      const group = grove();
      await listen();
      const eve = telegram.world.createUser({ first_name: 'Eve' });
      telegram.world.join(eve, group, { by: ann });
      telegram.world.promote(eve, group, { customTitle: 'Gardener' });
      telegram.world.demote(eve, group);
      telegram.world.restrict(eve, group);
      telegram.world.ban(eve, group);
      telegram.world.unban(eve, group);
      const updates = await listen();
      const steps = updates.flatMap((u) => {
        const change = u.chat_member as
          | { old_chat_member: ChatMember; new_chat_member: ChatMember }
          | undefined;
        return change ? [`${change.old_chat_member.status} → ${change.new_chat_member.status}`] : [];
      });
      expect(steps).to.deep.equal([
        'left → member',
        'member → administrator',
        'administrator → member',
        'member → restricted',
        'restricted → kicked',
        'kicked → left',
      ]);
      expect(kindsOf(updates).filter((kind) => kind === 'message')).to.have.length(2);
    });

    it('adds and removes the bot by my_chat_member', async () => {
      const group = grove({ bot: 'left' });
      telegram.world.addBot(group, { by: boris, as: 'administrator' });
      telegram.world.setBotStatus(group, { status: 'kicked', by: boris });
      const updates = await listen();
      expect(kindsOf(updates)).to.deep.equal(['my_chat_member', 'message', 'my_chat_member']);
      expect(updates[0]).to.have.nested.property('my_chat_member.new_chat_member.can_delete_messages', true);
      expect(await refusal(telegram, 'getChat', { chat_id: group.id })).to.equal(
        'Forbidden: bot was kicked from the supergroup chat',
      );
    });
  });

  describe('topics', () => {
    it('make plain messages replies to the service message that began them', async () => {
      const forum = grove({ is_forum: true });
      const topic = telegram.world.createTopic(forum, { by: boris, name: 'Help' });
      telegram.world.say(ann, forum, 'how?', { thread: topic.id });
      const [created, plain] = await messages();
      expect(created?.forum_topic_created).to.include({ name: 'Help' });
      expect(plain).to.include({ message_thread_id: topic.id, is_topic_message: true });
      expect(plain).to.have.nested.property('reply_to_message.forum_topic_created.name', 'Help');
    });

    it('are a place to send to, unless closed or not there', async () => {
      const forum = grove({ is_forum: true });
      const topic = telegram.world.createTopic(forum, { by: boris, name: 'Help' });
      const to = (message_thread_id: number) => ({ chat_id: forum.id, text: 'x', message_thread_id });
      expect(await ask(telegram, 'sendMessage', to(topic.id))).to.include({ message_thread_id: topic.id });
      expect(await refusal(telegram, 'sendMessage', to(999))).to.equal(
        'Bad Request: message thread not found',
      );
      telegram.world.closeTopic(forum, topic.id, { by: boris });
      expect(await refusal(telegram, 'sendMessage', to(topic.id))).to.equal('Bad Request: TOPIC_CLOSED');
    });

    it('are not what a thread of replies in a plain supergroup is', async () => {
      const group = grove();
      const hi = telegram.world.say(ann, group, 'hi');
      telegram.world.say(boris, group, 'yes', { replyTo: hi });
      const reply = (await messages())[1];
      expect(reply).to.include({ message_thread_id: hi.message_id });
      expect(reply).not.to.have.property('is_topic_message');
    });
  });

  describe('a group that becomes a supergroup', () => {
    it('changes its id, begins its message ids anew, and says where it went', async () => {
      const old = telegram.world.createGroup({ title: 'Grove', type: 'group', members: [ann], owner: boris });
      telegram.world.say(ann, old, 'before');
      const now = telegram.world.upgradeToSupergroup(old);
      expect(String(old.id)).to.match(/^-\d{10}$/);
      expect(String(now.id)).to.match(/^-100\d{10}$/);
      telegram.world.say(ann, now, 'after');
      const [, away, here, after] = await messages();
      expect(away).to.deep.include({ chat: old, migrate_to_chat_id: now.id });
      expect(here).to.deep.include({ chat: now, migrate_from_chat_id: old.id });
      expect(after?.message_id).to.equal(2);
      expect(await call(telegram, 'sendMessage', { chat_id: old.id, text: 'x' })).to.deep.include({
        status: 400,
        description: 'Bad Request: group chat was upgraded to a supergroup chat',
        parameters: { migrate_to_chat_id: now.id },
      });
      await ask(telegram, 'sendMessage', { chat_id: now.id, text: 'x' });
    });
  });
});
