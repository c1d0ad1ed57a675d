import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from 'chart.js';
import { mix, readable } from '../model/colour.ts';
import { write } from '../pictures/fonts.ts';
import { line } from '../pictures/pen.ts';
import { encodePng } from '../pictures/png.ts';
import { formatNumber } from '../text/format.ts';
import type { Charts } from './charts.ts';

// Axes, ticks and bars are Chart.js's: 0.2 MB of code, drawing on the same canvas as cards. ECharts is fifteen times as
// large; Vega draws text by fonts of the system. Its heat map is a plug-in for what are 168 rectangles.

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
);

const WIDTH = 1200;
const EDGE = 48;
const INNER = WIDTH - 2 * EDGE;
const HEAD = 128;
const PANEL_HEAD = 58;
const ACTIVITY = 300;
const CELL = 32;
const HEAT = CELL * 7 + 44;
const GROWTH = 240;
const GAP = 26;
const HEIGHT = HEAD + 3 * PANEL_HEAD + ACTIVITY + HEAT + GROWTH + 2 * GAP + EDGE;

let canvas: Canvas | null = null;

/** All charts of a chat, one below the other, as PNG. One canvas serves all: it has 6 MB. */
export async function drawCharts(charts: Charts): Promise<Uint8Array<ArrayBuffer>> {
  const { palette, activity, heat, growth } = charts;
  canvas ??= createCanvas(WIDTH, HEIGHT);
  const ctx = canvas.getContext('2d');
  ctx.reset();
  ctx.lang = 'und';
  const ground = ctx.createLinearGradient(0, 0, 0, HEIGHT);
  ground.addColorStop(0, palette.ground);
  ground.addColorStop(1, palette.depth);
  ctx.fillStyle = ground;
  ctx.fillRect(0, 0, WIDTH, HEIGHT);

  const start = side(charts, EDGE);
  const align = charts.leftward ? 'right' : 'left';
  line(ctx, charts.title, start, 72, {
    ...{ size: 44, weight: 700, colour: palette.text, align, width: INNER, least: 30 },
  });
  line(ctx, charts.subtitle, start, 108, { size: 24, colour: palette.muted, align, width: INNER });

  let y = HEAD;
  panelHead(ctx, charts, y, activity.title);
  legend(ctx, charts, y);
  ctx.drawImage(chart(ACTIVITY, activityChart(charts)), EDGE, y + PANEL_HEAD);
  y += PANEL_HEAD + ACTIVITY + GAP;
  panelHead(ctx, charts, y, heat.title);
  drawHeat(ctx, charts, y + PANEL_HEAD);
  y += PANEL_HEAD + HEAT + GAP;
  panelHead(ctx, charts, y, growth.title);
  ctx.drawImage(chart(GROWTH, growthChart(charts)), EDGE, y + PANEL_HEAD);
  return encodePng(canvas);
}

/** Where time runs from right to left, all else does. */
function side({ leftward }: Charts, x: number, width = 0): number {
  return leftward ? WIDTH - x - width : x;
}

function panelHead(ctx: SKRSContext2D, charts: Charts, y: number, title: string): void {
  const align = charts.leftward ? 'right' : 'left';
  const style = { size: 27, weight: 600, colour: charts.palette.text, align, width: INNER * 0.55 } as const;
  line(ctx, title, side(charts, EDGE), y + 36, style);
}

const giftColour = ({ palette }: Charts) =>
  readable(mix(palette.accent, palette.text, 0.75), palette.ground, 4.5);
const barColour = ({ palette }: Charts) => readable(palette.accent, palette.ground, 3);

/** What the colours of the first chart mean, at the far end of its title. */
function legend(ctx: SKRSContext2D, charts: Charts, y: number): void {
  const sign = charts.leftward ? 1 : -1;
  const align = charts.leftward ? 'left' : 'right';
  let x = side(charts, WIDTH - EDGE);
  for (const [name, colour] of [
    [charts.activity.giftsName, giftColour(charts)],
    [charts.activity.messagesName, barColour(charts)],
  ] as const) {
    const width = line(ctx, name, x, y + 36, { size: 21, colour: charts.palette.muted, align, width: 260 });
    x += sign * (width + 20);
    ctx.fillStyle = colour;
    ctx.beginPath();
    ctx.arc(x, y + 29, 8, 0, Math.PI * 2);
    ctx.fill();
    x += sign * 30;
  }
}

/** One chart of the library, on a canvas of its own. */
function chart(height: number, config: ChartConfiguration): Canvas {
  const canvas = createCanvas(INNER, height);
  canvas.getContext('2d').lang = 'und';
  const options = { ...config.options, animation: false, responsive: false, devicePixelRatio: 1, events: [] };
  // Nothing of a browser is used: it takes any canvas that draws.
  new Chart(canvas as never, { ...config, options } as ChartConfiguration);
  return canvas;
}

function activityChart(charts: Charts): ChartConfiguration {
  const { labels, messages, gifts } = charts.activity;
  const few = labels.length <= 31;
  return {
    type: 'bar',
    data: {
      labels: labels.map((label) => write(label).text),
      datasets: [
        {
          ...{
            type: 'line',
            data: [...gifts],
            yAxisID: 'gifts',
            borderColor: giftColour(charts),
            borderWidth: 4,
          },
          ...{
            pointRadius: few ? 4 : 0,
            pointBackgroundColor: giftColour(charts),
            cubicInterpolationMode: 'monotone',
          },
        },
        {
          ...{ type: 'bar', data: [...messages], yAxisID: 'messages', backgroundColor: barColour(charts) },
          ...{ borderRadius: few ? 6 : 2, categoryPercentage: 0.9, barPercentage: few ? 0.8 : 0.9 },
        },
      ],
    },
    options: {
      scales: {
        x: timeAxis(charts, labels),
        messages: countAxis(charts, charts.leftward ? 'right' : 'left', true, messages),
        gifts: countAxis(charts, charts.leftward ? 'left' : 'right', false, gifts),
      },
    },
  } as ChartConfiguration;
}

function growthChart(charts: Charts): ChartConfiguration {
  const { labels, members } = charts.growth;
  const colour = barColour(charts);
  const line = { borderColor: colour, borderWidth: 4, backgroundColor: `${colour}40`, fill: 'start' };
  const axis = countAxis(charts, charts.leftward ? 'right' : 'left', true, members);
  return {
    type: 'line',
    data: {
      labels: labels.map((label) => write(label).text),
      datasets: [{ ...line, data: [...members], pointRadius: 0, cubicInterpolationMode: 'monotone' }],
    },
    options: { scales: { x: timeAxis(charts, labels), y: axis } },
  } as ChartConfiguration;
}

function timeAxis({ palette, leftward }: Charts, labels: readonly string[]) {
  return {
    reverse: leftward,
    grid: { display: false },
    border: { color: palette.track },
    ticks: {
      ...{ color: palette.muted, maxRotation: 0, autoSkipPadding: 28, padding: 6 },
      font: { size: 19, family: write(labels.join(' ')).families },
    },
  };
}

function countAxis(
  { palette, language }: Charts,
  position: 'left' | 'right',
  grid: boolean,
  values: readonly number[],
) {
  return {
    position,
    beginAtZero: true,
    // An empty chart has a scale, too.
    suggestedMax: Math.max(4, ...values),
    border: { display: false },
    grid: { display: grid, color: palette.track },
    ticks: {
      ...{ color: palette.muted, precision: 0, maxTicksLimit: 6, padding: 8 },
      font: { size: 19, family: write(formatNumber(language, 1234567890)).families },
      callback: (value: string | number) => write(formatNumber(language, Number(value))).text,
    },
  };
}

/** Days of the week by hours: the more was written, the brighter. */
function drawHeat(ctx: SKRSContext2D, charts: Charts, top: number): void {
  const { heat, palette, leftward } = charts;
  const most = Math.max(1, ...heat.values.flat());
  const names = 92;
  const step = (INNER - names) / 24;
  const align = leftward ? 'right' : 'left';
  const small = { size: 19, colour: palette.muted } as const;
  const bright = barColour(charts);
  for (const [row, day] of heat.days.entries()) {
    const y = top + row * CELL;
    line(ctx, day, side(charts, EDGE), y + CELL * 0.68, { ...small, align, width: names - 12, least: 13 });
    for (const [hour, value] of (heat.values[row] ?? []).entries()) {
      // By its root, so that quiet hours differ from empty ones.
      const shade = mix(palette.track, bright, 0.18 + 0.82 * Math.sqrt(value / most));
      ctx.fillStyle = value === 0 ? palette.track : shade;
      ctx.beginPath();
      ctx.roundRect(side(charts, EDGE + names + hour * step + 2, step - 4), y + 2, step - 4, CELL - 4, 6);
      ctx.fill();
    }
  }
  const below = top + 7 * CELL + 28;
  for (const [hour, name] of heat.hours.entries()) {
    if (hour % 3 !== 0) continue;
    line(ctx, name, side(charts, EDGE + names + (hour + 0.5) * step), below, { ...small, align: 'center' });
  }
}
