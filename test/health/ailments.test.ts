import { expect } from 'chai';
import fc from 'fast-check';
import { type AilmentName, ailmentsOf, SEVERITY } from '../../src/health/ailments.ts';
import { lacking, rightNames } from '../../src/health/rights.ts';
import { ailing, condition } from '../support/ailing.ts';

const names = Object.keys(ailing) as AilmentName[];

describe('What ails a bot in a chat', () => {
  for (const ails of names) {
    const { ill, well, figures = {} } = ailing[ails];
    it(`“${ails}” is found with its figures, alone, where it is, and nowhere else`, () => {
      for (const one of ill) expect(ailmentsOf(one)).to.deep.equal([{ ails, ...figures }]);
      for (const one of well)
        expect(
          ailmentsOf(one).map((found) => found.ails),
          JSON.stringify(one),
        ).to.not.include(ails);
    });
  }

  it('is nothing in a healthy chat, as an admin or as a member who sees everything', () => {
    expect(ailmentsOf(condition())).to.deep.equal([]);
    expect(ailmentsOf(condition({ status: 'member', canDelete: false, readsAll: true }))).to.deep.equal([]);
  });

  const conditions = fc.record({
    status: fc.constantFrom('unknown', 'member', 'muted', 'admin', 'out'),
    canWrite: fc.boolean(),
    canDelete: fc.boolean(),
    readsAll: fc.boolean(),
    closedTopic: fc.option(fc.record({ thread: fc.option(fc.nat()) })),
    refusedReaction: fc.option(fc.constantFrom('❤', '👎')),
    cannotTag: fc.boolean(),
    refusedTag: fc.option(fc.constantFrom('Rookie', 'Expert')),
    tags: fc.subarray(['Rookie', 'Expert']),
    cannotInvite: fc.option(fc.string()),
    cannotRestrict: fc.boolean(),
    admins: fc.option(fc.nat(5)),
    namedAdmins: fc.option(fc.nat(5)),
    adminsListed: fc.boolean(),
    triggers: fc.boolean(),
    lifts: fc.boolean(),
    commandsGivenAway: fc.boolean(),
    settings: fc.record({
      'reputation.enabled': fc.boolean(),
      'reputation.words': fc.subarray(['thanks']),
      'reputation.from': fc.constantFrom('all', 'admins', 'shared'),
      'reputation.mentions': fc.constantFrom('off', 'with_word', 'any'),
      'reputation.reply': fc.constantFrom('public', 'private', 'reaction', 'off'),
      'reputation.air': fc.boolean(),
      'negative.enabled': fc.boolean(),
      'negative.words': fc.subarray(['-rep']),
      'negative.from': fc.constantFrom('all', 'admins', 'shared'),
      'negative.mentions': fc.constantFrom('off', 'with_word'),
      'negative.reply': fc.constantFrom('public', 'private', 'reaction', 'off'),
      'experience.enabled': fc.boolean(),
      'experience.reaction_got': fc.constantFrom('0-0', '1-2'),
      'reactions.enabled': fc.boolean(),
      'reactions.plus': fc.subarray(['❤']),
      'reactions.minus': fc.subarray(['👎']),
      'deductions.ban_experience': fc.nat(1),
      'deductions.ban_reputation': fc.nat(1),
      'deductions.kick_experience': fc.nat(1),
      'deductions.kick_reputation': fc.nat(1),
      'deductions.restrict_experience': fc.nat(1),
      'deductions.restrict_reputation': fc.nat(1),
      'newcomers.restrict': fc.constantFrom('off', 'media', 'all_but_text'),
      'newcomers.hours': fc.constantFrom(0, 24),
    }),
  });

  it('comes the worst first, each but once a setting, and nothing once the bot is gone', () => {
    const order = { broken: 0, limited: 1, hint: 2 };
    fc.assert(
      fc.property(conditions, (one) => {
        const found = ailmentsOf(one);
        const told = found.map((ailment) => JSON.stringify(ailment));
        expect(new Set(told).size).to.equal(told.length);
        const severities = found.map(({ ails }) => order[SEVERITY[ails]]);
        expect(severities).to.deep.equal([...severities].sort());
        if (one.status === 'out') expect(found).to.deep.equal([]);
        const rights = found
          .map(({ ails }) => ails)
          .filter((ails) => rightNames.some((name) => name === ails));
        expect(rights).to.have.members(lacking(one));
      }),
    );
  });

  it('is nothing to be told of to an admin bot with all rights that nothing was refused', () => {
    fc.assert(
      fc.property(conditions, ({ settings, triggers, readsAll }) => {
        expect(lacking({ ...condition({ triggers, readsAll }), settings })).to.deep.equal([]);
      }),
    );
  });
});
