import { COLOUR_NAMES, type Colour, NAMED_COLOURS, readHex } from '../model/colour.ts';
import { plainText } from './html.ts';
import { languageDefaults, languages, translate } from './i18n.ts';

/** A colour's name in a language. */
function nameOf(language: string, colour: string): string {
  return plainText(translate(language, `colour.${colour}`));
}

let words: ReadonlyMap<string, Colour> | null = null;

/** The names of all languages: people write in their own, whatever the chat speaks. */
function allWords(): ReadonlyMap<string, Colour> {
  words ??= new Map(
    COLOUR_NAMES.flatMap((name) =>
      [name, ...languages.map((language) => nameOf(language, name))].map(
        (word) => [word.toLowerCase(), NAMED_COLOURS[name]] as const,
      ),
    ),
  );
  return words;
}

/**
 * A colour as people write it: a name, `#3fb878`, or a word for none, which is null. What is none of these is answered
 * with the names that there are.
 */
export function readColourWords(
  written: string,
  language: string,
): { colour: Colour | null } | { known: readonly string[] } {
  const word = written.trim().toLowerCase();
  const colour = allWords().get(word) ?? readHex(word);
  if (colour) return { colour };
  const none = word === 'none' || word === 'default' || languageDefaults(language).switchOf(word) === false;
  return none ? { colour: null } : { known: COLOUR_NAMES.map((name) => nameOf(language, name)) };
}
