import { expect } from 'chai';
import fc from 'fast-check';
import type { SettledEvent } from '../../src/model/event.ts';
import { userId } from '../../src/model/ids.ts';
import { codeOf } from '../../src/settings/panel/code.ts';
import type { PanelPress } from '../../src/settings/panel/press.ts';
import { AT } from '../support/facts.ts';
import type { MemoryChat } from '../support/memory.ts';
import { ANNA, BORIS, chat, MEMBER, page, play, stored } from '../support/panel-chat.ts';
import { follows, opens, presses, pressesPrivately, replies, sets, writes } from '../support/panel-steps.ts';

describe('Two panels at once', () => {
  const up: PanelPress = { do: 'up', key: 'reputation.pair_interval' };
  const down: PanelPress = { do: 'down', key: 'reputation.pair_interval' };
  const off: PanelPress = { do: 'toggle', key: 'reputation.enabled' };
  const save: PanelPress = { do: 'save' };

  it('know of each other while both are used', () => {
    const both = chat();
    expect(play(both, opens(ANNA))?.params.others).to.deep.equal([]);
    expect(play(both, opens(BORIS, AT + 60))?.params.others).to.deep.equal(['P1']);
    expect(play(both, presses(ANNA, up, AT + 61))?.params.others).to.deep.equal(['P2']);
    expect(play(both, presses(BORIS, up, AT + 360, AT + 60))?.params.others).to.deep.equal(['P1']);
    expect(play(both, presses(BORIS, up, AT + 362, AT + 60))?.params.others, 'she is idle').to.deep.equal([]);
  });

  it('keep what only one of them has changed, and tell the later one', () => {
    const both = chat();
    play(both, opens(ANNA), opens(BORIS), presses(ANNA, up), presses(BORIS, off), presses(ANNA, save));
    const told = play(both, presses(BORIS, { do: 'show', page: { at: 'home' } }));
    expect(told?.params).to.include({ theirs: 1 }).and.deep.include({ conflicts: [] });
    const saved = play(both, presses(BORIS, save));
    expect(saved?.params.meanwhile).to.deep.equal(['reputation.pair_interval']);
    expect(stored(both)).to.deep.equal({ 'reputation.pair_interval': 120, 'reputation.enabled': false });
  });

  it('tell the later one what would be replaced, before it is', () => {
    const both = chat();
    play(both, opens(ANNA), opens(BORIS), presses(ANNA, up), presses(BORIS, down), presses(BORIS, off));
    play(both, presses(ANNA, save));
    const told = play(both, presses(BORIS, save));
    expect(stored(both), 'nothing replaced').to.deep.equal({ 'reputation.pair_interval': 120 });
    expect(told?.params).to.deep.include({
      keys: ['reputation.pair_interval'],
      before: ['60'],
      after: ['120'],
      conflicts: ['reputation.pair_interval'],
    });
    play(both, presses(BORIS, save));
    expect(stored(both)).to.deep.equal({ 'reputation.pair_interval': 45, 'reputation.enabled': false });
  });

  it('let the later one keep what was saved, and save the rest', () => {
    const both = chat();
    play(both, opens(ANNA), opens(BORIS), presses(ANNA, up), presses(BORIS, down), presses(BORIS, off));
    play(
      both,
      presses(ANNA, save),
      presses(BORIS, save),
      presses(BORIS, { do: 'yield' }),
      presses(BORIS, save),
    );
    expect(stored(both)).to.deep.equal({ 'reputation.pair_interval': 120, 'reputation.enabled': false });
  });

  it('tell again where somebody saved again, and after a look at other pages', () => {
    const both = chat();
    play(both, opens(ANNA), opens(BORIS), presses(BORIS, down), presses(ANNA, up), presses(ANNA, save));
    play(both, presses(BORIS, save), sets(ANNA, 'reputation.pair_interval 5'));
    expect(play(both, presses(BORIS, save))?.params.after).to.deep.equal(['5']);
    play(both, presses(BORIS, { do: 'show', page: { at: 'home' } }));
    expect(play(both, presses(BORIS, save))?.params.keys).to.deep.equal(['reputation.pair_interval']);
    play(both, presses(BORIS, save));
    expect(stored(both)).to.deep.equal({ 'reputation.pair_interval': 45 });
  });
});

describe('Where a batch begins and ends', () => {
  const moves: PanelPress[] = [
    ...(['reputation.pair_interval', 'reputation.enabled', 'reputation.words', 'language'] as const).flatMap(
      (key): PanelPress[] => [
        page(key),
        { do: 'up', key },
        { do: 'toggle', key },
        { do: 'empty', key },
        { do: 'default', key },
        { do: 'choose', key, choice: codeOf('ru') },
      ],
    ),
    ...Array.from({ length: 6 }, (): PanelPress => ({ do: 'save' })),
    { do: 'discard' },
    { do: 'yield' },
    { do: 'close' },
    { do: 'show', page: { at: 'home' } },
  ];
  const who = fc.constantFrom(ANNA, ANNA, BORIS, BORIS, MEMBER);
  const after = fc.constantFrom(0, 0, 0, 1, 30, 299, 300, 301);
  const what = fc.oneof(
    { weight: 2, arbitrary: fc.constant('open' as const) },
    { weight: 1, arbitrary: fc.constant('follow' as const) },
    { weight: 8, arbitrary: fc.constantFrom(...moves) },
    { weight: 4, arbitrary: fc.constantFrom('merci', '5', 'off', 'nonsense, "', 'none', 'default', '<b>') },
    { weight: 1, arbitrary: fc.constantFrom('/reputation.pair_interval 7', '/reputation.words danke') },
  );

  it('makes no difference to panels, to settings, or to what is said', () => {
    let saved = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(who, what, after, fc.boolean()), { maxLength: 40, size: 'max' }),
        fc.array(fc.nat(40), { maxLength: 8 }),
        (steps, cuts) => {
          let at = AT;
          const sessions = new Map<number, number>();
          const lone = chat();
          // Buttons carry the session that was shown: played one by one first, which also makes the events.
          const events = steps.map(([person, step, wait, privately]): SettledEvent => {
            at += wait;
            const session = sessions.get(person) ?? AT;
            const press = privately ? pressesPrivately : presses;
            const event =
              step === 'open'
                ? opens(person, at)
                : step === 'follow'
                  ? follows(person, at)
                  : typeof step !== 'string'
                    ? press(person, step, at, session)
                    : step.startsWith('/')
                      ? sets(person, step.slice(1), at)
                      : privately
                        ? writes(person, step, at)
                        : replies(person, step, at);
            lone.batch([event]);
            const now = lone.panels.get(userId(person))?.session;
            if (now !== undefined) sessions.set(person, now);
            return event;
          });
          const cut = chat();
          let from = 0;
          for (const to of [...new Set(cuts), events.length].sort((a, b) => a - b)) {
            cut.batch(events.slice(from, to));
            from = Math.max(from, to);
          }
          const kept = (of: MemoryChat) => ({
            settings: of.row.settings,
            version: of.row.settingsVersion,
            panels: [...of.panels].sort(([a], [b]) => a - b).map(([, { base: _, ...row }]) => row),
            notices: of.notices,
          });
          saved += lone.row.settingsVersion;
          expect(kept(cut)).to.deep.equal(kept(lone));
        },
      ),
      { numRuns: 200 },
    );
    expect(saved, 'control: versions saved').to.be.above(100);
  });
});
