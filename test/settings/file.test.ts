import { expect } from 'chai';
import fc from 'fast-check';
import type { Refusal } from '../../src/model/refusal.ts';
import { resolveSettings, type StoredSettings } from '../../src/settings/catalogue.ts';
import { planValues } from '../../src/settings/change.ts';
import { readFile, type SettingsFile, understand, writeFile } from '../../src/settings/file.ts';
import { anyFitting, anyStored } from './values.ts';
import { checks, defaultsOf } from './world.ts';

const EN = defaultsOf('en');
const HEAD = { note: 'for people', chat: 'Garden', at: '2026-11-26T12:00:00.000Z' };
const OURS = { format: 'laurel-settings', version: 1 };
/** Texts of the property hold any sign; here only the way there and back is looked at. */
const LENIENT = { fold: (word: string) => word || '', textProblem: () => null };

const written = (stored: StoredSettings, triggers: string[] = []) =>
  writeFile(HEAD, stored, { triggers, titles: ['"A" rep=5'], rewards: ['level=5 tag="B"'] }, defaultsOf);

function read(text: string): SettingsFile {
  const file = readFile(text);
  if ('no' in file) throw new Error(file.no);
  return file;
}

function imported(text: string, current: StoredSettings): StoredSettings | Refusal[] {
  const { values, refusals } = understand(read(text), defaultsOf, LENIENT);
  if (refusals.length > 0) return refusals;
  const plan = planValues(current, defaultsOf, values, LENIENT);
  return plan.ok ? plan.overrides : plan.refusals;
}

describe('settings: a file of them', () => {
  it('is JSON for people: a format, its language, and what was changed as /set takes it', () => {
    const stored = {
      language: 'ru',
      'reputation.pair_interval': 0,
      'reputation.texts': ['a', 'b\nc'],
      'commands.bang': true,
      'reputation.award': 'no longer allowed',
      'future.key': 1,
    };
    expect(JSON.parse(written(stored, ['"hi" rep=5']))).to.deep.equal({
      ...OURS,
      ...HEAD,
      language: 'ru',
      settings: {
        'reputation.pair_interval': '0',
        'reputation.texts': 'a\n---\nb\nc',
        'commands.bang': 'on',
      },
      others: 'default',
      triggers: ['"hi" rep=5'],
      titles: ['"A" rep=5'],
      rewards: ['level=5 tag="B"'],
    });
    expect(JSON.parse(written({}))).to.deep.include({ language: 'en', settings: {} });
    expect(written({}).split('\n').length, 'a line each').to.be.above(8);
  });

  it('gives the same settings to any other chat', () => {
    let done = 0;
    fc.assert(
      fc.property(anyFitting, anyStored, (from, to) => {
        const now = imported(written(from), to);
        if (Array.isArray(now)) {
          const [refusal] = now as Refusal[];
          // A thank word of one language may be a minus word of another.
          expect(refusal?.no).to.be.oneOf(['word_on_both_lists', 'nothing_to_change']);
          return;
        }
        done += 1;
        const wanted = resolveSettings(from, EN);
        expect(resolveSettings(now as StoredSettings, EN)).to.deep.equal(wanted);
      }),
    );
    expect(done).to.be.above(80);
  });

  it('without the line “others” lets everything stay that it does not name', () => {
    const text = JSON.stringify({ ...OURS, settings: { 'reputation.pair_interval': '7' } });
    const current = { 'commands.bang': true, 'reputation.pair_interval': 5, language: 'ru' };
    expect(imported(text, current)).to.deep.equal({ ...current, 'reputation.pair_interval': 7 });
    const all = JSON.stringify({ ...JSON.parse(text), others: 'default' });
    expect(imported(all, current)).to.deep.equal({ 'reputation.pair_interval': 7 });
  });

  it('never resets a setting whose value it has, but wrongly', () => {
    const text = JSON.stringify({
      ...OURS,
      others: 'default',
      settings: { 'reputation.pair_interval': 'x' },
    });
    const { values, refusals } = understand(read(text), defaultsOf, checks);
    expect(values.has('reputation.pair_interval')).to.equal(false);
    expect(values.get('commands.bang')).to.equal(null);
    expect(refusals).to.deep.equal([
      {
        no: 'bad_value',
        key: 'reputation.pair_interval',
        allowed: { type: 'number', min: 0, max: 525_600 },
      },
    ]);
  });

  const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const inSettings = (inner: string) => `{"format":"laurel-settings","version":1,"settings":${inner}}`;
  const whole: [string, string, string][] = [
    ['no JSON', 'reputation.pair_interval 5', 'file_not_json'],
    ['nothing', '', 'file_not_json'],
    ['half of one', written({}).slice(0, 60), 'file_not_json'],
    ['JSON with a comment', `// hello\n${written({})}`, 'file_not_json'],
    ['NUL', '\0', 'file_not_json'],
    ['a number', '5', 'file_not_ours'],
    ['a list', '[]', 'file_not_ours'],
    ['null', 'null', 'file_not_ours'],
    ['lists in lists, 100,000 deep', deep(100_000), 'file_not_ours'],
    ['a format by prototype', '{"__proto__":{"format":"laurel-settings","version":1}}', 'file_not_ours'],
    ['another format', '{"format":"rose-settings","version":1}', 'file_not_ours'],
    ['a newer version', '{"format":"laurel-settings","version":2}', 'file_version'],
    ['a version in words', '{"format":"laurel-settings","version":"1"}', 'file_version'],
    ['no version', '{"format":"laurel-settings"}', 'file_version'],
    ['settings as a list', inSettings('[]'), 'file_wrong_type'],
    ['settings as a text', inSettings('"language ru"'), 'file_wrong_type'],
    ['settings as null', inSettings('null'), 'file_wrong_type'],
    ['triggers as an object', '{"format":"laurel-settings","version":1,"triggers":{}}', 'file_wrong_type'],
    ['titles as an object', '{"format":"laurel-settings","version":1,"titles":{}}', 'file_wrong_type'],
    ['a reward as a number', '{"format":"laurel-settings","version":1,"rewards":[1]}', 'file_wrong_type'],
    ['a trigger as a number', '{"format":"laurel-settings","version":1,"triggers":[1]}', 'file_wrong_type'],
    ['others as they like', '{"format":"laurel-settings","version":1,"others":"keep"}', 'file_wrong_type'],
  ];
  for (const [what, text, no] of whole) {
    it(`refuses ${what}`, () => expect(readFile(text)).to.have.property('no', no));
  }

  const values: [string, string, string, string][] = [
    ['a key that is none', '{"reputation.wrods":"a"}', 'unknown_setting', 'reputation.wrods'],
    ['__proto__', '{"__proto__":"on"}', 'unknown_setting', '__proto__'],
    ['constructor', '{"constructor":"on"}', 'unknown_setting', 'constructor'],
    ['a key of many signs', `{"${'k'.repeat(5000)}":"on"}`, 'unknown_setting', 'k'.repeat(64)],
    ['a number', '{"reputation.pair_interval":5}', 'file_wrong_type', 'reputation.pair_interval'],
    ['a switch', '{"commands.bang":true}', 'file_wrong_type', 'commands.bang'],
    ['null', '{"commands.bang":null}', 'file_wrong_type', 'commands.bang'],
    ['a list', '{"reputation.words":["a"]}', 'file_wrong_type', 'reputation.words'],
    ['a deep list', `{"reputation.words":${deep(50_000)}}`, 'file_wrong_type', 'reputation.words'],
    ['HTML that Telegram refuses', '{"reputation.texts":"<b"}', 'bad_value', 'reputation.texts'],
    ['a language that is not spoken', '{"language":"tlh"}', 'bad_value', 'language'],
    ['too long a text', `{"reputation.texts":"${'x'.repeat(1025)}"}`, 'bad_value', 'reputation.texts'],
  ];
  for (const [what, settings, no, key] of values) {
    it(`does not understand ${what}, and says so by name`, () => {
      const { values: understood, refusals } = understand(read(inSettings(settings)), defaultsOf, checks);
      expect([...understood]).to.deep.equal([]);
      expect(refusals).to.have.lengthOf(1);
      expect(refusals[0]).to.include({ no, key });
    });
  }

  it('of 30,000 keys that are none takes no time to speak of', function () {
    this.timeout(5_000);
    const many = Object.fromEntries(Array.from({ length: 30_000 }, (_, n) => [`k${n}`, '']));
    const { refusals } = understand(read(inSettings(JSON.stringify(many))), defaultsOf, checks);
    expect(refusals).to.have.lengthOf(30_000);
  });

  it('never throws, whatever it holds, and takes nothing that a setting does not', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.jsonValue().map(asOurs)), (text) => {
        const file = readFile(text);
        if (!('no' in file)) understand(file, defaultsOf, checks);
      }),
    );
  });
});

function asOurs(value: unknown): string {
  return JSON.stringify({ ...OURS, settings: value, language: value, triggers: value });
}
