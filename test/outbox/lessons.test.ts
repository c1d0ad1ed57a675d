import { expect } from 'chai';
import type { Lesson } from '../../src/model/trouble.ts';
import type { DeliveryParts } from '../../src/outbox/deliver.ts';
import type { Database } from '../../src/storage/database.ts';
import { describeOnBoth } from '../support/database.ts';
import { addGroup, GROUP, notice, OTHER, refusal, startWorld, type World } from './support.ts';

const reaction = notice({ way: 'reaction', key: '❤', messageId: 5 });

describeOnBoth('What deliveries teach', (open) => {
  let world: World;
  let database: Database;
  let lessons: [chat: number, lesson: Lesson][];
  const start = async (onLesson: DeliveryParts['onLesson']): Promise<void> => {
    database = await open();
    await addGroup(database, GROUP, { status: 'member' });
    lessons = [];
    world = await startWorld(database, {
      async onLesson(flight, chat, lesson) {
        lessons.push([chat, lesson]);
        await onLesson?.(flight, chat, lesson);
      },
    });
  };
  afterEach(() => world.delivery.stop());

  const refuse = (description: string, code = 400) => {
    world.api.answer = () => {
      throw refusal({ code, description });
    };
  };
  const canWrite = async () =>
    (await database.query('select bot_can_write as can from chats where chat_id = $1', [GROUP]))[0];
  const open_ = (name: string, detail: string | null, toldAt: number | null = 1) =>
    database.query(
      `insert into ailments (chat_id, ailment, since, told_at, detail) values ($1, $2, 1, $3, $4)`,
      [GROUP, name, toldAt, detail],
    );

  it('is that members may not write, that a topic is closed, that a reaction is not allowed', async () => {
    await start(undefined);
    refuse('Bad Request: TOPIC_CLOSED');
    await world.say(notice({ thread: 7 }));
    refuse('Bad Request: REACTION_INVALID');
    await world.say(reaction);
    refuse('Bad Request: not enough rights to send text messages to the chat');
    await world.pass(3000);
    await world.say(notice());
    expect(lessons).to.deep.equal([
      [GROUP, { is: 'trouble', name: 'topic_closed', detail: '7' }],
      [GROUP, { is: 'trouble', name: 'reaction_refused', detail: '❤' }],
      [GROUP, { is: 'trouble', name: 'cannot_write', detail: null }],
    ]);
    expect(await canWrite()).to.deep.equal({ can: false });
    refuse('Forbidden: bot was kicked from the supergroup chat', 403);
    await world.say(notice({ chat: OTHER }));
    expect(lessons.at(-1)).to.deep.equal([OTHER, { is: 'out' }]);
  });

  it('is written down together with what follows from it, or not at all: then it is met again', async () => {
    let failures = 1;
    await start(async () => {
      if (failures-- > 0) throw new Error('the connection was lost');
    });
    refuse('Bad Request: CHAT_WRITE_FORBIDDEN');
    await world.say(notice());
    expect(await canWrite(), 'nothing of it is written').to.deep.equal({ can: true });
    await world.pass(5000);
    expect(await canWrite()).to.deep.equal({ can: false });
    expect(lessons).to.have.lengthOf(2);
  });

  it('is nothing where it is known already and somebody knows; and again where nobody does', async () => {
    await start(undefined);
    refuse('Bad Request: REACTION_INVALID');
    await open_('reaction_refused', '❤');
    await world.say(reaction);
    expect(lessons).to.deep.equal([]);
    await database.query('update ailments set told_at = null');
    await world.say(reaction);
    expect(lessons).to.have.lengthOf(1);
  });

  it('is that it is over, once the same goes through: that topic, that reaction, a probe', async () => {
    await start(undefined);
    await open_('topic_closed', '7');
    await open_('reaction_refused', '❤');
    await world.say(notice({ thread: 8 }), { ...reaction, key: '👎' });
    await world.pass(3000);
    expect(lessons, 'others').to.deep.equal([]);
    await world.say(notice({ thread: 7 }), reaction);
    await world.pass(3000);
    expect(lessons.map(([, lesson]) => lesson)).to.have.deep.members([
      { is: 'over', name: 'topic_closed', detail: '7' },
      { is: 'over', name: 'reaction_refused', detail: '❤' },
    ]);
    await database.query('update chats set bot_can_write = false');
    await world.say(notice({ way: 'private', answersCommand: true }));
    await world.pass(3000);
    expect(lessons.at(-1)).to.deep.equal([GROUP, { is: 'over', name: 'cannot_write', detail: null }]);
    expect(await canWrite()).to.deep.equal({ can: true });
  });

  it('that cannot be written down makes nothing be said twice', async () => {
    await start(() => Promise.reject(new Error('the connection was lost')));
    await open_('topic_closed', '7');
    await world.say(notice({ thread: 7 }));
    await world.pass(10_000);
    expect(world.api.texts()).to.deep.equal(['hello']);
    expect(await world.left()).to.deep.equal([]);
  });
});
