import { html } from 'hono/html';
import type { Rated, RatedPage } from '../../leaderboard/store.ts';
import { type Curve, levelOf } from '../../model/curve.ts';
import { type Ladder, type LadderSwitches, titleOf } from '../../ranks/ladder.ts';
import { type Asked, LONGEST_SEARCH, PERIODS, SORTS, writeAsked } from '../../rating/asked.ts';
import { face, type Markup } from './layout.ts';
import { nameOn, plainName, type Words } from './words.ts';

export const PER_PAGE = 25;

/** A page of the rating; of a search also how many were looked through, and of how many. */
export type Board = RatedPage & { readonly looked?: number; readonly of?: number };

export interface BoardParts {
  words: Words;
  chat: string;
  asked: Asked;
  board: Board;
  ladder: Ladder;
  switches: LadderSwitches;
  holders: ReadonlyMap<number, number>;
  /** Null: the chat has no levels. */
  curve: Curve | null;
  codeOf(userId: number): string;
  /** The last part of this page's address: links to members begin with it. */
  slug: string;
}

export function boardPage(parts: BoardParts): Markup {
  const { words, chat, asked, board } = parts;
  const { page, pages, total, looked = 0, of = 0 } = board;
  return html`<header><h1>${plainName(chat)}</h1><p>${asked.search === '' ? words.say('web.ranked', { people: total }) : words.say('web.found', { people: total, of })}</p></header>
<main>
${form(parts)}
${looked < of ? html`<p class="note">${words.say('web.looked', { looked, of })}</p>` : ''}
${board.rows.length === 0 ? html`<p class="empty">${words.say(isNarrowed(asked) ? 'web.nobody' : 'web.empty')}</p>` : table(parts)}
${pages > 1 ? turning(words, { ...asked, page }, pages) : ''}
${titles(parts)}
</main>`;
}

const isNarrowed = ({ search, period, title }: Asked) => search !== '' || period !== 'all' || title !== null;

function form({ words: { say }, asked, ladder }: BoardParts): Markup {
  const title = ladder.find(({ id }) => id === asked.title)?.name;
  const option = (group: string, value: string, chosen: string) =>
    html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${say(`web.${group}_${value}`)}</option>`;
  return html`<form class="filter" method="get" role="search">
<p class="field wide"><label for="q">${say('web.search')}</label>
<input id="q" name="q" type="search" value="${asked.search}" maxlength="${LONGEST_SEARCH}" dir="auto" autocomplete="off"></p>
<p class="field"><label for="sort">${say('web.sort')}</label>
<select id="sort" name="sort">${SORTS.map((sort) => option('sort', sort, asked.sort))}</select></p>
<p class="field"><label for="period">${say('web.period')}</label>
<select id="period" name="period">${PERIODS.map((period) => option('period', period, asked.period))}</select></p>
${asked.title === null ? '' : html`<input type="hidden" name="title" value="${asked.title}">`}
<p class="field"><button type="submit">${say('web.show')}</button></p>
</form>
${title === undefined ? '' : html`<p class="narrowed"><strong dir="auto">${plainName(title)}</strong> <a href="${writeAsked({ ...asked, title: null, page: 1 })}">${say('web.all_titles')}</a></p>`}`;
}

function table(parts: BoardParts): Markup {
  const { words, asked, board, curve } = parts;
  const column = (key: string) => html`<th scope="col" class="figure">${words.say(key)}</th>`;
  return html`<table>
<caption class="unseen">${words.say(`web.sort_${asked.sort}`)}, ${words.say(`web.period_${asked.period}`)}</caption>
<thead><tr><th scope="col" class="place">${words.say('web.place')}</th><th scope="col">${words.say('web.member')}</th>
${curve ? html`<th scope="col" class="figure level">${words.say('web.level')}</th>` : ''}${column(`web.sort_${asked.sort}`)}</tr></thead>
<tbody>${board.rows.map((line) => row(parts, line))}</tbody>
</table>`;
}

function row({ words, ladder, switches, curve, codeOf, slug }: BoardParts, line: Rated): Markup {
  const code = codeOf(line.userId);
  const name = nameOn(line, words.say('web.nameless'));
  const title = titleOf(line.experience, line.reputation, ladder, switches, line.title)?.name;
  return html`<tr class="${line.place <= 3 ? `medal medal-${line.place}` : ''}">
<td class="place">${words.figure(line.place)}</td>
<th scope="row"><div class="person">${face(name, code, 'small')}<span class="who"><a href="${slug}/m/${code}" dir="auto">${name}</a>
${title === undefined ? '' : html`<small dir="auto">${plainName(title)}</small>`}</span></div></th>
${curve ? html`<td class="figure level">${words.figure(levelOf(curve, line.experience))}</td>` : ''}
<td class="figure">${words.figure(line.score)}</td></tr>
`;
}

function turning({ say }: Words, asked: Asked, pages: number): Markup {
  const link = (key: string, page: number, rel: string) =>
    html`<a rel="${rel}" href="${writeAsked({ ...asked, page })}">${say(key)}</a>`;
  return html`<nav class="pages" aria-label="${say('web.pages')}">
${asked.page > 1 ? link('web.previous', asked.page - 1, 'prev') : html`<span></span>`}
<span>${say('web.page', { page: asked.page, pages })}</span>
${asked.page < pages ? link('web.next', asked.page + 1, 'next') : html`<span></span>`}
</nav>`;
}

/** Titles with how many hold them, the highest first. */
function titles({ words, ladder, holders, asked }: BoardParts): Markup {
  if (ladder.length === 0) return html``;
  const takes = (title: Ladder[number]) =>
    [
      ...(title.experience === null ? [] : [words.say('web.takes_experience', { points: title.experience })]),
      ...(title.reputation === null ? [] : [words.say('web.takes_reputation', { points: title.reputation })]),
    ].join(' · ');
  const line = (title: Ladder[number]) => {
    const people = holders.get(title.id) ?? 0;
    const name = html`<bdi>${plainName(title.name)}</bdi>`;
    return html`<li><span class="who">${
      people > 0
        ? html`<a href="${writeAsked({ ...asked, search: '', title: title.id, page: 1 })}">${name}</a>`
        : name
    }<small>${takes(title)}</small></span><span class="figure">${words.figure(people)}</span></li>`;
  };
  return html`<section aria-labelledby="titles"><h2 id="titles">${words.say('web.titles')}</h2>
<ul class="titles">${[...ladder].reverse().map(line)}</ul></section>`;
}
