import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { give, PUBLIC, ratingSites } from '../support/rating-site.ts';
import { advance, set } from '../support/scenes.ts';

describeJourney('The web rating', (begin) => {
  const open = ratingSites(begin);

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
