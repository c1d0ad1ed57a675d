import { expect } from 'chai';
import { type AilmentName, SEVERITY } from '../../src/health/ailments.ts';
import { plainText } from '../../src/text/html.ts';
import { translate } from '../../src/text/i18n.ts';
import { ailing, start, toldInPrivate } from '../support/ailing.ts';
import { describeOnBoth } from '../support/database.ts';
import { describeJourney } from '../support/journey.ts';
import { openStillWorld } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

/** What `/health` answers to Anna, wherever it reaches her. */
async function asked(world: TestWorld): Promise<string> {
  await world.settled();
  const before = world.telegram.calls.count;
  world.say(world.anna, '/health');
  await world.settled();
  const answers = world.telegram.calls
    .after(before)
    .filter(({ method, status }) => method === 'sendMessage' && status === 200);
  expect(answers.length, 'answers').to.be.at.least(1);
  return answers.map(({ params }) => String(params.text)).join('\n');
}

const textOf = (ails: AilmentName, part: string, figures = {}) =>
  translate('en', `health.${ails}.${part}`, { bot: 'laurel_bot', ...figures }).text;

describeOnBoth('/health', (open) => {
  let world: TestWorld;
  beforeEach(async () => {
    world = await openStillWorld(await open());
    await start(world, world.anna);
  });
  afterEach(() => world.close());

  for (const [name, scene] of Object.entries(ailing)) {
    const ails = name as AilmentName;
    it(`names “${ails}” with its cure as long as it is so`, async () => {
      const bot = world.app.bot.username;
      let figures = scene.figures ?? {};
      await scene.befall(world);
      const topics = world.telegram.world.state.record(world.group).topics;
      if (ails === 'topic_closed') figures = { topic: [...topics.keys()][0] as number };
      const ill = await asked(world);
      expect(ill).to.include(textOf(ails, 'what', { ...figures, bot }));
      expect(ill).to.include(textOf(ails, 'cure', { ...figures, bot }));
      const heading = SEVERITY[ails] === 'hint' ? 'all is well' : 'something is in the way';
      expect(ill).to.include(heading);

      await scene.mend(world);
      const well = await asked(world);
      expect(well)
        .to.include('all is well')
        .and.not.include(textOf(ails, 'what', { ...figures, bot }));
    });
  }
});

describeJourney('/health', (begin) => {
  it('says what works where all is well: standing, language, the last message', async () => {
    const world = await begin();
    world.say(world.boris, 'Good morning.');
    const answer = plainText((await asked(world)) as never);
    const day = new Date(world.telegram.world.clock.now() * 1000).toISOString().slice(0, 10);
    expect(answer).to.equal(
      [
        'Garden: all is well.',
        '',
        'I am an admin here, see all messages and may delete them.',
        'Language English, time zone UTC.',
        `Last message seen: ${day} 12:00.`,
      ].join('\n'),
    );
    const [call] = world.telegram.calls.of('sendMessage').slice(-1);
    expect(call?.params.ephemeral_message_parameters).to.deep.include({ receiver_user_id: world.anna.id });
  });

  it('is for admins', async () => {
    const world = await begin();
    expect((await world.hears(world.chiara, '/health')).join()).to.include('Only admins');
  });

  it('tells what was known last where Telegram does not answer, and says so', async () => {
    const world = await begin();
    await world.hears(world.anna, '/get');
    const { faults } = world.telegram;
    for (const method of ['getMe', 'getChatMember', 'getChat', 'getChatAdministrators'])
      faults.next(method, { kind: 'cut', times: 2 });
    const answer = await asked(world);
    expect(answer).to.include('all is well').and.include('Telegram does not answer right now');
    for (const method of ['getMe', 'getChatMember', 'getChat', 'getChatAdministrators'])
      while (faults.take(method));
    expect(await asked(world)).to.not.include('Telegram does not answer');
  });

  it('sees what Telegram had not told, and has it corrected by the list of admins', async () => {
    const world = await begin();
    const rows = () =>
      world.database.query(
        'select bot_status as status, bot_can_delete as deletes from chats where chat_id = $1',
        [world.group.id],
      );
    await world.hears(world.anna, '/get');
    expect(await rows()).to.deep.equal([{ status: 'admin', deletes: true }]);
    // Demoted and muted without a word: the update was lost.
    const member = world.telegram.world.member(world.group, world.telegram.world.bot);
    Object.assign(member ?? {}, { status: 'restricted', rights: {}, permissions: {} });
    await start(world, world.anna);
    const answer = await asked(world);
    expect(answer).to.include('I may not write here').and.include('I see only commands');
    expect(await rows()).to.deep.equal([{ status: 'muted', deletes: false }]);
    expect(toldInPrivate(world, world.anna), 'no note beside the answer').to.have.lengthOf(2);
  });
});
