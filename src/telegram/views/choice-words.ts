import { NO_SLUG } from '../../model/slug.ts';
import { type SettingKey, settingOf } from '../../settings/catalogue.ts';
import type { ViewContext } from './context.ts';

/** The choices whose words are not looked up: names of commands are the same in every language. */
const AS_TYPED: ReadonlySet<SettingKey> = new Set(['commands.disabled']);

/** What a fixed value of a setting is called; null: it is shown as it is typed. */
export function choiceWord({ say }: Pick<ViewContext, 'say'>, key: SettingKey, value: string): string | null {
  const name = choiceName(key, value);
  return name === null ? null : say(`choice.${name}`).text;
}

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
