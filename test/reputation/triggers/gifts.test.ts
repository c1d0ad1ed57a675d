import { expect } from 'chai';
import type { MessageEvent } from '../../../src/model/event.ts';
import { AT, by, type Known, person, replyTo } from '../../support/facts.ts';
import { ADMIN, decide, fate, type Given, gave, said, to, USER } from './scene.ts';

describe('Triggers, words and mentions: for each receiver one of them', () => {
  const help = { phrase: 'Thank you for your help', from: 'admins', to: 'users' } as const;
  const TABLE: [what: string, triggers: Given[], event: MessageEvent, gives: string[], fate: string[]][] = [
    [
      'a trigger goes before the word in it',
      [help],
      said('Well, THANK you for your  help!', { author: ADMIN, ...to(3) }),
      ['3 trigger 5'],
      ['Thank you for your help: 3 5'],
    ],
    [
      'one for admins does not match a member: the word counts',
      [help],
      said('Thank you for your help', { author: USER, ...to(3) }),
      ['3 thanks 1'],
      ['thank you: 3 1', 'Thank you for your help: trigger_from_admins'],
    ],
    [
      'one that gives to members does not match an admin: the word counts',
      [help],
      said('Thank you for your help', { author: ADMIN, ...to(6) }),
      ['6 thanks 1'],
      ['thank you: 6 1', 'Thank you for your help: trigger_to_users'],
    ],
    [
      'without a word nothing counts, and it is told why',
      [{ phrase: 'well done', to: 'admins' }],
      said('well done', { author: USER, ...to(3) }),
      [],
      ['well done: trigger_to_admins'],
    ],
    [
      'the longest phrase',
      [
        { phrase: 'good', reputation: 1 },
        { phrase: 'good job', reputation: 2 },
      ],
      said('good job', { ...to(3) }),
      ['3 trigger 2'],
      ['good job: 3 2'],
    ],
    [
      'the longest phrase, wherever the others stand',
      [
        { phrase: 'a b', reputation: 1 },
        { phrase: 'x y z', reputation: 2 },
      ],
      said('a b and then x y z', { ...to(3) }),
      ['3 trigger 2'],
      ['x y z: 3 2'],
    ],
    [
      'of equal phrases the oldest that takes the two people',
      [
        { phrase: 'good job', reputation: 1, from: 'admins' },
        { phrase: 'Good job', reputation: 2, to: 'admins' },
        { phrase: 'good JOB', reputation: 3 },
        { phrase: 'good job', reputation: 4, match: 'whole' },
      ],
      said('good job', { author: USER, ...to(3) }),
      ['3 trigger 3'],
      ['good JOB: 3 3'],
    ],
    [
      'a shorter one, where the longer is for others',
      [
        { phrase: 'good', reputation: 1 },
        { phrase: 'good job', reputation: 2, from: 'admins' },
      ],
      said('good job', { author: USER, ...to(3) }),
      ['3 trigger 1'],
      ['good: 3 1'],
    ],
    [
      'the author replied to, and not those mentioned; for them the word still counts',
      [{ phrase: 'for your help' }],
      said('thanks for your help, @person4', { author: USER, ...to(3) }),
      ['3 trigger 5', '4 thanks 1'],
      ['for your help: 3 5', 'thanks: 4 1'],
    ],
    [
      'those mentioned, where it is no reply: three at most',
      [{ phrase: 'well done' }],
      said('well done @person3 @person4 @person3 @person5 @person6', { author: USER }),
      ['3 trigger 5', '4 trigger 5', '5 trigger 5'],
      ['well done: 3 5', 'well done: 4 5', 'well done: 5 5', 'well done: too_many'],
    ],
    [
      'of those mentioned each by the trigger that takes them',
      [
        { phrase: 'well done', to: 'users' },
        { phrase: 'done', to: 'admins', reputation: 1 },
      ],
      said('well done @person6 @person4', { author: USER }),
      ['6 trigger 1', '4 trigger 5'],
      ['done: 6 1', 'well done: 4 5'],
    ],
    [
      'nobody: only the text is said',
      [{ phrase: 'well done', text: 'Bravo to all!' }],
      said('well done', { author: USER }),
      [],
      ['well done: said'],
    ],
    [
      'nobody, and a text that speaks of somebody: nothing',
      [{ phrase: 'well done', text: 'Bravo, {receiver}!' }],
      said('well done', { author: USER }),
      [],
      ['well done: no_receiver'],
    ],
    [
      'a text alone, of which the one replied to is no part',
      [{ phrase: '/rules', reputation: 0, text: 'Be nice.' }],
      said('/rules', { author: USER, ...to(2) }),
      [],
      ['/rules: said'],
    ],
    [
      'a trigger before a minus word, and no "both signs" for the one who is served',
      [{ phrase: 'well done' }],
      said('well done, thanks, -rep', { author: ADMIN, ...to(3) }),
      ['3 trigger 5'],
      ['well done: 3 5'],
    ],
    [
      'minus points, and below zero',
      [{ phrase: 'rule 3', reputation: -7 }],
      said('rule 3', { author: ADMIN, ...to(3) }),
      ['3 trigger -7'],
      ['rule 3: 3 -7'],
    ],
    [
      'experience, alone or beside reputation; never below zero',
      [{ phrase: 'wow', reputation: 0, experience: 30 }],
      said('wow', { author: USER, ...to(3) }),
      ['3 trigger 0 exp 30'],
      ['wow: 3 0'],
    ],
    [
      'no experience to take away',
      [{ phrase: 'wow', reputation: 0, experience: -30 }],
      said('wow', { author: USER, ...to(3) }),
      [],
      ['wow: nothing_to_change'],
    ],
  ];
  for (const [what, triggers, event, gives, told] of TABLE) {
    it(what, () => {
      const decision = decide(triggers, event, { 'negative.enabled': true, 'negative.reason': false });
      expect(gave(decision)).to.deep.equal(gives);
      expect(fate(decision)).to.deep.equal(told);
    });
  }

  it('a bare mention comes last', () => {
    const any = { 'reputation.mentions': 'any' };
    const one = [{ phrase: 'well done' }];
    expect(gave(decide(one, said('well done @person3'), any))).to.deep.equal(['3 trigger 5']);
    expect(gave(decide(one, said('well @person3'), any)), 'control').to.deep.equal(['3 mention 1']);
    const forAdmins = decide([{ phrase: 'well done', from: 'admins' }], said('well done @person3'), any);
    expect(gave(forAdmins)).to.deep.equal(['3 mention 1']);
  });

  it('obeys no other interval and no budget, and the chat’s switch of reputation', () => {
    const strict = {
      'reputation.receiver_interval': 600,
      'reputation.giver_interval': 60,
      'reputation.chat_interval': 60,
      'reputation.given_per_day': 1,
      'reputation.received_per_day': 1,
      'reputation.least_days': 30,
      'reputation.least_messages': 100,
      'reputation.from': 'admins',
    };
    const full = { thanksGiven: 9, thanksGot: 9, minusGiven: 0, minusGot: 0 };
    const known: Known = {
      thanksAt: AT - 1,
      pairs: { '2 3': { thanksAt: AT - 1 } },
      days: { 2: full, 3: full },
    };
    const event = said('well done', { author: USER, ...to(3) });
    expect(gave(decide([{ phrase: 'well done' }], event, strict, known))).to.deep.equal(['3 trigger 5']);
    const thanks = said('thanks', { author: USER, ...to(3) });
    expect(gave(decide([], thanks, strict, known)), 'control').to.deep.equal([]);
    const off = { 'reputation.enabled': false };
    expect(fate(decide([{ phrase: 'well done' }], event, off))).to.deep.equal(['well done: off']);
    expect(gave(decide([{ phrase: 'well done', reputation: 0, experience: 3 }], event, off))).to.deep.equal([
      '3 trigger 0 exp 3',
    ]);
  });

  describe('its own interval', () => {
    const event = said('thank you, well done', { author: USER, ...to(3) });
    const at = (ago: number, given: Given = { phrase: 'well done', interval: 2 }) =>
      decide([given], event, {}, { fired: { 1: AT - ago } });

    it('is over exactly when it is over; nothing takes its place until then', () => {
      expect(fate(at(119))).to.deep.equal(['well done: trigger_interval']);
      expect(at(119)?.outcome.results[0]).to.deep.include({ refused: { no: 'trigger_interval', wait: 1 } });
      expect(gave(at(119))).to.deep.equal([]);
      expect(gave(at(120))).to.deep.equal(['3 trigger 5']);
      expect(gave(at(0, { phrase: 'well done' })), 'off').to.deep.equal(['3 trigger 5']);
    });

    it('is not restarted by a try that was refused', () => {
      expect(at(119)?.triggers?.fired).to.deep.equal([]);
      expect(at(120)?.triggers?.fired).to.deep.equal([1]);
    });

    it('keeps the text back, too', () => {
      const given = { phrase: 'well done', reputation: 0, text: 'Bravo!', interval: 2 };
      const alone = said('well done');
      const decided = decide([given], alone, {}, { fired: { 1: AT - 1 } });
      expect([fate(decided), decided?.triggers?.said]).to.deep.equal([['well done: trigger_interval'], []]);
      expect(decide([given], alone)?.triggers?.fired).to.deep.equal([1]);
    });
  });

  describe('never', () => {
    const bot = { ...person(7), isBot: true };
    const NEVER: [what: string, event: MessageEvent, refusal: string][] = [
      ['to oneself', said('well done', { author: USER, ...to(2) }), 'self'],
      ['to a bot', said('well done', { ...replyTo(by(bot)) }), 'receiver_bot'],
      ['to a channel', said('well done', { ...replyTo({ is: 'channel' }) }), 'receiver_channel'],
      [
        'to an anonymous admin',
        said('well done', { ...replyTo({ is: 'anonymous_admin' }) }),
        'receiver_anonymous',
      ],
      ['to a linked post', said('well done', { ...replyTo({ is: 'linked_post' }) }), 'linked_post'],
      ['to a service message', said('well done', { ...replyTo({ is: 'service' }) }), 'service_message'],
      ['to another chat', said('well done', { reply: { to: 'other_chat' } }), 'other_chat'],
      ['by a bot', said('well done', { author: by(bot), ...to(3) }), 'giver_bot'],
      ['by a channel', said('well done', { author: { is: 'channel' }, ...to(3) }), 'giver_channel'],
      [
        'by an anonymous admin',
        said('well done', { author: { is: 'anonymous_admin' }, ...to(3) }),
        'giver_anonymous',
      ],
      ['by an edit', said('well done', { edited: true, ...to(3) }), 'edited'],
      ['by a forward', said('well done', { forwarded: true, ...to(3) }), 'forwarded'],
      ['through a bot', said('well done', { viaBot: true, ...to(3) }), 'via_bot'],
      ['in a quote', said('well done', { masked: [{ start: 0, end: 9 }], ...to(3) }), 'quoted_word'],
      ['to a stranger', said('well done @person9'), 'unknown_name'],
    ];
    for (const [what, event, refusal] of NEVER) {
      it(`${what}, with a text or without`, () => {
        for (const text of [null, 'Bravo!']) {
          const decision = decide([{ phrase: 'well done', text }], event);
          expect(fate(decision)).to.deep.equal([`well done: ${refusal}`]);
          expect(decision?.entries).to.deep.equal([]);
          expect(decision?.triggers?.said ?? []).to.deep.equal([]);
          expect(decision?.triggers?.fired ?? []).to.deep.equal([]);
        }
        expect(gave(decide([{ phrase: 'well done' }], said('well done', to(3)))), 'control').to.have.length(
          1,
        );
      });
    }
  });
});
