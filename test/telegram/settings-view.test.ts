import { expect } from 'chai';
import { rulesOf } from '../../src/engine/rules-of.ts';
import type { ViewContext } from '../../src/telegram/views/context.ts';
import { all, get } from '../../src/telegram/views/settings.ts';
import { checkTelegramHtml } from '../../src/text/check-html.ts';
import { plainText, visibleLength } from '../../src/text/html.ts';
import { translate } from '../../src/text/i18n.ts';

const AT = 1_790_000_000;

/** A chat in which some settings were changed. */
const context = (stored: string, language = 'en', key?: string): ViewContext =>
  ({
    chat: { title: 'Garden', settings: stored },
    notice: { at: AT, language, params: { key } },
    settings: rulesOf(stored).settings,
    say: (name: string, params = {}) => translate(language, name, params),
  }) as unknown as ViewContext;

describe('A setting', () => {
  const shown = async (key: string, language = 'en', stored = '{}') =>
    plainText((await get(context(stored, language, key))).html);

  it('is shown as it is typed, and in the words of the panel where those are others', async () => {
    const titles = await shown('announce.titles', 'de');
    expect(titles).to.include('/set announce.titles chat (im Chat)\nStandard: chat (im Chat)\n');
    expect(titles).to.include('none (nirgends), chat (im Chat), dm (privat), both (beides)');
    expect(await shown('language', 'de'))
      .to.include('language en (English)')
      .and.include('de (Deutsch)');
  });

  it('is shown once where the words are the same, or where there are none', async () => {
    expect(await shown('reputation.from')).to.include('all (everyone), admins, shared');
    expect(await shown('reputation.pair_interval')).to.include('/set reputation.pair_interval 60\n');
    expect(await shown('reputation.words')).to.not.include('(');
    expect(await shown('commands.disabled', 'en', '{"commands.disabled":["top"]}')).to.include(
      'disabled top\n',
    );
  });

  it('stands so in its family’s list, too', async () => {
    expect(await shown('announce', 'de')).to.include('announce.titles chat (im Chat)');
    expect(await shown('boards')).to.include('boards.every off\n');
  });
});

describe('All settings in one message', () => {
  const chat = context('{"reputation.pair_interval":30}');

  it('are shown, where they fit', () => {
    const shown = all(chat).text;
    expect(shown).to.include('<code>reputation.chat_interval</code> 0').and.not.include('/get negative');
  });

  it('else are those that were changed, and the families of the others', () => {
    const shown = all(chat, 1000);
    expect(visibleLength(shown)).to.be.at.most(1000);
    expect(checkTelegramHtml(shown.text)).to.equal(null);
    expect(shown.text).to.include('<code>reputation.pair_interval</code> <b>30</b>');
    expect(shown.text).to.include('<code>/get reputation</code>, <code>/get negative</code>');
    expect(shown.text).to.not.include('reputation.chat_interval');
  });
});
