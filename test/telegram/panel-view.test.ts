import { expect } from 'chai';
import { rulesOf } from '../../src/engine/rules-of.ts';
import { type SettingKey, settingKeys, settingOf } from '../../src/settings/catalogue.ts';
import { groupPage, groups, type Page, writePage } from '../../src/settings/panel/page.ts';
import { readPress } from '../../src/settings/panel/press.ts';
import { readData } from '../../src/telegram/commands/buttons.ts';
import type { ViewContext } from '../../src/telegram/views/context.ts';
import { panel } from '../../src/telegram/views/panel.ts';
import { checkTelegramHtml } from '../../src/text/check-html.ts';
import { visibleLength } from '../../src/text/html.ts';
import { languageDefaults, languages, translate } from '../../src/text/i18n.ts';

/** The largest id of a group, and a moment far off. */
const GROUP = -(2 ** 52);
const SESSION = 2 ** 31;

interface Shown {
  language?: string;
  stored?: Record<string, unknown>;
  changes?: Record<string, unknown>;
  lines?: readonly object[];
  params?: Record<string, unknown>;
  by?: string;
}

function view(
  page: Page,
  { language = 'en', stored = {}, changes = {}, lines, params = {}, by = 'ephemeral' }: Shown = {},
) {
  const settings = JSON.stringify(stored);
  return panel({
    chat: { title: '<Garden> & more', settings },
    chatId: GROUP,
    settings: rulesOf(settings).settings,
    bot: { id: 99, username: 'laurel_bot', readsAll: false },
    by,
    notice: {
      language,
      chat: GROUP,
      ...(lines && { lines }),
      params: {
        ...{ page: writePage(page), session: SESSION, changes: JSON.stringify(changes) },
        ...{ others: [], theirs: 0, conflicts: [], ...params },
      },
    },
    say: (key: string, figures = {}) => translate(language, key, figures),
  } as unknown as ViewContext);
}

/** As long as a setting takes, in every respect. */
function longest(key: SettingKey): unknown {
  const setting = settingOf(key);
  if (setting.type === 'texts')
    return Array.from({ length: setting.most }, (_, n) => `${n} `.padEnd(setting.longest, '\\\n'));
  if (setting.type !== 'list') return undefined;
  if (setting.choices) return setting.choices;
  if (setting.reactions)
    return Array.from({ length: setting.most }, (_, n) => `custom:${n}${'9'.repeat(18)}`);
  return Array.from({ length: setting.most }, (_, n) => `${n},<b>&`.padEnd(setting.longest, '"'));
}

const LONG = Object.fromEntries(settingKeys.map((key) => [key, longest(key)]).filter(([, value]) => value));

const pages: Page[] = [
  { at: 'home' },
  ...groups.flatMap((group) =>
    Array.from({ length: groupPage(group, 1).pages }, (_, n): Page => ({ at: 'group', group, page: n + 1 })),
  ),
  ...settingKeys
    .filter((key) => settingOf(key).type !== 'switch')
    .flatMap((key) => [1, 100].map((page): Page => ({ at: 'setting', key, page }))),
];

/** A refusal, other admins, and what they have saved. */
const TROUBLE: Shown = {
  lines: [
    {
      key: 'refusal.bad_value',
      params: { key: 'reputation.texts', allowed_type: 'html', allowed_problem: 'empty' },
    },
  ],
  params: { others: ['<Boris>', 'C'.repeat(128)], theirs: 60, conflicts: [...settingKeys] },
};

describe('Every page of the panel', () => {
  for (const language of languages) {
    for (const [what, shown] of [
      ['as it begins', {}],
      ['with values as long as they may be', { stored: LONG }],
      ['with all of them changed, and trouble', { changes: LONG, ...TROUBLE }],
    ] as const) {
      it(`fits into a message, and its buttons into theirs: ${what}, in ${language}`, async () => {
        for (const page of pages) {
          const { html, keyboard } = await view(page, { language, ...shown });
          const name = writePage(page);
          expect(checkTelegramHtml(html.text), `${name}: ${html.text}`).to.equal(null);
          expect(visibleLength(html), name).to.be.within(1, 4096);
          const buttons = keyboard?.inline_keyboard.flat() ?? [];
          expect(buttons.length, name).to.be.within(1, 100);
          for (const { text, callback_data: data, url } of buttons) {
            expect(text.trim(), name).to.have.lengthOf.within(1, 64);
            if (url) continue;
            expect(Buffer.byteLength(data ?? ''), data).to.be.within(1, 64);
            const { request, chat } = readData(data);
            expect(chat, data).to.equal(GROUP);
            if (request.ask !== 'panel') throw new Error(`${name}: ${data} is ${request.ask}`);
            expect(request.session).to.equal(SESSION);
            expect(readPress(request.press), data).to.not.equal(null);
          }
        }
      });
    }
  }

  it('shows what a setting is, holds, would hold and takes', async () => {
    const page = { at: 'setting', key: 'reputation.pair_interval', page: 1 } as const;
    const { html, keyboard } = await view(page, { changes: { 'reputation.pair_interval': 120 } });
    for (const words of [
      'Pause between two people',
      'Not saved yet: 120 (2 hr)',
      'Saved: 60',
      'Default: 60',
    ]) {
      expect(html.text).to.include(words);
    }
    expect(html.text).to.include('a whole number from 0 to 525,600');
    expect(keyboard?.inline_keyboard.flat().map(({ text }) => text)).to.include.members([
      ...['− 60', '+ 180', 'off', 'Default', 'Save (1)', 'Discard'],
    ]);
  });

  it('shows all of a long value, in parts', async () => {
    const texts = LONG['reputation.texts'] as string[];
    const seen = new Set<string>();
    for (let page = 1; page <= 12; page += 1) {
      const { html } = await view({ at: 'setting', key: 'reputation.texts', page }, { stored: LONG });
      for (const [n, text] of texts.entries()) if (html.text.includes(`${n} \\`)) seen.add(text);
    }
    expect(seen.size).to.equal(texts.length);
  });

  it('says choices in the reader’s words, never as they are typed', async () => {
    for (const language of languages.filter((one) => one !== 'en')) {
      for (const key of settingKeys) {
        const setting = settingOf(key);
        if (setting.type !== 'choice') continue;
        const { html, keyboard } = await view({ at: 'setting', key, page: 1 }, { language });
        const words = keyboard?.inline_keyboard.flat().map(({ text }) => text.replace('✅ ', '')) ?? [];
        for (const choice of setting.choices)
          if (choice !== 'laurel') expect(words, `${language} ${key}`).to.not.include(choice);
        const now = translate(language, `choice.${setting.default}`).text;
        expect(html.text).to.include(translate(language, 'panel.value', { value: now }).text);
      }
    }
  });

  it('marks what is chosen, and names languages in their own words', async () => {
    const words = async (key: SettingKey, stored = {}) =>
      (await view({ at: 'setting', key, page: 1 }, { stored })).keyboard?.inline_keyboard
        .flat()
        .map(({ text }) => text);
    expect(await words('reputation.from')).to.include.members([
      '✅ everyone',
      'admins',
      'everyone, admins apart',
    ]);
    expect(await words('language', { language: 'ru' })).to.include.members(['English', '✅ Русский']);
    expect(await words('commands.disabled', { 'commands.disabled': ['me'] })).to.include.members([
      '✅ me',
      'top',
    ]);
  });

  it('is never shown to all: a link stands in its place', async () => {
    const { html, keyboard } = await view({ at: 'home' }, { by: 'public' });
    expect(html.text).to.not.include('Garden');
    const buttons = keyboard?.inline_keyboard.flat() ?? [];
    expect(buttons).to.deep.equal([
      { text: 'Open in private', url: `https://t.me/laurel_bot?start=settings_${GROUP}` },
    ]);
    expect(`settings_${GROUP}`, 'what a link may carry').to.match(/^[\w-]{1,64}$/);
  });

  it('knows the defaults of the language that is chosen but not saved', async () => {
    const page = { at: 'setting', key: 'reputation.words', page: 1 } as const;
    const { html } = await view(page, { changes: { language: 'ru' } });
    expect(html.text).to.include(languageDefaults('ru').lists.words[0]);
  });
});
