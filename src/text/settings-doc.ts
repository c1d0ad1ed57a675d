import { type SettingKey, settingKeys, settingOf } from '../settings/catalogue.ts';
import { formatValue } from '../settings/format.ts';
import { FALLBACK_LANGUAGE } from '../settings/kinds.ts';
import { allowedOf, defaultOf } from '../settings/values.ts';
import { type Html, plainText } from './html.ts';
import { allowedText, languageDefaults, translate } from './i18n.ts';

const HEAD = `# Settings

<!-- Written by \`npm run settings-doc\` from src/settings/catalogue.ts and locales/en.json. Change it there. -->

An admin opens all settings as buttons by \`/settings\`, in the chat (nobody else sees it) or in private, and changes
them there before saving them together. \`/set key value\` changes one at once; \`/get\` shows them all, \`/get reputation\` one family,
\`/get reputation.words\` one of them.

- **Several at once**: a line whose first word is a key starts a setting, other lines continue the one before. All
  change together, or none does and every reason is named.
- **Lists** are separated by commas or new lines. An entry with a comma in it stands in quotation marks:
  \`thanks, "well, thank you"\`.
- **Texts** are separated by a line of \`---\`. A line that begins with a backslash is taken as it stands.
- **Switches** are \`on\` or \`off\`. An interval or a limit that is \`off\` is 0.
- **No value** is the default; \`none\` is an empty list.

Words and texts that were not set follow the chat's language; the defaults below are those of English. How points are
reckoned, with sample values: [SCORING.md](SCORING.md).
`;

/** Every setting, by group, as Markdown: its key, what it is, what it takes, and its default. */
export function settingsDoc(): string {
  const parts = [HEAD];
  let group = '';
  for (const key of settingKeys) {
    const setting = settingOf(key);
    if (setting.group !== group) {
      group = setting.group;
      const name = markdown(translate(FALLBACK_LANGUAGE, `group.${group}`));
      parts.push(`\n## ${name}\n\n| setting | what it is | it takes | default |\n|---|---|---|---|\n`);
    }
    parts.push(`| ${row(key).map(cell).join(' | ')} |\n`);
  }
  return parts.join('');
}

function row(key: SettingKey): string[] {
  const setting = settingOf(key);
  const defaults = languageDefaults(FALLBACK_LANGUAGE);
  const say = (part: string) => markdown(translate(FALLBACK_LANGUAGE, `setting.${key}.${part}`));
  const takes = markdown(allowedText(FALLBACK_LANGUAGE, allowedOf(setting, defaults))).replace(/\.$/, '');
  const off = setting.type === 'number' && setting.zeroIsOff ? '; `off` is 0' : '';
  const value = defaultOf(setting, defaults);
  const shown = key === 'language' ? 'that of who added the bot' : code(formatValue(key, value));
  const list =
    setting.type === 'texts' && Array.isArray(value) && value.length > 0
      ? value.map(code).join('<br>')
      : shown;
  return [`\`${key}\``, `**${say('label')}.** ${say('help')}`, `${takes}${off}`, list];
}

const code = (text: string) => `\`${text}\``;

/** Our HTML is plain but for \`<code>\`. */
function markdown(html: Html): string {
  return plainText(html.text.replace(/<\/?code>/g, '`'));
}

/** A bar would end the cell, a new line the row. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\n/g, '<br>');
}
