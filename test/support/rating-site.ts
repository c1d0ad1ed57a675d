import { listen } from '../../src/web/server.ts';
import { noon, set } from './scenes.ts';
import type { TestWorld, WorldOptions } from './world.ts';

export interface Site {
  get(
    path: string,
    headers?: Record<string, string>,
  ): Promise<{ status: number; text: string; headers: Headers }>;
  /** The address of the group's rating, from `/rating`. */
  address(): Promise<string>;
  close(): Promise<void>;
}

export const PUBLIC = 'https://laurel.example.org/bots';

type Begin = (options?: WorldOptions) => Promise<TestWorld>;

/** Groups whose rating stands on the web; each site is closed after its test. */
export function ratingSites(begin: Begin) {
  let site: Site | undefined;
  afterEach(async () => {
    await site?.close();
    site = undefined;
  });

  return async function open(
    options: { address?: boolean; public?: boolean } = {},
  ): Promise<[TestWorld, Site]> {
    const now = noon() * 1000;
    const env: Record<string, string> = options.address === false ? {} : { PUBLIC_URL: PUBLIC };
    const world = await begin({ env, now: () => now });
    for (const who of [world.boris, world.chiara, world.dmitri]) world.say(who, 'Good morning.');
    await world.settled();
    const server = await listen((request, response) => world.app.handler(request, response), 0, '127.0.0.1');
    const made: Site = {
      async get(path, headers = {}) {
        const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { headers, redirect: 'manual' });
        return { status: answer.status, text: await answer.text(), headers: answer.headers };
      },
      async address() {
        const said = (await world.hears(world.anna, '/rating')).join();
        const [, path] = new RegExp(`${PUBLIC}(/c/[\\w-]+)`).exec(said) ?? [];
        if (path === undefined) throw new Error(said);
        return path;
      },
      close: () => server.close(),
    };
    site = made;
    if (options.public !== false) await set(world, 'rating.public on');
    return [world, made];
  };
}

export const give = (world: TestWorld, points: number, name: string) =>
  world.hears(world.anna, `/addrep ${name} ${points}`);
