import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { settingKeys } from '../../src/settings/catalogue.ts';
import { settingsDoc } from '../../src/text/settings-doc.ts';

describe('docs/SETTINGS.md', () => {
  it('is what the catalogue says now', () => {
    const written = readFileSync(new URL('../../docs/SETTINGS.md', import.meta.url), 'utf8');
    expect(written === settingsDoc(), 'it is out of date: run `npm run settings-doc`').to.equal(true);
  });

  it('has a row for every setting, in four cells', () => {
    const rows = settingsDoc()
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(rows.map((row) => row.split('`')[1])).to.deep.equal([...settingKeys]);
    for (const row of rows) {
      const cells = row.split(/(?<!\\)\|/).slice(1, -1);
      expect(
        cells.map((one) => one.trim() !== ''),
        row,
      ).to.deep.equal([true, true, true, true]);
      expect(row, 'no tag is left').to.not.match(/<(?!br>|b>|\/b>)/);
    }
  });

  it('tells bounds and defaults', () => {
    const doc = settingsDoc();
    expect(doc).to.match(/`reputation\.pair_interval` .* from 0 to 525,600; `off` is 0 \| `60` \|/);
    expect(doc).to.match(/`reputation\.words` .* \| `thanks, thank you, thx, tysm` \|/);
    expect(doc).to.match(/`negative\.reason` .* \| `on` or `off` \| `on` \|/);
  });
});
