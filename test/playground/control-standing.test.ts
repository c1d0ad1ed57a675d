import { expect } from 'chai';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { Chat, User } from '../../src/playground/types.ts';
import { act, ask, drain, kindsOf, look } from './support.ts';

describe('the control API for a page', () => {
  let telegram: LocalTelegram;
  let ann: User;
  let boris: User;
  let group: Chat;
  beforeEach(async () => {
    telegram = await startLocalTelegram();
    ann = telegram.world.createUser({ first_name: 'Ann' });
    boris = telegram.world.createUser({ first_name: 'Boris' });
    group = telegram.world.createGroup({ title: 'Grove', members: [ann, boris] });
  });
  afterEach(() => telegram.close());

  const post = (path: string, body: Record<string, unknown>, headers: Record<string, string> = {}) =>
    act(telegram, path, body, headers);
  const state = (viewer: User) => look(telegram, group, viewer);

  it('makes admins and members again, lets people go and come, and the bot too', async () => {
    const { world } = telegram;
    const role = (user: User, to: string) => post('role', { chat: group.id, user: user.id, role: to });
    const is = (user: User) => world.member(group, user)?.status;
    const kinds = ['message', 'chat_member', 'my_chat_member'];
    await drain(telegram, kinds);
    await role(boris, 'administrator');
    expect(is(boris)).to.equal('administrator');
    await role(boris, 'member');
    expect(is(boris)).to.equal('member');
    await role(boris, 'left');
    expect(is(boris)).to.equal('left');
    world.say(ann, group, 'he is gone');
    expect((await state(boris)).messages).to.deep.equal([]);
    await role(boris, 'administrator');
    expect(is(boris)).to.equal('administrator');
    await role(world.bot, 'member');
    expect(is(world.bot)).to.equal('member');
    await role(world.bot, 'left');
    expect(is(world.bot)).to.equal('left');
    expect((await role(boris, 'king')).status).to.equal(400);
    const members = kindsOf(await drain(telegram, kinds)).filter((kind) => kind !== 'message');
    expect(members.at(0)).to.equal('chat_member');
    expect(members.slice(-2)).to.deep.equal(['my_chat_member', 'my_chat_member']);
  });

  it('takes single rights from the bot and gives them back, mutes it and lets it speak', async () => {
    const { world } = telegram;
    const role = (fields: Record<string, unknown>) =>
      post('role', { chat: group.id, user: world.bot.id, ...fields });
    await drain(telegram, ['my_chat_member']);
    await role({ role: 'administrator', rights: { can_delete_messages: false } });
    await role({ role: 'administrator' });
    await role({ role: 'restricted' });
    await role({ role: 'member' });
    const updates = await drain(telegram, ['my_chat_member']);
    const heard = updates.map(({ my_chat_member }) => {
      const { status, can_delete_messages, can_send_messages } = (
        my_chat_member as { new_chat_member: Record<string, unknown> }
      ).new_chat_member;
      return [status, can_delete_messages ?? can_send_messages];
    });
    expect(heard).to.deep.equal([
      ['administrator', false],
      ['administrator', true],
      ['restricted', false],
      ['member', undefined],
    ]);
    for (const wrong of [
      { role: 'administrator', rights: { can_fly: true } },
      { role: 'administrator', rights: { can_delete_messages: 'no' } },
      { role: 'member', rights: { can_delete_messages: true } },
    ])
      expect((await role(wrong)).status, JSON.stringify(wrong)).to.equal(400);
  });

  it('says which rights the bot has, and shows the tags of members', async () => {
    const { world } = telegram;
    const rights = { can_manage_tags: false, can_invite_users: false, can_restrict_members: false };
    await post('role', { chat: group.id, user: world.bot.id, role: 'administrator', rights });
    const none = await ask(telegram, 'setChatMemberTag', {
      chat_id: group.id,
      user_id: boris.id,
      tag: 'A',
    }).catch(String);
    expect(none).to.include('not enough rights to manage tags');
    const seen = async () => {
      const answer = await fetch(`${telegram.root}/local/state?chat=${group.id}`);
      const { chat } = (await answer.json()) as {
        chat: { members: { user: { id: number }; rights?: string[]; tag?: string }[] };
      };
      return chat.members;
    };
    const ofBot = (await seen()).find(({ user }) => user.id === world.bot.id);
    expect(ofBot?.rights).to.include('can_delete_messages').and.not.to.include('can_manage_tags');
    await post('role', { chat: group.id, user: world.bot.id, role: 'administrator' });
    await ask(telegram, 'setChatMemberTag', { chat_id: group.id, user_id: boris.id, tag: 'Gardener' });
    expect((await seen()).find(({ user }) => user.id === boris.id)?.tag).to.equal('Gardener');
  });

  it('follows an invite link, once where it is for one', async () => {
    const { world } = telegram;
    const den = world.createGroup({ title: 'Den', owner: ann, bot: 'administrator' });
    const { invite_link: link } = await ask<{ invite_link: string }>(telegram, 'createChatInviteLink', {
      ...{ chat_id: den.id, member_limit: 1 },
    });
    expect((await post('join', { as: boris.id, link })).body).to.deep.equal({ chat: den.id });
    expect(world.member(den, boris)?.status).to.equal('member');
    const eve = world.createUser({ first_name: 'Eve' });
    expect((await post('join', { as: eve.id, link })).body.error).to.include('used up');
    expect((await post('join', { as: eve.id, link: 'https://t.me/+nowhere' })).status).to.equal(404);
  });

  it('mutes people and lets them speak again', async () => {
    const role = (to: string) => post('role', { chat: group.id, user: boris.id, role: to });
    await role('restricted');
    expect(() => telegram.world.say(boris, group, 'hm')).to.throw();
    await role('member');
    telegram.world.say(boris, group, 'ah');
    expect(telegram.world.member(group, boris)?.status).to.equal('member');
  });

  it('lets somebody new in, whom nobody has seen, until all have come', async () => {
    const { body } = await post('arrive', { chat: group.id });
    const user = body.user as User;
    expect(telegram.world.member(group, user.id)?.status).to.equal('member');
    expect((await state(ann)).people.map(({ id }) => id)).to.include(user.id);
    const other = (await post('arrive', { chat: group.id })).body.user as User;
    expect(other.first_name).to.not.equal(user.first_name);
    const room = telegram.world.privateChat(ann);
    expect((await post('arrive', { chat: room.id })).status).to.equal(400);
    let last = 200;
    for (let turn = 0; turn < 50 && last === 200; turn += 1)
      last = (await post('arrive', { chat: group.id })).status;
    expect(last, 'not without end').to.equal(400);
  });

  it('throws people out and bans them; who is banned comes back only when let', async () => {
    const role = (to: string) => post('role', { chat: group.id, user: boris.id, role: to });
    const status = () => telegram.world.member(group, boris)?.status;
    await role('kicked');
    expect(status()).to.equal('left');
    await post('join', { as: boris.id, chat: group.id });
    expect(status()).to.equal('member');
    await role('banned');
    const refused = await post('join', { as: boris.id, chat: group.id });
    expect(refused.body.error).to.include('is banned from');
    expect(status()).to.equal('kicked');
    await role('member');
    expect(status()).to.equal('member');
  });

  it('sets what members may do in a group, and with what they may react', async () => {
    const allow = (fields: Record<string, unknown>) => post('chat', { chat: group.id, ...fields });
    const { message_id } = telegram.world.say(ann, group, 'hi');
    await allow({ permissions: { can_send_messages: false }, reactions: ['👍'] });
    expect(() => telegram.world.say(ann, group, 'hm')).to.throw(/can_send_messages/);
    const react = (emoji: string) =>
      post('react', { as: boris.id, chat: group.id, message_id, reactions: [emoji] });
    expect((await react('❤')).body.error).to.equal('❤ is off here');
    expect((await react('👍')).status).to.equal(200);
    const shown = await ask<Record<string, unknown>>(telegram, 'getChat', { chat_id: group.id });
    expect(shown.available_reactions).to.deep.equal([{ type: 'emoji', emoji: '👍' }]);
    expect(shown.permissions).to.include({ can_send_messages: false, can_send_photos: true });
    await allow({ permissions: { can_send_messages: true }, reactions: null });
    expect((await react('❤')).status).to.equal(200);
    expect(await ask(telegram, 'getChat', { chat_id: group.id })).to.not.have.property('available_reactions');
    for (const wrong of [{ permissions: { can_fly: true } }, { reactions: ['🗑'] }, { reactions: '👍' }])
      expect((await allow(wrong)).status, JSON.stringify(wrong)).to.equal(400);
  });

  it('leaves the owner an owner', async () => {
    const owned = telegram.world.createGroup({ title: 'Court', owner: ann, members: [boris] });
    const { body } = await post('role', { chat: owned.id, user: ann.id, role: 'left' });
    expect(body.error).to.equal('The owner stays the owner');
  });
});
