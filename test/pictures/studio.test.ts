import { Worker } from 'node:worker_threads';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect } from 'chai';
import { imageSize } from '../../src/pictures/image-size.ts';
import type { Job } from '../../src/pictures/job.ts';
import { openStudio } from '../../src/pictures/studio.ts';
import { type Card, initialOf, shareOf } from '../../src/profile/card.ts';
import { paletteOf } from '../../src/profile/palette.ts';

function cardFor(name: string): Card {
  const bar = { level: 'Level 1', kind: '', earned: '0 / 50', remaining: '50 to go', place: '', share: 0 };
  return {
    ...{ name, otherwise: '#7', initial: initialOf(name), face: '#3fb878', title: 'Helper' },
    ...{ figures: [{ label: 'Place', value: '#1' }], bars: [bar], chat: 'Garden', leftward: false },
    palette: paletteOf('laurel', 'theme', null),
  };
}

const jobFor = (name: string): Job => ({ is: 'card', card: cardFor(name), face: null });

/** A thread that does something else than drawing. */
const thread = (script: string) => () =>
  new Worker(`const { parentPort } = require('node:worker_threads');\n${script}`, { eval: true });

const fault = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: Error) => error.message,
  );

describe('The studio', function () {
  this.timeout(60_000);

  it('draws the same card alike, and other cards otherwise', async () => {
    const studio = openStudio();
    const [one, again, other] = await Promise.all(
      ['Anna', 'Anna', 'Boris'].map((name) => studio.draw(jobFor(name))),
    );
    expect(Buffer.from(one ?? []).equals(Buffer.from(again ?? []))).to.equal(true);
    expect(Buffer.from(one ?? []).equals(Buffer.from(other ?? []))).to.equal(false);
    await studio.close();
  });

  it('draws whatever people call themselves', async () => {
    const studio = openStudio();
    const names = [
      ...[
        '',
        ' ',
        '\u202e\u200b',
        '👩‍👩‍👧‍👦'.repeat(64),
        'x'.repeat(5000),
        '\ud83d',
        '\u0000',
        'Z̸̢͚͎̗̈́̾͌͑a̵̡͍̓l̶̲̈́g̴̖̎o̷'.repeat(50),
      ],
      ...['﷽', '<b>&', 'גבאי', 'ქართული', '𝕬𝖓𝖓𝖆', '☠️🏴‍☠️', 'é'.normalize('NFD'), '🇺🇦🇺'],
    ];
    for (const name of names) {
      const image = await loadImage(Buffer.from(await studio.draw(jobFor(name))));
      expect([image.width, image.height], JSON.stringify(name)).to.deep.equal([934, 282]);
    }
    await studio.close();
  });

  it('gives up a picture whose thread dies, and the next one gets a new thread', async () => {
    let threads = 0;
    const answers = `parentPort.on('message', ({ id }) => parentPort.postMessage({ id, png: new Uint8Array([7]) }));`;
    const studio = openStudio({
      start: () => thread(threads++ === 0 ? `parentPort.on('message', () => process.exit(3));` : answers)(),
    });
    const [first, second] = await Promise.all([fault(studio.draw(jobFor('A'))), studio.draw(jobFor('B'))]);
    expect(first).to.include('ended');
    expect([...second]).to.deep.equal([7]);
    expect(threads).to.equal(2);
    await studio.close();
  });

  it('gives up a picture that takes too long', async () => {
    const studio = openStudio({
      timeoutMs: 50,
      start: thread(`parentPort.on('message', () => { for (;;); });`),
    });
    expect(await fault(studio.draw(jobFor('A')))).to.equal('not drawn within 50 ms');
    await studio.close();
  });

  it('says what could not be drawn, and goes on', async () => {
    const studio = openStudio();
    expect(await fault(studio.draw({ is: 'card', card: null as unknown as Card, face: null }))).to.include(
      'TypeError',
    );
    expect((await studio.draw(jobFor('A'))).length).to.be.greaterThan(1000);
    await studio.close();
    expect(await fault(studio.draw(jobFor('A')))).to.equal('the studio is closed');
  });

  it('gives up what waits when it is closed', async () => {
    const studio = openStudio({ start: thread(`parentPort.on('message', () => {});`) });
    const waiting = ['A', 'B'].map((name) => fault(studio.draw(jobFor(name))));
    await studio.close();
    expect(await Promise.all(waiting)).to.deep.equal(['the studio is closed', 'the studio is closed']);
  });
});

describe('Sizes of pictures', () => {
  it('are read from the heads of what Telegram and people have', async () => {
    const canvas = createCanvas(123, 45);
    const none: Uint8Array[] = [];
    for (const kind of ['png', 'jpeg', 'webp'] as const) {
      const bytes = await canvas.encode(kind as 'png');
      expect(imageSize(bytes), kind).to.deep.equal({ width: 123, height: 45 });
      none.push(bytes.subarray(0, 20), bytes.subarray(4));
    }
    for (const bytes of [...none, Buffer.alloc(0), Buffer.alloc(200), Buffer.from('GIF89a'.repeat(20))]) {
      expect(imageSize(bytes)).to.equal(null);
    }
  });
});

describe('What a card shows', () => {
  it('is how far somebody has come from a level to the next', () => {
    for (const [experience, begins, next, share] of [
      [0, 0, 50, 0],
      [25, 0, 50, 0.5],
      [-10, 0, 50, 0],
      [75, 50, 150, 0.25],
      [500, 50, 150, 1],
      [5, 5, 5, 0],
    ] as const) {
      expect(shareOf(experience, begins, next)).to.equal(share);
    }
  });

  it('is an initial', () => {
    for (const [name, initial] of [
      ['anna', 'A'],
      ['  🌿 anna', 'A'],
      ['ßeta', 'ß'],
      ['🌿🌿', '🌿'],
      ['王小明', '王'],
      ['42', '4'],
      ['', ''],
    ] as const) {
      expect(initialOf(name)).to.equal(initial);
    }
  });
});
