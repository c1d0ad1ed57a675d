import { expect } from 'chai';
import { migrateChat } from '../../src/engine/chat/migrate.ts';
import { chatId } from '../../src/model/ids.ts';
import { verify } from '../../src/transfer/verify.ts';
import { describeJourney } from '../support/journey.ts';
import { advance, set, thank, WITHOUT_EXPERIENCE } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

async function titleOf(world: TestWorld, id: number): Promise<string | null> {
  await world.settled();
  const { members } = await world.ledger();
  return members.find(({ user_id }) => user_id === id)?.title ?? null;
}

const texts = 'announce.title_texts {user} is {title}, next {next_title}';

describeJourney('Titles', (begin, opened) => {
  it('ChatKeeper’s example: Barber of the Chat at 1000 and 25, step by step', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    const { anna, boris } = world;
    for (const place of [4, 3, 2, 1]) await world.hears(anna, `/title remove ${place}`);
    expect((await world.hears(anna, '/title list')).join()).to.equal('This chat has no titles.');
    expect((await world.hears(anna, '/title add "Barber of the Chat" exp=1000 rep=25')).join()).to.include(
      'Added',
    );
    await set(world, texts);
    world.say(boris, 'Good morning.');
    await world.hears(anna, '/addexp @boris 999');
    await world.hears(anna, '/addrep @boris 25');
    expect(await titleOf(world, boris.id), '999 and 25').to.equal(null);
    const heard = await world.hears(anna, '/addexp @boris 1');
    expect(heard.join('\n')).to.include('Boris is Barber of the Chat, next –');
    expect(await titleOf(world, boris.id), '1000 and 25').to.equal('Barber of the Chat');
    await world.hears(anna, '/takerep @boris 1');
    expect(await titleOf(world, boris.id), '1000 and 24').to.equal(null);
    expect((await world.hears(anna, '/addrep @boris 1')).join(), 'and again').to.include(
      'Barber of the Chat',
    );
  });

  it('ready ones make room for the same in a group that has made none', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    const { anna, boris } = world;
    await world.hears(anna, '/reward add title="Helper" tag="Helper"');
    const added = await world.hears(anna, '/title add "Barber of the Chat" exp=1000 rep=25');
    expect(added.join())
      .to.include('Added')
      .and.to.include('The ready title “Helper” made room.')
      .and.to.include('Its rewards are without effect now');
    world.say(boris, 'Good morning.');
    await world.hears(anna, '/addexp @boris 999');
    await world.hears(anna, '/addrep @boris 25');
    expect(await titleOf(world, boris.id), '999 and 25').to.equal('Helpful Soul');
    await world.hears(anna, '/addexp @boris 1');
    expect(await titleOf(world, boris.id), '1000 and 25').to.equal('Barber of the Chat');
    await world.hears(anna, '/takerep @boris 1');
    expect(await titleOf(world, boris.id), '1000 and 24').to.equal('Helpful Soul');
    const again = await world.hears(anna, '/title add "Other" exp=2000 rep=25');
    expect(again.join(), 'one’s own stays').to.include('“Barber of the Chat” has the same threshold');
    await world.hears(anna, '/title edit "Legend" rep=400');
    const edited = await world.hears(anna, '/title add "Other" exp=2000 rep=400');
    expect(edited.join(), 'so does one that was edited').to.include('“Legend” has the same threshold');
    const moved = await world.hears(anna, '/title edit "Legend" rep=100');
    expect(moved.join(), 'an edited one moves into a ready one').to.include('“Pillar of the Chat” made room');
  });

  it('a ready one that is added as it is becomes one’s own, with its holders and rewards', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    const { anna, boris } = world;
    world.say(boris, 'Good morning.');
    await world.hears(anna, '/addrep @boris 25');
    await world.hears(anna, '/reward add title="Helper" tag="Helper"');
    const added = await world.hears(anna, '/title add "Helper" rep=25');
    expect(added.join()).to.include('Added').and.to.not.include('made room').and.to.not.include('rewards');
    const { members } = await world.ledger();
    expect(members.find(({ user_id }) => user_id === boris.id)?.title).to.equal('Helper');
    expect((await world.hears(anna, '/title add "Other" rep=25')).join()).to.include('same threshold');
  });

  it('ready ones follow the language beside one’s own, edited ones do not', async () => {
    const world = await begin();
    const { anna } = world;
    await world.hears(anna, '/title add "Gute Seele" rep=50');
    await world.hears(anna, '/title edit "Legend" rep=400');
    await world.hears(anna, '/set language de');
    const [list = ''] = await world.hears(anna, '/titles');
    // The first keeps its name: in German it would be called like the admin's own.
    expect([...list.matchAll(/\d\. ([^–]+) –/g)].map(([, name]) => name)).to.deep.equal([
      ...['Helpful Soul', 'Helfende Hand', 'Gute Seele', 'Stütze des Chats', 'Legend'],
    ]);
  });

  it('come with the language: four by reputation, reached by thanks, told once', async () => {
    const world = await begin();
    await set(world, 'reputation.pair_interval 0', 'reputation.reply off', texts);
    const heard: string[] = [];
    const tip = world.say(world.boris, 'Water them more.');
    for (let n = 1; n <= 6; n += 1) {
      advance(world, 1);
      const before = world.sent().length;
      thank(world, world.chiara, tip);
      await world.settled();
      heard.push(...world.sent().slice(before));
    }
    expect(heard).to.deep.equal(['Boris is Helpful Soul, next Helper']);
    expect(await titleOf(world, world.boris.id)).to.equal('Helpful Soul');
    const [me] = await world.hears(world.boris, '/me');
    expect(me).to.include('Title: <b>Helpful Soul</b>').and.to.include('Next: Helper – 19 more reputation');
    const [list] = await world.hears(world.boris, '/titles');
    expect(list)
      .to.include('<b>1. Helpful Soul</b> – reputation 5 ← you')
      .and.to.include('2. Helper – reputation 25');
  });

  it('follow an undo, are kept where nobody is demoted, and are told nobody where that is off', async () => {
    const world = await begin();
    const { anna, boris } = world;
    await set(world, 'announce.titles none');
    world.say(boris, 'Good morning.');
    const answer = await world.hears(anna, '/addrep @boris 25');
    expect(answer).to.have.lengthOf(1);
    expect(await titleOf(world, boris.id)).to.equal('Helper');
    await world.hears(anna, '/undo 1');
    expect(await titleOf(world, boris.id)).to.equal(null);
    await set(world, 'titles.demote off');
    await world.hears(anna, '/addrep @boris 25');
    await world.hears(anna, '/takerep @boris 24');
    expect(await titleOf(world, boris.id)).to.equal('Helper');
    await world.hears(anna, '/title remove "Helper"');
    expect(await titleOf(world, boris.id), 'there is no such title any more').to.equal(null);
    expect((await verify(opened())).differences).to.deep.equal([]);
  });

  it('are held where nobody is demoted, also those that a changed ladder has brought', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    const { anna, boris, chiara } = world;
    for (const who of [boris, chiara]) world.say(who, 'Good morning.');
    await world.hears(anna, '/addrep @boris 12');
    await world.hears(anna, '/title add "Reader" rep=10');
    expect(await titleOf(world, boris.id), 'shown at once').to.equal('Reader');
    await world.hears(anna, '/takerep @boris 5');
    expect(await titleOf(world, boris.id), 'control').to.equal('Helpful Soul');
    await world.hears(anna, '/addrep @boris 5');
    await world.hears(anna, '/title add "Writer" rep=11');
    await set(world, 'titles.demote off');
    await world.hears(anna, '/takerep @boris 5');
    expect(await titleOf(world, boris.id)).to.equal('Writer');
    await set(world, 'titles.use_reputation off');
    expect(await titleOf(world, boris.id), 'what is held counts while all sleep').to.equal('Writer');
    await set(world, 'titles.use_reputation on', 'titles.demote on');
    expect(await titleOf(world, boris.id)).to.equal('Helpful Soul');
  });

  it('can be renamed and moved; one that asks for what is switched off sleeps', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    const { anna, boris } = world;
    world.say(boris, 'Good morning.');
    await world.hears(anna, '/addrep @boris 30');
    await world.hears(anna, '/title edit "helper" name="Good <Helper>" rep=28');
    expect(await titleOf(world, boris.id)).to.equal('Good <Helper>');
    expect((await world.hears(boris, '/titles')).join()).to.include('Good &lt;Helper&gt;');
    await set(world, 'titles.use_experience off');
    expect((await world.hears(anna, '/title add Writer exp=100')).join()).to.include('It sleeps');
    expect((await world.hears(anna, '/title list')).join()).to.include('<s>Writer</s>');
  });

  it('are not told of who wants it so, whatever the chat says', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    const { anna, boris } = world;
    await set(world, 'announce.titles both');
    expect((await world.hears(boris, '/notify')).join()).to.include('told to nobody any more');
    expect(await world.hears(anna, '/addrep @boris 5'), 'the answer alone').to.have.lengthOf(1);
    expect(await titleOf(world, boris.id)).to.equal('Helpful Soul');
    expect((await world.hears(boris, '/notify on')).join()).to.include('told again');
    expect((await world.hears(anna, '/addrep @boris 20')).join(), 'control').to.include('Helper');
    expect((await world.hears(boris, '/notify maybe')).join()).to.include('/notify off');
  });

  it('are changed by admins alone, and shown to all', async () => {
    const world = await begin();
    expect((await world.hears(world.chiara, '/title add "Boss" rep=1')).join()).to.not.include('Added');
    expect((await world.hears(world.chiara, '/titles')).join())
      .to.include('Legend')
      .and.to.not.include('Boss');
  });

  it('go on in the supergroup that a group becomes', async () => {
    const world = await begin(WITHOUT_EXPERIENCE);
    const { anna, boris } = world;
    await world.hears(anna, '/title add "Barber" rep=50');
    world.say(boris, 'Good morning.');
    await world.hears(anna, '/addrep @boris 50');
    const young = chatId(world.group.id - 1);
    await opened().transact((flight) => migrateChat(flight, chatId(world.group.id), young));
    const { members } = await world.ledger(young);
    expect(members.find(({ user_id }) => user_id === boris.id)?.title).to.equal('Barber');
  });
});
