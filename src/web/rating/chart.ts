import { html } from 'hono/html';
import type { Markup } from './layout.ts';

export interface Bar {
  label: string;
  value: number;
}

const WIDTH = 640;
const HEIGHT = 160;
const GAP = 2;

/** Days as bars around a line of zero. Colours come from the style sheet: the policy of the page allows no others. */
export function barChart(bars: readonly Bar[], title: string): Markup {
  const top = Math.max(1, ...bars.map(({ value }) => value));
  const bottom = Math.min(0, ...bars.map(({ value }) => value));
  const scale = (HEIGHT - 4) / (top - bottom);
  const zero = Math.round(2 + top * scale);
  const step = WIDTH / Math.max(1, bars.length);
  const round = (value: number) => Math.round(value * 10) / 10;
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}" preserveAspectRatio="none">
${bars.map(({ label, value }, at) => {
  const height = Math.max(1.5, Math.abs(value) * scale);
  return value === 0
    ? ''
    : html`<rect class="${value < 0 ? 'loss' : 'gain'}" x="${round(at * step + GAP / 2)}" y="${round(value > 0 ? zero - height : zero)}" width="${round(step - GAP)}" height="${round(height)}" rx="1.5"><title>${label}</title></rect>`;
})}
<line class="zero" x1="0" x2="${WIDTH}" y1="${zero}" y2="${zero}"/>
</svg>`;
}
