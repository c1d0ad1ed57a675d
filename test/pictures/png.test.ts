import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect } from 'chai';
import { encodePng } from '../../src/pictures/png.ts';

describe('A picture as PNG', () => {
  it('has every pixel as it was drawn, in every size', async () => {
    for (const [width, height] of [
      [1, 1],
      [934, 282],
      [3, 500],
      [7, 2],
    ] as const) {
      const canvas = createCanvas(width, height);
      const ctx = canvas.getContext('2d');
      for (let x = 0; x < width; x += 1) {
        for (let y = 0; y < height; y += 7) {
          ctx.fillStyle = `rgb(${(x * 7 + y) % 256} ${(x * y) % 256} ${(x ^ y) % 256})`;
          ctx.fillRect(x, y, 1, 7);
        }
      }
      const png = encodePng(canvas);
      expect(png.byteOffset).to.equal(0);
      expect(png.buffer.byteLength).to.equal(png.length);
      const read = createCanvas(width, height);
      read.getContext('2d').drawImage(await loadImage(Buffer.from(png)), 0, 0);
      expect(read.data().equals(canvas.data()), `${width} × ${height}`).to.equal(true);
    }
  });
});
