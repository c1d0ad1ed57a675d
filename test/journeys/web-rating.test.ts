import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { give, ratingSites } from '../support/rating-site.ts';
import { newcomer, set } from '../support/scenes.ts';

describeJourney('The web rating', (begin) => {
  const open = ratingSites(begin);

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
});
