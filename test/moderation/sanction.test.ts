import { expect } from 'chai';
import fc from 'fast-check';
import type { MemberStanding } from '../../src/model/event.ts';
import { ANONYMOUS_ADMIN, userId } from '../../src/model/ids.ts';
import type { Person } from '../../src/model/person.ts';
import { NO_PAST, type Past, pastAfter, sanctionOf } from '../../src/moderation/sanction.ts';

const person = (id: number, isBot = false): Person => ({
  ...{ id: userId(id), firstName: `P${id}`, lastName: null, username: null, isBot, language: null },
});
const LAUREL = userId(99);
const BORIS = person(1);
const ANNA = person(2);
const CAPTCHA = person(3, true);

const member: MemberStanding = { present: true, banned: false, denied: [] };
const muted: MemberStanding = { present: true, banned: false, denied: ['text', 'media'] };
const textOnly: MemberStanding = { present: true, banned: false, denied: ['media'] };
const mediaOnly: MemberStanding = { present: true, banned: false, denied: ['text'] };
const left: MemberStanding = { present: false, banned: false, denied: [] };
const mutedOutside: MemberStanding = { ...muted, present: false };
const banned: MemberStanding = { present: false, banned: true, denied: [] };

const NOW = 1_800_000_000;
const came = (ago: number): Past => ({ ...NO_PAST, joinedAt: NOW - ago });
const bannedBy = (by: Person, ago: number): Past => ({
  joinedAt: null,
  bannedAt: NOW - ago,
  bannedBy: by.id,
});

/** What it is called, who does it, from what to what, what came before; and what it is. */
const CASES = [
  ['a ban by an admin', ANNA, member, banned, NO_PAST, 'ban'],
  ['a ban of one who has left', ANNA, left, banned, NO_PAST, 'ban'],
  ['a ban of one who is restricted', ANNA, muted, banned, NO_PAST, 'ban'],
  ['a ban by another bot', CAPTCHA, member, banned, NO_PAST, 'ban'],
  ['a ban by a bot an hour after joining', CAPTCHA, member, banned, came(3600), null],
  ['a ban by a bot later than that', CAPTCHA, member, banned, came(3601), 'ban'],
  ['a ban by an admin just after joining', ANNA, member, banned, came(5), 'ban'],
  ['a ban that is only made longer', ANNA, banned, banned, bannedBy(ANNA, 9), null],
  ['a ban by an anonymous admin', person(ANONYMOUS_ADMIN, true), member, banned, NO_PAST, 'ban'],
  ['a ban by this bot', person(LAUREL, true), member, banned, NO_PAST, null],
  ['an unban at once', ANNA, banned, left, bannedBy(ANNA, 0), 'kick_after_ban'],
  ['an unban a minute later', ANNA, banned, left, bannedBy(ANNA, 60), 'kick_after_ban'],
  ['an unban later than that', ANNA, banned, left, bannedBy(ANNA, 61), null],
  ['an unban by another', person(4), banned, left, bannedBy(ANNA, 5), null],
  ['an unban of a ban that is not known', ANNA, banned, left, NO_PAST, null],
  ['an unban into the chat, restricted', ANNA, banned, mutedOutside, bannedBy(ANNA, 5), 'kick_after_ban'],
  ['being thrown out without a ban', ANNA, member, left, NO_PAST, 'kick'],
  ['being thrown out while restricted', ANNA, muted, mutedOutside, NO_PAST, 'kick'],
  ['being thrown out by a captcha', CAPTCHA, muted, left, came(600), null],
  ['leaving by oneself', BORIS, member, left, NO_PAST, null],
  ['coming back', BORIS, left, member, NO_PAST, null],
  ['being brought in', ANNA, left, member, NO_PAST, null],
  ['a restriction by an admin', ANNA, member, muted, NO_PAST, 'restriction'],
  ['a restriction that grows', ANNA, textOnly, muted, NO_PAST, 'restriction'],
  ['a restriction that shrinks', ANNA, muted, textOnly, NO_PAST, null],
  ['a restriction that is lifted', ANNA, muted, member, NO_PAST, null],
  ['a restriction that takes one thing and gives another', ANNA, textOnly, mediaOnly, NO_PAST, null],
  ['a restriction that only lasts longer', ANNA, muted, muted, NO_PAST, null],
  ['a restriction by a bot', CAPTCHA, member, muted, NO_PAST, null],
  ['a restriction by an admin an hour after joining', ANNA, member, muted, came(3600), null],
  ['a restriction by an admin later than that', ANNA, member, muted, came(3601), 'restriction'],
  ['a restriction of one who is not there', ANNA, left, mutedOutside, NO_PAST, null],
  ['becoming an admin, or a member again', ANNA, member, member, NO_PAST, null],
] as const;

describe('What a change of standing is', () => {
  for (const [title, by, was, now, past, is] of CASES) {
    it(`${title}: ${is ?? 'nothing'}`, () => {
      expect(sanctionOf(BORIS, { by, was, now }, NOW, past, LAUREL)).to.equal(is);
    });
  }

  it('is nothing to a bot', () => {
    expect(sanctionOf(CAPTCHA, { by: ANNA, was: member, now: banned }, NOW, NO_PAST, LAUREL)).to.equal(null);
  });

  it('makes one kick of a ban and its end, whatever happens to others of them, and forgets a captcha’s ban', () => {
    const run = (by: Person, past: Past, ends: number) => {
      const ban = { by, was: member, now: banned };
      const first = sanctionOf(BORIS, ban, NOW, past, LAUREL);
      const after = pastAfter(past, ban, NOW, first);
      const unban = { by, was: banned, now: left };
      const second = sanctionOf(BORIS, unban, NOW + ends, after, LAUREL);
      return [first, second, pastAfter(after, unban, NOW + ends, second).bannedAt];
    };
    expect(run(ANNA, NO_PAST, 1)).to.deep.equal(['ban', 'kick_after_ban', null]);
    expect(run(CAPTCHA, NO_PAST, 1)).to.deep.equal(['ban', 'kick_after_ban', null]);
    expect(run(CAPTCHA, came(60), 1)).to.deep.equal([null, null, null]);
    expect(run(ANNA, NO_PAST, 3600)).to.deep.equal(['ban', null, null]);
  });

  it('costs nothing as long as a person does it themselves', () => {
    const standing = fc.constantFrom(member, muted, textOnly, left, banned, mutedOutside);
    const seconds = fc.option(fc.integer({ min: 0, max: 7200 }));
    fc.assert(
      fc.property(standing, standing, seconds, (was, now, ago) => {
        const past = ago === null ? NO_PAST : came(ago);
        expect(sanctionOf(BORIS, { by: BORIS, was, now }, NOW, past, LAUREL)).to.equal(null);
      }),
    );
  });
});
