import { expect } from 'chai';
import fc from 'fast-check';
import type { Mention, Reply } from '../../src/model/event.ts';
import { readCommand } from '../../src/telegram/commands/read.ts';
import { by, person } from '../support/facts.ts';

const NOTHING: Reply = { to: 'nothing' };
const REPLY: Reply = { to: 'message', messageId: 5, author: by(person(2)) };

const read = (text: string, reply: Reply = NOTHING, mentions: Mention[] = []) =>
  readCommand(text, mentions, reply, 'Laurel_Bot');
const asked = (...of: Parameters<typeof read>) => read(...of)?.request ?? null;

const give = (target: object, amount: number, reason: string | null = null) => ({
  ask: 'adjust',
  what: 'reputation',
  how: 'add',
  target,
  amount,
  reason,
  confirm: false,
});
const usage = { ask: 'usage', command: 'addrep' };
const boris = { by: 'name', name: 'boris' };

describe('/addrep', () => {
  for (const [text, reply, request] of [
    ['/addrep @boris 5 for the guide', NOTHING, give(boris, 5, 'for the guide')],
    ['/addrep @boris +5', NOTHING, give(boris, 5)],
    ['/addrep @boris -5', NOTHING, give(boris, -5)],
    ['/addrep @boris −5', NOTHING, give(boris, -5)],
    ['/addrep  @boris \n 5   a \n b', NOTHING, give(boris, 5, 'a b')],
    ['/addrep @boris', NOTHING, give(boris, 1)],
    ['/addrep', REPLY, give({ by: 'reply' }, 1)],
    ['/addrep 5 for the guide', REPLY, give({ by: 'reply' }, 5, 'for the guide')],
    ['/addrep @boris 5', REPLY, give(boris, 5)],
    ['/addrep 4242 5 x', NOTHING, give({ by: 'id', id: 4242 }, 5, 'x')],
    ['/addrep 4242 5', REPLY, give({ by: 'id', id: 4242 }, 5)],
    ['/addrep', NOTHING, usage],
    ['/addrep 5 for the guide', { to: 'topic_root' }, usage],
    ['/addrep @boris five', NOTHING, usage],
    ['/addrep @boris 1.5', NOTHING, usage],
    ['/addrep @boris 1e3', NOTHING, usage],
    ['/addrep @boris 12345678901234567', NOTHING, usage],
    ['/addrep boris 5', NOTHING, usage],
  ] as const) {
    it(`reads ${JSON.stringify(text)}${reply.to === 'message' ? ' in reply' : ''}`, () => {
      expect(asked(text, reply)).to.deep.equal(request);
    });
  }

  it('reads a person named by a text mention, by the whole name or the first', () => {
    const ann: Mention = { person: { ...person(7, 'Ann'), lastName: 'Lee' } };
    expect(asked('/addrep Ann Lee 5 x', NOTHING, [ann])).to.deep.equal(give({ by: 'id', id: 7 }, 5, 'x'));
    expect(asked('/addrep Ann 5 x', NOTHING, [ann])).to.deep.equal(give({ by: 'id', id: 7 }, 5, 'x'));
  });

  it('keeps a reason of 200 characters at most', () => {
    const request = asked(`/addrep @boris 5 ${'x'.repeat(500)}`);
    expect(request?.ask === 'adjust' && request.reason).to.have.lengthOf(200);
  });

  it('never throws, and never gives what was not written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(NOTHING, REPLY), (words, reply) => {
        const request = asked(`/addrep ${words}`, reply);
        if (request?.ask !== 'adjust' || request.amount === 1) return;
        expect(words).to.match(new RegExp(String(Math.abs(request.amount))));
      }),
    );
  });
});

describe('/set and /setrep', () => {
  it('take what follows, and without it tell how they are used', () => {
    expect(asked('/set reputation.words thanks\nlanguage ru')).to.deep.equal({
      ask: 'set',
      text: 'reputation.words thanks\nlanguage ru',
    });
    expect(asked('/set')).to.deep.equal({ ask: 'usage', command: 'set' });
    expect(asked('/get Reputation.Words')).to.deep.equal({ ask: 'get', key: 'reputation.words' });
    expect(asked('/get')).to.deep.equal({ ask: 'get', key: null });
    expect(asked('/setrep @boris -50')).to.deep.include({ how: 'set', amount: -50 });
    expect(asked('/setrep', REPLY), 'a number is needed').to.deep.equal({ ask: 'usage', command: 'setrep' });
  });
});

describe('/expedit', () => {
  const edit = (how: string, target: object, amount: number, reason: string | null = null) => ({
    ...{ ask: 'adjust', what: 'experience', how, target, amount, reason },
    confirm: true,
  });
  const usage = { ask: 'usage', command: 'expedit' };
  for (const [text, reply, request] of [
    ['/expedit -2000 @boris', NOTHING, edit('take', boris, 2000)],
    ['/expedit @boris 5000', NOTHING, edit('add', boris, 5000)],
    ['/expedit @boris −5 for spam', NOTHING, edit('take', boris, 5, 'for spam')],
    ['/expedit 5000 123456789', NOTHING, edit('add', { by: 'id', id: 123456789 }, 5000)],
    ['/expedit 5000 @boris for the guide', NOTHING, edit('add', boris, 5000, 'for the guide')],
    ['/expedit -20 for spam', REPLY, edit('take', { by: 'reply' }, 20, 'for spam')],
    ['/expedit 0 @boris', NOTHING, edit('add', boris, 0)],
    ['/expedit 5000 @boris --rewards', NOTHING, { ...edit('add', boris, 5000), rewards: true }],
    ['/expedit —rewards @boris 5000 well', NOTHING, { ...edit('add', boris, 5000, 'well'), rewards: true }],
    ['/expedit 5 @boris --rewardsome', NOTHING, edit('add', boris, 5, '--rewardsome')],
    ['/expedit --rewards', REPLY, usage],
    ['/expedit', REPLY, usage],
    ['/expedit 5000', NOTHING, usage],
    ['/expedit @boris', NOTHING, usage],
    ['/expedit @boris much', NOTHING, usage],
  ] as const) {
    it(`reads ${JSON.stringify(text)}${reply === REPLY ? ' in reply' : ''}`, () => {
      expect(asked(text, reply)).to.deep.equal(request);
    });
  }
  it('and /expreset are Giselle’s names', () => {
    const request = {
      ask: 'adjust',
      what: 'experience',
      how: 'reset',
      target: boris,
      amount: 0,
      confirm: false,
    };
    expect(asked('/expreset @boris')).to.deep.equal({ ...request, reason: null });
    expect(asked('/resetexp @boris moved away')).to.deep.equal({ ...request, reason: 'moved away' });
    expect(asked('/resetrep 4242')).to.deep.include({ what: 'reputation', target: { by: 'id', id: 4242 } });
  });
});

describe('Digits of other keyboards', () => {
  it('are numbers too', () => {
    expect(asked('/addrep @boris ۱۲')).to.deep.include({ amount: 12 });
    expect(asked('/takerep @boris ٣')).to.deep.include({ amount: 3 });
    expect(asked('/undo ۱۲۳')).to.deep.equal({ ask: 'undo', what: { by: 'entry', id: 123 } });
    expect(asked('/top ۲')).to.deep.equal({ ask: 'top', order: 'sum', page: 2 });
    expect(asked('/top २'), 'not of every script').to.deep.equal({ ask: 'usage', command: 'top' });
  });
});
