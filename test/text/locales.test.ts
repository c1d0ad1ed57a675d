import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { SEVERITY } from '../../src/health/ailments.ts';
import { rightNames } from '../../src/health/rights.ts';
import type { Allowed, RefusalName } from '../../src/model/refusal.ts';
import { catalogue, type SettingKey, settingKeys, settingOf } from '../../src/settings/catalogue.ts';
import { choiceName } from '../../src/telegram/views/choice-words.ts';
import type { HtmlFault } from '../../src/text/check-html.ts';
import { hasText } from '../../src/text/i18n.ts';
import { keys } from '../support/locale-texts.ts';

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

/** What a setting holds that is no free text. */
function fixedValues(key: SettingKey): readonly string[] {
  const setting = settingOf(key);
  if (setting.type === 'choice' || setting.type === 'list') return setting.choices ?? [];
  return 'default' in setting && typeof setting.default === 'string' ? [setting.default] : [];
}

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
