import { expect } from 'chai';
import fc from 'fast-check';
import { type SettingKey, settingKeys, settingOf } from '../../src/settings/catalogue.ts';
import { formatValue } from '../../src/settings/format.ts';
import type { AnyValue } from '../../src/settings/kinds.ts';
import { parseChanges } from '../../src/settings/parse.ts';
import { readValue } from '../../src/settings/read.ts';
import { accepts } from '../../src/settings/values.ts';
import { anyValue } from './values.ts';
import { defaultsOf } from './world.ts';

const defaults = defaultsOf('en');
describe('settings: what is shown can be typed', () => {
  for (const key of settingKeys) {
    it(key, () => {
      fc.assert(
        fc.property(anyValue(settingOf(key)), (value) => {
          expect(accepts(settingOf(key), value, defaults)).to.equal(true);
          expect(typed(`${key} ${formatValue(key, value)}`, key)).to.deep.equal(value);
          expect(
            typed(`commands.bang on\n${key} = ${formatValue(key, value)}\ncommands.disabled`, key),
          ).to.deep.equal(value);
        }),
      );
    });
  }

  it('empty and zero', () => {
    expect(formatValue('reputation.words', [])).to.equal('none');
    expect(formatValue('reputation.pair_interval', 0)).to.equal('0');
    expect(formatValue('commands.bang', false)).to.equal('off');
  });
});

/** What a message sets for a key; the last one counts. */
function typed(message: string, key: SettingKey): AnyValue | null {
  const raw =
    parseChanges(message).findLast((change) => change.key === key && change.raw !== null)?.raw ?? null;
  return raw === null ? null : readValue(settingOf(key), raw, defaults);
}
