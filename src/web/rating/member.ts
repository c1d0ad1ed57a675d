import { html } from 'hono/html';
import { type Curve, levelOf } from '../../model/curve.ts';
import type { Ladder } from '../../ranks/ladder.ts';
import type { Day, Shown } from '../../rating/store.ts';
import { barChart } from './chart.ts';
import { face, type Markup } from './layout.ts';
import { nameOn, plainName, type Words } from './words.ts';

/** So far back a member's page looks. */
export const DAYS_SHOWN = 90;
const DAYS_LISTED = 14;

export interface MemberParts {
  words: Words;
  chat: string;
  member: Shown;
  code: string;
  place: number | null;
  experiencePlace: number | null;
  ladder: Ladder;
  curve: Curve | null;
  days: readonly Day[];
  /** The day that it is in the chat. */
  today: number;
  back: string;
}

export function memberPage(parts: MemberParts): Markup {
  const { words, chat, member, code, back, ladder, curve } = parts;
  const { say, figure } = words;
  const name = nameOn(member, say('web.nameless'));
  const title = ladder.find(({ id }) => id === member.title)?.name;
  const placed = (value: number, place: number | null) =>
    place === null ? figure(value) : say('web.placed', { value, place });
  const facts: [string, string][] = [
    ['web.sort_reputation', placed(member.reputation, parts.place)],
    ...(curve
      ? ([
          ['web.sort_experience', placed(member.experience, parts.experiencePlace)],
          ['web.level', figure(levelOf(curve, member.experience))],
        ] as [string, string][])
      : []),
    ['web.thanks_got', figure(member.thanksGot)],
    ['web.sort_given', figure(member.thanksGiven)],
    ['web.since', words.date(Math.floor(member.firstSeenAt / 86_400))],
  ];
  return html`<header><p><a href="${back}">← <bdi>${plainName(chat)}</bdi></a></p>
<div class="head">${face(name, code, 'large')}<div><h1 dir="auto">${name}</h1>
${title === undefined ? '' : html`<p class="title" dir="auto">${plainName(title)}</p>`}</div></div></header>
<main>
<dl class="facts">${facts.map(([key, value]) => html`<div><dt>${say(key)}</dt><dd>${value}</dd></div>`)}</dl>
${history(parts)}
</main>`;
}

function history({ words, days, today, curve }: MemberParts): Markup {
  const { say, date } = words;
  if (days.length === 0) return html`<p class="empty">${say('web.no_history', { days: DAYS_SHOWN })}</p>`;
  const byDay = new Map(days.map((day) => [day.day, day]));
  const bars = (what: 'reputation' | 'experience') =>
    Array.from({ length: DAYS_SHOWN }, (_, at) => {
      const day = today - DAYS_SHOWN + 1 + at;
      const value = byDay.get(day)?.[what] ?? 0;
      return { value, label: `${date(day)}: ${change(words, value)}` };
    });
  const chart = (what: 'reputation' | 'experience') => {
    const heading = say(`web.chart_${what}`, { days: DAYS_SHOWN });
    return html`<section><h2>${heading}</h2>${barChart(bars(what), heading)}
<p class="ends"><span>${date(today - DAYS_SHOWN + 1)}</span><span>${date(today)}</span></p></section>`;
  };
  const latest = [...days].reverse().slice(0, DAYS_LISTED);
  const cell = (value: number) => html`<td class="figure">${value === 0 ? '' : change(words, value)}</td>`;
  const column = (key: string) => html`<th scope="col" class="figure">${say(key)}</th>`;
  return html`${chart('reputation')}${curve ? chart('experience') : ''}
<section><h2>${say('web.history')}</h2><div class="scroll" tabindex="0" role="region" aria-label="${say('web.history')}"><table>
<thead><tr><th scope="col">${say('web.day')}</th>${column('web.sort_reputation')}${curve ? column('web.sort_experience') : ''}${column('web.thanks_got')}${column('web.sort_given')}</tr></thead>
<tbody>${latest.map(
    (
      day,
    ) => html`<tr><th scope="row">${date(day.day)}</th>${cell(day.reputation)}${curve ? cell(day.experience) : ''}
<td class="figure">${day.thanksGot === 0 ? '' : words.figure(day.thanksGot)}</td><td class="figure">${day.thanksGiven === 0 ? '' : words.figure(day.thanksGiven)}</td></tr>
`,
  )}</tbody></table></div></section>`;
}

/** What a day brought, with its sign. */
function change({ say }: Words, value: number): string {
  return say('web.change', { value });
}
