import { expect } from 'chai';
import fc from 'fast-check';
import { catalogue, type SettingKey, settingKeys, settingOf } from '../../../src/settings/catalogue.ts';
import type { AnyValue, NumberSetting } from '../../../src/settings/kinds.ts';
import { codeOf } from '../../../src/settings/panel/code.ts';
import {
  NO_CHANGES,
  readChanges,
  settingsWith,
  withChange,
  writeChanges,
} from '../../../src/settings/panel/draft.ts';
import { ladderOf, stepFrom } from '../../../src/settings/panel/ladder.ts';
import { changedMeanwhile, yielded } from '../../../src/settings/panel/meanwhile.ts';
import { applyMove, choicesOf } from '../../../src/settings/panel/move.ts';
import {
  groupPage,
  groups,
  keysOf,
  LISTED,
  listPage,
  pageWith,
  readPage,
  writePage,
} from '../../../src/settings/panel/page.ts';
import { type PanelPress, readPress, writePress } from '../../../src/settings/panel/press.ts';
import { accepts } from '../../../src/settings/values.ts';
import { languageDefaults, languages } from '../../../src/text/i18n.ts';

const numbers = settingKeys.filter((key) => settingOf(key).type === 'number');
const defaults = languageDefaults('en');
const change = (of: Iterable<[SettingKey, AnyValue | null]>) => new Map(of);

describe('The codes in buttons', () => {
  it('tell settings, groups, choices and entries apart', () => {
    const sets: (readonly string[])[] = [settingKeys, groups, languages];
    for (const key of settingKeys) sets.push(choicesOf(settingOf(key), defaults) ?? []);
    for (const names of sets) expect(new Set(names.map(codeOf)).size).to.equal(names.length);
  });

  it('never change: buttons of an older version stay what they were', () => {
    // The published values of FNV-1a.
    expect(codeOf('')).to.equal((0x811c9dc5).toString(36));
    expect(codeOf('a')).to.equal((0xe40c292c).toString(36));
    expect(codeOf('foobar')).to.equal((0xbf9cf968).toString(36));
    expect(codeOf('language')).to.equal('1fl8wor');
  });

  it('are read back as they were written, for every setting', () => {
    const presses: PanelPress[] = [
      { do: 'show', page: { at: 'home' } },
      ...groups.map((group): PanelPress => ({ do: 'show', page: { at: 'group', group, page: 2 } })),
      ...(['save', 'discard', 'yield', 'close', 'groups'] as const).map((deed): PanelPress => ({ do: deed })),
      { do: 'link', link: codeOf('panel.button_history') },
      ...LISTED.flatMap((what): PanelPress[] => [
        { do: 'show', page: listPage(what, 37) },
        { do: 'show', page: { at: 'listed', what, id: 999_999_999 } },
        { do: 'show', page: { at: 'adding', what } },
        { do: 'remove', what, id: 999_999_999 },
      ]),
      ...(['volatile', 'persistent', 'default'] as const).map(
        (keep): PanelPress => ({ do: 'keep', id: 12, keep }),
      ),
    ];
    for (const key of settingKeys) {
      presses.push({ do: 'show', page: { at: 'setting', key, page: 999 } });
      for (const move of ['toggle', 'up', 'down', 'off', 'empty', 'default'] as const)
        presses.push({ do: move, key });
      for (const choice of choicesOf(settingOf(key), defaults) ?? ['x']) {
        presses.push(
          { do: 'choose', key, choice: codeOf(choice) },
          { do: 'flip', key, choice: codeOf(choice) },
        );
      }
    }
    for (const press of presses) {
      const written = writePress(press);
      expect(written.length, written).to.be.at.most(24);
      expect(readPress(written), written).to.deep.equal(press);
    }
  });

  it('are none where a setting is no more, or where somebody has made them up', () => {
    const gone = codeOf('reputation.gone');
    for (const written of [
      ...['', '!', 'z', 'h.1', 'hh', 's1', 's.1', 'l', 'w', 'm5', `t${gone}`, `k${gone}.1`, `g${gone}.1`],
      ...[`t${codeOf('language')}.1`, `c${codeOf('language')}`, `k${codeOf('language')}`, 'constructor'],
      ...[`k${codeOf('language')}.0`, `k${codeOf('language')}.1000`, `k${codeOf('language')}.x`],
      ...[
        'v',
        'vt',
        'vt0',
        'vx1',
        'v1',
        'it',
        'ir01',
        'n',
        'nx',
        'nt1',
        'vt1.2',
        'zt',
        'zx1',
        'zt0',
        'zt1.a',
        'a1',
        'ax1',
        'av',
        'av0',
      ],
    ]) {
      expect(readPress(written), written).to.equal(null);
    }
  });

  it('never throw, and mean nothing but what they are written for', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        const press = readPress(text);
        if (press) expect(writePress(press)).to.equal(text);
      }),
    );
  });
});

describe('The pages of a panel', () => {
  it('show every setting of the catalogue once', () => {
    const shown = groups.flatMap((group) => {
      const { pages } = groupPage(group, 1);
      return Array.from({ length: pages }, (_, index) => groupPage(group, index + 1).keys).flat();
    });
    expect([...shown].sort()).to.deep.equal([...settingKeys].sort());
    for (const key of settingKeys) {
      const page = pageWith(key);
      if (page.at !== 'group') throw new Error('no group');
      expect(groupPage(page.group, page.page).keys, key).to.include(key);
    }
    expect(groupPage('reputation', 99).page, 'the last').to.equal(groupPage('reputation', 1).pages);
    expect(keysOf('negative').length).to.be.above(8);
  });

  it('are stored, and read back', () => {
    for (const page of [
      { at: 'home' },
      { at: 'away' },
      { at: 'meanwhile', version: 12 },
      { at: 'group', group: 'negative', page: 3 },
      { at: 'setting', key: 'reactions.plus', page: 1 },
    ] as const) {
      expect(readPage(writePage(page))).to.deep.equal(page);
    }
  });
});

describe('The steps of a number', () => {
  for (const key of numbers) {
    it(`${key} lead from every value to both bounds, and never beyond`, () => {
      const setting = settingOf(key) as NumberSetting;
      const ladder = ladderOf(setting);
      expect(ladder[0]).to.equal(setting.min);
      expect(ladder.at(-1)).to.equal(setting.max);
      expect(ladder).to.include(setting.default);
      expect(ladder.length, 'not too many presses').to.be.at.most(80);
      fc.assert(
        fc.property(
          fc.integer({ min: setting.min, max: setting.max }),
          fc.constantFrom('up' as const, 'down' as const),
          (from, to) => {
            const step = stepFrom(setting, from, to);
            if (step === null) {
              expect(from).to.equal(to === 'up' ? setting.max : setting.min);
              return;
            }
            expect(step).to.be.within(setting.min, setting.max);
            expect(to === 'up' ? step > from : step < from).to.equal(true);
            expect(accepts(setting, step, defaults), String(step)).to.equal(true);
          },
        ),
      );
    });
  }
});

describe('What is not saved yet', () => {
  const withOne = (
    changes: ReturnType<typeof change>,
    key: SettingKey,
    value: AnyValue | null,
    stored = {},
  ) => withChange(stored, changes, key, value, languageDefaults);

  it('is nothing, where it leads back to what the chat has', () => {
    const once = withOne(change([]), 'reputation.enabled', false);
    expect([...(once ?? [])]).to.deep.equal([['reputation.enabled', false]]);
    expect(once && [...(withOne(new Map(once), 'reputation.enabled', true) ?? [])]).to.deep.equal([]);
    expect(withOne(change([]), 'reputation.enabled', true), 'no change').to.equal(null);
    expect(withOne(change([]), 'reputation.enabled', null), 'its default').to.equal(null);
  });

  it('keeps words that are the default of the language before, where the language changes too', () => {
    const ru = change([['language', 'ru']]);
    const words = withOne(ru, 'reputation.words', ['thanks', 'thank you', 'thx', 'tysm']);
    expect(words?.has('reputation.words')).to.equal(true);
    expect(settingsWith({}, words ?? NO_CHANGES, languageDefaults)['reputation.words'][0]).to.equal('thanks');
    const first = withOne(ru, 'reputation.words', [...languageDefaults('ru').lists.words]);
    expect(first, 'those of the language that will be').to.equal(null);
  });

  it('takes a smallest award above the largest, until it is saved', () => {
    expect(withOne(change([]), 'reputation.award_min', 20)?.get('reputation.award_min')).to.equal(20);
  });

  it('outlives a restart, and leaves out what another version has stored', () => {
    const changes = change([
      ['reputation.words', ['a', 'b']],
      ['language', null],
    ]);
    expect(readChanges(writeChanges(changes), languageDefaults)).to.deep.equal(changes);
    const odd = JSON.stringify({
      gone: 1,
      'reputation.enabled': 'yes',
      'reputation.award_max': 5,
      language: 'xx',
    });
    expect([...readChanges(odd, languageDefaults)]).to.deep.equal([['reputation.award_max', 5]]);
    for (const broken of ['', '[]', 'null', '5', '{']) {
      expect(readChanges(broken, languageDefaults).size, broken).to.equal(0);
    }
  });

  it('is changed by buttons only as the setting allows', () => {
    const move = (press: Parameters<typeof applyMove>[2], stored = {}) =>
      applyMove(stored, NO_CHANGES, press, languageDefaults);
    expect(move({ do: 'toggle', key: 'language' })).to.equal('stale');
    expect(move({ do: 'off', key: 'reputation.award_max' })).to.equal('stale');
    expect(move({ do: 'choose', key: 'reputation.from', choice: codeOf('nobody') })).to.equal('stale');
    expect(move({ do: 'choose', key: 'reputation.from', choice: codeOf('all') })).to.equal('same');
    expect(move({ do: 'flip', key: 'reputation.from', choice: codeOf('admins') })).to.equal('stale');
    expect(move({ do: 'up', key: 'reputation.award_max' }, { 'reputation.award_max': 1000 })).to.equal(
      'same',
    );
    expect(move({ do: 'empty', key: 'reactions.minus' })).to.equal('same');
    const flipped = move(
      { do: 'flip', key: 'commands.disabled', choice: codeOf('top') },
      { 'commands.disabled': ['why', 'help'] },
    );
    expect(flipped).to.deep.equal(new Map([['commands.disabled', ['help', 'top', 'why']]]));
  });
});

describe('What others have saved meanwhile', () => {
  const mine = change([
    ['reputation.pair_interval', 30],
    ['reputation.enabled', false],
  ]);

  it('is told apart: what the changes would replace, and what they would not', () => {
    const now = { 'reputation.pair_interval': 90, 'negative.enabled': true };
    const meanwhile = changedMeanwhile({}, now, mine, languageDefaults);
    expect(meanwhile.conflicts).to.deep.equal(['reputation.pair_interval']);
    expect(meanwhile.theirs).to.deep.equal([
      { key: 'reputation.pair_interval', from: '60', to: '90' },
      { key: 'negative.enabled', from: 'off', to: 'on' },
    ]);
    expect([...yielded(mine, meanwhile).keys()]).to.deep.equal(['reputation.enabled']);
  });

  it('is no conflict, where both have chosen the same', () => {
    const { conflicts, theirs } = changedMeanwhile(
      {},
      { 'reputation.pair_interval': 30 },
      mine,
      languageDefaults,
    );
    expect(conflicts).to.deep.equal([]);
    expect(theirs, 'control').to.have.lengthOf(1);
    expect(catalogue['reputation.pair_interval'].type).to.equal('number');
  });
});
