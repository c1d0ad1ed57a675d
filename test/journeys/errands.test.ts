import { expect } from 'chai';
import { addErrands } from '../../src/engine/save/errands.ts';
import type { User } from '../../src/playground/types.ts';
import { start, toldInPrivate } from '../support/ailing.ts';
import { inviteFor, leave, liftFor, openGreenhouse, tagFor } from '../support/errands.ts';
import { describeJourney } from '../support/journey.ts';
import { advance, noon, set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const member = ({ telegram, group }: TestWorld, who: User) => {
  const found = telegram.world.member(group, who);
  if (!found) throw new Error('no such member');
  return found;
};
const tagOf = (world: TestWorld, who: User) => member(world, who).tag ?? '';
const calls = ({ telegram }: TestWorld, method: string) =>
  telegram.calls.of(method).filter(({ status }) => status === 200);
const waiting = (world: TestWorld) =>
  world.database.query<{ user: number; kind: string }>(
    'select user_id as "user", kind from errands order by id',
  );

describeJourney('A tag that somebody earned', (begin) => {
  it('stands beside their name, and in their messages; the empty one takes it away', async () => {
    const world = await begin();
    await leave(world, tagFor(world, world.boris, 'Gardener'));
    expect(world.say(world.boris, 'hello').sender_tag).to.equal('Gardener');
    await leave(world, tagFor(world, world.boris, ''));
    expect(world.say(world.boris, 'hello').sender_tag).to.equal(undefined);
    expect(await waiting(world)).to.deep.equal([]);
  });

  it('gives way to a later one, and only the last is asked of Telegram where several wait', async () => {
    const world = await begin();
    await leave(world, tagFor(world, world.boris, 'Seed'));
    const before = calls(world, 'setChatMemberTag').length;
    await world.database.transact(async (flight) => {
      await addErrands(flight, world.app.bot.id, [tagFor(world, world.boris, 'Sprout')]);
      await addErrands(flight, world.app.bot.id, [tagFor(world, world.boris, 'Tree')]);
    });
    await world.settled();
    expect(tagOf(world, world.boris)).to.equal('Tree');
    expect(calls(world, 'setChatMemberTag')).to.have.length(before + 1);
  });

  it('is not asked of Telegram again where it stands already', async () => {
    const world = await begin();
    await leave(world, tagFor(world, world.boris, 'Gardener'));
    await leave(world, tagFor(world, world.boris, 'Gardener'));
    expect(calls(world, 'setChatMemberTag')).to.have.length(1);
  });

  it('does not replace one of their own, unless the chat wants it; theirs is never taken away', async () => {
    const world = await begin();
    member(world, world.boris).tag = 'rose lover';
    await leave(world, tagFor(world, world.boris, 'Gardener'));
    expect(tagOf(world, world.boris)).to.equal('rose lover');
    await set(world, 'rewards.overwrite_tags on');
    await leave(world, tagFor(world, world.boris, 'Gardener'));
    expect(tagOf(world, world.boris)).to.equal('Gardener');
    member(world, world.boris).tag = 'tulip lover';
    await leave(world, tagFor(world, world.boris, ''));
    expect(tagOf(world, world.boris)).to.equal('tulip lover');
  });

  it('is nothing for admins and for those who have left, whom Telegram is not even asked to tag', async () => {
    const world = await begin();
    world.telegram.world.leave(world.chiara, world.group);
    await leave(world, tagFor(world, world.anna, 'Owner'), tagFor(world, world.chiara, 'Gone'));
    expect(world.telegram.calls.of('setChatMemberTag')).to.deep.equal([]);
    expect(await waiting(world)).to.deep.equal([]);
  });
});

describeJourney('A link that somebody earned', (begin) => {
  it('comes to them in private, lets one person in, and nobody after them', async () => {
    const world = await begin();
    await start(world, world.boris);
    const greenhouse = openGreenhouse(world);
    await world.settled();
    await leave(world, inviteFor(world, world.boris, greenhouse));
    const said = toldInPrivate(world, world.boris).at(-1) ?? '';
    expect(said).to.include('Greenhouse').and.to.include('the greenhouse');
    const url = linkIn(world, world.boris);
    world.telegram.world.join(world.boris, greenhouse, { inviteLink: url });
    expect(() => world.telegram.world.join(world.chiara, greenhouse, { inviteLink: url })).to.throw(
      'used up',
    );
    const [link] = calls(world, 'createChatInviteLink');
    expect(link?.params).to.include({ member_limit: 1, name: 'the greenhouse' });
  });

  it('is none for who is in that group already, or was banned from it', async () => {
    const world = await begin();
    const greenhouse = openGreenhouse(world);
    world.telegram.world.join(world.boris, greenhouse);
    world.telegram.world.join(world.chiara, greenhouse);
    world.telegram.world.ban(world.chiara, greenhouse);
    await world.settled();
    await leave(world, inviteFor(world, world.boris, greenhouse), inviteFor(world, world.chiara, greenhouse));
    expect(calls(world, 'createChatInviteLink')).to.deep.equal([]);
  });

  it('waits for who has not started the bot: it comes when they do', async () => {
    const world = await begin();
    const greenhouse = openGreenhouse(world);
    await world.hears(world.boris, { text: 'hello', date: world.telegram.world.clock.now() - 600 });
    await leave(world, inviteFor(world, world.boris, greenhouse));
    expect(toldInPrivate(world, world.boris)).to.deep.equal([]);
    await start(world, world.boris);
    expect(linkIn(world, world.boris)).to.match(/^https:\/\/t\.me\/\+/);
  });

  it('comes, where they do not start it, with the next thing that they say in the group, to them alone', async () => {
    const now = noon();
    const world = await begin({ telegram: { now: () => now }, now: () => now * 1000 });
    const greenhouse = openGreenhouse(world);
    await world.hears(world.anna, '/get');
    await world.hears(world.boris, { text: 'hello', date: world.telegram.world.clock.now() - 600 });
    await leave(world, inviteFor(world, world.boris, greenhouse));
    world.say(world.chiara, 'nobody waits for me');
    await world.settled();
    expect(ephemeral(world)).to.deep.equal([]);
    world.say(world.boris, 'good morning');
    await world.settled();
    expect(ephemeral(world)).to.deep.equal([world.boris.id]);
    world.say(world.boris, 'thanks, got it');
    await world.settled();
    expect(ephemeral(world)).to.deep.equal([world.boris.id]);
  });
});

function ephemeral({ telegram }: TestWorld): unknown[] {
  return telegram.calls.of('sendMessage').flatMap(({ params }) => {
    const only = params.ephemeral_message_parameters as { receiver_user_id: number } | undefined;
    return only && params.reply_markup ? [only.receiver_user_id] : [];
  });
}

function linkIn({ telegram }: TestWorld, who: User): string {
  for (const { params } of telegram.calls.of('sendMessage').reverse()) {
    const markup = params.reply_markup as { inline_keyboard: { url?: string }[][] } | undefined;
    const url = markup?.inline_keyboard.flat().find((button) => button.url)?.url;
    if (params.chat_id === who.id && url) return url;
  }
  return '';
}

const mayMedia = (world: TestWorld, who: User) => {
  const { status, permissions } = member(world, who);
  return status !== 'restricted' || permissions.can_send_photos === true;
};
const mayWrite = (world: TestWorld, who: User) => {
  const { status, permissions } = member(world, who);
  return status !== 'restricted' || permissions.can_send_messages === true;
};

describeJourney('A newcomer', (begin) => {
  async function opened(...lines: string[]) {
    const world = await begin();
    await set(world, 'newcomers.restrict media', ...lines);
    const nina = world.telegram.world.createUser({ first_name: 'Nina', language_code: 'en' });
    return { world, nina };
  }
  const arrive = async (world: TestWorld, who: User) => {
    world.telegram.world.join(who, world.group);
    await world.settled();
  };

  it('may write but send no media, until a reward lifts it', async () => {
    const { world, nina } = await opened('newcomers.hours 0');
    await arrive(world, nina);
    world.say(nina, 'hello');
    expect(() => world.say(nina, { kind: 'photo' })).to.throw('can_send_photos');
    await world.settled();
    await leave(world, liftFor(world, nina));
    expect(member(world, nina).status).to.equal('member');
    world.say(nina, { kind: 'photo' });
    expect(await waiting(world)).to.deep.equal([]);
  });

  it('may send text alone where the chat wants it so', async () => {
    const { world, nina } = await opened('newcomers.restrict all_but_text');
    await arrive(world, nina);
    world.say(nina, 'hello');
    expect(() => world.say(nina, { kind: 'poll' })).to.throw('can_send_polls');
  });

  it('is limited until a time that Telegram itself knows', async () => {
    const { world, nina } = await opened('newcomers.hours 48');
    await arrive(world, nina);
    const { until } = member(world, nina);
    expect(until - world.telegram.world.state.clock.now()).to.be.within(48 * 3600 - 5, 48 * 3600);
  });

  it('is nobody who was here before, no bot, and nobody where it is off', async () => {
    const { world, nina } = await opened();
    world.say(world.boris, 'hello');
    await world.settled();
    world.telegram.world.leave(world.boris, world.group);
    advance(world, 60);
    await arrive(world, world.boris);
    expect(mayMedia(world, world.boris)).to.equal(true);
    const helper = world.telegram.world.createUser({ first_name: 'Helper', is_bot: true });
    await arrive(world, helper);
    expect(mayMedia(world, helper)).to.equal(true);
    await set(world, 'newcomers.restrict off');
    await arrive(world, nina);
    expect(mayMedia(world, nina)).to.equal(true);
  });

  for (const first of ['captcha', 'laurel'] as const) {
    it(`behind a captcha stays silent until it lets them in, and is then limited by us (first: ${first})`, async () => {
      const { world, nina } = await opened('newcomers.hours 0');
      const { telegram, group } = world;
      const captcha = telegram.world.createUser({ first_name: 'Captcha', is_bot: true });
      telegram.world.join(captcha, group);
      telegram.world.promote(captcha, group, { by: world.anna });
      telegram.world.join(nina, group);
      if (first === 'laurel') await world.settled();
      telegram.world.restrict(nina, group, { by: captcha });
      await world.settled();
      expect(mayWrite(world, nina), 'before the captcha').to.equal(false);
      // A reward in the meantime frees nobody from a captcha.
      telegram.world.restrict(nina, group, { by: captcha, permissions: everything() });
      await world.settled();
      expect(mayWrite(world, nina), 'after it').to.equal(true);
      expect(mayMedia(world, nina), 'after it').to.equal(false);
      await leave(world, liftFor(world, nina));
      expect(mayMedia(world, nina), 'at the end').to.equal(true);
    });
  }

  it('whom a captcha or an admin holds is not freed by a reward', async () => {
    const { world, nina } = await opened('newcomers.hours 0');
    await arrive(world, nina);
    world.telegram.world.restrict(nina, world.group, { by: world.anna });
    await world.settled();
    await leave(world, liftFor(world, nina));
    expect(mayWrite(world, nina)).to.equal(false);
  });

  it('that nothing would ever free is spoken of when it is set, unless a reward does it', async () => {
    const world = await begin();
    await world.hears(world.anna, '/get');
    const [answer] = await world.hears(world.anna, '/set newcomers.restrict media\nnewcomers.hours 0');
    expect(answer).to.include('nothing ever lifts it').and.not.to.include('I may not restrict');
    await world.hears(world.anna, '/reward add level=2 lift=on');
    const [other] = await world.hears(world.anna, '/set newcomers.restrict all_but_text');
    expect(other).to.include('all_but_text').and.not.to.include('nothing ever lifts it');
  });

  it('is freed by the reward that they earn, and tagged by it', async () => {
    const { world, nina } = await opened('newcomers.hours 0', 'experience.text 60-60');
    await world.hears(world.anna, '/reward add level=2 lift=on tag="Sprout"');
    await arrive(world, nina);
    expect(mayMedia(world, nina)).to.equal(false);
    await world.hears(nina, 'good morning everybody');
    expect(mayMedia(world, nina)).to.equal(true);
    expect(tagOf(world, nina)).to.equal('Sprout');
  });

  it('whom an admin frees is free', async () => {
    const { world, nina } = await opened();
    await arrive(world, nina);
    world.telegram.world.restrict(nina, world.group, { by: world.anna, permissions: everything() });
    await world.settled();
    expect(mayMedia(world, nina)).to.equal(true);
  });
});

function everything(): Record<string, boolean> {
  const names = 'messages audios documents photos videos video_notes voice_notes polls other_messages'.split(
    ' ',
  );
  const others =
    'can_add_web_page_previews can_react_to_messages can_edit_tag can_change_info can_invite_users can_pin_messages can_manage_topics';
  return Object.fromEntries(
    [...names.map((name) => `can_send_${name}`), ...others.split(' ')].map((name) => [name, true]),
  );
}
