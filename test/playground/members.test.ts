import { expect } from 'chai';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { Chat, ChatMember, User } from '../../src/playground/types.ts';
import { ask, drain, refusal } from './support.ts';

describe('what the bot may ask and do about chats and members', () => {
  let telegram: LocalTelegram;
  let ann: User;
  let boris: User;
  let owner: User;
  let group: Chat;

  beforeEach(async () => {
    telegram = await startLocalTelegram();
    ann = telegram.world.createUser({ first_name: 'Ann' });
    boris = telegram.world.createUser({ first_name: 'Boris' });
    owner = telegram.world.createUser({ first_name: 'Olga' });
    group = telegram.world.createGroup({ title: 'Grove', members: [ann], admins: [boris], owner });
  });
  afterEach(() => telegram.close());

  const of = (user: User, more: Record<string, unknown> = {}) => ({
    chat_id: group.id,
    user_id: user.id,
    ...more,
  });
  const asMember = () => telegram.world.setBotStatus(group, { status: 'member', by: owner });

  it('tells members, admins without other bots, and how many there are', async () => {
    const robot = telegram.world.createUser({ first_name: 'R', is_bot: true });
    telegram.world.promote(robot, group);
    expect(await ask(telegram, 'getChatMember', of(ann))).to.deep.equal({ user: ann, status: 'member' });
    expect(await ask(telegram, 'getChatMember', of(owner))).to.include({ status: 'creator' });
    const admins = await ask<ChatMember[]>(telegram, 'getChatAdministrators', { chat_id: group.id });
    expect(admins.map((a) => a.user.id)).to.have.members([boris.id, owner.id, telegram.botId]);
    expect(await ask(telegram, 'getChatMemberCount', { chat_id: group.id })).to.equal(5);
    const eve = telegram.world.createUser({ first_name: 'Eve' });
    expect(await ask(telegram, 'getChatMember', of(eve))).to.include({ status: 'left' });
    expect(await refusal(telegram, 'getChatMember', { chat_id: group.id, user_id: 404 })).to.equal(
      'Bad Request: user not found',
    );
    expect(await ask(telegram, 'getChat', { chat_id: group.id })).to.include({
      title: 'Grove',
      type: 'supergroup',
    });
  });

  it('gives tags to plain members only: 16 characters, no emoji, by right', async () => {
    await drain(telegram, ['chat_member', 'message']);
    await ask(telegram, 'setChatMemberTag', of(ann, { tag: 'Barber' }));
    expect(telegram.world.say(ann, group, 'hi').sender_tag).to.equal('Barber');
    expect(await refusal(telegram, 'setChatMemberTag', of(boris, { tag: 'x' }))).to.equal(
      'Bad Request: CHAT_CREATOR_REQUIRED',
    );
    expect(await refusal(telegram, 'setChatMemberTag', of(ann, { tag: 'x'.repeat(17) }))).to.match(
      /TAG_TOO_LONG/,
    );
    expect(await refusal(telegram, 'setChatMemberTag', of(ann, { tag: 'a👍' }))).to.match(/TAG_INVALID/);
    await ask(telegram, 'setChatMemberTag', of(ann));
    expect(await ask(telegram, 'getChatMember', of(ann))).not.to.have.property('tag');
    asMember();
    expect(await refusal(telegram, 'setChatMemberTag', of(ann, { tag: 'x' }))).to.match(/not enough rights/);
  });

  it('restricts and frees plain members, as far as the group’s own permissions go', async () => {
    const media = { can_send_messages: true, can_send_photos: false };
    await ask(telegram, 'restrictChatMember', of(ann, { permissions: media }));
    expect(await ask(telegram, 'getChatMember', of(ann))).to.include({
      status: 'restricted',
      is_member: true,
      can_send_messages: true,
      can_send_photos: false,
    });
    expect(() => telegram.world.say(ann, group, { kind: 'photo' })).to.throw(/can_send_photos/);
    const permissions = Object.fromEntries(
      [
        'messages',
        'audios',
        'documents',
        'photos',
        'videos',
        'video_notes',
        'voice_notes',
        'polls',
        'other_messages',
      ].map((what) => [`can_send_${what}`, true]),
    );
    await ask(telegram, 'restrictChatMember', of(ann, { permissions }));
    telegram.world.say(ann, group, { kind: 'photo' });
    expect(await refusal(telegram, 'restrictChatMember', of(boris, { permissions }))).to.equal(
      'Bad Request: user is an administrator of the chat',
    );
    expect(await refusal(telegram, 'restrictChatMember', of(owner, { permissions }))).to.equal(
      "Bad Request: can't remove chat owner",
    );
    expect(
      await refusal(telegram, 'restrictChatMember', of(ann, { permissions: { can_fly: true } })),
    ).to.match(/unknown parameter "permissions.can_fly"/);
    asMember();
    expect(await refusal(telegram, 'restrictChatMember', of(ann, { permissions }))).to.equal(
      'Bad Request: not enough rights to restrict/unrestrict chat member',
    );
  });

  it('bans and unbans', async () => {
    await ask(telegram, 'banChatMember', of(ann));
    expect(await ask(telegram, 'getChatMember', of(ann))).to.include({ status: 'kicked' });
    await ask(telegram, 'unbanChatMember', of(ann, { only_if_banned: true }));
    expect(await ask(telegram, 'getChatMember', of(ann))).to.include({ status: 'left' });
  });

  it('makes invite links, by right, which let in as many as they say', async () => {
    const link = await ask<{ invite_link: string }>(telegram, 'createChatInviteLink', {
      chat_id: group.id,
      member_limit: 1,
      name: 'A reward',
    });
    expect(link).to.include({ member_limit: 1, name: 'A reward', is_revoked: false });
    const [eve, mia] = ['Eve', 'Mia'].map((first_name) => telegram.world.createUser({ first_name })) as [
      User,
      User,
    ];
    telegram.world.join(eve, group, { inviteLink: link.invite_link });
    expect(() => telegram.world.join(mia, group, { inviteLink: link.invite_link })).to.throw(/used up/);
    asMember();
    expect(await refusal(telegram, 'createChatInviteLink', { chat_id: group.id })).to.match(
      /not enough rights/,
    );
  });

  it('titles only those admins that it made itself', async () => {
    telegram.world.setBotStatus(group, {
      status: 'administrator',
      by: owner,
      rights: { can_promote_members: true },
    });
    const title = (user: User) => of(user, { custom_title: 'Gardener' });
    expect(await refusal(telegram, 'setChatAdministratorCustomTitle', title(boris))).to.match(
      /not enough rights/,
    );
    telegram.world.promote(ann, group, { by: telegram.world.bot });
    await ask(telegram, 'setChatAdministratorCustomTitle', title(ann));
    expect(await ask(telegram, 'getChatMember', of(ann))).to.include({
      custom_title: 'Gardener',
      can_be_edited: true,
    });
  });

  it('leaves', async () => {
    await ask(telegram, 'leaveChat', { chat_id: group.id });
    expect(await refusal(telegram, 'sendMessage', { chat_id: group.id, text: 'x' })).to.equal(
      'Forbidden: bot is not a member of the supergroup chat',
    );
  });

  it('registers commands by scope and language, named as Telegram allows', async () => {
    const top = { command: 'top', description: 'The best' };
    const scope = { type: 'all_group_chats' };
    await ask(telegram, 'setMyCommands', { commands: [top], scope, language_code: 'de' });
    expect(await ask(telegram, 'getMyCommands', { scope, language_code: 'de' })).to.deep.equal([top]);
    expect(await ask(telegram, 'getMyCommands', { scope })).to.deep.equal([]);
    await ask(telegram, 'deleteMyCommands', { scope, language_code: 'de' });
    expect(await ask(telegram, 'getMyCommands', { scope, language_code: 'de' })).to.deep.equal([]);
    const wrong = (one: Record<string, unknown>, more = {}) =>
      refusal(telegram, 'setMyCommands', { commands: [{ ...top, ...one }], ...more });
    expect(await wrong({ command: 'Top' })).to.equal('Bad Request: BOT_COMMAND_INVALID');
    expect(await wrong({ command: 'x'.repeat(33) })).to.equal('Bad Request: BOT_COMMAND_INVALID');
    expect(await wrong({ description: 'x'.repeat(257) })).to.equal(
      'Bad Request: BOT_COMMAND_DESCRIPTION_INVALID',
    );
    expect(await wrong({}, { scope: { type: 'chat' } })).to.match(/needs chat_id/);
    expect(await wrong({}, { language_code: 'german' })).to.match(/invalid language code/);
    const many = Array.from({ length: 101 }, (_, n) => ({ ...top, command: `c${n}` }));
    expect(await refusal(telegram, 'setMyCommands', { commands: many })).to.equal(
      'Bad Request: BOT_COMMANDS_TOO_MUCH',
    );
  });

  it('names and describes itself, within bounds', async () => {
    await ask(telegram, 'setMyDescription', { description: 'Thanks count', language_code: 'en' });
    expect(await ask(telegram, 'getMyDescription', { language_code: 'en' })).to.deep.equal({
      description: 'Thanks count',
    });
    expect(await refusal(telegram, 'setMyName', { name: 'x'.repeat(65) })).to.match(/too long/);
    expect(await refusal(telegram, 'setMyShortDescription', { short_description: 'x'.repeat(121) })).to.match(
      /too long/,
    );
  });
});
