import { expect } from 'chai';
import { rulesOf } from '../../src/engine/rules-of.ts';
import type { ViewContext } from '../../src/telegram/views/context.ts';
import { all } from '../../src/telegram/views/settings.ts';
import { checkTelegramHtml } from '../../src/text/check-html.ts';
import { visibleLength } from '../../src/text/html.ts';
import { translate } from '../../src/text/i18n.ts';

const AT = 1_790_000_000;

/** A chat in which some settings were changed. */
const context = (stored: string): ViewContext =>
  ({
    chat: { title: 'Garden', settings: stored },
    notice: { at: AT },
    settings: rulesOf(stored).settings,
    say: (key: string, params = {}) => translate('en', key, params),
  }) as unknown as ViewContext;

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
