import type {
  ChoiceSetting,
  Group,
  LanguageList,
  ListSetting,
  NumberSetting,
  SwitchSetting,
  TextsSetting,
  Unit,
} from './kinds.ts';

/** In what thanks and minus differ. */
export interface GiftDefaults {
  enabled: boolean;
  words: LanguageList;
  exceptWords: LanguageList;
  texts: LanguageList;
  from: From;
  pairInterval: number;
  mentions: readonly Mentions[];
  givenPerDay: number;
}

/** `any`: a mention alone is enough. */
type Mentions = 'off' | 'with_word' | 'any';
type From = 'all' | 'admins' | 'shared';

/** A year: whoever wants longer wants it off. */
const YEAR_SECONDS = 31_536_000;
const YEAR_MINUTES = 525_600;
/** A bot may delete its messages for two days only. */
const REMOVABLE_SECONDS = 172_800;
export const OVERTAKE_TOP = 10;
/** So many are read of a chat at most wherever a gift is possible. */
export const MOST_OVERTAKE_TOP = 100;

/**
 * The settings of gifts, the same for thanks (`reputation.*`) and minus (`negative.*`).
 * The bounds keep every sum of a day (10,000 gifts of 1,000 points) far from 32 bits.
 */
export function giftSettings(group: Group, defaults: GiftDefaults) {
  const number = (
    value: number,
    min: number,
    max: number,
    unit: Unit,
    zeroIsOff = min === 0,
  ): NumberSetting => ({
    type: 'number',
    group,
    default: value,
    min,
    max,
    unit,
    zeroIsOff,
  });
  const choice = <const Choice extends string>(choices: readonly Choice[], value: NoInfer<Choice>) =>
    ({
      type: 'choice',
      group,
      choices,
      default: value,
    }) satisfies ChoiceSetting<Choice> as ChoiceSetting<Choice>;
  const words = (list: LanguageList): ListSetting => ({
    type: 'list',
    group,
    most: 200,
    longest: 500,
    default: list,
    choices: null,
  });
  const flag = (value: boolean): SwitchSetting => ({ type: 'switch', group, default: value });
  return {
    enabled: flag(defaults.enabled),
    words: words(defaults.words),
    except_words: words(defaults.exceptWords),
    receiver_interval: number(0, 0, YEAR_SECONDS, 'seconds'),
    giver_interval: number(0, 0, YEAR_MINUTES, 'minutes'),
    chat_interval: number(0, 0, YEAR_MINUTES, 'minutes'),
    pair_interval: number(defaults.pairInterval, 0, YEAR_MINUTES, 'minutes'),
    /** Whether a gift also makes its receiver wait before giving back. */
    pair_both_ways: flag(false),
    from: choice(['all', 'admins', 'shared'], defaults.from),
    award: choice(['normal', 'complex', 'random'], 'normal'),
    award_min: number(1, 1, 1000, 'points'),
    award_max: number(10, 1, 1000, 'points'),
    complex_full: number(1000, 1, 1_000_000, 'points'),
    mentions: choice(defaults.mentions, 'with_word'),
    reply: choice(['public', 'private', 'reaction', 'off'], 'public'),
    /** 0: the text stays. */
    reply_seconds: number(120, 0, REMOVABLE_SECONDS, 'seconds'),
    texts: texts(group, defaults.texts),
    given_per_day: number(defaults.givenPerDay, 0, 10_000, 'gifts'),
    received_per_day: number(0, 0, 10_000, 'gifts'),
    /** For so long the giver may take a gift back. */
    undo_minutes: number(5, 0, YEAR_MINUTES, 'minutes'),
    /** Whether the giver is told, privately and rarely, why something did not count. */
    tell_refusals: flag(true),
    least_days: number(0, 0, 3650, 'days'),
    least_messages: number(0, 0, 1_000_000, 'messages'),
  };
}

const texts = (group: Group, list: LanguageList): TextsSetting => ({
  type: 'texts',
  group,
  most: 12,
  longest: 1024,
  default: list,
});

/** Overtaking is told of thanks only: nobody is to be seen falling behind by a minus. */
export const overtakeSettings = {
  overtake_texts: texts('reputation', 'overtake_texts'),
  /** How many of the chat's first are worth naming; 0 is off. `engine/load/standings.ts` reads what is stored. */
  overtake_top: {
    type: 'number',
    group: 'reputation',
    default: OVERTAKE_TOP,
    min: 0,
    max: MOST_OVERTAKE_TOP,
    unit: 'places',
    zeroIsOff: true,
  } as NumberSetting,
};
