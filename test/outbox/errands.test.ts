import { expect } from 'chai';
import { addErrands } from '../../src/engine/save/errands.ts';
import type { Errand } from '../../src/model/errand.ts';
import { chatId, userId } from '../../src/model/ids.ts';
import { DAY } from '../../src/model/time.ts';
import type { Lesson } from '../../src/model/trouble.ts';
import type { Database } from '../../src/storage/database.ts';
import { describeOnBoth } from '../support/database.ts';
import {
  ANNA,
  addGroup,
  addPerson,
  BOT,
  type Call,
  GROUP,
  notice,
  OTHER,
  refusal,
  START,
  startWorld,
} from './support.ts';

const BORIS = userId(8);

const tag = (text: string, user = ANNA, chat = GROUP): Errand => ({
  ...{ do: 'tag', chat, user, tag: text, at: START },
});
const invite: Errand = { do: 'invite', chat: GROUP, user: ANNA, to: OTHER, reward: 'Tea', at: START };

/** A Telegram in which everybody is a plain member, and every call goes well. */
function plain({ method }: Call): unknown {
  if (method === 'getChatMember') return { status: 'member' };
  return method === 'createChatInviteLink' ? { invite_link: 'https://t.me/+tea' } : undefined;
}
const outside = (call: Call): unknown => (call.method === 'getChatMember' ? { status: 'left' } : plain(call));

describeOnBoth('errands', (open) => {
  async function begin(options: Parameters<typeof startWorld>[1] = {}, given?: Database) {
    const database = given ?? (await open());
    const lessons: [number, Lesson][] = [];
    const world = await startWorld(database, {
      onLesson: async (_, chat, lesson) => void lessons.push([chat, lesson]),
      ...options,
    });
    world.api.answer = plain;
    const leave = async (...errands: Errand[]) => {
      await addErrands(database, BOT, errands);
      world.delivery.wake(true);
      await world.calm();
    };
    const left = () =>
      database.query<{ chat: number; user: number; kind: string; dueAt: number }>(
        `select chat_id as chat, user_id as "user", kind, due_at as "dueAt" from errands order by id`,
      );
    const tags = () => world.api.of('setChatMemberTag').map((params) => params.tag);
    return { ...world, lessons, leave, left, tags };
  }

  it('are done in the order in which they arose, and are gone', async () => {
    const world = await begin();
    await world.leave(tag('one'), tag('two', BORIS), tag('three', ANNA, OTHER));
    expect(world.tags()).to.deep.equal(['one', 'two', 'three']);
    expect(await world.left()).to.deep.equal([]);
    await world.delivery.stop();
  });

  it('are tried again, later each time, where Telegram does not answer; others go on', async () => {
    const world = await begin();
    world.api.answer = (call) => {
      if (call.params.user_id === ANNA) throw refusal({ code: 502 });
      return plain(call);
    };
    await world.leave(tag('mine'), tag('yours', BORIS));
    expect(world.tags()).to.deep.equal(['yours']);
    await world.pass(60_000);
    expect(world.api.of('getChatMember').length).to.be.within(5, 9);
    world.api.answer = plain;
    await world.pass(120_000);
    expect(world.tags()).to.deep.equal(['yours', 'mine']);
    await world.delivery.stop();
  });

  it('wait as long as Telegram asks, all of that chat and no others', async () => {
    const world = await begin();
    world.api.answer = (call) => {
      if (call.method === 'setChatMemberTag' && call.params.chat_id === GROUP)
        throw refusal({ code: 429, retryAfter: 30 });
      return plain(call);
    };
    await world.leave(tag('one'), tag('two', BORIS), tag('three', ANNA, OTHER));
    expect(world.tags()).to.deep.equal(['one', 'three']);
    world.api.answer = plain;
    await world.pass(20_000);
    expect(world.tags()).to.deep.equal(['one', 'three']);
    await world.pass(15_000);
    expect(world.tags()).to.deep.equal(['one', 'three', 'one', 'two']);
    await world.delivery.stop();
  });

  it('wait for a missing right: one is refused, that is taught once, the others are not even tried', async () => {
    const world = await begin();
    await addGroup(world.database, GROUP, { status: 'admin' });
    world.api.answer = (call) => {
      if (call.method === 'setChatMemberTag')
        throw refusal({ description: 'Bad Request: not enough rights' });
      return plain(call);
    };
    await world.leave(tag('one'), tag('two', BORIS));
    expect(world.tags()).to.deep.equal(['one']);
    expect(world.lessons).to.deep.equal([
      [GROUP, { is: 'trouble', name: 'rewards_cannot_tag', detail: null }],
    ]);
    await world.pass(60_000);
    expect(world.tags()).to.deep.equal(['one']);
    expect((await world.left()).map(({ dueAt }) => dueAt)).to.deep.equal([START + DAY, START + DAY]);
    world.api.answer = plain;
    await world.database.query('update errands set due_at = 0');
    await world.pass(3000);
    expect(world.tags()).to.deep.equal(['one', 'one', 'two']);
    await world.delivery.stop();
  });

  it('are let go where Telegram does not take the tag: which one is taught, once where somebody was told', async () => {
    const world = await begin();
    await addGroup(world.database, GROUP, { status: 'admin' });
    world.api.answer = (call) => {
      if (call.method === 'setChatMemberTag') throw refusal({ description: 'Bad Request: TAG_INVALID' });
      return plain(call);
    };
    const trouble = { is: 'trouble', name: 'rewards_tag_refused', detail: 'one' };
    await world.leave(tag('one'));
    expect(await world.left()).to.deep.equal([]);
    expect(world.lessons).to.deep.equal([[GROUP, trouble]]);
    await world.database.query(
      `insert into ailments (chat_id, ailment, since, told_at, detail) values ($1, 'rewards_tag_refused', 1, 1, 'one')`,
      [GROUP],
    );
    await world.leave(tag('one', BORIS));
    expect(world.lessons).to.have.length(1);
    await world.leave(tag('two'));
    expect(world.lessons.slice(1)).to.deep.equal([[GROUP, { ...trouble, detail: 'two' }]]);
    world.api.answer = plain;
    await world.leave(tag('', BORIS), tag('three'));
    expect(world.lessons.slice(2)).to.deep.equal([[GROUP, { ...trouble, is: 'over', detail: 'three' }]]);
    await world.delivery.stop();
  });

  for (const description of ['CHAT_CREATOR_REQUIRED', 'USER_NOT_PARTICIPANT']) {
    it(`are let go where Telegram says ${description}`, async () => {
      const world = await begin();
      world.api.answer = (call) => {
        if (call.method === 'setChatMemberTag') throw refusal({ description: `Bad Request: ${description}` });
        return plain(call);
      };
      await world.leave(tag('one'));
      expect(await world.left()).to.deep.equal([]);
      expect(world.lessons).to.deep.equal([]);
      await world.delivery.stop();
    });
  }

  it('are not lost where a later one comes while the earlier is under way', async () => {
    const world = await begin();
    let during: Promise<unknown> | undefined;
    world.api.answer = async (call) => {
      if (call.method === 'setChatMemberTag' && !during) {
        during = addErrands(world.database, BOT, [tag('late')]);
        await during;
      }
      return plain(call);
    };
    await world.leave(tag('early'));
    expect(world.tags()).to.deep.equal(['early', 'late']);
    expect(await world.left()).to.deep.equal([]);
    await world.delivery.stop();
  });

  it('survive a process that dies in the midst, and are done by the next one', async () => {
    const database = await open();
    const first = await begin({}, database);
    // It never hears the answer.
    first.api.answer = (call) => {
      if (call.method === 'setChatMemberTag') throw refusal({ code: 0, network: true });
      return plain(call);
    };
    await first.leave(tag('one'), tag('two', BORIS), invite);
    await first.delivery.stop();
    expect(await first.left()).to.have.length(2);
    const next = await begin({}, database);
    next.api.answer = (call) =>
      call.method === 'getChatMember' && call.params.user_id === ANNA
        ? { status: 'member', tag: 'one' }
        : plain(call);
    await next.pass(60_000);
    // What had reached Telegram after all is not asked of it again.
    expect(next.tags()).to.deep.equal(['two']);
    expect(await next.left()).to.deep.equal([]);
    expect(await database.query('select user_id as "user", tag from marks order by user_id')).to.deep.equal([
      { user: ANNA, tag: 'one' },
      { user: BORIS, tag: 'two' },
    ]);
    await next.delivery.stop();
  });

  it('that invite make one link, however often it cannot be written down', async () => {
    const world = await begin();
    await addGroup(world.database, GROUP, { status: 'admin' });
    await addPerson(world.database, ANNA, true);
    world.api.answer = (call) => {
      if (call.method === 'createChatInviteLink') world.watched.down = true;
      return outside(call);
    };
    await world.leave(invite);
    await world.pass(5000);
    expect(world.api.texts(ANNA)).to.deep.equal([]);
    world.watched.down = false;
    await world.pass(5000);
    expect(world.api.of('createChatInviteLink')).to.deep.equal([
      { chat_id: OTHER, member_limit: 1, name: 'Tea' },
    ]);
    expect(world.api.texts(ANNA)).to.deep.equal(['errand.invite']);
    expect(await world.left()).to.deep.equal([]);
    await world.delivery.stop();
  });

  it('that invite name the group that lacks the right, and are done when it has it', async () => {
    const world = await begin();
    await addGroup(world.database, GROUP, { status: 'admin' });
    await world.database.query(`insert into chats (chat_id, title) values ($1, 'Tea house')`, [OTHER]);
    world.api.answer = (call) => {
      if (call.method === 'createChatInviteLink') throw refusal({ description: 'CHAT_ADMIN_REQUIRED' });
      return outside(call);
    };
    await world.leave(invite);
    expect(world.lessons).to.deep.equal([
      [GROUP, { is: 'trouble', name: 'rewards_cannot_invite', detail: 'Tea house' }],
    ]);
    await world.delivery.stop();
  });

  it('that cannot be read are put away and hold up nobody', async () => {
    const world = await begin();
    await world.database.query(
      `insert into errands (bot_id, chat_id, user_id, kind, target, place, body, at)
       values ($1, $2, 5, 'tag', 0, $2, '{"do":"dance"}', 0), ($1, $2, 6, 'tag', 0, $2, 'no', 0)`,
      [BOT, GROUP],
    );
    await world.leave(tag('one'));
    expect(world.tags()).to.deep.equal(['one']);
    expect(await world.left()).to.deep.equal([]);
    expect(world.logged.filter(({ level }) => level === 'error')).to.have.length(2);
    await world.delivery.stop();
  });

  it('hold up nothing that is to be said, however many there are', async () => {
    const world = await begin({ limits: { perSecond: 10, chatGapMs: 0, groupPerMinute: 1000 } });
    await addPerson(world.database, ANNA, true);
    const many = Array.from({ length: 300 }, (_, n) => tag('one', userId(100 + n)));
    await world.leave(...many);
    await world.say(notice({ chat: chatId(ANNA), params: { text: 'soon' } }));
    await world.pass(3000);
    expect(world.api.texts(ANNA)).to.deep.equal(['soon']);
    expect((await world.left()).length).to.be.greaterThan(200);
    await world.delivery.stop();
  });

  it('go with a group into the supergroup that it becomes, also where that was known long ago', async () => {
    const moved: [number, number][] = [];
    const world = await begin({ onMigrated: async (from, to) => void moved.push([from, to]) });
    world.api.answer = (call) => {
      if (call.params.chat_id === GROUP) throw refusal({ migrateTo: OTHER });
      return plain(call);
    };
    await world.leave(tag('one'), tag('two', BORIS), tag('later', BORIS, OTHER));
    await world.pass(3000);
    expect(moved).to.deep.equal([
      [GROUP, OTHER],
      [GROUP, OTHER],
    ]);
    expect(world.api.of('setChatMemberTag')).to.have.deep.members([
      { chat_id: OTHER, user_id: ANNA, tag: 'one' },
      { chat_id: OTHER, user_id: BORIS, tag: 'later' },
    ]);
    expect(await world.left()).to.deep.equal([]);
    await world.delivery.stop();
  });
});
