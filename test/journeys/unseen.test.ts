import { expect } from 'chai';
import { rankNext } from '../../src/engine/leaderboard/rank.ts';
import type { Message, User } from '../../src/playground/types.ts';
import { listen } from '../../src/web/server.ts';
import { describeJourney } from '../support/journey.ts';
import { advance, newcomer, set, thank } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const PUBLIC = 'https://laurel.example.org';
const NAME = 'Zebulon';
const USERNAME = 'zebulon_quiet';

/** What others ask for, in which people could stand. */
const ASKED = [
  ...['/top', '/top experience', '/top levels', '/top given', '/top week', '/top --days 30', '/top --min 1'],
  ...[
    '/top new',
    '/top rising',
    '/top thankful',
    '/top helpful',
    '/top admins',
    '/top --title "Helpful Soul"',
  ],
  ...[
    '/gtop',
    '/gtop experience',
    '/gtop given',
    '/gtop week',
    '/titles',
    '/levels',
    '/stats',
    '/stats year',
  ],
];
const PAGES = [
  ...[
    '',
    '?page=2',
    '?page=1e9',
    '?sort=experience',
    '?sort=given',
    '?period=day',
    '?period=year&sort=experience',
  ],
  ...[
    '?title=1',
    '?title=1&q=e',
    '?q=zeb',
    '?q=ZEBULON',
    '?q=e&sort=experience',
    '?q=e&period=month',
    '?q=%25',
  ],
];

describeJourney('Somebody who hides or was forgotten', (begin) => {
  for (const ranked of [false, true]) {
    const how = ranked ? 'by histogram' : 'one by one';
    for (const [wish, words] of [
      ['hides here', '/hide'],
      ['hides everywhere', '/hide'],
      ['is forgotten', '/forgetme'],
    ] as const) {
      it(`is in no byte of what others see, who ${wish}, read ${how}`, async () => {
        const world = await begin({
          env: { PUBLIC_URL: PUBLIC },
          sameClock: true,
          settings: { 'announce.titles': 'none', 'reputation.pair_interval': 0 },
        });
        const [quiet, tip] = newcomer(world, NAME, USERNAME);
        await world.settled();
        await set(world, 'rating.public on', 'rating.global on', 'boards.every daily');
        for (const who of [world.boris, world.chiara, world.dmitri]) thank(world, who, tip);
        thank(world, quiet, world.say(world.boris, 'In the morning.'));
        await world.settled();
        for (const [points, replyTo] of [
          [60, tip],
          [7, world.say(world.chiara, 'At noon.')],
        ] as const) {
          advance(world, 10);
          await world.hears(world.anna, `/addrep ${points}`, { replyTo });
          await world.hears(world.anna, `/addexp ${points}`, { replyTo });
        }
        if (ranked) {
          await world.database.query('update chats set ranked_to = 0');
          while (await rankNext(world.database)) {
            // A piece at a time.
          }
        }
        const server = await listen((req, res) => world.app.handler(req, res), 0, '127.0.0.1');
        try {
          const link = (await world.hears(world.anna, '/rating')).join();
          const [, path = ''] = new RegExp(`${PUBLIC}(/c/[\\w-]+)`).exec(link) ?? [];
          const fetched = async (query: string) => {
            const answer = await fetch(`http://127.0.0.1:${server.port}${path}${query}`);
            return {
              status: answer.status,
              text: `${JSON.stringify([...answer.headers])} ${await answer.text()}`,
            };
          };
          const [, code = ''] =
            new RegExp(`/m/([\\w-]+)" dir="auto">${NAME}`).exec((await fetched('')).text) ?? [];
          const told = [NAME, USERNAME, String(quiet.id), code];
          expect(code).to.not.equal('');
          /** Where they are to be seen. */
          const seen = async (): Promise<string[]> => {
            const found: string[] = [];
            const look = (where: string, text: string) => {
              if (told.some((one) => text.toLowerCase().includes(one.toLowerCase()))) found.push(where);
            };
            for (const query of PAGES) {
              // What was searched for stands in the field and in the addresses of other pages.
              const own = /value="[^"]*"|href="\?[^"]*"/g;
              look(`page ${query}`, (await fetched(query)).text.replace(own, ''));
            }
            const page = await fetched(`/m/${code}`);
            if (page.status === 200) look('their page', page.text);
            for (const asked of ASKED) look(asked, await answersTo(world, world.dmitri, asked));
            return found;
          };
          const before = await seen();
          for (const where of [
            'page ',
            'page ?q=zeb',
            'their page',
            '/top',
            '/top experience',
            '/gtop',
            '/top helpful',
            '/top given',
          ]) {
            expect(before, 'a control').to.include(where);
          }
          await wished(world, quiet, words, wish === 'hides here');
          expect(await seen()).to.deep.equal([]);
          expect((await fetched(`/m/${code}`)).status).to.equal(404);
          if (wish !== 'is forgotten') {
            for (const asked of ['/rank', '/me', '/gprofile']) {
              const said = await answersTo(world, world.dmitri, asked, tip);
              expect(said, asked).to.not.include(NAME).and.to.not.include('photo').and.to.not.include('63');
            }
          }
          const calls = world.telegram.calls.count;
          // To the minute after 18 o'clock: later than five it would not be posted any more.
          const today = world.telegram.world.clock.now() % 86_400;
          await world.tick((18 * 3600 + 60 - today + 86_400) % 86_400 || 86_400);
          const boards = world.telegram.calls.after(calls).map(({ params }) => JSON.stringify(params));
          expect(boards.join()).to.include('Boards').and.to.not.include(NAME);
        } finally {
          await server.close();
        }
      });
    }
  }
});

/** All that the bot calls for an answer, pictures apart. */
async function answersTo(world: TestWorld, who: User, text: string, replyTo?: Message): Promise<string> {
  advance(world, 10);
  const before = world.telegram.calls.count;
  world.say(who, { text, ...(replyTo && { replyTo }) });
  await world.settled();
  return world.telegram.calls
    .after(before)
    .map(({ params }) => JSON.stringify(params))
    .join('\n');
}

async function wished(world: TestWorld, who: User, words: string, here: boolean): Promise<void> {
  if (here) {
    await world.hears(who, words);
    return;
  }
  const place = world.telegram.world.privateChat(who);
  world.telegram.world.say(who, place, words);
  await world.settled();
  for (let answer = 0; words === '/forgetme' && answer < 2; answer += 1) {
    const asked = world.telegram.world.lastSeen(place, who)?.raw;
    if (!asked) throw new Error('nothing was asked');
    await world.telegram.world.press(who, asked, 0);
    await world.settled();
  }
}
