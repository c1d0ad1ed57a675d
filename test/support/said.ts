import type { NamedPerson, Notice, TemplateLine } from '../../src/model/notice.ts';

/** Nothing stands in the way of a gift but the rules of who may be thanked. */
export const FREE = {
  'reputation.pair_interval': 0,
  'reputation.given_per_day': 0,
  'reputation.award': 'random',
  'reputation.award_max': 4,
  'negative.enabled': true,
  'negative.from': 'all',
  'negative.pair_interval': 0,
  'negative.given_per_day': 0,
  'negative.reason': false,
  'negative.below_zero': true,
  'reputation.texts': ['{receiver} {place}'],
  'reputation.overtake_texts': ['past {passed}'],
  'negative.texts': ['{receiver} {place}'],
};

/** What is said of gifts: for each message its lines, `2 #1` for a place and `past 3`. */
export function saidOf(notices: readonly Notice[]): [message: number, lines: string[]][] {
  const who = (value: unknown) => String((value as NamedPerson).person);
  return notices
    .filter(({ key }) => key === 'gift')
    .map(({ messageId, lines }) => [
      messageId ?? 0,
      (lines as TemplateLine[]).map(({ values }) =>
        values.passed ? `past ${who(values.passed)}` : `${who(values.receiver)} #${values.place}`,
      ),
    ]);
}
