import { localDay, zoneOffset } from '../../model/time.ts';
import { paletteOf } from '../../profile/palette.ts';
import {
  type Charts,
  type DayCount,
  growthOf,
  heatOf,
  STATS_DAYS,
  STATS_PERIODS,
  type StatsPeriod,
  seriesOf,
} from '../../stats/charts.ts';
import { readArrivals, readDayCounts, readQuarters } from '../../stats/store.ts';
import { runsLeft } from '../../text/direction.ts';
import { formatTime } from '../../text/format.ts';
import { type Html, join, plainText } from '../../text/html.ts';
import type { ViewContext } from './context.ts';
import type { Rendered } from './rendered.ts';

/** Messages are kept so long: the hours of a week cannot look further back. */
const HEAT_DAYS = 30;
/** By day of the week as `Date` counts them from Monday; in Iran the week begins on Saturday. */
const SATURDAY = 5;

/** The chat's charts as a picture; in words where none can be drawn or sent. */
export async function stats(context: ViewContext): Promise<Rendered> {
  const { chatId, notice, settings, pictures } = context;
  const period = STATS_PERIODS.find((one) => one === notice.params.period) ?? 'month';
  const look = [settings['card.theme'], settings['card.background'], settings.time_zone];
  const shown = await pictures.charts([chatId, period, notice.language, ...look], async () => {
    const facts = await readFacts(context, period);
    return { charts: chartsOf(context, period, facts), words: inWords(context, period, facts) };
  });
  return shown.photo ? { html: shown.words, photo: shown.photo } : { html: shown.words };
}

interface Facts {
  today: number;
  counts: readonly DayCount[];
  quarters: readonly { at: number; messages: number }[];
  arrivals: readonly { day: number; people: number }[];
}

async function readFacts(
  { database, chatId, notice, settings }: ViewContext,
  period: StatsPeriod,
): Promise<Facts> {
  const today = localDay(notice.at, settings.time_zone);
  const [counts, quarters, arrivals] = await Promise.all([
    readDayCounts(database, chatId, today - STATS_DAYS[period] + 1),
    readQuarters(database, chatId, notice.at - HEAT_DAYS * 86_400),
    readArrivals(database, chatId),
  ]);
  return { today, counts, quarters, arrivals };
}

function chartsOf(
  context: ViewContext,
  period: StatsPeriod,
  { today, counts, quarters, arrivals }: Facts,
): Charts {
  const { chat, settings, notice } = context;
  const { language } = notice;
  const say = (...[key, params]: Parameters<ViewContext['say']>) => plainText(context.say(key, params));
  const { days, messages, gifts } = seriesOf(counts, today, STATS_DAYS[period]);
  const date = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  const labels = days.map((day) => date.format(day * 86_400_000));
  const weekBegins = language === 'fa' ? SATURDAY : 0;
  return {
    title: chat?.title ?? '',
    subtitle: say('stats.period', { days: STATS_DAYS[period] }),
    language,
    leftward: runsLeft(language),
    palette: paletteOf(settings['card.theme'], settings['card.background'], null),
    activity: {
      ...{
        title: say(days.length === STATS_DAYS[period] ? 'stats.by_day' : 'stats.by_week'),
        labels,
        messages,
        gifts,
      },
      ...{ messagesName: say('stats.messages'), giftsName: say('stats.gifts') },
    },
    heat: {
      title: say('stats.hours', { days: Math.min(HEAT_DAYS, STATS_DAYS[period]) }),
      // Day 4 of the epoch was a Monday.
      days: Array.from({ length: 7 }, (_, at) => weekday.format((4 + weekBegins + at) * 86_400_000)),
      hours: Array.from({ length: 24 }, (_, hour) => formatTime(language, String(hour))),
      values: heatOf(
        withinPeriod(quarters, notice.at, period),
        (at) => zoneOffset(at, settings.time_zone),
        weekBegins,
      ),
    },
    growth: { title: say('stats.growth'), labels, members: growthOf(arrivals, days, today) },
  };
}

function withinPeriod(quarters: Facts['quarters'], at: number, period: StatsPeriod): Facts['quarters'] {
  return quarters.filter((quarter) => quarter.at >= at - STATS_DAYS[period] * 86_400);
}

function inWords({ say, chat }: ViewContext, period: StatsPeriod, { today, counts, arrivals }: Facts): Html {
  const sum = (read: (count: DayCount) => number) => counts.reduce((total, count) => total + read(count), 0);
  const first = today - STATS_DAYS[period] + 1;
  const members = arrivals.reduce((total, { people }) => total + people, 0);
  const fresh = arrivals.reduce((total, { day, people }) => (day >= first ? total + people : total), 0);
  return join(
    [
      say('stats.title', { chat: chat?.title ?? '', days: STATS_DAYS[period] }),
      say('stats.told_messages', { figure: sum(({ messages }) => messages) }),
      say('stats.told_gifts', { figure: sum(({ gifts }) => gifts) }),
      say('stats.told_members', { figure: members, fresh }),
    ],
    '\n',
  );
}
