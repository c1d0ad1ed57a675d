import { type Canvas, createCanvas, type Image, type SKRSContext2D } from '@napi-rs/canvas';
import { isDark, mix, readable } from '../model/colour.ts';
import { canDraw, drawn, line, widthOf } from '../pictures/pen.ts';
import { encodePng } from '../pictures/png.ts';
import { type Card, type CardBar, initialOf } from './card.ts';

export const WIDTH = 934;
export const HEIGHT = 282;

const EDGE = 44;
const FACE = 184;
const RING = 5;
const TEXT_FROM = EDGE + FACE + 36;
const TEXT_WIDTH = WIDTH - EDGE - TEXT_FROM;

let canvas: Canvas | null = null;

/** One canvas serves all cards: a new one a card is 1 MB that the garbage collector does not see. */
export async function drawCard(asked: Card, face: Image | null): Promise<Uint8Array<ArrayBuffer>> {
  const card = canDraw(asked.name)
    ? asked
    : { ...asked, name: asked.otherwise, initial: initialOf(asked.otherwise) };
  canvas ??= createCanvas(WIDTH, HEIGHT);
  const ctx = canvas.getContext('2d');
  ctx.reset();
  ctx.lang = 'und';
  drawGround(ctx, card);
  drawFace(ctx, card, face);
  drawHead(ctx, card);
  drawBars(ctx, card);
  return encodePng(canvas);
}

/** A card in a language from right to left is the mirror of the others: x counts from the right there. */
function side({ leftward }: Card, x: number, width = 0): number {
  return leftward ? WIDTH - x - width : x;
}

const start = ({ leftward }: Card) => (leftward ? 'right' : 'left') as 'left' | 'right';
const end = ({ leftward }: Card) => (leftward ? 'left' : 'right') as 'left' | 'right';

function drawGround(ctx: SKRSContext2D, card: Card): void {
  const { palette } = card;
  // From top to bottom, rows of one colour: as PNG a slanted one takes 34 ms and 80 KB, this one 5 ms and 5 KB.
  const ground = ctx.createLinearGradient(0, 0, 0, HEIGHT);
  ground.addColorStop(0, palette.ground);
  ground.addColorStop(1, palette.depth);
  ctx.fillStyle = ground;
  ctx.fillRect(0, 0, WIDTH, HEIGHT);
  drawTwig(ctx, card);
}

/** Laurel leaves behind the text, so faint that they disturb nothing. */
function drawTwig(ctx: SKRSContext2D, card: Card): void {
  ctx.save();
  ctx.translate(side(card, WIDTH - 36), HEIGHT + 26);
  ctx.scale(card.leftward ? -1 : 1, 1);
  ctx.rotate(-0.5);
  ctx.globalAlpha = isDark(card.palette.ground) ? 0.09 : 0.12;
  ctx.fillStyle = card.palette.accent;
  for (let pair = 0; pair < 8; pair += 1) {
    const y = -26 - pair * 38;
    const length = 78 - pair * 5;
    for (const turn of [-1, 1]) {
      ctx.save();
      ctx.translate(0, y);
      ctx.rotate(turn * 0.85);
      ctx.beginPath();
      ctx.moveTo(0, 0);
      ctx.bezierCurveTo(length * 0.3, -length * 0.4, length * 0.16, -length * 0.85, 0, -length);
      ctx.bezierCurveTo(-length * 0.16, -length * 0.85, -length * 0.3, -length * 0.4, 0, 0);
      ctx.fill();
      ctx.restore();
    }
  }
  ctx.restore();
}

function drawFace(ctx: SKRSContext2D, card: Card, face: Image | null): void {
  const { palette } = card;
  const radius = FACE / 2;
  const x = side(card, EDGE + radius);
  const y = HEIGHT / 2;
  circle(ctx, x, y, radius + RING * 2);
  ctx.fillStyle = palette.accent;
  ctx.fill();
  circle(ctx, x, y, radius + RING);
  ctx.fillStyle = palette.ground;
  ctx.fill();
  ctx.save();
  circle(ctx, x, y, radius);
  ctx.clip();
  if (face) {
    // The middle of it, where it is no square.
    const edge = Math.min(face.width, face.height);
    const [left, top] = [(face.width - edge) / 2, (face.height - edge) / 2];
    ctx.imageSmoothingQuality = 'high';
    ctx.drawImage(face, left, top, edge, edge, x - radius, y - radius, FACE, FACE);
  } else {
    const ground = ctx.createLinearGradient(x, y - radius, x, y + radius);
    ground.addColorStop(0, mix(card.face, '#ffffff', 0.18));
    ground.addColorStop(1, mix(card.face, '#000000', 0.12));
    ctx.fillStyle = ground;
    ctx.fillRect(x - radius, y - radius, FACE, FACE);
    drawInitial(ctx, card, x, y);
  }
  ctx.restore();
}

/** In the middle of what is really drawn, for letters of some scripts hang, and others stand. */
function drawInitial(ctx: SKRSContext2D, { initial: given, name }: Card, x: number, y: number): void {
  const style = {
    size: 92,
    weight: 600,
    colour: '#ffffff',
    align: 'center' as const,
    width: FACE - 36,
    least: 48,
  };
  const initial = drawn(given) || initialOf(drawn(name));
  line(ctx, initial, -1000, -1000, style);
  const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = ctx.measureText(initial);
  line(ctx, initial, x, y + (up - down) / 2, style);
}

/** Name and title; the figures stand at the far end of the same lines. */
function drawHead(ctx: SKRSContext2D, card: Card): void {
  const { palette } = card;
  let x = WIDTH - EDGE;
  for (const { label, value } of [...card.figures].reverse()) {
    const styles = {
      label: { size: 17, width: 170 },
      value: { size: 36, weight: 700, width: 200, least: 22 },
    };
    const width = Math.max(widthOf(ctx, label, styles.label), widthOf(ctx, value, styles.value));
    const at = side(card, x);
    line(ctx, label, at, 58, { ...styles.label, colour: palette.muted, align: end(card) });
    line(ctx, value, at, 98, { ...styles.value, colour: palette.text, align: end(card) });
    x -= width + 30;
  }
  const room = x - TEXT_FROM;
  const at = side(card, TEXT_FROM);
  const align = start(card);
  const alone = card.title === '';
  line(ctx, card.name, at, alone ? 92 : 76, {
    ...{ size: 42, weight: 700, colour: palette.text, align, width: room, least: 28 },
  });
  if (alone) return;
  line(ctx, card.title, at, 114, {
    ...{ size: 24, weight: 500, align, width: room, least: 18 },
    colour: readable(palette.accent, palette.ground, 4.5),
  });
}

function drawBars(ctx: SKRSContext2D, card: Card): void {
  const [first, second] = card.bars;
  if (!first) {
    drawChat(ctx, card, 240);
    return;
  }
  if (second) {
    drawBar(ctx, card, first, { y: 142, height: 18, size: 20 });
    drawBar(ctx, card, second, { y: 202, height: 18, size: 20 });
    return;
  }
  drawBar(ctx, card, first, { y: 156, height: 26, size: 28 });
  drawChat(ctx, card, 246);
}

interface BarPlace {
  /** The top of its line of words; the bar stands below it. */
  y: number;
  height: number;
  size: number;
}

function drawBar(ctx: SKRSContext2D, card: Card, bar: CardBar, { y, height, size }: BarPlace): void {
  const { palette } = card;
  const [near, far] = [side(card, TEXT_FROM), side(card, TEXT_FROM + TEXT_WIDTH)];
  const base = y + size * 0.86;
  const accent = readable(palette.accent, palette.ground, 4.5);
  const sign = card.leftward ? -1 : 1;
  const small = Math.round(size * 0.72);
  let earned = line(ctx, bar.earned, far, base, {
    size: small,
    weight: 500,
    colour: palette.text,
    align: end(card),
  });
  if (card.bars.length > 1) {
    // Between two bars there is no room for a line of its own.
    const style = { size: small, colour: palette.muted, align: end(card), width: 220, least: 12 };
    earned += 12 + line(ctx, bar.remaining, far - sign * (earned + 12), base, style);
  }
  let taken = line(ctx, bar.level, near, base, {
    ...{
      size,
      weight: 700,
      colour: accent,
      align: start(card),
      width: (TEXT_WIDTH - earned) * 0.6,
      least: 16,
    },
  });
  for (const words of [bar.kind, bar.place]) {
    if (words === '') continue;
    taken += 12;
    const width = TEXT_WIDTH - earned - taken - 16;
    if (width < 40) break;
    const style = { size: small, colour: palette.muted, align: start(card), width, least: 13 };
    taken += line(ctx, words, near + sign * taken, base, style);
  }
  const top = y + size + 8;
  const left = side(card, TEXT_FROM, TEXT_WIDTH);
  ctx.fillStyle = palette.track;
  pill(ctx, left, top, TEXT_WIDTH, height);
  ctx.fill();
  if (bar.share > 0) {
    ctx.save();
    pill(ctx, left, top, TEXT_WIDTH, height);
    ctx.clip();
    // Never less than a dot: who has begun sees that they have.
    const width = Math.max(height, TEXT_WIDTH * bar.share);
    ctx.fillStyle = palette.accent;
    pill(ctx, side(card, TEXT_FROM, width), top, width, height);
    ctx.fill();
    ctx.restore();
  }
  if (card.bars.length > 1) return;
  line(ctx, bar.remaining, far, top + height + 28, {
    ...{ size: 19, colour: palette.muted, align: end(card), width: TEXT_WIDTH * 0.55 },
  });
}

function drawChat(ctx: SKRSContext2D, card: Card, y: number): void {
  line(ctx, card.chat, side(card, TEXT_FROM), y, {
    ...{ size: 19, colour: card.palette.muted, align: start(card), width: TEXT_WIDTH * 0.42 },
  });
}

function circle(ctx: SKRSContext2D, x: number, y: number, radius: number): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, Math.PI * 2);
}

function pill(ctx: SKRSContext2D, x: number, y: number, width: number, height: number): void {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, height / 2);
}
