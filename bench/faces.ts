import { createCanvas } from '@napi-rs/canvas';
import { dice } from './stream.ts';

const EDGE = 320;

/** Pictures of people as Telegram gives them: JPEGs of 320 × 320 and 10 to 20 KB, made up of discs. */
export function makeFaces(count: number): Buffer[] {
  const roll = dice(7);
  const canvas = createCanvas(EDGE, EDGE);
  const ctx = canvas.getContext('2d');
  return Array.from({ length: count }, () => {
    for (let disc = 0; disc < 150; disc += 1) {
      ctx.fillStyle = `hsl(${roll(360)} ${30 + roll(60)}% ${20 + roll(60)}%)`;
      ctx.beginPath();
      ctx.arc(roll(EDGE), roll(EDGE), disc === 0 ? EDGE * 2 : 4 + roll(30), 0, Math.PI * 2);
      ctx.fill();
    }
    return canvas.toBuffer('image/jpeg', 85);
  });
}
