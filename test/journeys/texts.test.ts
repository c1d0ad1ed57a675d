import { expect } from 'chai';
import { describeJourney } from '../support/journey.ts';
import { newcomer, noon, set, thank, WITHOUT_TITLES } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

describeJourney('Texts of an admin’s own', (begin) => {
  const ask = async (world: TestWorld, text: string) => (await world.hears(world.anna, text)).join('\n');
  async function said(world: TestWorld, text = 'thanks'): Promise<string> {
    const tip = world.say(world.boris, 'Water them.');
    return (await world.hears(world.chiara, text, { replyTo: tip })).join('\n');
  }

  it('are shown with sample values when they are set', async () => {
    const world = await begin();
    const answer = await ask(
      world,
      '/set reputation.texts <b>{mention:receiver}</b> +{amount} by {giver}, {reason}\n---\n{place} of {members} in {chat}',
    );
    expect(answer).to.match(
      /^Changed:\n<code>reputation.texts<\/code>, with values as in an example:\n<b><a href="tg:\/\/user\?id=\d+">Boris<\/a>/s,
    );
    expect(answer).to.include(' +1 by Anna, for the guide\n---\n3 of 120 in Garden');
    const overtaking = await ask(world, '/set reputation.overtake_texts {receiver} passes {mention:passed}');
    expect(overtaking).to.match(/Boris passes <a href="tg:\/\/user\?id=\d+">Clara<\/a>$/);
    expect(await ask(world, '/set reputation.pair_interval 5')).to.not.include('example');
    const one = await ask(world, '/get reputation.overtake_texts');
    for (const name of ['receiver', 'passed', 'members']) expect(one).to.include(`<code>{${name}}</code>`);
    expect(await ask(world, '/get negative.texts')).to.not.include('{passed}');
    const russian = await ask(world, '/set language ru\nnegative.texts {giver} → {receiver}');
    expect(russian).to.include('Анна → Борис');
  });

  it('understand what was written for GiselleBot', async () => {
    const world = await begin({ telegram: { now: () => noon() + 61 } });
    const names = ['user', 'username', 'fullusername', 'bot', 'botname', 'fullbotname', 'server'];
    const times = ['now', 'now_iso', 'server_time', 'server_member_count'];
    const text = [...names, ...times].map((name) => `%${name}%`).join('|');
    await set(world, 'time_zone Asia/Tokyo', `reputation.texts ${text}`);
    const day = new Date(noon() * 1000).toISOString().slice(0, 10);
    expect((await said(world)).split('|')).to.deep.equal([
      `<a href="tg://user?id=${world.boris.id}">Boris</a>`,
      'Boris',
      'Boris (boris)',
      '@laurel_local_bot',
      'laurel_local_bot',
      '@laurel_local_bot',
      'Garden',
      `${day} 12:01:01`,
      `${day}T12:01:01.000Z`,
      '12:01 UTC',
      '5',
    ]);
  });

  for (const [what, setting, says] of [
    [
      'what only Discord has',
      'reputation.texts %user% %discriminator% %boost_level%',
      '<code>%discriminator%</code>, <code>%boost_level%</code>',
    ],
    [
      'what has no meaning in a gift',
      'reputation.texts {receiver} {horoscope}',
      '<code>{horoscope}</code> cannot',
    ],
    [
      'a passed one where nobody is passed',
      'reputation.texts {receiver} {passed}',
      '<code>{passed}</code> cannot',
    ],
    ['a passed one of a minus', 'negative.texts {receiver} {passed}', '<code>{passed}</code> cannot'],
    [
      'a broken tag in a text for overtaking',
      'reputation.overtake_texts <b>{passed}',
      '<code>&lt;b&gt;</code>',
    ],
    ['a text too long with long names', `reputation.overtake_texts ${'{passed}'.repeat(40)}`, '4096'],
  ] as const) {
    it(`refuse ${what}, and say what is allowed`, async () => {
      const world = await begin();
      const answer = await ask(world, `/set ${setting}`);
      expect(answer).to.include('does not take this').and.to.include(says);
      if (says.includes('cannot'))
        expect(answer).to.include('<code>{receiver}</code>').and.to.include('<code>{members}</code>');
      expect((await world.ledger()).settings).to.deep.equal({});
    });
  }

  it('say the place right after the gift, and how many the group has by Telegram', async () => {
    const world = await begin();
    const { telegram } = world;
    await set(
      world,
      'reputation.texts {place} of {members}',
      'reputation.pair_interval 0',
      'reputation.overtake_top 0',
    );
    const [, other] = newcomer(world, 'Elena');
    await world.hears(world.anna, '/setrep 2', { replyTo: other });
    // All three in one batch: each says the place of its own moment.
    const tip = world.say(world.boris, 'Water them.');
    for (let times = 0; times < 3; times += 1) thank(world, world.chiara, tip);
    await world.settled();
    expect(world.sent().slice(-3)).to.deep.equal(['2 of 6', '1 of 6', '1 of 6']);
    // Where Telegram does not tell, it is those who were seen: Anna, Boris, Chiara and Elena.
    telegram.world.clock.advance(600);
    telegram.faults.next('getChatMemberCount', { kind: 'cut' });
    expect(await said(world)).to.equal('1 of 4');
    const asked = telegram.calls.of('getChatMemberCount').length;
    await set(world, 'reputation.texts {receiver}');
    await said(world);
    expect(telegram.calls.of('getChatMemberCount').length, 'not asked for in vain').to.equal(asked);
  });

  it('say the place in a trigger’s own text too, which is not rationed; its gift without a text may overtake', async () => {
    const world = await begin(WITHOUT_TITLES);
    await set(world, 'reputation.texts {receiver} {reputation}', 'reputation.overtake_texts past {passed}');
    const [, other] = newcomer(world, 'Elena');
    await world.hears(world.anna, '/setrep 3', { replyTo: other });
    await ask(world, '/trigger add "well done" rep=2 text="{place}: %username%"');
    await ask(world, '/trigger add "great work" rep=2');
    expect(await said(world, 'well done')).to.equal('2: Boris');
    expect(await said(world, 'great work')).to.equal('Boris 4\npast Elena');
    for (const place of ['1', '1', '1', '1'])
      expect(await said(world, 'well done')).to.equal(`${place}: Boris`);
    expect(await said(world, 'great work'), 'those of triggers are not counted').to.equal('Boris 14');
  });

  it('together too long, are said in the bot’s own short words', async () => {
    const world = await begin();
    const long = 'x'.repeat(1_000);
    const people = ['Elena', 'Fritz'].map((name) => newcomer(world, name, `${name.toLowerCase()}_1`)[0]);
    expect(people).to.have.lengthOf(2);
    await set(
      world,
      `reputation.texts {receiver} ${long} {chat}`,
      `reputation.overtake_texts ${long}`,
      'reputation.pair_interval 0',
    );
    expect((await said(world)).length, 'one alone').to.be.above(1_000);
    const [, hello] = newcomer(world, 'Greta');
    await world.hears(world.anna, '/setrep 1', { replyTo: hello });
    const three = await said(world, 'thanks @elena_1 @fritz_1');
    expect(three.length, 'three, and one overtaking: 4 × 1000').to.be.within(4_000, 4_096);
    await world.hears(world.anna, '/setrep 2', { replyTo: hello });
    for (const name of ['boris', 'elena_1', 'fritz_1']) await world.hears(world.anna, `/setrep @${name} 2`);
    const again = await said(world, 'thanks @elena_1 @fritz_1');
    expect(again).to.equal(
      [
        'Boris +1 → <b>3</b>',
        'Boris has passed Elena',
        'Elena +1 → <b>3</b>',
        'Elena has passed Fritz',
        'Fritz +1 → <b>3</b>',
        'Fritz has passed Greta',
      ].join('\n'),
    );
  });
});
