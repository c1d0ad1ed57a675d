import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Keeper } from '../../src/playground/keep/keeper.ts';
import { type SavedWorld, saveWorld } from '../../src/playground/keep/saved-world.ts';
import { type LocalTelegram, startLocalTelegram } from '../../src/playground/local-telegram.ts';
import type { Message } from '../../src/playground/types.ts';
import type { WorldState } from '../../src/playground/world/state.ts';
import { ask, drain } from './support.ts';

const KINDS = ['message', 'message_reaction', 'chat_member', 'callback_query'];

describe('local Telegram: kept in a folder', () => {
  const open: LocalTelegram[] = [];
  const keepers: Keeper[] = [];
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'laurel-kept-'));
  });
  afterEach(async () => {
    for (const keeper of keepers.splice(0)) keeper.close();
    for (const telegram of open.splice(0)) await telegram.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(restores = true): Promise<{ telegram: LocalTelegram; keeper: Keeper }> {
    const telegram = await startLocalTelegram({ firstUpdateId: 1_000 });
    open.push(telegram);
    const keeper = new Keeper(folder, telegram.world.state);
    expect(keeper.restore()).to.equal(restores);
    keepers.push(keeper);
    keeper.begin();
    return { telegram, keeper };
  }

  const seen = (state: WorldState) => {
    const { counters: _, updates, chats, ...rest } = saveWorld(state, [...state.files.values()]);
    return JSON.parse(
      JSON.stringify({
        ...rest,
        pending: updates.pending.map(({ json }) => json),
        chats: chats.map(({ lastMessageId, lastEphemeralId, ...chat }) => chat),
      }),
    );
  };

  /** A world with something of everything. */
  async function live(telegram: LocalTelegram): Promise<void> {
    const { world } = telegram;
    await drain(telegram, KINDS);
    const [anna, boris] = ['Anna', 'Boris'].map((first_name) => world.createUser({ first_name }));
    if (!anna || !boris) throw new Error('nobody');
    const group = world.createGroup({ title: 'Garden', is_forum: true, owner: anna, members: [boris] });
    const topic = world.createTopic(group, { by: anna, name: 'Questions' });
    const question = world.say(boris, group, 'Why does it droop?', { thread: topic.id });
    world.say(anna, group, 'Too much water.', { thread: topic.id, replyTo: question });
    world.react(anna, question, ['❤']);
    world.restrict(boris, group, { by: anna, permissions: { can_send_messages: true } });
    world.setTag(boris, group, 'Rookie', { by: anna });
    world.say(anna, world.privateChat(anna), '/start');
    world.setProfilePhoto(anna, Buffer.from('a face'));
    world.clock.advance(3_600);
    await ask(telegram, 'setMyCommands', { commands: [{ command: 'top', description: 'The rating' }] });
    const { invite_link } = await ask(telegram, 'createChatInviteLink', {
      chat_id: group.id,
      member_limit: 1,
    });
    world.join(world.createUser({ first_name: 'Chiara' }), group, { inviteLink: String(invite_link) });
    await ask(telegram, 'sendMessage', { chat_id: group.id, text: 'Hello.', message_thread_id: topic.id });
  }

  it('is there again as it was', async () => {
    const first = await start(false);
    await live(first.telegram);
    const before = seen(first.telegram.world.state);
    first.keeper.close();
    const { world } = (await start()).telegram;
    expect(seen(world.state)).to.deep.equal(before);
    expect(before.chats.flatMap(({ messages }: { messages: unknown[] }) => messages)).to.have.length.above(4);
    expect([...world.state.files.values()].map(({ data }) => data.toString())).to.deep.equal(['a face']);
    const [link] = [...world.state.chats.values()].flatMap(({ inviteLinks }) => inviteLinks);
    const group = [...world.state.chats.values()].find(({ chat }) => chat.title === 'Garden');
    const late = world.createUser({ first_name: 'Late' });
    expect(() => world.join(late, group?.chat.id ?? 0, { inviteLink: String(link?.invite_link) })).to.throw(
      'used up',
    );
  });

  it('delivers again what was not confirmed, and gives no number a second time', async () => {
    const first = await start(false);
    await live(first.telegram);
    first.keeper.close();
    // As after a kill: this happens, the bot hears of it, and nothing of it is kept.
    const { world } = first.telegram;
    const group = [...world.state.chats.values()].find(({ chat }) => chat.title === 'Garden')?.chat;
    const anna = [...world.state.users.values()].find(({ first_name }) => first_name === 'Anna');
    if (!group || !anna) throw new Error('nobody');
    const lost = world.say(anna, group, 'Lost.');
    const heard = await drain(first.telegram, KINDS);
    const again = await start();
    const said: Message = again.telegram.world.say(anna.id, group.id, 'Kept.');
    expect(said.message_id).to.be.above(lost.message_id);
    const anew = await drain(again.telegram, KINDS);
    expect(anew.slice(0, -1)).to.deep.equal(heard.slice(0, -1));
    expect(anew.at(-1)?.message?.text).to.equal('Kept.');
    expect(anew.at(-1)?.update_id).to.be.above(Number(heard.at(-1)?.update_id));
    expect(anew.length).to.be.above(5);
  });

  it('is written soon after a change, whole, and no more of it than fits', async () => {
    const { telegram, keeper } = await start(false);
    await live(telegram);
    keeper.touched();
    const file = join(folder, 'world.json');
    for (let tries = 0; !existsSync(file) && tries < 100; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(readFileSync(file, 'utf8')).to.include('Too much water.');
    const { world } = telegram;
    const group = [...world.state.chats.values()].find(({ chat }) => chat.title === 'Garden')?.chat;
    const anna = [...world.state.users.values()].find(({ first_name }) => first_name === 'Anna');
    for (let n = 0; n < 1_000; n += 1) world.say(anna?.id ?? 0, group?.id ?? 0, `${n} ${'x'.repeat(4_000)}`);
    keeper.close();
    const text = readFileSync(file, 'utf8');
    expect(text.length).to.be.below(8_000_001);
    const kept = (JSON.parse(text) as SavedWorld).chats.find(({ chat }) => chat.id === group?.id);
    expect(kept?.messages).to.have.lengthOf(300);
    expect(kept?.messages.at(-1)?.message.text).to.match(/^999 x/);
  });

  it('tells once where it cannot be written, and is written again when it can', async () => {
    const telegram = await startLocalTelegram();
    open.push(telegram);
    const said: string[] = [];
    const place = join(folder, 'a');
    writeFileSync(place, 'a file where a folder should be');
    const keeper = new Keeper(place, telegram.world.state, (words) => said.push(words));
    for (let times = 0; times < 2; times += 1) {
      keeper.begin();
      keeper.close();
    }
    expect(said).to.have.lengthOf(1);
    expect(said[0]).to.include('cannot be kept');
    rmSync(place);
    keeper.begin();
    keeper.close();
    expect(readFileSync(join(place, 'world.json'), 'utf8')).to.include('"version":1');
  });

  it('says what can be done where it cannot be read', async () => {
    const { keeper } = await start(false);
    keeper.close();
    for (const broken of ['{"version":1', '{"version":2}', 'null']) {
      writeFileSync(join(folder, 'world.json'), broken);
      const { world } = await startLocalTelegram().then((telegram) => {
        open.push(telegram);
        return telegram;
      });
      expect(() => new Keeper(folder, world.state).restore()).to.throw(`Remove ${folder} to begin`);
    }
  });
});
