/** What is said in the made-up community: two thirds of the chats speak English, a sixth each Russian and Spanish. */
export interface Talk {
  languageOf(chat: number): string;
  line(chat: number): string;
  thanks(chat: number): string;
}

const WORDS: Readonly<Record<string, readonly string[]>> = {
  en: (
    'the a to of and in it is that for on with as this be at not have from or but what all can when use there each ' +
    'which how if will up other about out many then them these some would make like time has look two more write go ' +
    'see number way could people than first water been call who oil its now find long down day did get come made may ' +
    'part version release restart error config server update branch'
  ).split(' '),
  ru: (
    'и в не на я что он с как это по но они мы этот она к у то который за свой весь от так о для же ты все тот мочь ' +
    'вы человек такой его сказать один другой еще наш если уже только себя время когда год быть знать версия сервер ' +
    'ошибка попробуй обновить перезапусти'
  ).split(' '),
  es: (
    'de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre ' +
    'este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde mi porque qué sólo cómo ' +
    'alguien arreglarlo versión'
  ).split(' '),
};
const THANKS: Readonly<Record<string, readonly string[]>> = {
  en: ['thanks!', 'Thank you very much', 'thx', 'that helped, thanks a lot 🙂'],
  ru: ['спасибо!', 'Спасибо большое, помогло', 'благодарю', 'thanks 🙏'],
  es: ['thanks!', 'thx amigo', 'funciona, thank you'],
};
const LANGUAGES = ['en', 'ru', 'en', 'es', 'en', 'en'] as const;
const ENDS = ['.', '', '?', '', ' 🙂', '!', '…', ''];

export function makeTalk(roll: (sides: number) => number): Talk {
  const pick = (list: readonly string[] = []): string => list[roll(list.length)] ?? '';
  const languageOf = (chat: number): string => LANGUAGES[chat % LANGUAGES.length] ?? 'en';
  return {
    languageOf,
    /** Mostly short: half of what people write in groups is under six words. */
    line(chat) {
      const words = WORDS[languageOf(chat)];
      let text = pick(words);
      for (let left = roll(2) === 0 ? roll(5) : roll(24); left > 0; left -= 1) text += ` ${pick(words)}`;
      return (text.charAt(0).toUpperCase() + text.slice(1) + pick(ENDS)).trim();
    },
    thanks: (chat) => pick(THANKS[languageOf(chat)]),
  };
}
