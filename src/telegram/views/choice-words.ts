import { NO_SLUG } from '../../model/slug.ts';
import { type SettingKey, settingOf } from '../../settings/catalogue.ts';
import type { AnyValue } from '../../settings/kinds.ts';
import { commaOf } from '../../text/format.ts';
import { type Html, html, join } from '../../text/html.ts';
import { languageName } from '../../text/i18n.ts';
import type { ViewContext } from './context.ts';

/** The choices whose words are not looked up: names of commands are the same in every language. */
const AS_TYPED: ReadonlySet<SettingKey> = new Set(['commands.disabled']);

/** What a fixed value of a setting is called; null: it is shown as it is typed. */
export function choiceWord({ say }: Pick<ViewContext, 'say'>, key: SettingKey, value: string): string | null {
  const name = choiceName(key, value);
  return name === null ? null : say(`choice.${name}`).text;
}

/** What people see in place of a value; null: nothing else than what is typed. Sample: 'both' → 'in the chat and privately'. */
export function valueInWords(context: Named, key: SettingKey, value: AnyValue): string | null {
  if (settingOf(key).type === 'language') return languageName(String(value));
  const entries = typeof value === 'object' ? value : [String(value)];
  const words = entries.map((entry) => choiceWord(context, key, entry));
  const others = words.some((word, index) => word !== entries[index]);
  return others && words.every((word) => word !== null) ? words.join(commaOf(context.notice.language)) : null;
}

/** Each choice as it is typed, with what people see in its place. */
export function choicesInWords(context: Named, key: SettingKey, choices: readonly string[]): Html {
  const { say, notice } = context;
  const shown = choices.map((value) => {
    const word = valueInWords(context, key, value);
    return word === null ? html`<code>${value}</code>` : say('get.choice', { value, word });
  });
  return join(shown, commaOf(notice.language));
}

type Named = Pick<ViewContext, 'say' | 'notice'>;

/** The name of its word among the texts. Sample: 'announce.levels' and 'both' → 'both'; a colour '#3fb878' → null. */
export function choiceName(key: SettingKey, value: string): string | null {
  const setting = settingOf(key);
  switch (setting.type) {
    case 'choice':
      return value;
    case 'list':
      return setting.choices === null || AS_TYPED.has(key) ? null : value;
    case 'place':
    case 'colour':
      return value === setting.default ? value : null;
    case 'slug':
      return value === NO_SLUG ? 'no_slug' : null;
    default:
      return null;
  }
}
