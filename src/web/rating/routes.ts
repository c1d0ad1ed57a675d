import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { switchesOf, titleFilter, titlesOf } from '../../engine/ranks/titles.ts';
import { curveOf, rulesOf } from '../../engine/rules-of.ts';
import { sinceOf } from '../../leaderboard/period.ts';
import { type Found, findByName, readFoundPage } from '../../leaderboard/search/store.ts';
import type { RatingQuery } from '../../leaderboard/statements.ts';
import { overall, readPlace, readPlaces, readRating } from '../../leaderboard/store.ts';
import { localDay } from '../../model/time.ts';
import { findChat, type KnownChat } from '../../people/store.ts';
import type { Ladder } from '../../ranks/ladder.ts';
import { type Asked, readAsked } from '../../rating/asked.ts';
import { chatBehind } from '../../rating/find.ts';
import type { Links } from '../../rating/link.ts';
import { countTitles, readDays, readShown } from '../../rating/store.ts';
import type { Rungs } from '../../rating/titles.ts';
import type { ChatSettings } from '../../settings/catalogue.ts';
import type { Database } from '../../storage/database.ts';
import { bestLanguage } from '../../text/i18n.ts';
import { readAssets } from './assets.ts';
import { type Board, boardPage, PER_PAGE } from './board.ts';
import { createKeep } from './keep.ts';
import { layout, type Markup } from './layout.ts';
import { DAYS_SHOWN, memberPage } from './member.ts';
import { createTurns } from './turns.ts';
import { nameOn, plainName, wordsIn } from './words.ts';

export interface RatingParts {
  database: Database;
  links: Links;
  /** Seconds. */
  now(): number;
  log: { warn(figures: object, words: string): void };
}

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; " +
    "form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** A page may be kept, but is asked for each time whether it still holds: who hides is hidden at once. */
const KEPT = 'no-cache';
const KEPT_FOR_EVER = 'public, max-age=31536000, immutable';

/** Pages read at once, and waiting; of searches, which take a while in a large group, one. */
const PAGES = { atOnce: 4, waiting: 40 };
const SEARCHES = { atOnce: 1, waiting: 10 };

/** What a page is about, as the chat stands now. */
interface Open {
  chat: KnownChat;
  settings: ChatSettings;
}

/** The web rating: `/c/<slug>`, and `/c/<slug>/m/<code>` for a member. Everything else under `/c/` is not found. */
export function createRating({ database, links, now, log }: RatingParts) {
  const assets = readAssets();
  const turn = createTurns(PAGES);
  const searchTurn = createTurns(SEARCHES);
  const searches = createKeep<Found>();
  const counts = createKeep<ReadonlyMap<number, number>>();
  const app = new Hono();

  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
  });
  app.get('/c/-/:file', async (context) => {
    const asset = assets.files.get(context.req.param('file'));
    if (!asset) return notFound(context);
    return context.body(asset.body, 200, { 'content-type': asset.type, 'cache-control': KEPT_FOR_EVER });
  });
  app.get('/c/:slug', async (context) => {
    const slug = context.req.param('slug');
    const page = await turn(() => showBoard(slug, new URL(context.req.url).searchParams));
    return answer(context, page);
  });
  app.get('/c/:slug/m/:code', async (context) => {
    const { slug, code } = context.req.param();
    return answer(context, await turn(() => showMember(slug, code)));
  });
  app.on(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'], '*', (context) =>
    context.text('only GET', 405, { allow: 'GET, HEAD', 'cache-control': 'no-store' }),
  );
  app.notFound((context) => notFound(context));
  app.onError((error, context) => {
    log.warn({ error: error.message }, 'A page of the rating could not be shown');
    return context.text('Not now. Try again in a minute.', 503, {
      'retry-after': '60',
      'cache-control': 'no-store',
    });
  });

  /** The chat behind an address, where its rating is open. */
  async function open(slug: string): Promise<Open | null> {
    const id = await chatBehind(database, links, slug);
    if (id === null || id >= 0) return null;
    let chat = await findChat(database, id);
    if (chat?.migratedTo) chat = await findChat(database, chat.migratedTo);
    if (!chat) return null;
    const { settings } = rulesOf(chat.settings);
    // A name that was given up leads nowhere, even where nobody has taken it.
    const byName = links.chats.read(slug) === null;
    if (!settings['rating.public'] || (byName && settings['rating.slug'] !== slug)) return null;
    return { chat, settings };
  }

  async function showBoard(slug: string, params: URLSearchParams): Promise<Page | null> {
    const found = await open(slug);
    if (!found) return null;
    const { chat, settings } = found;
    const { ladder } = titlesOf(chat.ladder, settings.language);
    const asked = amongTitles(readAsked(params), ladder);
    const rungs = { ladder, switches: switchesOf(settings) };
    const { chatId } = chat;
    const [board, holders] = await Promise.all([
      readBoard(queryOf(chatId, settings, asked, rungs), asked),
      counts(JSON.stringify([chatId, rungs]), () => countTitles(database, chatId, rungs)),
    ]);
    const words = wordsIn(settings.language);
    const codes = links.membersOf(chatId);
    const body = boardPage({
      ...{ words, chat: chat.title, asked, board, ...rungs, holders, slug },
      curve: settings['experience.enabled'] ? curveOf(settings) : null,
      codeOf: (userId) => codes.write(userId),
    });
    return pageOf(settings, plainName(chat.title), './', body);
  }

  function queryOf(chatId: number, settings: ChatSettings, asked: Asked, rungs: Rungs): RatingQuery {
    return {
      ...overall(chatId, asked.sort === 'reputation' ? 'sum' : asked.sort),
      since: sinceOf(asked.period, now(), settings.time_zone),
      title: asked.title === null ? null : titleFilter(rungs.ladder, rungs.switches, [asked.title]),
    };
  }

  /** Names are always read anew, so that who has hidden is not on it. */
  async function readBoard(query: RatingQuery, { search, page }: Asked): Promise<Board> {
    if (search === '') {
      const board = await readRating(database, query, page, PER_PAGE, null);
      return query.title === null ? board : amongAll(query, board);
    }
    const found = await searches(JSON.stringify([query, search]), () =>
      searchTurn(() => findByName(database, query, search)),
    );
    return readFoundPage(database, query, found, page, PER_PAGE);
  }

  /** Of who holds a title, the places among everybody. */
  async function amongAll(query: RatingQuery, board: Board): Promise<Board> {
    const scores = board.rows.map(({ score }) => score);
    const { places } = await readPlaces(database, { ...query, title: null }, scores);
    return { ...board, rows: board.rows.map((row, at) => ({ ...row, place: places[at] ?? row.place })) };
  }

  async function showMember(slug: string, code: string): Promise<Page | null> {
    const found = await open(slug);
    if (!found) return null;
    const { chat, settings } = found;
    const userId = links.membersOf(chat.chatId).read(code);
    if (userId === null) return null;
    const { ladder } = titlesOf(chat.ladder, settings.language);
    const member = await readShown(database, chat.chatId, userId, {
      ladder,
      switches: switchesOf(settings),
    });
    if (!member) return null;
    const today = localDay(now(), settings.time_zone);
    const [place, experiencePlace, days] = await Promise.all([
      readPlace(database, chat.chatId, 'sum', member.reputation),
      readPlace(database, chat.chatId, 'experience', member.experience),
      readDays(database, chat.chatId, userId, today - DAYS_SHOWN + 1),
    ]);
    const words = wordsIn(settings.language);
    const body = memberPage({
      ...{ words, chat: chat.title, member, code, ladder, days, today },
      ...{ place: place?.place ?? null, experiencePlace: experiencePlace?.place ?? null },
      curve: settings['experience.enabled'] ? curveOf(settings) : null,
      back: `../../${slug}`,
    });
    const title = `${nameOn(member, words.say('web.nameless'))} – ${plainName(chat.title)}`;
    return pageOf(settings, title, '../../', body);
  }

  async function pageOf(settings: ChatSettings, title: string, root: string, body: Markup): Promise<Page> {
    const words = wordsIn(settings.language);
    const { style, script } = assets;
    return {
      text: String(await layout({ words, title, root, style, script, body })),
      // Who has given the address a name wants it to be found.
      listed: settings['rating.slug'] !== 'none',
    };
  }

  function answer(context: Context, page: Page | null): Response | Promise<Response> {
    if (!page) return notFound(context);
    const etag = `"${createHash('sha256').update(page.text).digest('base64url').slice(0, 27)}"`;
    const headers = {
      ...{ 'cache-control': KEPT, etag, 'content-type': 'text/html; charset=utf-8' },
      ...(page.listed ? {} : { 'x-robots-tag': 'noindex' }),
    };
    const known = context.req.header('if-none-match')?.split(/,\s*/).includes(etag);
    return known ? context.body(null, 304, headers) : context.body(page.text, 200, headers);
  }

  /** The same for what never was, what is closed and what was given up: nobody can tell them apart. */
  async function notFound(context: Context): Promise<Response> {
    const words = wordsIn(bestLanguage(context.req.header('accept-language')?.split(/[,;]/, 1)[0] ?? null));
    const depth = new URL(context.req.url).pathname.split('/').length - 3;
    const root = depth > 0 ? '../'.repeat(depth) : './';
    const title = words.say('web.not_found');
    const body = html`<main><h1>${title}</h1><p>${words.say('web.not_found_why')}</p></main>`;
    const { style, script } = assets;
    const text = String(await layout({ words, title, root, style, script, body }));
    return context.body(text, 404, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
    });
  }

  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return {
    fetch: (request: Request) => app.fetch(request),
    handle(request: IncomingMessage, response: ServerResponse): void {
      void listener(request, response);
    },
  };
}

/** A title that there is no more counts as not said. */
function amongTitles(asked: Asked, ladder: Ladder): Asked {
  return ladder.some(({ id }) => id === asked.title) ? asked : { ...asked, title: null };
}

interface Page {
  text: string;
  /** Search engines may list it. */
  listed: boolean;
}
