/** The lists and texts that every language brings along. */
export const LANGUAGE_LISTS = [
  'words',
  'except_words',
  'texts',
  'overtake_texts',
  'minus_words',
  'minus_texts',
  'level_texts',
  'title_texts',
  'dm_level_texts',
  'dm_title_texts',
  'titles',
] as const;
export type LanguageList = (typeof LANGUAGE_LISTS)[number];

/** The language of whoever says nothing else; complete in every respect. */
export const FALLBACK_LANGUAGE = 'en';

/** What is default in one language; made from `locales/`, handed in so that the catalogue stays pure. */
export interface LanguageDefaults {
  readonly language: string;
  /** All languages that a chat may choose. */
  readonly languages: readonly string[];
  readonly lists: Readonly<Record<LanguageList, readonly string[]>>;
  /** What a word for on or off means, in whatever language; null: it is neither. */
  switchOf(word: string): boolean | null;
  /** The same for another of `languages`: a chat that sets its language takes its lists too. */
  in(language: string): LanguageDefaults;
}

/** Where a setting stands in panels. */
export type Group =
  | 'chat'
  | 'reputation'
  | 'negative'
  | 'reactions'
  | 'experience'
  | 'levels'
  | 'titles'
  | 'announce'
  | 'deductions'
  | 'moderation'
  | 'decay'
  | 'recognition'
  | 'boards'
  | 'newcomers'
  | 'card'
  | 'rating'
  | 'commands';

/** What a number counts. */
export type Unit =
  | 'seconds'
  | 'minutes'
  | 'hours'
  | 'days'
  | 'messages'
  | 'points'
  | 'gifts'
  | 'places'
  | 'characters'
  | 'percent'
  | 'times'
  | 'chance';

interface Base {
  readonly group: Group;
}

export interface SwitchSetting extends Base {
  readonly type: 'switch';
  readonly default: boolean;
}

export interface NumberSetting extends Base {
  readonly type: 'number';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly unit: Unit;
  /** Intervals and budgets: 0 is no limit, and the word `off` is taken for it. */
  readonly zeroIsOff: boolean;
  /** What is not off is as much as that. */
  readonly leastOn?: number;
  /** Places behind the point; none: whole numbers. */
  readonly decimals?: number;
  /** What is written between two steps counts as the lower one. */
  readonly step?: number;
}

/** Anything from a least to a most, both included, written `10-20`. */
export interface RangeSetting extends Base {
  readonly type: 'range';
  readonly default: string;
  readonly max: number;
  readonly unit: Unit;
}

/** The figures of a level curve, written `0.91, 427.5, 0`. */
export interface CurveSetting extends Base {
  readonly type: 'curve';
  readonly default: string;
}

export interface ChoiceSetting<Choice extends string = string> extends Base {
  readonly type: 'choice';
  readonly choices: readonly Choice[];
  readonly default: Choice;
}

export interface ListSetting extends Base {
  readonly type: 'list';
  /** Most entries, and characters in the longest one. */
  readonly most: number;
  readonly longest: number;
  /** The language's own list, or the same entries in every language. */
  readonly default: LanguageList | readonly string[];
  /** What may stand in it; null: any words. */
  readonly choices: readonly string[] | null;
  /** Its entries are reactions, as `readReaction` has them. */
  readonly reactions?: true;
  /** Its entries are numbers that Telegram has given: of people, of topics. */
  readonly ids?: true;
  /** Its entries are timed boosts, as `readBoost` has them: one after the other. */
  readonly boosts?: true;
}

export interface TextsSetting extends Base {
  readonly type: 'texts';
  readonly most: number;
  readonly longest: number;
  readonly default: LanguageList | readonly string[];
}

/** A colour, `#rrggbb`, or the word for that of the theme. */
export interface ColourSetting extends Base {
  readonly type: 'colour';
  readonly default: string;
}

/** A name in an address, or the word for none. */
export interface SlugSetting extends Base {
  readonly type: 'slug';
  readonly default: string;
}

export interface LanguageSetting extends Base {
  readonly type: 'language';
}

export interface ZoneSetting extends Base {
  readonly type: 'zone';
  readonly default: string;
}

/** Where something is said, as `readPlace` has it. */
export interface PlaceSetting extends Base {
  readonly type: 'place';
  readonly default: string;
}

export type Setting =
  | SwitchSetting
  | NumberSetting
  | RangeSetting
  | CurveSetting
  | ColourSetting
  | SlugSetting
  | ChoiceSetting
  | ListSetting
  | TextsSetting
  | LanguageSetting
  | PlaceSetting
  | ZoneSetting;

/** The value that a setting holds. */
export type ValueOf<S extends Setting> = S extends SwitchSetting
  ? boolean
  : S extends NumberSetting
    ? number
    : S extends ChoiceSetting<infer Choice>
      ? Choice
      : S extends ListSetting | TextsSetting
        ? readonly string[]
        : string;

export type AnyValue = boolean | number | string | readonly string[];
