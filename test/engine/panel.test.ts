import { expect } from 'chai';
import { userId } from '../../src/model/ids.ts';
import { type SettingKey, settingKeys, settingOf } from '../../src/settings/catalogue.ts';
import { formatValue } from '../../src/settings/format.ts';
import type { AnyValue } from '../../src/settings/kinds.ts';
import { codeOf } from '../../src/settings/panel/code.ts';
import { stepFrom } from '../../src/settings/panel/ladder.ts';
import { choicesOf } from '../../src/settings/panel/move.ts';
import type { PanelPress } from '../../src/settings/panel/press.ts';
import { defaultOf } from '../../src/settings/values.ts';
import { AT } from '../support/facts.ts';
import { ANNA, BORIS, chat, defaults, linesOf, MEMBER, page, play, stored } from '../support/panel-chat.ts';
import { follows, opens, presses, pressesPrivately, replies, sets, writes } from '../support/panel-steps.ts';

/** A value that is not the default, as an admin would write it, and the buttons that lead to it, if any do. */
function other(key: SettingKey): { raw: string; buttons: PanelPress[] | null } {
  const setting = settingOf(key);
  const choices = choicesOf(setting, defaults);
  switch (setting.type) {
    case 'switch':
      return { raw: setting.default ? 'off' : 'on', buttons: [{ do: 'toggle', key }] };
    case 'number':
      return { raw: String(stepFrom(setting, setting.default, 'up') ?? setting.min), buttons: null };
    case 'list':
      if (choices) {
        const two = choices.slice(2, 4);
        const usual = defaultOf(setting, defaults) as readonly string[];
        return {
          raw: two.join(', '),
          // Into the list or out of it.
          buttons: choices
            .filter((one) => two.includes(one) !== usual.includes(one))
            .map((one) => ({ do: 'flip', key, choice: codeOf(one) })),
        };
      }
      if (setting.boosts) return { raw: '100 2036-11-28T00:00Z/2036-11-30T00:00Z', buttons: null };
      if (setting.ids) return { raw: '42, 4242', buttons: null };
      return { raw: setting.reactions ? '🔥, custom:5' : 'one, "two, three"', buttons: null };
    case 'texts':
      return { raw: '<b>one</b>\nsecond line\n---\ntwo', buttons: null };
    case 'zone':
      return { raw: 'europe/berlin', buttons: null };
    case 'place':
      return { raw: '45', buttons: null };
    case 'range':
      return { raw: '3-7', buttons: null };
    case 'curve':
      return { raw: '1, 2, 3', buttons: null };
    case 'slug':
      return { raw: 'garden', buttons: null };
    case 'colour':
      return { raw: '#3fb878', buttons: null };
    default: {
      const usual = defaultOf(setting, defaults);
      const choice = choices?.find((one) => one !== usual) ?? '';
      return { raw: choice, buttons: [{ do: 'choose', key, choice: codeOf(choice) }] };
    }
  }
}

/** What no setting of its type takes. */
function wrong(key: SettingKey): string {
  const setting = settingOf(key);
  if (setting.type === 'texts') return '<blink>{receiver}';
  if (setting.type === 'list') return setting.choices ? 'set' : setting.reactions ? 'heart' : 'x'.repeat(501);
  return 'no such thing';
}

/** A choice of one is none. */
const changeable = settingKeys.filter((key) => choicesOf(settingOf(key), defaults)?.length !== 1);

describe('Every setting, by the panel and by /set', () => {
  for (const key of changeable) {
    it(key, () => {
      const { raw, buttons } = other(key);
      const bySet = chat();
      play(bySet, sets(ANNA, `${key} ${raw}`));
      expect(bySet.row.settingsVersion, 'control: it changes something').to.equal(1);

      const typed = chat();
      play(typed, opens(ANNA), pressesPrivately(ANNA, page(key)), writes(ANNA, raw));
      if (settingOf(key).type !== 'switch') {
        expect(stored(typed), 'not before it is saved').to.deep.equal({});
        const saved = play(typed, pressesPrivately(ANNA, { do: 'save' }));
        expect(typed.row.settings).to.equal(bySet.row.settings);
        const told = bySet.notices.at(-1);
        expect(saved?.key).to.equal(told?.key);
        expect(saved?.params).to.deep.equal(told?.params);
      }
      if (buttons) {
        const pressed = chat();
        play(pressed, opens(ANNA), ...buttons.map((press) => presses(ANNA, press)));
        play(pressed, presses(ANNA, { do: 'save' }));
        expect(pressed.row.settings, 'by buttons').to.equal(bySet.row.settings);
        play(pressed, presses(ANNA, { do: 'default', key }), presses(ANNA, { do: 'save' }));
        expect(pressed.row.settings, 'back to the default').to.equal('{}');
      }
      if (settingOf(key).type === 'switch') return;
      const refused = play(bySet, sets(ANNA, `${key} ${wrong(key)}`));
      const again = play(typed, pressesPrivately(ANNA, page(key)), writes(ANNA, wrong(key)));
      expect(linesOf(refused)[0]?.key, 'control').to.equal('refusal.bad_value');
      expect(linesOf(again)).to.deep.equal(linesOf(refused));
      expect(again?.params.changes).to.equal('{}');
      play(typed, writes(ANNA, 'default'), pressesPrivately(ANNA, { do: 'save' }));
      expect(typed.row.settings, 'still waiting; the word for the default').to.equal('{}');
    });
  }

  it('are refused together where they do not go together, and kept', () => {
    const [bySet, byPanel] = [chat(), chat()];
    const refused = play(bySet, sets(ANNA, 'reputation.award_min 20\nnegative.words Thanks'));
    const told = play(
      byPanel,
      opens(ANNA),
      pressesPrivately(ANNA, page('reputation.award_min')),
      writes(ANNA, '20'),
      pressesPrivately(ANNA, page('negative.words')),
      writes(ANNA, 'Thanks'),
      pressesPrivately(ANNA, { do: 'save' }),
    );
    expect(linesOf(refused), 'control').to.have.lengthOf(2);
    expect(linesOf(told)).to.deep.equal(linesOf(refused));
    expect(byPanel.row.settingsVersion).to.equal(0);
    play(
      byPanel,
      pressesPrivately(ANNA, page('reputation.award_max')),
      writes(ANNA, '30'),
      pressesPrivately(ANNA, page('negative.words')),
      writes(ANNA, 'boo'),
      pressesPrivately(ANNA, { do: 'save' }),
    );
    expect(stored(byPanel)).to.deep.equal({
      'reputation.award_min': 20,
      'reputation.award_max': 30,
      'negative.words': ['boo'],
    });
  });

  it('that an older version stored and this one does not take are kept, and can be replaced', () => {
    const old = chat({ 'reputation.from': 'everybody', 'reputation.gone': 5 });
    play(old, opens(ANNA), presses(ANNA, { do: 'up', key: 'reputation.pair_interval' }));
    play(old, presses(ANNA, { do: 'choose', key: 'reputation.from', choice: codeOf('shared') }));
    play(old, presses(ANNA, { do: 'save' }));
    expect(stored(old)).to.deep.equal({
      'reputation.from': 'shared',
      'reputation.gone': 5,
      'reputation.pair_interval': 120,
    });
  });
});

describe('A panel', () => {
  const up: PanelPress = { do: 'up', key: 'reputation.pair_interval' };

  it('is over after five idle minutes, and keeps for a day what was not saved', () => {
    const one = chat();
    play(one, opens(ANNA), presses(ANNA, up, AT + 300));
    expect(one.notices.at(-1)?.key, 'in time').to.equal('view:panel');
    const over = play(one, presses(ANNA, { do: 'save' }, AT + 601));
    expect(linesOf(over).map(({ key }) => key)).to.deep.equal(['refusal.panel_over', 'panel.over_kept']);
    expect(stored(one)).to.deep.equal({});
    const again = play(one, opens(ANNA, AT + 1000));
    expect(linesOf(again)).to.deep.equal([{ key: 'panel.kept', params: { count: 1 } }]);
    play(one, presses(ANNA, { do: 'save' }, AT + 1001));
    expect(stored(one), 'a button of before').to.deep.equal({});
    play(one, presses(ANNA, { do: 'save' }, AT + 1001, AT + 1000));
    expect(stored(one)).to.deep.equal({ 'reputation.pair_interval': 120 });
    play(one, presses(ANNA, up, AT + 1002, AT + 1000));
    expect(linesOf(play(one, opens(ANNA, AT + 1002 + 86_401))), 'a day later').to.deep.equal([]);
  });

  it('belongs to one admin, whose rights are looked at with every press', () => {
    const one = chat();
    play(one, opens(ANNA));
    expect(play(one, opens(MEMBER))?.lines).to.deep.equal([{ key: 'refusal.not_admin', params: {} }]);
    expect(play(one, presses(BORIS, up))?.key).to.equal('refusal.panel_not_yours');
    expect(linesOf(play(one, presses(MEMBER, up)))[0]?.key).to.equal('refusal.not_admin');
    one.row.admins = JSON.stringify([BORIS]);
    expect(linesOf(play(one, presses(ANNA, up)))[0]?.key).to.equal('refusal.not_admin');
    expect(one.panels.size, 'closed').to.equal(0);
    one.row.admins = JSON.stringify([ANNA, BORIS]);
    expect(linesOf(play(one, presses(ANNA, up)))[0]?.key).to.equal('refusal.panel_over');
    expect(stored(one)).to.deep.equal({});
  });

  it('takes no button that is out of date, and says so where nothing would change', () => {
    const one = chat();
    play(one, opens(ANNA));
    const step = one.panels.get(userId(ANNA))?.step;
    for (const press of [`t${codeOf('reputation.gone')}`, 'zzz', `c${codeOf('reputation.from')}.zzz`]) {
      expect(play(one, presses(ANNA, press)), press).to.include({ key: 'toast.stale', way: 'toast' });
    }
    expect(play(one, presses(ANNA, { do: 'save' }))).to.include({
      key: 'refusal.nothing_to_change',
      way: 'toast',
    });
    expect(play(one, presses(ANNA, { do: 'discard' }))).to.include({ key: 'refusal.nothing_to_change' });
    const { ephemeralId: _, ...seenByAll } = presses(ANNA, up);
    expect(play(one, { ...seenByAll, messageId: 9 }), 'never for all to see').to.include({
      key: 'toast.stale',
    });
    expect(one.panels.get(userId(ANNA))?.step, 'its page stands').to.equal(step);
  });

  it('reads words only where it waits for them', () => {
    const one = chat();
    const changes = () => one.panels.get(userId(ANNA))?.changes;
    play(one, opens(ANNA), pressesPrivately(ANNA, { do: 'show', page: { at: 'home' } }), writes(ANNA, '5'));
    expect(changes(), 'nothing is asked').to.equal('{}');
    play(one, pressesPrivately(ANNA, page('reputation.pair_interval')), replies(ANNA, '5'));
    expect(changes(), 'it stands in private').to.equal('{}');
    play(one, writes(BORIS, '5'), writes(ANNA, '5', AT, { edited: true }), writes(ANNA, '5', AT + 301));
    expect(changes(), 'another, an edit, too late').to.equal('{}');
    const picture = play(one, writes(ANNA, 'five', AT, { kind: 'photo' }));
    expect(linesOf(picture)).to.deep.equal([{ key: 'refusal.panel_words_only', params: {} }]);
    const told = play(one, writes(ANNA, '5'));
    expect(changes()).to.equal('{"reputation.pair_interval":5}');
    expect(told, 'under the words').to.include({ way: 'private', about: -100 });
  });

  it('reads replies to the bot in the group, where it stands there', () => {
    const one = chat();
    play(one, opens(ANNA), presses(ANNA, page('reputation.words')));
    const told = play(one, replies(ANNA, 'thanks'), replies(ANNA, 'merci, danke', AT, { spelt: 'ignored' }));
    expect(told).to.include({ way: 'edit', ephemeralId: ANNA });
    expect(one.entries, 'no thanks to a bot').to.deep.equal([]);
    const changes = () => one.panels.get(userId(ANNA))?.changes;
    expect(changes()).to.equal('{"reputation.words":["ignored"]}');
    play(
      one,
      replies(ANNA, '/top', AT, {
        command: { name: 'top', bang: false, request: { ask: 'top', order: 'sum', page: 1 } },
      }),
    );
    expect(one.notices.at(-1)?.key, 'a command stays one').to.equal('view:top');
    play(one, replies(BORIS, 'merci'));
    expect(changes()).to.equal('{"reputation.words":["ignored"]}');
  });

  it('goes on in private where it was in the group', () => {
    const one = chat();
    play(one, opens(ANNA), presses(ANNA, page('reputation.words')));
    const there = play(one, follows(ANNA));
    expect(there).to.include({ key: 'view:panel', way: 'private', chat: ANNA, about: -100 });
    expect(String(there?.params.page)).to.match(/^k/);
    play(one, writes(ANNA, 'merci'));
    expect(one.panels.get(userId(ANNA))?.changes).to.equal('{"reputation.words":["merci"]}');
    expect(linesOf(play(one, follows(MEMBER)))).to.deep.equal([
      { key: 'refusal.not_admin_there', params: {} },
    ]);
    one.row.botStatus = 'out';
    expect(linesOf(play(one, follows(ANNA)))[0]?.key, 'the bot is gone').to.equal('refusal.not_admin_there');
  });
});

/** Kept for the reader: values as `/set` writes them are what the panel reads. */
describe('What the panel shows of a value', () => {
  it('is what it would take back', () => {
    for (const key of settingKeys) {
      const usual: AnyValue = defaultOf(settingOf(key), defaults);
      const one = chat({ [key]: usual });
      if (settingOf(key).type === 'switch') continue;
      const told = play(
        one,
        opens(ANNA),
        pressesPrivately(ANNA, page(key)),
        writes(ANNA, formatValue(key, usual)),
      );
      expect(linesOf(told), key).to.deep.equal([{ key: 'refusal.nothing_to_change', params: {} }]);
    }
  });
});
