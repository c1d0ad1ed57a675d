import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { SEVERITY } from '../../src/health/ailments.ts';
import { rightNames } from '../../src/health/rights.ts';
import { userId } from '../../src/model/ids.ts';
import type { Allowed, RefusalName } from '../../src/model/refusal.ts';
import { DAY } from '../../src/model/time.ts';
import { foldPhrase } from '../../src/reputation/phrases/fold.ts';
import { compilePhrases, type Matcher } from '../../src/reputation/phrases/matcher.ts';
import { findConflict } from '../../src/reputation/phrases/words.ts';
import { catalogue, type SettingKey, settingKeys, settingOf } from '../../src/settings/catalogue.ts';
import { LANGUAGE_LISTS } from '../../src/settings/kinds.ts';
import { choiceName } from '../../src/telegram/views/choice-words.ts';
import { checkTelegramHtml, type HtmlFault } from '../../src/text/check-html.ts';
import { plainText } from '../../src/text/html.ts';
import { hasText, languageDefaults, languages, translate } from '../../src/text/i18n.ts';
import { readLocales } from '../../src/text/locales.ts';
import { textProblem } from '../../src/text/placeholders.ts';

// Kept complete by the compiler: a name that is missing here does not compile.
const REFUSALS = {
  off: true,
  edited: true,
  forwarded: true,
  via_bot: true,
  excepted: true,
  quoted_word: true,
  both_signs: true,
  reason_missing: true,
  giver_bot: true,
  giver_channel: true,
  giver_anonymous: true,
  only_admins_give: true,
  least_days: true,
  least_messages: true,
  no_receiver: true,
  topic_root: true,
  other_chat: true,
  service_message: true,
  self: true,
  receiver_bot: true,
  receiver_anonymous: true,
  receiver_channel: true,
  linked_post: true,
  unknown_message: true,
  unknown_name: true,
  too_many: true,
  at_floor: true,
  at_ceiling: true,
  chat_interval: true,
  giver_interval: true,
  receiver_interval: true,
  pair_interval: true,
  given_per_day: true,
  received_per_day: true,
  offer_over: true,
  offer_answered: true,
  offer_not_yours: true,
  not_admin: true,
  not_in_private: true,
  no_target: true,
  not_seen: true,
  amount: true,
  nothing_to_change: true,
  undo_off: true,
  undo_late: true,
  undo_nothing: true,
  undo_not_yours: true,
  undo_done: true,
  undo_of_undo: true,
  no_entry: true,
  cannot_delete: true,
  removed_already: true,
  too_old_to_remove: true,
  no_vote: true,
  vote_twice: true,
  vote_own: true,
  vote_admin: true,
  vote_bot: true,
  as_yourself: true,
  job_running: true,
  question_over: true,
  question_replaced: true,
  poll_over: true,
  poll_answered: true,
  unknown_setting: true,
  bad_value: true,
  word_on_both_lists: true,
  no_version: true,
  file_too_large: true,
  file_unreachable: true,
  file_not_json: true,
  file_not_ours: true,
  file_version: true,
  file_wrong_type: true,
  file_trigger: true,
  file_title: true,
  file_reward: true,
  trigger_interval: true,
  trigger_from_admins: true,
  trigger_from_users: true,
  trigger_to_admins: true,
  trigger_to_users: true,
  trigger_option: true,
  trigger_duplicate: true,
  trigger_does_nothing: true,
  trigger_command: true,
  trigger_unknown: true,
  trigger_several: true,
  triggers_full: true,
  not_shared: true,
  no_voice: true,
  hidden: true,
  no_topics: true,
  boost_time: true,
  boost_over: true,
  boost_small: true,
  boost_zero: true,
  boost_overlaps: true,
  boosts_full: true,
  boost_unknown: true,
  card_interval: true,
  colour_unknown: true,
  title_unknown: true,
  title_twice: true,
  title_threshold: true,
  title_same: true,
  title_crosses: true,
  title_name: true,
  title_option: true,
  titles_full: true,
  reward_tier: true,
  reward_nothing: true,
  reward_tag: true,
  reward_short: true,
  reward_option: true,
  reward_unknown: true,
  reward_twice: true,
  rewards_full: true,
  reward_link: true,
  reward_link_here: true,
  reward_link_bot: true,
  boost_none: true,
  boost_spent: true,
  boost_self: true,
  boost_running: true,
  panel_over: true,
  panel_not_yours: true,
  panel_words_only: true,
  not_admin_there: true,
} satisfies Record<RefusalName, true>;

const ALLOWED = {
  switch: true,
  number: true,
  decimal: true,
  range: true,
  curve: true,
  colour: true,
  slug: true,
  choice: true,
  list: true,
  reactions: true,
  ids: true,
  boosts: true,
  texts: true,
  phrase: true,
  text: true,
  language: true,
  zone: true,
  place: true,
  placeholder: true,
  discord: true,
} satisfies Record<Exclude<Allowed['type'], 'html'>, true>;

const FAULTS = {
  unknown_tag: true,
  broken_tag: true,
  unclosed_tag: true,
  wrong_end: true,
  wrong_attribute: true,
  bad_character: true,
  empty: true,
  too_long: true,
} satisfies Record<HtmlFault, true>;

const COMMANDS = [
  ...['start', 'help', 'language', 'top', 'me', 'why', 'levels', 'titles', 'rank', 'notify', 'undo'],
  'rating',
  'stats',
  'gtop',
  'gprofile',
  'hide',
  'mydata',
  'forgetme',
  ...['addrep', 'takerep', 'setrep', 'resetrep', 'addexp', 'takeexp', 'setexp', 'resetexp', 'expedit'],
  ...[
    'log',
    'resetchat',
    'del',
    'sync',
    'trigger',
    'title',
    'reward',
    'exclude',
    'noexprole',
    'noexpchannels',
    'boost',
    'set',
    'get',
    'health',
    'settings',
    'cancel',
  ],
  ...['preset', 'history', 'export', 'import'],
];

const locales = readLocales();
const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Every text of a language by its key; not the defaults, which are no texts of the bot's own. */
function textsOf(language: string): Map<string, string> {
  const texts = new Map<string, string>();
  const walk = (value: unknown, key: string) => {
    if (typeof value === 'string') texts.set(key, value);
    else
      for (const [name, child] of Object.entries(value as object)) walk(child, key ? `${key}.${name}` : name);
  };
  const { defaults: _, ...sections } = locales[language] ?? {};
  walk(sections, '');
  return texts;
}

/** Plural forms count as one key. */
const english = textsOf('en');
const keys = [...new Set([...english.keys()].map((key) => (isPlural(key) ? key.replace(PLURAL, '') : key)))];

function isPlural(key: string): boolean {
  return PLURAL.test(key) && english.has(key.replace(PLURAL, '_other'));
}

function figuresIn(text: string): string[] {
  const figures = text.match(/\{\{[^}]+\}\}/g) ?? [];
  const placeholders = text.replace(/\{\{[^}]+\}\}/g, '').match(/\{[a-z_:]+\}/g) ?? [];
  return [...new Set([...figures, ...placeholders])].sort();
}

/** Figures for any text. */
const FIGURES: Parameters<typeof translate>[2] = new Proxy(
  {
    count: 3,
    allowed_type: 'number',
    allowed_min: 1,
    allowed_max: 2,
    key: 'language',
    known: ['a', '<b>'],
    words: ['a', '<b>'],
    choices: ['a', '<b>'],
  } as Record<string, string | number | string[]>,
  {
    get: (known, name) => known[String(name)] ?? 5,
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    has: () => true,
  },
);

const LONGEST: Parameters<typeof translate>[2] = {
  ...{ wait: 365 * DAY - 1, within: 7 * DAY - 1, have: 99_999, need: 99_999, limit: 99_999, most: 99_999 },
  ...{ min: -1_000_000, max: 1_000_000, floor: -1_000_000, ceiling: 1_000_000_000, minutes: 10 },
  ...{ id: '9'.repeat(16), name: 'w'.repeat(32), amount: -1_000_000 },
  ...{ phrase: 'w'.repeat(64), plus: 'w'.repeat(64), minus: 'w'.repeat(64), word: 'w'.repeat(64) },
  receiver: { person: userId(1), name: 'W'.repeat(64) },
};

/** What a setting holds that is no free text. */
function fixedValues(key: SettingKey): readonly string[] {
  const setting = settingOf(key);
  if (setting.type === 'choice' || setting.type === 'list') return setting.choices ?? [];
  return 'default' in setting && typeof setting.default === 'string' ? [setting.default] : [];
}

const listsIn = (matcher: Matcher, text: string) => matcher.find(text).map(({ list }) => list);

describe('locales: every language', () => {
  for (const language of languages) {
    describe(language, () => {
      const texts = textsOf(language);
      const plurals = new Intl.PluralRules(language).resolvedOptions().pluralCategories;

      it('has every key, and no other', () => {
        const wanted = keys.flatMap((key) =>
          english.has(key) ? [key] : plurals.map((category) => `${key}_${category}`),
        );
        expect([...texts.keys()].sort()).to.deep.equal(wanted.sort());
      });

      it('has the same figures everywhere', () => {
        for (const [key, text] of texts) {
          const original = english.get(key) ?? english.get(key.replace(PLURAL, '_other')) ?? '';
          expect(figuresIn(text), key).to.deep.equal(figuresIn(original));
        }
      });

      it('says what Telegram takes, with no figure left out', () => {
        for (const key of keys) {
          const said = translate(language, key, FIGURES).text;
          // Pieces of other texts may be a blank, a sign or an end of a sentence.
          expect(checkTelegramHtml(said), `${key}: ${said}`).to.equal(null);
          expect(said, key).not.to.include('{{');
        }
      });

      it('describes commands and answers buttons in plain words, short enough', () => {
        for (const command of COMMANDS) {
          const description = texts.get(`command.${command}`) ?? '';
          expect(description, command).to.have.lengthOf.within(3, 256).and.not.match(/[<>&]/);
        }
        for (const [key, text] of texts) if (/button_/.test(key)) expect(text, key).to.not.match(/[<>&]/);
      });

      it('answers a press in 200 characters, with the longest figures', () => {
        // A refused press says any refusal but those of commands that no button repeats.
        const typed = /^refusal\.(?:trigger_|unknown_setting|bad_value|colour_unknown)/;
        for (const key of keys.filter((one) => /^(?:toast|air|refusal)\./.test(one) && !typed.test(one))) {
          if (key === 'air.question') continue;
          expect(plainText(translate(language, key, LONGEST)).length, key).to.be.at.most(200);
        }
      });

      it('marks quotations as the language does', () => {
        const marks = { en: /[«»„"]/, de: /[«»”"]/, es: /[„“”"]/, ru: /[„“”"]/, uk: /[„“”"]/, fa: /[„“”"]/ };
        for (const [key, text] of texts) {
          const said = text.replace(/<code>.*?<\/code>|<[^>]*>/g, '');
          expect(said, key).to.not.match(marks[language as keyof typeof marks]);
        }
      });

      it('brings defaults that may be set', () => {
        const { lists } = languageDefaults(language);
        for (const name of LANGUAGE_LISTS)
          expect(locales[language]?.defaults?.[name], name).to.be.an('array');
        for (const name of ['words', 'except_words', 'minus_words'] as const) {
          expect(lists[name], name).not.to.deep.equal([]);
          expect(new Set(lists[name].map(foldPhrase)).size, name).to.equal(lists[name].length);
          for (const word of lists[name]) expect(foldPhrase(word), word).not.to.equal('');
        }
        expect(findConflict(lists.words, lists.minus_words)).to.equal(null);
        const phrases = (list: 'thanks' | 'thanks_except', words: readonly string[]) =>
          words.map((text) => ({ list, text }));
        const matcher = compilePhrases([
          ...phrases('thanks', lists.words),
          ...phrases('thanks_except', lists.except_words),
        ]);
        for (const word of lists.words) expect(listsIn(matcher, word), word).to.deep.equal(['thanks']);
        // What excepts nothing is in vain.
        for (const phrase of lists.except_words) {
          expect(new Set(listsIn(matcher, phrase)), phrase).to.deep.equal(new Set(['thanks_except']));
          const words = compilePhrases(phrases('thanks', lists.words));
          expect(listsIn(words, phrase), phrase).to.include('thanks');
        }
        for (const [name, key, most] of [
          ['texts', 'reputation.texts', 3],
          ['overtake_texts', 'reputation.overtake_texts', 2],
          ['minus_texts', 'negative.texts', 3],
        ] as const) {
          expect(lists[name], name).to.have.lengthOf(most);
          for (const text of lists[name]) {
            expect(textProblem(text, key), text).to.equal(null);
            // `engine/load/standings.ts` looks for it among the settings that were stored, which defaults are not.
            expect(text).to.not.include('{place}');
          }
        }
      });
    });
  }
});

describe('locales: words for on and off', () => {
  it('mean one thing, in whatever language they are said', () => {
    const said = new Map<string, string>();
    for (const [language, { defaults }] of Object.entries(locales)) {
      for (const list of ['on_words', 'off_words'] as const) {
        expect(defaults?.[list], `${language} ${list}`).to.be.an('array').that.is.not.empty;
        for (const word of defaults?.[list] ?? []) {
          expect(said.get(word) ?? list, `${language}: ${word}`).to.equal(list);
          said.set(word, list);
          expect(languageDefaults('de').switchOf(word.toUpperCase()), word).to.equal(list === 'on_words');
        }
      }
      const { switchOf } = languageDefaults(language);
      expect(switchOf(plainText(translate(language, 'word.on'))), language).to.equal(true);
      expect(switchOf(plainText(translate(language, 'word.off'))), language).to.equal(false);
    }
    expect(languageDefaults('en').switchOf('perhaps')).to.equal(null);
  });
});

describe('locales: complete', () => {
  it('command names are such as Telegram takes', () => {
    for (const command of COMMANDS) expect(command).to.match(/^[a-z0-9_]{1,32}$/);
  });

  const groups = new Set(settingKeys.map((key) => catalogue[key].group));
  const wanted = [
    ...Object.keys(REFUSALS).map((name) => `refusal.${name}`),
    ...Object.keys(ALLOWED).map((name) => `allowed.${name}`),
    ...Object.keys(FAULTS).map((name) => `html.${name}`),
    ...settingKeys.flatMap((key) => [`setting.${key}.label`, `setting.${key}.help`]),
    ...[...groups].map((group) => `group.${group}`),
    ...new Set(
      settingKeys.flatMap((key) =>
        fixedValues(key).flatMap((value) => {
          const name = choiceName(key, value);
          return name === null ? [] : [`choice.${name}`];
        }),
      ),
    ),
    // Named by the compiler: an ailment without a severity does not compile.
    ...Object.keys(SEVERITY).flatMap((name) => [`health.${name}.what`, `health.${name}.cure`]),
    ...rightNames.map((name) => `health.${name}.well`),
    ...COMMANDS.flatMap((command) => [`command.${command}`, `usage.${command}`]),
    // GiselleBot's names for `/reward`, in no menu.
    ...['usage.expar', 'usage.exprr'],
  ];
  for (const section of [
    'refusal',
    'allowed',
    'html',
    'setting',
    'group',
    'choice',
    'health',
    'command',
    'usage',
  ]) {
    it(section, () => {
      const inSection = (key: string) => key.startsWith(`${section}.`);
      expect(keys.filter(inSection).sort()).to.deep.equal(wanted.filter(inSection).sort());
    });
  }
});

describe('locales: /help', () => {
  /** The greeting, the list itself, and what the panel tells when it is needed. */
  const UNTOLD = ['start', 'help', 'cancel'];
  const commandsIn = (language: string) =>
    new Set(
      [...textsOf(language)]
        .filter(([key]) => key.startsWith('help.') || key === 'preset.help')
        .flatMap(([, text]) => text.match(/(?<![\w/<])\/[a-z]+/g) ?? []),
    );
  const english = [...commandsIn('en')].sort();

  it('names every command', () => {
    const wanted = COMMANDS.filter((command) => !UNTOLD.includes(command)).map((command) => `/${command}`);
    expect(english.filter((command) => command !== '/help')).to.deep.equal(wanted.sort());
  });

  for (const language of languages) {
    it(`names the same commands in ${language}, text for text`, () => {
      expect([...commandsIn(language)].sort()).to.deep.equal(english);
      for (const [key, text] of textsOf(language))
        if (key.startsWith('help.'))
          expect(text.match(/\/[a-z]+/g), key).to.deep.equal(
            textsOf('en')
              .get(key)
              ?.match(/\/[a-z]+/g) ?? null,
          );
    });
  }
});

describe('locales: used', () => {
  // Keys are plain strings in the code, so that notices can be stored; this is what checks them.
  const KEY =
    /'((?:refusal|help|welcome|top|me|why|air|undo|told|ask|log|adjust|set|get|gift|trigger|language|toast|preset|history|export|import|setup|checkup|care|panel|title|notify|del|boost|reward|rank|colour|stats|web)\.[a-z_]+)'/g;
  const root = fileURLToPath(new URL('../../src/', import.meta.url));

  it('every key that the code names is there', () => {
    const missing: string[] = [];
    for (const file of filesIn(root)) {
      for (const [, key] of readFileSync(file, 'utf8').matchAll(KEY)) {
        if (key !== undefined && !hasText(key)) missing.push(`${file}: ${key}`);
      }
    }
    expect(missing).to.deep.equal([]);
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));
}
