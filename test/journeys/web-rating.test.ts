import { expect } from 'chai';
import { listen } from '../../src/web/server.ts';
import { describeJourney } from '../support/journey.ts';
import { advance, newcomer, noon, set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

interface Site {
  get(
    path: string,
    headers?: Record<string, string>,
  ): Promise<{ status: number; text: string; headers: Headers }>;
  /** The address of the group's rating, from `/rating`. */
  address(): Promise<string>;
  close(): Promise<void>;
}

const PUBLIC = 'https://laurel.example.org/bots';

describeJourney('The web rating', (begin) => {
  let site: Site | undefined;
  afterEach(async () => {
    await site?.close();
    site = undefined;
  });

  async function open(options: { address?: boolean; public?: boolean } = {}): Promise<[TestWorld, Site]> {
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
  }

  const give = (world: TestWorld, points: number, name: string) =>
    world.hears(world.anna, `/addrep ${name} ${points}`);

  it('is closed until an admin opens it, and again when they close it; the address stays', async () => {
    const [world, { get, address }] = await open({ public: false });
    const rating = (who = world.anna) => world.hears(who, '/rating').then((said) => said.join());
    expect(await rating()).to.include('/set rating.public on');
    expect(await rating(world.boris)).to.equal('This chat’s rating is not on the web.');
    await set(world, 'rating.public on');
    const path = await address();
    expect((await get(path)).status).to.equal(200);
    await set(world, 'rating.public off');
    expect((await get(path)).status).to.equal(404);
    await set(world, 'rating.public on');
    expect(await address()).to.equal(path);
  });

  it('says where it is only if somebody said where the server is', async () => {
    const [world] = await open({ address: false });
    expect((await world.hears(world.anna, '/rating')).join()).to.include('PUBLIC_URL');
  });

  it('shows members by what they have, with places, titles and their counts', async () => {
    const [world, { get, address }] = await open();
    await give(world, 30, '@boris');
    await give(world, 7, '@dmitri');
    const { text } = await get(await address());
    expect(text).to.match(/<h1>Garden<\/h1>/);
    expect(text.indexOf('>Boris<')).to.be.greaterThan(0).and.below(text.indexOf('>Дмитрий<'));
    expect(text)
      .to.match(/Helpful Soul[\s\S]*<h2/)
      .and.to.match(/Helper<\/bdi><\/a>[\s\S]{0,80}25 reputation[\s\S]{0,80}>1</);
    expect(text, 'Telegram’s numbers').to.not.include(String(world.boris.id));
    const only = await get(`${await address()}?title=2`);
    expect(only.text).to.include('>Boris<').and.to.include('<strong dir="auto">Helper');
    expect(only.text).to.not.include('>Дмитрий<');
    const lower = await get(`${await address()}?title=1`);
    expect(lower.text, 'the place among everybody').to.match(/class="place">2<[\s\S]*Дмитрий/);
    const none = await get(`${await address()}?title=99`);
    expect(none.text, 'no such title').to.include('>Boris<').and.to.include('>Дмитрий<');
  });

  it('has a page for each member, with what the last days brought', async () => {
    const [world, { get, address }] = await open();
    await give(world, 30, '@boris');
    const path = await address();
    const [, link] = /href="([\w-]+\/m\/[\w-]+)" dir="auto">Boris/.exec((await get(path)).text) ?? [];
    const member = await get(`/c/${link}`);
    expect(member.status).to.equal(200);
    expect(member.text)
      .to.include('<h1 dir="auto">Boris</h1>')
      .and.to.include('30 (#1)')
      .and.to.include('Helper');
    expect(member.text).to.match(/<rect class="gain"[^>]*><title>[\d-]+: \+30<\/title>/);
    const forged = [`${path}/m/AAAAAAAAAAAAAAAAAAAAAA`, `${path}/m/${world.boris.id}`, `${path}/m/x`];
    for (const other of forged) expect((await get(other)).status, other).to.equal(404);
  });

  it('finds by name, sorts, counts within a period and turns pages', async () => {
    const [world, { get, address }] = await open();
    for (let n = 1; n <= 30; n += 1) newcomer(world, `Person ${n}%_${n}`);
    await world.settled();
    await world.database.query(
      `update members set reputation = 100 - user_id % 97 where chat_id = $1 and user_id <> $2`,
      [world.group.id, world.anna.id],
    );
    await give(world, 5, '@boris');
    const path = await address();
    const first = await get(path);
    expect(first.text).to.include('1 of 2').and.to.include('rel="next" href="?page=2"');
    const second = await get(`${path}?page=2`);
    expect(second.text).to.include('2 of 2').and.to.include('rel="prev"');
    expect((await get(`${path}?page=1000000000`)).text).to.include('2 of 2');
    const names = async (query: string) =>
      [...(await get(`${path}?${query}`)).text.matchAll(/dir="auto">([^<]+)<\/a>/g)].map(([, name]) => name);
    expect(await names('q=BORIS')).to.deep.equal(['Boris']);
    expect((await get(`${path}?q=person%2012`)).text)
      .to.match(/1 of 3\d found/)
      .and.to.not.include('Looked through');
    for (const spelling of ['Дмитрий', 'дмитрий', 'ДМИТРИЙ', 'митр']) {
      expect(await names(`q=${encodeURIComponent(spelling)}`), spelling).to.deep.equal(['Дмитрий']);
    }
    expect(await names('q=%25_7')).to.deep.equal(['Person 7%_7']);
    expect(await names('q=%25%25')).to.deep.equal([]);
    expect(await names("q='%3B drop table members")).to.deep.equal([]);
    expect(await names('period=day')).to.deep.equal(['Boris']);
    expect(await names('sort=given')).to.deep.equal([]);
    // The place is that among everybody.
    const place = /class="place">(\d+)<\/td>\s*<th[^>]*>[\s\S]*?Person 7%_7/.exec(
      (await get(`${path}?q=%25_7`)).text,
    );
    expect(Number(place?.[1])).to.be.greaterThan(1);
  });

  it('writes every name as it is, and lets none of it act', async () => {
    const [world, { get, address }] = await open();
    const evil = `<script>alert(1)</script>"'&\u202e`;
    const [user, message] = newcomer(world, evil);
    await world.hears(world.anna, '/addrep 5', { replyTo: message });
    expect(user.first_name).to.equal(evil);
    const path = await address();
    const { text, headers } = await get(`${path}?q=${encodeURIComponent('<script>')}`);
    expect(text)
      .to.include('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;<')
      .and.to.not.include('<script>alert');
    expect(text).to.not.include('\u202e');
    expect(headers.get('content-security-policy'))
      .to.include("default-src 'none'")
      .and.to.not.include('unsafe');
    expect(text, 'no styles and scripts in the page').to.not.match(/ style=|<style|onclick|<script>/);
    expect(text, 'nothing from elsewhere').to.not.match(/(?:src|href)="(?:https?:)?\/\//);
  });

  it('calls who has nothing to be seen in a name nameless', async () => {
    const [world, { get, address }] = await open();
    for (const name of ['\u2800\u2800', '\u00ad', '\u200b\u202e', '\u3164', '\u034f']) newcomer(world, name);
    await world.settled();
    await world.database.query('update members set reputation = 3 where chat_id = $1 and user_id > $2', [
      ...[world.group.id, 1000],
    ]);
    expect((await get(await address())).text.match(/dir="auto">Nameless</g)).to.have.lengthOf(5);
  });

  it('shows nobody who left, and no bots', async () => {
    const [world, { get, address }] = await open();
    await give(world, 5, '@boris');
    const path = await address();
    const [, link] = /href="([\w-]+\/m\/[\w-]+)"/.exec((await get(path)).text) ?? [];
    world.telegram.world.leave(world.boris, world.group);
    await world.settled();
    expect((await get(path)).text).to.not.include('Boris');
    expect((await get(`/c/${link}`)).status).to.equal(404);
  });

  it('holds no byte of who hides or was forgotten, from that moment on', async () => {
    const [world, { get, address }] = await open();
    await give(world, 5, '@boris');
    await give(world, 3, '@dmitri');
    const path = await address();
    const [, boris] = /href="([\w-]+\/m\/[\w-]+)" dir="auto">Boris/.exec((await get(path)).text) ?? [];
    const pages = ['', '?q=boris', '?sort=given', '?period=day', '?title=1', '?page=2'];
    const anywhere = async (name: string) => {
      const texts = await Promise.all([...pages.map((query) => get(path + query)), get(`/c/${boris}`)]);
      return texts.some(({ text }) =>
        text.replaceAll('q=boris', '').replace('value="boris"', '').includes(name),
      );
    };
    expect(await anywhere('Boris')).to.equal(true);
    await world.hears(world.boris, '/hide');
    expect(await anywhere('Boris'), 'hidden').to.equal(false);
    expect((await get(`/c/${boris}`)).status).to.equal(404);
    expect((await get(path)).text, 'the place is free').to.match(/class="place">1<[\s\S]*Дмитрий/);
    expect((await get(path)).text).to.match(/Helpful Soul[\s\S]{0,120}>0</);
    await world.hears(world.boris, '/hide');
    expect(await anywhere('Boris'), 'back').to.equal(true);

    await world.database.query('update members set user_id = $2 where chat_id = $1 and user_id = $3', [
      ...[world.group.id, 2 ** 52 + 1, world.boris.id],
    ]);
    await world.database.query(`insert into people (user_id, first_name) values ($1, '')`, [2 ** 52 + 1]);
    expect(await anywhere('Boris'), 'forgotten').to.equal(false);
    expect(await anywhere('forgotten'), 'nor what stands for them').to.equal(false);
  });

  it('can be given a name, which only one group has', async () => {
    const [world, { get, address }] = await open();
    const code = await address();
    await set(world, 'rating.slug garden');
    expect(await address()).to.equal('/c/garden');
    expect((await get('/c/garden')).headers.get('x-robots-tag')).to.equal(null);
    expect((await get(code)).status, 'the old address').to.equal(200);

    const other = world.telegram.world.createGroup({
      ...{
        title: 'Shed',
        type: 'supergroup',
        owner: world.anna,
        members: [world.boris],
        bot: 'administrator',
      },
    });
    const there = async (text: string) => {
      advance(world, 10);
      const before = world.telegram.calls.count;
      world.telegram.world.say(world.anna, other, text);
      await world.settled();
      return world.telegram.calls
        .after(before)
        .map(({ params }) => String(params.text ?? ''))
        .join();
    };
    await there('/set rating.public on\nrating.slug garden');
    expect(await there('/rating')).to.include('Another group has taken the name');
    expect((await get('/c/garden')).text).to.include('<h1>Garden</h1>');
    await set(world, 'rating.slug none');
    expect((await get('/c/garden')).text, 'given up').to.include('<h1>Shed</h1>');
    advance(world, 10);
    await set(world, 'rating.slug garden');
    expect((await get('/c/garden')).text, 'no longer the first').to.include('<h1>Shed</h1>');
    await there('/set rating.slug none');
    expect((await get('/c/garden')).text).to.include('<h1>Garden</h1>');
    await set(world, 'rating.slug none');
    expect((await get('/c/garden')).status).to.equal(404);
  });

  it('goes along when the group becomes a supergroup, under both addresses', async () => {
    const [world, { get }] = await open();
    const old = world.telegram.world.createGroup({
      ...{ title: 'Shed', type: 'group', owner: world.anna, members: [world.boris], bot: 'administrator' },
    });
    const said = async (chat: typeof old) => {
      const before = world.telegram.calls.count;
      world.telegram.world.say(world.anna, chat, '/rating');
      await world.settled();
      const text = world.telegram.calls
        .after(before)
        .map(({ params }) => String(params.text ?? ''))
        .join();
      return new RegExp(`${PUBLIC}(/c/[\\w-]+)`).exec(text)?.[1] ?? text;
    };
    world.telegram.world.say(world.anna, old, '/set rating.public on');
    await world.settled();
    const before = await said(old);
    const on = world.telegram.world.upgradeToSupergroup(old, { by: world.anna });
    await world.settled();
    for (const path of [before, await said(on)]) {
      expect((await get(path)).text, path).to.include('<h1>Shed</h1>');
    }
  });

  it('is known again by its tag until something changes, and its parts for ever', async () => {
    const [world, { get, address }] = await open();
    const path = await address();
    const first = await get(path);
    const tag = { 'if-none-match': first.headers.get('etag') ?? '' };
    const again = await get(path, tag);
    expect([again.status, again.text]).to.deep.equal([304, '']);
    await give(world, 5, '@boris');
    expect((await get(path, tag)).status).to.equal(200);
    expect(first.headers.get('cache-control')).to.equal('no-cache');
    expect(first.headers.get('x-robots-tag')).to.equal('noindex');
    for (const [, file] of first.text.matchAll(/(?:href|src)="\.\/(-\/[^"]+)"/g)) {
      const asset = await get(`/c/${file}`);
      expect(asset.status, file).to.equal(200);
      expect(asset.headers.get('cache-control')).to.include('immutable');
    }
  });

  it('answers whatever is asked of it', async () => {
    const [world, { get, address }] = await open();
    await give(world, 5, '@boris');
    const path = await address();
    const values = [
      '',
      '0',
      '-1',
      '1e9',
      '99999999999999999999',
      'NaN',
      '%00',
      '%ff',
      "'",
      '%25',
      '\\',
      '"><b>',
      '%F0%9F',
      '🌿',
      'a'.repeat(4000),
      '__proto__',
      '[]',
      '%0d%0aset-cookie:x',
    ];
    for (const name of ['q', 'sort', 'period', 'title', 'page', 'other', '__proto__', 'q[]']) {
      for (const value of values) {
        const query = `${encodeURIComponent(name)}=${/^(?:%[0-9a-f]{2})+/i.test(value) ? value : encodeURIComponent(value)}`;
        expect((await get(`${path}?${query}`)).status, query).to.equal(200);
      }
    }
    for (const other of [
      '/c/',
      '/c/x',
      '/c/..',
      '/c/%2e%2e/x',
      `${path}/`,
      `${path}/m`,
      `${path}/m/`,
      '/c/-/none',
      '/c/%00',
      '/c/%ff',
      `/c/${'a'.repeat(5000)}`,
      '/c/garden',
    ]) {
      expect((await get(other)).status, other).to.be.oneOf([400, 404]);
    }
    expect((await get('/healthz')).status).to.equal(200);
  });

  it('is named in texts, by its address, and by nothing while it is closed', async () => {
    const [world, { address }] = await open();
    await set(world, 'reputation.texts {receiver} +{amount} {rating_link}');
    const tip = world.say(world.boris, 'Water them in the morning.');
    const path = await address();
    expect((await world.hears(world.chiara, { text: 'thanks', replyTo: tip })).join()).to.equal(
      `Boris +1 ${PUBLIC}${path}`,
    );
    await set(world, 'rating.public off');
    expect((await world.hears(world.dmitri, { text: 'thanks', replyTo: tip })).join().trim()).to.equal(
      'Boris +1',
    );
  });
});
