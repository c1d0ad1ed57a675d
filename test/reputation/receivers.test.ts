import { expect } from 'chai';
import type { Author, Mention, Reply } from '../../src/model/event.ts';
import { userId } from '../../src/model/ids.ts';
import { aims } from '../../src/reputation/receivers.ts';
import { BOT, by, factsOf, member, message, person } from '../support/facts.ts';

const facts = factsOf({
  members: [1, 2, 3, 4, 5, 6].map((id) => member(id)).concat(member(7, { isBot: true, name: 'Helper' })),
  names: { giver: 1, boris: 2, chiara: 3, dmitri: 4, emil: 5, fjodor: 6, helper: 7, gone: 8 },
});
const at = (...names: string[]): Mention[] => names.map((name) => ({ name }));
const reply = (author: Author): Reply => ({ to: 'message', messageId: 5, author });
const helper = { ...person(7, 'Helper'), isBot: true };

/** Each aim as `id` or `id: refusal`; null for nobody. */
function aimed(mentions: readonly Mention[], to: Reply = { to: 'nothing' }, withMentions = true): string[] {
  const found = aims(message('thanks', { mentions, reply: to }), userId(1), facts, withMentions);
  return found.map(({ receiver, refused }) => (refused ? `${receiver}: ${refused.no}` : String(receiver)));
}

describe('Whom a message is meant for', () => {
  it('is the author it replies to first, then those it names, in their order', () => {
    expect(aimed(at('dmitri', 'chiara'), reply(by(person(2))))).to.deep.equal(['2', '4', '3']);
  });

  it('is each person once, by whichever way they are named', () => {
    const mentions: Mention[] = [...at('boris', 'BORIS', 'chiara'), { person: person(3) }, ...at('boris')];
    expect(aimed(mentions, reply(by(person(2))))).to.deep.equal(['2', '3']);
  });

  it('is three people at most; the fourth is refused by name', () => {
    expect(aimed(at('chiara', 'dmitri', 'emil'), reply(by(person(2))))).to.deep.equal([
      '2',
      '3',
      '4',
      '5: too_many',
    ]);
    expect(aimed(at('boris', 'chiara', 'dmitri'))).to.deep.equal(['2', '3', '4']);
  });

  it('leaves the place of who cannot be thanked to another', () => {
    const refused = [...at('giver', 'helper', 'stranger'), { person: helper }, ...at(BOT.username)];
    expect(aimed([...refused, ...at('boris', 'chiara', 'dmitri')])).to.deep.equal([
      '1: self',
      '7: receiver_bot',
      'null: unknown_name',
      '99: receiver_bot',
      '2',
      '3',
      '4',
    ]);
  });

  it('is only who is replied to, where mentions are off', () => {
    expect(aimed(at('chiara'), reply(by(person(2))), false)).to.deep.equal(['2']);
    expect(aimed(at('chiara'), { to: 'nothing' }, false)).to.deep.equal(['null: no_receiver']);
  });

  it('is nobody in a topic’s first message or in another chat, unless somebody is named', () => {
    for (const to of ['topic_root', 'other_chat'] as const) {
      expect(aimed([], { to })).to.deep.equal([`null: ${to}`]);
      expect(aimed(at('boris'), { to })).to.deep.equal(['2']);
    }
    expect(aimed([])).to.deep.equal(['null: no_receiver']);
  });

  const authors: readonly [Author, string][] = [
    [by(person(1)), '1: self'],
    [by(helper), '7: receiver_bot'],
    [{ is: 'anonymous_admin' }, 'null: receiver_anonymous'],
    [{ is: 'channel' }, 'null: receiver_channel'],
    [{ is: 'linked_post' }, 'null: linked_post'],
    [{ is: 'service' }, 'null: service_message'],
  ];
  for (const [author, refusal] of authors) {
    it(`is not the author of a message by: ${author.is} (${refusal}), though others named in it may be`, () => {
      expect(aimed([], reply(author))).to.deep.equal([refusal]);
      expect(aimed(at('boris'), reply(author))).to.deep.equal([refusal, '2']);
    });
  }

  it('knows a name in any case, and not that of somebody unknown', () => {
    expect(aimed(at('BoRiS'))).to.deep.equal(['2']);
    expect(aimed(at('gone')), 'a name whose bearer was never seen').to.deep.equal(['null: unknown_name']);
  });
});
