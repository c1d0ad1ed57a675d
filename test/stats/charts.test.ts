import { loadImage } from '@napi-rs/canvas';
import { expect } from 'chai';
import fc from 'fast-check';
import { THEMES } from '../../src/model/theme.ts';
import { localDay, zoneOffset } from '../../src/model/time.ts';
import { openStudio } from '../../src/pictures/studio.ts';
import { paletteOf } from '../../src/profile/palette.ts';
import { growthOf, heatOf, STATS_DAYS, STATS_PERIODS, seriesOf } from '../../src/stats/charts.ts';

const TODAY = 20_783;

describe('Charts of a chat', () => {
  it('have every day of a period, the empty ones too, and nothing from before it', () => {
    const counts = [
      { day: TODAY, messages: 5, gifts: 1 },
      { day: TODAY - 6, messages: 3, gifts: 0 },
      { day: TODAY - 7, messages: 99, gifts: 99 },
    ];
    expect(seriesOf(counts, TODAY, 7)).to.deep.equal({
      days: [6, 5, 4, 3, 2, 1, 0].map((back) => TODAY - back),
      messages: [3, 0, 0, 0, 0, 0, 5],
      gifts: [0, 0, 0, 0, 0, 0, 1],
    });
  });

  it('lose nothing of a period, by days or by weeks', () => {
    const counts = fc.array(
      fc.record({
        day: fc.integer({ min: TODAY - 365, max: TODAY }),
        messages: fc.nat(99),
        gifts: fc.nat(9),
      }),
    );
    fc.assert(
      fc.property(counts, fc.constantFrom(...STATS_PERIODS), (all, period) => {
        const { days, messages } = seriesOf(all, TODAY, STATS_DAYS[period]);
        const first = days[0] ?? 0;
        const within = all.filter(({ day }) => day >= first);
        const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0);
        expect(sum(messages)).to.equal(sum(within.map((count) => count.messages)));
        expect(first).to.be.at.most(TODAY - STATS_DAYS[period] + 1);
        expect(days.length).to.be.at.most(120);
      }),
    );
  });

  it('show how many there were at the end of each day', () => {
    const arrivals = [
      { day: 100, people: 2 },
      { day: 90, people: 3 },
      { day: 102, people: 1 },
    ];
    expect(growthOf(arrivals, [99, 100, 101, 102], 102)).to.deep.equal([3, 5, 5, 6]);
    expect(growthOf(arrivals, [95, 102], 108), 'weeks').to.deep.equal([5, 6]);
  });

  it('count hours by the chat’s own clock', () => {
    // Thursday, 26 November 2026, 22:45 UTC: in Kathmandu it is Friday, 4:30.
    const at = 1_795_733_100;
    const heat = (zone: string, weekBegins = 0) =>
      heatOf([{ at, messages: 7 }], (moment) => zoneOffset(moment, zone), weekBegins)
        .flatMap((hours, day) => hours.map((messages, hour) => ({ day, hour, messages })))
        .filter(({ messages }) => messages > 0);
    expect(localDay(at, 'UTC')).to.equal(TODAY);
    expect(heat('UTC')).to.deep.equal([{ day: 3, hour: 22, messages: 7 }]);
    expect(heat('Asia/Kathmandu')).to.deep.equal([{ day: 4, hour: 4, messages: 7 }]);
    expect(heat('UTC', 5), 'the week begins on Saturday').to.deep.equal([{ day: 5, hour: 22, messages: 7 }]);
  });

  it('are drawn in every look, of much and of nothing', async function () {
    this.timeout(60_000);
    const studio = openStudio();
    for (const [at, theme] of THEMES.entries()) {
      const many = at % 2 === 0;
      const labels = Array.from({ length: many ? 90 : 7 }, (_, n) => `${n}`);
      const image = await loadImage(
        Buffer.from(
          await studio.draw({
            is: 'charts',
            charts: {
              ...{
                title: many ? 'Garden 🌿' : '',
                subtitle: '',
                language: many ? 'fa' : 'en',
                leftward: many,
              },
              palette: paletteOf(theme, 'theme', null),
              activity: {
                ...{ title: 'Days', messagesName: 'Messages', giftsName: 'Thanks', labels },
                messages: labels.map((_, n) => (many ? n * 1e6 : 0)),
                gifts: labels.map(() => 0),
              },
              heat: {
                ...{ title: 'Hours', days: ['a', 'b', 'c', 'd', 'e', 'f', 'g'], hours: labels.slice(0, 24) },
                values: Array.from({ length: 7 }, () => new Array<number>(24).fill(many ? 1e9 : 0)),
              },
              growth: { title: 'Members', labels, members: labels.map((_, n) => n) },
            },
          }),
        ),
      );
      expect([image.width, image.height]).to.deep.equal([1200, 1210]);
    }
    await studio.close();
  });
});
