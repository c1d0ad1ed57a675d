import { expect } from 'chai';
import fc from 'fast-check';
import type { Trigger } from '../../../src/model/trigger.ts';
import { foldPhrase } from '../../../src/reputation/phrases/fold.ts';
import { type Plan, planAdd, planEdit, planRemove } from '../../../src/reputation/triggers/change.ts';
import { DEFAULTS, MOST_TRIGGERS } from '../../../src/reputation/triggers/rules.ts';
import { writeTrigger } from '../../../src/reputation/triggers/write.ts';
import { textProblem } from '../../../src/text/placeholders.ts';

const checks = { fold: foldPhrase, textProblem };
const add = (words: string, triggers: readonly Trigger[] = []) => planAdd(triggers, words, checks);
const trigger = (id: number, phrase: string, more: Partial<Trigger> = {}): Trigger => ({
  ...DEFAULTS,
  reputation: 5,
  id,
  phrase,
  ...more,
});

/** The names of what stands in the way; `usage` where it cannot be read. */
function refusals(plan: Plan): string[] {
  if (plan.ok) return [];
  if (!plan.refusals) return ['usage'];
  return plan.refusals.map((no) =>
    no.no === 'bad_value' ? `bad_value ${no.key} ${no.allowed.type}` : no.no,
  );
}

describe('/trigger add', () => {
  const TABLE: [words: string, trigger: Partial<Trigger>][] = [
    [
      '"Thank you for your help" rep=5 exp=0 from=admins to=users match=anywhere text="Well done, {receiver}!"',
      {
        phrase: 'Thank you for your help',
        reputation: 5,
        from: 'admins',
        to: 'users',
        text: 'Well done, {receiver}!',
      },
    ],
    ['helped rep=5', { phrase: 'helped', reputation: 5 }],
    ['thank you  so\nmuch rep=5', { phrase: 'thank you so much' }],
    ['/helped REP = +3 Match=Whole', { phrase: '/helped', reputation: 3, match: 'whole' }],
    ['“Well done” reputation=−4 experience=12', { phrase: 'Well done', reputation: -4, experience: 12 }],
    ['«Молодец» rep=5 interval=30', { phrase: 'Молодец', interval: 30 }],
    ['"say ""hi""" rep=5', { phrase: 'say "hi"' }],
    ['"say "hi"" rep=5', { phrase: 'say "hi"' }],
    ['"a "quoted" word" rep=5', { phrase: 'a "quoted" word' }],
    [
      'x text="<a href="https://example.org">rules</a>" rep=1',
      { text: '<a href="https://example.org">rules</a>' },
    ],
    ['x text=Read the rules:\nbe nice. rep=2', { text: 'Read the rules:\nbe nice.', reputation: 2 }],
    ['x rep=2\ntext="One.\n\nTwo."', { text: 'One.\n\nTwo.' }],
    ['x rep=2 text=none', { text: '' }],
    ['x rep=2 text=', { text: null, reputation: 2 }],
    ['x rep=2 text="none"', { text: 'none' }],
    ['x text= rep=2', { text: null, reputation: 2 }],
    ['"rep=5" rep=1', { phrase: 'rep=5', reputation: 1 }],
    ['x rep=1 rep=2', { reputation: 2 }],
    ['"👍🏽" rep=1', { phrase: '👍🏽' }],
    ['"شكرا لك" rep=1', { phrase: 'شكرا لك' }],
    ['"<b>" rep=1', { phrase: '<b>' }],
    ['. rep=1', { phrase: '.' }],
    [`${'p'.repeat(500)} rep=1`, { phrase: 'p'.repeat(500) }],
    ['x rep=-1000 exp=1000', { reputation: -1000, experience: 1000 }],
  ];
  for (const [words, expected] of TABLE) {
    it(words.slice(0, 80), () => {
      const plan = add(words);
      if (!plan.ok) throw new Error(JSON.stringify(plan));
      expect(plan.of).to.deep.include({ id: 1, ...expected });
      expect(plan.triggers).to.deep.equal([plan.of]);
    });
  }

  it('takes what is not named from the defaults', () => {
    const plan = add('x rep=5');
    expect(plan.ok && plan.of).to.deep.equal(trigger(1, 'x'));
  });

  const REFUSED: [words: string, why: string[]][] = [
    ['', ['usage']],
    ['rep=5', ['usage']],
    ['"never closed rep=5', []],
    ['"x" rep=5 and more', ['usage']],
    ['x rep=5 phrase=y', ['usage']],
    ['x rep=1001', ['bad_value rep number']],
    ['x rep=-1001', ['bad_value rep number']],
    ['x rep=1.5', ['bad_value rep number']],
    ['x rep=', ['bad_value rep number']],
    ['x rep=９', ['bad_value rep number']],
    ['x rep=1e3', ['bad_value rep number']],
    ['x exp=99999999999999999999', ['bad_value exp number']],
    ['x rep=1 interval=-1', ['bad_value interval number']],
    ['x rep=1 interval=525601', ['bad_value interval number']],
    ['x rep=1 from=shared', ['bad_value from choice']],
    ['x rep=1 to=me match=some', ['bad_value to choice', 'bad_value match choice']],
    ['x rep=1 colour=red', ['trigger_option']],
    ['x rep=1 __proto__=1', ['usage']],
    ['x rep=1 constructor=1', ['trigger_option']],
    ['x', ['trigger_does_nothing']],
    ['x rep=0 exp=0', ['trigger_does_nothing']],
    ['x text=none', ['trigger_does_nothing']],
    ['"" rep=1', ['usage']],
    ['"\u200B" rep=1', ['bad_value phrase phrase']],
    [`${'p'.repeat(501)} rep=1`, ['bad_value phrase phrase']],
    ['x text="<b>open"', ['bad_value text html']],
    ['x text="<script>x</script>"', ['bad_value text html']],
    ['x text="{nobody} is here"', ['bad_value text placeholder']],
    ['x text="{reason}"', ['bad_value text html']],
    [`x text="${'t'.repeat(1025)}"`, ['bad_value text text']],
  ];
  for (const [words, why] of REFUSED) {
    it(`${JSON.stringify(words.slice(0, 50))}: ${why.join(', ') || 'is a phrase with a mark in it'}`, () => {
      expect(refusals(add(words))).to.deep.equal(why);
    });
  }

  it('numbers on from the last, not from how many there are', () => {
    const plan = add('z rep=1', [trigger(2, 'x'), trigger(7, 'y')]);
    expect(plan.ok && plan.of.id).to.equal(8);
  });

  it('takes 300, and not one more', () => {
    const many = Array.from({ length: MOST_TRIGGERS - 1 }, (_, index) => trigger(index + 1, `x${index}`));
    const last = add('y rep=1', many);
    expect(refusals(last)).to.deep.equal([]);
    const { triggers } = last as Extract<Plan, { ok: true }>;
    expect(refusals(add('z rep=1', triggers ?? []))).to.deep.equal(['triggers_full']);
    expect(refusals(add('Y rep=1', triggers ?? [])), 'a duplicate first').to.deep.equal([
      'trigger_duplicate',
    ]);
  });

  it('refuses one that could never do anything beside an older one, and no other', () => {
    const COVERED: [older: Partial<Trigger>, younger: string, refused: boolean][] = [
      [{}, '"WELL  done" rep=9', true],
      [{}, '"well done" rep=1 from=admins', true],
      [{}, '"well done" rep=1 match=whole', true],
      [{}, '"well done" rep=1 interval=5 text=hi', true],
      [{}, '"well done you" rep=1', false],
      [{ from: 'admins' }, '"well done" rep=1', false],
      [{ from: 'admins' }, '"well done" rep=1 from=users', false],
      [{ from: 'admins' }, '"well done" rep=1 from=admins to=users', true],
      [{ to: 'users' }, '"well done" rep=1 to=admins', false],
      [{ match: 'whole' }, '"well done" rep=1', false],
      [{ match: 'starts' }, '"well done" rep=1 match=whole', true],
    ];
    for (const [older, words, refused] of COVERED) {
      const plan = add(words, [trigger(1, 'Well done', older)]);
      expect(refusals(plan), words).to.deep.equal(refused ? ['trigger_duplicate'] : []);
    }
  });
});

describe('/trigger edit and remove', () => {
  const triggers = [trigger(1, 'one'), trigger(2, '3'), trigger(3, 'Thank you'), trigger(4, 'four')];
  const edit = (words: string) => planEdit(triggers, words, checks);
  const remove = (words: string) => planRemove(triggers, words, checks);
  const of = (plan: Plan) => (plan.ok ? plan.of.id : refusals(plan).join());

  it('name a trigger by its number or its phrase; in quotation marks a number is a phrase', () => {
    for (const [words, id] of [
      ['3', 3],
      ['#3', 3],
      ['"3"', 2],
      ['thank  YOU', 3],
      ['"Thank you"', 3],
      ['5', 'trigger_unknown'],
      ['stranger', 'trigger_unknown'],
      ['', 'usage'],
    ] as const) {
      expect(of(remove(words)), words).to.equal(id);
      expect(of(edit(`${words} rep=7`)), words).to.equal(id);
    }
  });

  it('change what is named and keep the rest, the place among the others, too', () => {
    const plan = edit('3 rep=7 from=admins phrase="Thank you all" text=none');
    expect(plan.ok && plan.triggers?.map(({ id }) => id)).to.deep.equal([1, 2, 3, 4]);
    expect(plan.ok && plan.triggers?.[2]).to.deep.equal(
      trigger(3, 'Thank you all', { reputation: 7, from: 'admins', text: '' }),
    );
    expect(plan.ok && plan.triggers?.[0]).to.equal(triggers[0]);
  });

  it('only look at it where nothing is named', () => {
    const plan = edit('3');
    expect(plan.ok && [plan.triggers, plan.of.id]).to.deep.equal([null, 3]);
  });

  it('are refused where nothing would change, two would be one, or nothing would be left', () => {
    expect(refusals(edit('3 rep=5'))).to.deep.equal(['nothing_to_change']);
    expect(refusals(edit('3 phrase=ONE'))).to.deep.equal(['trigger_duplicate']);
    expect(refusals(edit('1 phrase="thank you"')), 'the older would cover').to.deep.equal([
      'trigger_duplicate',
    ]);
    expect(refusals(edit('3 rep=0'))).to.deep.equal(['trigger_does_nothing']);
    expect(refusals(remove('3 rep=5'))).to.deep.equal(['usage']);
  });
});

describe('A trigger as it is written', () => {
  const phrase = fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
      fc
        .array(fc.constantFrom('"', '""', ' ', ' rep=5', '=', 'a', 'text=', '”', '»', '\n', 'none', '#3'), {
          minLength: 1,
          maxLength: 12,
        })
        .map((parts) => parts.join('')),
    )
    .map((text) => text.replace(/\s+/gu, ' ').trim())
    .filter((text) => foldPhrase(text) !== '');
  const text = fc.oneof(
    fc.constant(null),
    fc.constant(''),
    fc
      .array(fc.constantFrom('"', '""', ' ', ' rep=5', '\n', 'Hi', '{receiver}', '<b>x</b>', 'none'), {
        minLength: 1,
        maxLength: 10,
      })
      .map((parts) => `Hi${parts.join('')}`.trim()),
  );
  const points = fc.integer({ min: -1000, max: 1000 });
  const any = fc.record({
    phrase,
    match: fc.constantFrom('whole' as const, 'starts' as const, 'anywhere' as const),
    reputation: points.filter((amount) => amount !== 0),
    experience: points,
    text,
    from: fc.constantFrom('all' as const, 'admins' as const, 'users' as const),
    to: fc.constantFrom('all' as const, 'admins' as const, 'users' as const),
    interval: fc.integer({ min: 0, max: 525_600 }),
  });

  it('is read back as the same', () => {
    fc.assert(
      fc.property(any, (one) => {
        const plan = add(writeTrigger({ id: 1, ...one }));
        expect(plan.ok && plan.of, writeTrigger({ id: 1, ...one })).to.deep.equal({ id: 1, ...one });
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws, whatever an admin writes, and takes no longer for it', () => {
    const piece = fc.constantFrom(
      '"',
      '“',
      '”',
      'rep=',
      'text=',
      ' ',
      '\n',
      '=',
      'a',
      '"" ',
      '\u0000',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 400, size: 'max' }), (pieces) => {
        for (const plan of [planAdd, planEdit, planRemove]) plan([], pieces.join(''), checks);
      }),
    );
    const from = performance.now();
    for (const words of [
      '" '.repeat(2000),
      '"'.repeat(4000),
      `x text="${' '.repeat(3900)}`,
      'rep='.repeat(1000),
    ]) {
      add(words);
    }
    expect(performance.now() - from).to.be.below(1000);
  });
});
