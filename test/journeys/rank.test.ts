import { createCanvas, type Image, loadImage } from '@napi-rs/canvas';
import { expect } from 'chai';
import type { User } from '../../src/playground/types.ts';
import { describeJourney } from '../support/journey.ts';
import { advance, set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

/** What the card calls of the bot were since then, and the pictures behind them. */
async function cards(world: TestWorld, from = 0): Promise<{ id: string; image: Image; data: Buffer }[]> {
  const sent = world.telegram.calls
    .after(from)
    .filter(({ method, status }) => method === 'sendPhoto' && status === 200);
  return Promise.all(
    sent.map(async ({ result }) => {
      const { photo } = result as { photo: { file_id: string }[] };
      const id = photo.at(-1)?.file_id ?? '';
      const data = world.telegram.world.state.files.get(id)?.data as Buffer;
      return { id, image: await loadImage(data), data };
    }),
  );
}

async function asks(world: TestWorld, who: User, text: string, more = {}) {
  advance(world, 10);
  await world.settled();
  const before = world.telegram.calls.count;
  world.say(who, { text, ...more });
  await world.settled();
  return cards(world, before);
}

/** The colour in the middle of the drawn face, where a picture of one colour would be. */
function middleOfFace(image: Image): number[] {
  const canvas = createCanvas(image.width, image.height);
  const ctx = canvas.getContext('2d');
  ctx.drawImage(image, 0, 0);
  return [...ctx.getImageData(136, 70, 1, 1).data].slice(0, 3);
}

function redPicture(width: number, height: number): Buffer {
  const canvas = createCanvas(width, height);
  const ctx = canvas.getContext('2d');
  ctx.fillStyle = '#ff0000';
  ctx.fillRect(0, 0, width, height);
  return canvas.toBuffer('image/png');
}

describeJourney('/rank', (begin) => {
  it('sends a card of 934 × 282 for all to see, and again by its id while nothing changed', async () => {
    const world = await begin();
    const [card] = await asks(world, world.boris, '/rank');
    expect([card?.image.width, card?.image.height]).to.deep.equal([934, 282]);
    const seen = world.telegram.world.lastSeen(world.group, world.dmitri);
    expect(seen?.kind).to.equal('photo');

    const [again] = await asks(world, world.dmitri, '/rank @boris');
    expect(again?.id, 'asked by another').to.equal(card?.id);
    await world.hears(world.anna, '/addrep @boris 5');
    const [changed] = await asks(world, world.boris, '/rank');
    expect(changed?.id, 'with more reputation').to.not.equal(card?.id);
    expect(changed?.data.equals(card?.data as Buffer)).to.equal(false);
  });

  it('draws again where Telegram knows its own id no more', async () => {
    const world = await begin();
    const [card] = await asks(world, world.boris, '/rank');
    world.telegram.world.state.files.delete(card?.id ?? '');
    const calls = world.telegram.calls.count;
    const [again] = await asks(world, world.boris, '/rank');
    expect(again?.image.width).to.equal(934);
    const refused = world.telegram.calls.after(calls).filter(({ status }) => status >= 400);
    expect(refused.map(({ method }) => method)).to.deep.equal(['sendPhoto']);
    world.refusedCalls = () => [];
  });

  it('only who asked sees it where the chat wants it so', async () => {
    const world = await begin();
    await set(world, 'card.public off');
    const [card] = await asks(world, world.boris, '/rank');
    expect(card?.image.width).to.equal(934);
    expect(world.telegram.world.lastSeen(world.group, world.boris)?.kind).to.equal('photo');
    expect(world.telegram.world.lastSeen(world.group, world.dmitri)?.kind).to.equal('text');
  });

  it('waits 5 seconds between two cards that one person asks for, no longer and for nobody else', async () => {
    const world = await begin();
    await asks(world, world.boris, '/rank');
    advance(world, 4);
    expect(await world.hears(world.boris, '/rank @dmitri')).to.deep.equal([
      'One card after another: 1 sec to wait.',
    ]);
    const before = world.telegram.calls.count;
    world.say(world.dmitri, '/rank @boris');
    advance(world, 1);
    world.say(world.boris, '/rank');
    await world.settled();
    expect(await cards(world, before)).to.have.lengthOf(2);
  });

  it('is said in words where no pictures may be sent, or none can be drawn', async () => {
    const world = await begin({ bot: 'member' });
    world.telegram.world.restrict(world.telegram.world.state.bot, world.group, {
      by: world.anna,
      permissions: { can_send_messages: true },
    });
    await world.settled();
    advance(world, 10);
    const said = await world.hears(world.boris, '/rank');
    expect(said.join()).to.match(/^<b>Boris<\/b>\nReputation: <b>0<\/b>/);
    expect(world.refusedCalls().map(({ method }) => method)).to.deep.equal(['sendPhoto']);
    world.refusedCalls = () => [];
  });

  it('bears the colour of its member, by word, in any language, by digits, and none again', async () => {
    const world = await begin();
    const [plain] = await asks(world, world.boris, '/rank');
    const said = (text: string) => world.hears(world.boris, text).then((lines) => lines.join());
    expect(await said('/rank colour #F80')).to.include('<code>#ff8800</code>');
    const [orange] = await asks(world, world.boris, '/rank');
    expect(orange?.id).to.not.equal(plain?.id);
    expect(await said('/rank color grün')).to.include('<code>#3fb878</code>');
    expect(await said('/rank colour СИНИЙ')).to.include('<code>#4a90e2</code>');
    expect(await said('/rank colour none')).to.include('colour of this chat again');
    const [none] = await asks(world, world.boris, '/rank');
    expect(none?.id, 'as it was').to.equal(plain?.id);
  });

  it('looks as its chat wants', async () => {
    const world = await begin();
    const pixels = new Set<string>();
    for (const look of [
      'card.theme paper',
      'card.theme midnight',
      'card.background red',
      'card.background #abc',
    ]) {
      await set(world, look);
      const [card] = await asks(world, world.boris, '/rank');
      if (card) pixels.add(middleOfRow(card.image));
    }
    expect(pixels.size).to.equal(4);
  });

  it('shows the person’s picture, and an initial for what is none, is huge, or never arrives', async () => {
    const world = await begin();
    const { world: local, faults } = world.telegram;
    local.setProfilePhoto(world.boris, redPicture(320, 320));
    const [face] = await asks(world, world.boris, '/rank');
    expect(face && middleOfFace(face.image)).to.deep.equal([255, 0, 0]);

    local.setProfilePhoto(world.chiara, redPicture(2600, 2600));
    local.setProfilePhoto(world.dmitri, Buffer.from('<html>no picture</html>'.repeat(9)));
    local.setProfilePhoto(world.anna, redPicture(320, 320));
    faults.next('download', { kind: 'torn' });
    for (const who of [world.anna, world.chiara]) {
      const [card] = await asks(world, who, '/rank');
      expect(card?.image.width).to.equal(934);
      expect(card && middleOfFace(card.image), who.first_name).to.not.deep.equal([255, 0, 0]);
    }
    const [card] = await asks(world, world.dmitri, '/rank');
    expect(card?.image.width).to.equal(934);
    world.refusedCalls = () => [];
  });

  it('of strangers, bots and nobody is refused by name', async () => {
    const world = await begin();
    const said = async (text: string) => {
      advance(world, 10);
      return (await world.hears(world.dmitri, text)).join();
    };
    expect(await said('/rank @stranger')).to.include('I do not know @stranger');
    expect(await said('/rank 4242')).to.include('I have not seen this person');
    expect(await said('/rank what')).to.include('<code>/rank @boris</code>');
    expect(await said('/rank colour')).to.include('<code>/rank colour blue</code>');
  });

  it('keeps its colours when the group becomes a supergroup', async () => {
    const world = await begin();
    const old = world.telegram.world.createGroup({
      ...{ title: 'Shed', type: 'group', owner: world.anna, members: [world.boris], bot: 'administrator' },
    });
    world.telegram.world.say(world.boris, old, '/rank colour red');
    await world.settled();
    const on = world.telegram.world.upgradeToSupergroup(old, { by: world.anna });
    await world.settled();
    expect(
      await world.database.query('select chat_id as chat, user_id as user, colour from cards'),
    ).to.deep.equal([{ chat: on.id, user: world.boris.id, colour: '#e25555' }]);
  });
});

function middleOfRow(image: Image): string {
  const canvas = createCanvas(image.width, image.height);
  const ctx = canvas.getContext('2d');
  ctx.drawImage(image, 0, 0);
  return [...ctx.getImageData(4, 4, 1, 1).data].join();
}
