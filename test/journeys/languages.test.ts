import { expect } from 'chai';
import type { User } from '../../src/playground/types.ts';
import { settingKeys, settingOf } from '../../src/settings/catalogue.ts';
import { checkTelegramHtml } from '../../src/text/check-html.ts';
import { plainText, unsafeHtml } from '../../src/text/html.ts';
import { languageDefaults, languages, translate } from '../../src/text/i18n.ts';
import { INVISIBLE, turningLine } from '../support/direction.ts';
import { describeJourney } from '../support/journey.ts';
import { set } from '../support/scenes.ts';
import type { TestWorld } from '../support/world.ts';

const NOT_HERE = { bot: 'left' } as unknown as { bot: 'member' };

/** What `/me` says of 1, 2, 5 and 21 thank-yous given, and `/why` of a wait. */
const GIVEN: Readonly<Record<string, readonly [string, string, string, string]>> = {
  en: ['Gave thanks 1 time', 'Gave thanks 2 times', 'Gave thanks 5 times', 'Gave thanks 21 times'],
  ru: ['Сказано спасибо 1 раз', 'Сказано спасибо 2 раза', 'Сказано спасибо 5 раз', 'Сказано спасибо 21 раз'],
  uk: ['Подяковано 1 раз', 'Подяковано 2 рази', 'Подяковано 5 разів', 'Подяковано 21 раз'],
  es: [
    'Ha dado las gracias 1 vez',
    'Ha dado las gracias 2 veces',
    'Ha dado las gracias 5 veces',
    'Ha dado las gracias 21 veces',
  ],
  de: ['1-mal Danke gesagt', '2-mal Danke gesagt', '5-mal Danke gesagt', '21-mal Danke gesagt'],
  fa: ['۱ بار تشکر کرده', '۲ بار تشکر کرده', '۵ بار تشکر کرده', '۲۱ بار تشکر کرده'],
};

const SECTIONS =
  /\b(?:word|refusal|gift|sample|allowed|html|group|setting|command|usage|help|welcome|top|me|why|air|adjust|undo|told|ask|log|set|get|language|toast|trigger|view)\.[a-z]/;
/** Latin words that stand in texts of every language, and values of settings. */
const COMMON =
  /\b(?:Telegram|Discord|BotFather|HTML|complex|random|id|exp|on|off|none|UTC|all|admins|theme|experience|new|rising|thankful|helpful|normal|with_word|public|activity|quadratic|by_policy|replace|same|except|laurel|chat|rep|[a-z]{2})\b/g;

/** What settings hold from the start, or may: to be typed alike in every language. */
const VALUES = new RegExp(
  `\\b(?:${settingKeys
    .map(settingOf)
    .flatMap((one) => ('choices' in one ? (one.choices ?? []) : 'default' in one ? String(one.default) : []))
    .filter((value) => /^[a-z_]+$/.test(value))
    .join('|')})\\b`,
  'g',
);

/** Whatever is said is whole, is Telegram's HTML, turns no line, and has no word of English in another script. */
function checkSaid(world: TestWorld, language: string): void {
  const sent = world.sent();
  expect(sent.length, 'said').to.be.greaterThan(20);
  for (const text of sent) {
    expect(checkTelegramHtml(text), text).to.equal(null);
    expect(turningLine(text), text).to.equal(null);
    expect(text).to.not.include('{{').and.to.not.match(SECTIONS);
    if (!['ru', 'uk', 'fa'].includes(language)) continue;
    const words = plainText(text.replace(/<code>[\s\S]*?<\/code>|<[^>]*>/g, ' '))
      .replace(/[/@]\w+|\{[\w:]+\}|[\w-]+\.[\w_]+/g, ' ')
      .replace(COMMON, ' ')
      .replace(VALUES, ' ')
      .replace(/Anna|Boris|Chiara|Garden|Host/g, ' ');
    expect(words.match(/[a-z]{2,}/i), text).to.equal(null);
  }
}

describeJourney('A group that speaks', (begin) => {
  for (const language of languages) {
    it(`${language}: from the greeting to an undo`, async () => {
      const world = await begin(NOT_HERE);
      const { telegram, anna, boris, chiara, group } = world;
      const host = telegram.world.createUser({ first_name: 'Host', language_code: language });
      telegram.world.join(host, group);
      telegram.world.addBot(group, { by: host, as: 'administrator' });
      await world.settled();
      const { lists } = languageDefaults(language);
      const said = (key: string, params = {}) => translate(language, key, params).text;
      const hears = async (who: User, text: string, replyTo?: ReturnType<typeof world.say>) =>
        (await world.hears(who, text, replyTo ? { replyTo } : {})).join('\n');
      const greeting = [said('welcome.ready', { words: lists.words.slice(0, 4) }), said('setup.choose')];
      expect(world.sent()).to.deep.equal([greeting.join('\n\n')]);

      // Every word of the language counts, and none of its exceptions.
      await hears(anna, '/set reputation.pair_interval off\nreputation.given_per_day off');
      const tip = () => world.say(boris, 'Water them in the morning.');
      for (const word of lists.words) world.say(host, word, { replyTo: tip() });
      await world.settled();
      expect(await world.reputation(boris), 'words').to.equal(lists.words.length);
      for (const phrase of lists.except_words) world.say(host, phrase, { replyTo: tip() });
      await world.settled();
      expect(await world.reputation(boris), 'exceptions').to.equal(lists.words.length);

      const [thanks = ''] = lists.words;
      for (let given = 1; given <= 21; given++) {
        world.say(chiara, thanks, { replyTo: tip() });
        const index = [1, 2, 5, 21].indexOf(given);
        if (index < 0) continue;
        const me = (await hears(chiara, '/me')).replace(/\u200F/g, '');
        expect(me.split('\n')).to.include(GIVEN[language]?.[index]);
      }
      const total = lists.words.length + 21;
      const top = await hears(anna, '/top');
      expect(top.split('\n')[0]).to.equal(said('top.title', { chat: 'Garden' }));
      expect(top).to.include(said('top.row', { place: 1, name: 'Boris', reputation: total }));

      await hears(anna, '/set reputation.pair_interval 90');
      const again = world.say(chiara, thanks, { replyTo: tip() });
      await world.settled();
      const why = await hears(chiara, '/why', again);
      expect(why).to.include(said('why.heading', { rule: thanks }));
      expect(why).to.include(said('refusal.pair_interval', { wait: 90 * 60 }));

      expect(await hears(boris, '/help')).to.equal(
        `${said('help.group', { words: lists.words.slice(0, 4) })}\n${said('help.more')}`,
      );
      expect(await hears(anna, '/help')).to.include(said('help.group_admin'));
      expect(await hears(anna, '/set reputation.pair_interval many')).to.equal(
        said('refusal.bad_value', {
          key: 'reputation.pair_interval',
          ...{ allowed_type: 'number', allowed_min: 0, allowed_max: 525_600 },
        }),
      );
      await hears(anna, `/set reputation.enabled ${plainText(said('word.off'))}`);
      expect((await world.ledger()).settings).to.include({ 'reputation.enabled': false });
      await hears(anna, `/set reputation.enabled ${plainText(said('word.on'))}`);
      for (const text of ['/get', '/get reputation.texts', '/log', '/trigger', '/undo 99999', '/language']) {
        expect(await hears(anna, text), text).to.not.equal('');
      }
      expect(await hears(anna, '/undo')).to.equal(said('refusal.undo_nothing'));
      expect(await hears(chiara, '/undo')).to.include(said('undo.title'));
      expect(await world.reputation(boris)).to.equal(total - 1);
      checkSaid(world, language);

      const last = telegram.world.lastSeen(group, anna);
      const toast = last && (await telegram.world.press(anna, last.raw, 'nonsense', { forged: true }));
      expect(toast?.text).to.equal(plainText(unsafeHtml(said('toast.stale'))));
    }).timeout(60_000);
  }
});

describeJourney('The menus of commands', (begin) => {
  it('are told in every language to each audience, English to all others', async () => {
    const { telegram } = await begin();
    const menu = async (type: string, language_code?: string) => {
      const answer = await fetch(`${telegram.root}/bot${telegram.token}/getMyCommands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ scope: { type }, language_code }),
      });
      const { result } = (await answer.json()) as { result: { command: string; description: string }[] };
      return result;
    };
    for (const [type, command, least] of [
      ['all_group_chats', 'top', 4],
      ['all_chat_administrators', 'addrep', 6],
      ['all_private_chats', 'language', 3],
    ] as const) {
      for (const language of languages) {
        const told = await menu(type, language === 'en' ? undefined : language);
        expect(told.length, `${type} ${language}`).to.be.at.least(least);
        const description = translate(language, `command.${command}`).text;
        expect(told).to.deep.include({ command, description });
      }
    }
    expect(await menu('all_private_chats', 'it'), 'none of its own').to.deep.equal([]);
  });
});

describeJourney('What admins type in Persian', (begin) => {
  it('may be in Persian digits and words, and what is shown to copy is in Latin ones', async () => {
    const world = await begin();
    const ask = async (text: string) => (await world.hears(world.anna, text)).join('\n');
    await ask('/set language fa');
    await ask('/set reputation.pair_interval ۴۵\nnegative.enabled روشن\nreputation.words ممنون، دمت گرم');
    expect((await world.ledger()).settings).to.deep.include({
      ...{ 'reputation.pair_interval': 45, 'negative.enabled': true },
      'reputation.words': ['ممنون', 'دمت گرم'],
    });
    world.say(world.boris, 'سلام');
    await ask('/addrep @boris ۱۲');
    expect(await world.reputation(world.boris)).to.equal(12);
    const shown = await ask('/get reputation.words');
    const copied = /<code>(\/set [^<]*)<\/code>/.exec(shown)?.[1] ?? '';
    expect(copied).to.equal('/set reputation.words ممنون, دمت گرم').and.to.not.match(INVISIBLE);
    expect(await ask(copied), 'the same again').to.equal(translate('fa', 'refusal.nothing_to_change').text);
  });
});

describeJourney('A language of one’s own', (begin) => {
  const inPrivate = async (world: TestWorld, who: User, text: string): Promise<string> => {
    world.telegram.world.say(who, world.telegram.world.privateChat(who), text);
    await world.settled();
    return world.sent().at(-1) ?? '';
  };
  const press = async (world: TestWorld, who: User, button: string) => {
    const last = world.telegram.world.lastSeen(world.telegram.world.privateChat(who), who);
    if (!last) throw new Error('nothing is seen');
    await world.telegram.world.press(who, last.raw, button);
    await world.settled();
    return world.telegram.world.lastSeen(world.telegram.world.privateChat(who), who);
  };
  const help = (language: string) =>
    [
      translate(language, 'help.private', { link: 'https://t.me/laurel_local_bot?startgroup=true' }).text,
      translate(language, 'help.private_commands').text,
    ].join('\n\n');

  it('is that of Telegram until another is chosen, and again when that is chosen', async () => {
    const world = await begin();
    const { dmitri, telegram } = world;
    expect(await inPrivate(world, dmitri, '/language')).to.equal(
      translate('ru', 'language.as_telegram', { name: 'Русский' }).text,
    );
    const asked = telegram.world.lastSeen(telegram.world.privateChat(dmitri), dmitri);
    expect(asked?.buttons.flat().map(({ text }) => text)).to.deep.equal([
      ...['Deutsch', 'English', 'Español', 'فارسی', 'Русский', 'Українська', '✓ Как в Telegram'],
    ]);
    const chosen = await press(world, dmitri, 'Deutsch');
    expect(chosen?.text).to.equal(translate('de', 'language.chosen', { name: 'Deutsch' }).text);
    expect(chosen?.buttons.flat().map(({ text }) => text)).to.include('✓ Deutsch');
    expect(await inPrivate(world, dmitri, '/help')).to.equal(help('de'));
    expect(await inPrivate(world, world.boris, '/help'), 'somebody else').to.equal(help('en'));
    await press(world, dmitri, '✓ Deutsch').catch(() => undefined);
    await inPrivate(world, dmitri, '/language telegram');
    expect(await inPrivate(world, dmitri, '/help')).to.equal(help('ru'));
  });

  it('may be named, by its own name too; one that is not spoken is refused', async () => {
    const world = await begin();
    const { boris } = world;
    for (const [text, language] of [
      ['/language es', 'es'],
      ['/language Українська', 'uk'],
      ['/lang فارسی', 'fa'],
      ['/language de-AT', 'de'],
    ] as const) {
      await inPrivate(world, boris, text);
      expect(await inPrivate(world, boris, '/help'), text).to.equal(help(language));
    }
    expect(await inPrivate(world, boris, '/language tlh')).to.include('<code>uk</code>');
    expect(await inPrivate(world, boris, '/help'), 'unchanged').to.equal(help('de'));
  });

  it('is also that of answers which only they see in a group; the others hear the group’s', async () => {
    const world = await begin();
    const { boris, chiara } = world;
    await inPrivate(world, boris, '/language de');
    const me = (await world.hears(boris, '/me')).join();
    expect(me).to.include(translate('de', 'me.no_place').text);
    expect((await world.hears(chiara, '/me')).join()).to.include(translate('en', 'me.no_place').text);
    const top = (await world.hears(boris, '/top')).join();
    expect(top, 'everybody sees it').to.equal(
      translate('en', 'top.empty', { words: languageDefaults('en').lists.words }).text,
    );
  });

  it('is not that of a group, whose admins alone change it', async () => {
    const world = await begin();
    const { anna, boris } = world;
    const hears = async (who: User, text: string) => (await world.hears(who, text)).join('\n');
    const group = { name: 'English', languages: languages.filter((tag) => tag !== 'en') };
    expect(await hears(boris, '/language')).to.equal(translate('en', 'language.group', group).text);
    expect(await hears(boris, '/language de'), 'how to choose one’s own').to.equal(
      translate('en', 'language.group', group).text,
    );
    expect((await world.ledger()).settings).to.deep.equal({});
    expect(await hears(anna, '/language Deutsch')).to.include(translate('de', 'set.title').text);
    expect((await world.ledger()).settings).to.deep.equal({ language: 'de' });
    expect(await hears(anna, '/language xx')).to.include(
      translate('de', 'allowed.language', { choices: languages }).text,
    );
    expect(await inPrivate(world, anna, '/help'), 'in private').to.equal(help('en'));
  });

  it('is not chosen by a button that stands in a group', async () => {
    const world = await begin();
    const { telegram, boris, anna } = world;
    await world.hears(boris, '/language');
    const seen = telegram.world.lastSeen(world.group, boris);
    const answer = seen && (await telegram.world.press(boris, seen.raw, 'language:de', { forged: true }));
    expect(answer?.text).to.equal(translate('en', 'toast.stale').text);
    await set(world, 'reputation.pair_interval 7');
    expect((await world.hears(anna, '/get language')).join()).to.include('<code>/set language en</code>');
  });
});
