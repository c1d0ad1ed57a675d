import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { set, thank } from '../support/scenes.ts';

const DAY = 86_400;
const QUIET = {
  settings: { 'announce.titles': 'none', 'reputation.pair_interval': 0, 'reputation.reply': 'off' },
};

describeJourney('Boards that everyone can win', (begin) => {
  const told = (texts: readonly string[]) =>
    texts.map((text) => text.replace(/<\/?b>/g, '')).filter((text) => text.startsWith('Boards'));

  it('are posted by themselves at their hour, and only where a chat wants it', async () => {
    const world = await begin({ ...QUIET, sameClock: true });
    const { anna, boris, chiara, dmitri } = world;
    const tip = world.say(boris, 'Water them.');
    for (const who of [chiara, dmitri]) thank(world, who, tip);
    await world.settled();
    await world.tick(DAY);
    expect(told(world.sent()), 'off by default').to.deep.equal([]);
    await set(world, 'boards.every daily', 'boards.hour 18', 'boards.which helpful, thankful, rising');
    const next = world.say(boris, 'At noon.');
    for (const who of [anna, chiara, dmitri]) thank(world, who, next);
    await world.settled();
    await world.tick(5 * 3600);
    expect(told(world.sent()), 'before its hour').to.deep.equal([]);
    await world.tick(3600 + 60);
    expect(told(world.sent())).to.deep.equal([
      'Boards of Garden · last 24 hours\n\n📈 Rising, against the period before\n1. Boris – +1\n\n💚 Most thankful\n1. Anna – 1\n1. Chiara – 1\n1. Дмитрий – 1\n\n🤝 Helped the most different people\n1. Boris – 3',
    ]);
    await world.tick(DAY);
    await world.tick(DAY);
    expect(told(world.sent()), 'nobody stands on any').to.have.lengthOf(1);
    thank(world, dmitri, world.say(chiara, 'In the evening.'));
    await world.settled();
    await world.tick(DAY);
    expect(told(world.sent())).to.have.lengthOf(2);
    await set(world, 'boards.every off');
    thank(world, dmitri, world.say(chiara, 'In the night.'));
    await world.tick(DAY);
    expect(told(world.sent())).to.have.lengthOf(2);
    expect(await world.database.query('select * from board_runs')).to.deep.equal([]);
    expect((await world.hears(anna, '/set boards.hour 24')).join())
      .to.include('0')
      .and.include('23');
  });

  it('are one message that is kept current, where a chat wants it so', async () => {
    const world = await begin({ ...QUIET, sameClock: true });
    const { boris, chiara, dmitri } = world;
    await set(world, 'boards.every daily', 'boards.keep on', 'boards.which thankful');
    thank(world, chiara, world.say(boris, 'At noon.'));
    await world.settled();
    await world.tick(6 * 3600 + 60);
    const posted = () => told(world.sent());
    expect(posted()).to.have.lengthOf(1);
    thank(world, dmitri, world.say(boris, 'At noon.'));
    await world.settled();
    await world.tick(DAY);
    expect(posted(), 'no new one').to.have.lengthOf(1);
    const edits = world.telegram.calls.of('editMessageText').map(({ params }) => String(params.text));
    expect(edits.at(-1)).to.include('Дмитрий').and.not.include('Chiara');
  });
});
