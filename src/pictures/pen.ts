import type { SKRSContext2D } from '@napi-rs/canvas';
import { cleanLine, clustersOf, runsLeft } from './clean.ts';
import { write } from './fonts.ts';

export interface LineStyle {
  /** Pixels, and the weight from 100 to 900. */
  size: number;
  weight?: number;
  colour: string;
  align?: 'left' | 'right' | 'center';
  /** What does not fit is made smaller, down to `least`, then cut with an ellipsis. */
  width?: number;
  least?: number;
}

interface Fitted {
  text: string;
  font: string;
  width: number;
}

/** Writes one line; its letters stand on `y`. Answers with its width. */
export function line(ctx: SKRSContext2D, text: string, x: number, y: number, style: LineStyle): number {
  const fitted = shrink(ctx, text, style);
  ctx.font = fitted.font;
  ctx.fillStyle = style.colour;
  ctx.textBaseline = 'alphabetic';
  ctx.direction = runsLeft(fitted.text) ? 'rtl' : 'ltr';
  ctx.textAlign = style.align ?? 'left';
  ctx.fillText(fitted.text, x, y);
  return fitted.width;
}

/** How wide a line would become. */
export function widthOf(ctx: SKRSContext2D, text: string, style: Omit<LineStyle, 'colour'>): number {
  return shrink(ctx, text, style).width;
}

function shrink(ctx: SKRSContext2D, given: string, style: Omit<LineStyle, 'colour'>): Fitted {
  const { size, weight = 400, width = Number.POSITIVE_INFINITY, least = size } = style;
  const { text, families } = write(cleanLine(given));
  const fontOf = (pixels: number, names = families) => `${weight} ${pixels}px ${names}`;
  const measure = (words: string, font: string): number => {
    ctx.font = font;
    return ctx.measureText(words).width;
  };
  const whole = measure(text, fontOf(size));
  if (whole <= width) return { text, font: fontOf(size), width: whole };
  const smaller = Math.max(least, Math.floor((size * width) / whole));
  const font = fontOf(smaller);
  const shrunk = measure(text, font);
  if (shrunk <= width) return { text, font, width: shrunk };
  const clusters = clustersOf(text);
  let [low, high] = [0, clusters.length];
  const cut = (count: number) => `${clusters.slice(0, count).join('').trimEnd()}…`;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(cut(middle), font) <= width) low = middle;
    else high = middle - 1;
  }
  return { text: cut(low), font, width: measure(cut(low), font) };
}

/** What of a text would be seen in a picture. */
export function drawn(text: string): string {
  return write(cleanLine(text)).text.trim();
}

export function canDraw(text: string): boolean {
  return drawn(text) !== '';
}
