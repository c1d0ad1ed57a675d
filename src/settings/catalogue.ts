import { boardSettings } from './boards.ts';
import { cardSettings } from './card.ts';
import { decaySettings, deductionSettings, moderationSettings } from './deductions.ts';
import {
  announceSettings,
  experienceSettings,
  levelSettings,
  rewardSettings,
  titleSettings,
} from './experience.ts';
import { type GiftDefaults, giftSettings, overtakeSettings } from './gifts.ts';
import type {
  AnyValue,
  LanguageDefaults,
  LanguageSetting,
  ListSetting,
  NumberSetting,
  Setting,
  SwitchSetting,
  ValueOf,
  ZoneSetting,
} from './kinds.ts';
import { newcomerSettings, tagSettings } from './newcomers.ts';
import { ratingSettings } from './rating.ts';
import { recognitionSettings } from './recognition.ts';
import { accepts, defaultOf } from './values.ts';

/** Commands whose names a chat may leave to other bots. Not `set`: it is the way back. */
export const GIVEABLE_COMMANDS = [
  'start',
  'help',
  'top',
  'leaderboard',
  'lb',
  'gtop',
  'gleaderboard',
  'glb',
  'gprofile',
  'hide',
  'mydata',
  'forgetme',
  'me',
  'rep',
  'profile',
  'why',
  'levels',
  'titles',
  'rank',
  'rating',
  'stats',
  'notify',
  'expnotifyoptout',
  'title',
  'reward',
  'exproles',
  'expaddrole',
  'expar',
  'expremrole',
  'exprr',
  'exclude',
  'noexprole',
  'noexpchannels',
  'boost',
  'expboost',
  'addrep',
  'takerep',
  'setrep',
  'trigger',
  'resetrep',
  'addexp',
  'takeexp',
  'setexp',
  'resetexp',
  'expedit',
  'expreset',
  'undo',
  'log',
  'resetchat',
  'del',
  'get',
  'preset',
  'history',
  'export',
  'import',
  'health',
  'settings',
  'explvupsetup',
  'cancel',
  'language',
  'lang',
] as const;

const thanks: GiftDefaults = {
  enabled: true,
  words: 'words',
  exceptWords: 'except_words',
  texts: 'texts',
  from: 'all',
  pairInterval: 60,
  mentions: ['off', 'with_word', 'any'],
  givenPerDay: 20,
};

/** Safe at the moment it is switched on: few, from admins, with a reason. */
const minus: GiftDefaults = {
  enabled: false,
  words: 'minus_words',
  exceptWords: 'except_words',
  texts: 'minus_texts',
  from: 'admins',
  pairInterval: 1440,
  // A bare mention is no reproach.
  mentions: ['off', 'with_word'],
  givenPerDay: 3,
};

/** The two families of gifts. */
export const FAMILIES = ['reputation', 'negative'] as const;

/** Every setting, once. Order is the order in which they are shown. */
export const catalogue = {
  language: { type: 'language', group: 'chat' } as LanguageSetting,
  time_zone: { type: 'zone', group: 'chat', default: 'UTC' } as ZoneSetting,
  ...prefixed('reputation', {
    ...giftSettings('reputation', thanks),
    ...overtakeSettings,
    /** Whether a thank-you that names nobody is asked about. */
    air: flag('reputation', false),
  }),
  ...prefixed('negative', {
    ...giftSettings('negative', minus),
    reason: flag('negative', true),
    below_zero: flag('negative', false),
  }),
  'reactions.enabled': flag('reactions', false),
  'reactions.plus': reactions(['❤', '🙏', '🏆']),
  'reactions.minus': reactions([]),
  /** Every gift by reaction is worth the same: what a person taps, they may tap back. */
  'reactions.weight': {
    type: 'number',
    group: 'reactions',
    default: 1,
    min: 1,
    max: 10,
    unit: 'points',
    zeroIsOff: false,
  } as NumberSetting,
  ...prefixed('experience', experienceSettings),
  ...prefixed('recognition', recognitionSettings),
  ...prefixed('levels', levelSettings),
  ...prefixed('titles', titleSettings),
  ...prefixed('rewards', { ...rewardSettings, ...tagSettings }),
  ...prefixed('announce', announceSettings),
  ...prefixed('deductions', deductionSettings),
  ...prefixed('moderation', moderationSettings),
  ...prefixed('decay', decaySettings),
  ...prefixed('newcomers', newcomerSettings),
  ...prefixed('card', cardSettings),
  ...prefixed('rating', ratingSettings),
  ...prefixed('boards', boardSettings),
  'commands.disabled': {
    type: 'list',
    group: 'commands',
    most: GIVEABLE_COMMANDS.length,
    longest: 32,
    default: [],
    choices: GIVEABLE_COMMANDS,
  } as ListSetting,
  'commands.bang': flag('commands', false),
} as const satisfies Record<string, Setting>;

export type Catalogue = typeof catalogue;
export type SettingKey = keyof Catalogue;

/** A chat's settings, complete: `settings['reputation.pair_interval']` is a number. */
export type ChatSettings = { readonly [Key in SettingKey]: ValueOf<Catalogue[Key]> };

/**
 * What a chat's admins changed, as stored: all else is default. Untyped on purpose: another version of the bot may
 * have written keys and values that this one does not know, and they are kept.
 */
export type StoredSettings = Readonly<Record<string, unknown>>;

export const settingKeys = Object.keys(catalogue) as readonly SettingKey[];

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(catalogue, key);
}

export function settingOf(key: SettingKey): Setting {
  return catalogue[key];
}

/** The defaults of the language that a chat has chosen; `defaults` itself when it chose none. */
export function defaultsFor(overrides: StoredSettings, defaults: LanguageDefaults): LanguageDefaults {
  const { language } = overrides;
  const chosen = typeof language === 'string' && defaults.languages.includes(language);
  return chosen && language !== defaults.language ? defaults.in(language) : defaults;
}

/**
 * A chat's complete settings. Takes whatever an older or newer version has stored: unknown keys are ignored,
 * values that are no longer allowed fall to their default. The lists follow the language that is set.
 */
export function resolveSettings(overrides: StoredSettings, defaults: LanguageDefaults): ChatSettings {
  const own = defaultsFor(overrides, defaults);
  // A copy of the defaults is one object with a known shape for V8: 1.3 KB where one that grew key by key takes 6.3.
  const settings: Record<string, AnyValue> = { ...defaultSettings(own) };
  for (const key of Object.keys(overrides)) {
    if (!isSettingKey(key)) continue;
    const value = overrides[key];
    if (accepts(settingOf(key), value, own)) settings[key] = value;
  }
  for (const family of FAMILIES) {
    const min = `${family}.award_min` as const;
    const max = `${family}.award_max` as const;
    if (Number(settings[min]) <= Number(settings[max])) continue;
    settings[min] = defaultOf(settingOf(min), own);
    settings[max] = defaultOf(settingOf(max), own);
  }
  return settings as unknown as ChatSettings;
}

const ofLanguage = new WeakMap<LanguageDefaults, Readonly<Record<string, AnyValue>>>();

/** The settings of a chat that has changed none. */
function defaultSettings(defaults: LanguageDefaults): Readonly<Record<string, AnyValue>> {
  const known = ofLanguage.get(defaults);
  if (known) return known;
  const grown = Object.fromEntries(settingKeys.map((key) => [key, defaultOf(settingOf(key), defaults)]));
  const settings = { ...grown };
  ofLanguage.set(defaults, settings);
  return settings;
}

function flag(group: SwitchSetting['group'], value: boolean): SwitchSetting {
  return { type: 'switch', group, default: value };
}

function reactions(value: readonly string[]): ListSetting {
  return {
    type: 'list',
    group: 'reactions',
    most: 50,
    longest: 64,
    default: value,
    choices: null,
    reactions: true,
  };
}

function prefixed<Prefix extends string, Settings extends object>(prefix: Prefix, settings: Settings) {
  const entries = Object.entries(settings).map(([name, setting]) => [`${prefix}.${name}`, setting]);
  return Object.fromEntries(entries) as {
    [Name in keyof Settings & string as `${Prefix}.${Name}`]: Settings[Name];
  };
}
