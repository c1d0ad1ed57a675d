/** What is not there for the eye or changes no word: invisible characters, controls, half pairs, tatweel, harakat, niqqud. */
const NOTHING =
  /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\u0640\u0610-\u061A\u064B-\u0652\u0656-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7]/u;

const BLANK = /\p{White_Space}/u;

/** Marks that people type for an apostrophe, the letters among them (ʼ) included. */
const APOSTROPHE =
  /['`\u00B4\u02B9\u02BB-\u02BF\u02C8\u02CA\u02CB\u0374\u0384\u055A\u05F3\u1FBD\u1FBF\u1FEF\u1FFD\u2018\u2019\u201B\u2032\u2035\uA78B\uA78C\uFF07\uFF40]/;

/** Every dash but the Japanese wave and double ones, which lengthen a sound or are pictures. */
const DASH = /(?![\u301C\u3030\u30A0])[\p{Pd}\u2212\u2043\u02D7]/u;

/** Letters that are one for their writers. Arabic yeh and kaf, not Persian: only they compose with hamza. */
const SAME: Readonly<Record<string, string>> = { ё: 'е', ی: 'ي', ک: 'ك' };

/**
 * What compatibility mapping would spoil: pictures (™ would end `thanks™` in letters, 🈁 be a word), Korean single
 * letters (ㄱㅅ is slang of its own). Ⓜ is a letter of the circled alphabet, ‼ and ⁉ are punctuation.
 */
const AS_TYPED = /(?![Ⓜ‼⁉])[\p{Extended_Pictographic}℠\u3131-\u318E\uFFA1-\uFFDC]/u;

/** Case folding of one character: up and down again makes ß, ẞ and ss one, ς and σ, ı and i. */
function foldCase(char: string): string {
  return char.toLowerCase().toUpperCase().toLowerCase();
}

function mapChar(char: string): string {
  // Line breaks and tabs are controls too: blanks first.
  if (BLANK.test(char)) return ' ';
  if (NOTHING.test(char)) return '';
  if (APOSTROPHE.test(char)) return "'";
  if (DASH.test(char)) return '-';
  // One character at a time, or a Σ at the end would become ς.
  return SAME[char] ?? foldCase(char);
}

function settle(run: string): string {
  let now = run;
  // A composed letter may have a mapping of its own (е + ̈  → ё → е): repeat until nothing changes.
  for (let round = 0; round < 8; round++) {
    let next = '';
    for (const char of now) next += mapChar(char);
    // Turkish İ is i with a dot of its own; all four i are one here, as in no single locale but in mixed chats.
    next = next.normalize('NFKC').replaceAll('i\u0307', 'i');
    if (next === now) break;
    now = next;
  }
  return now;
}

function staysAsTyped(char: string): boolean {
  if (AS_TYPED.test(char)) return true;
  // A free-standing accent (¨) would become a blank and a mark.
  return !BLANK.test(char) && !APOSTROPHE.test(char) && char.normalize('NFKC').startsWith(' ');
}

/** The canonical form of one character with its marks; '' when nothing is left. Never throws. */
export function canonical(cluster: string): string {
  let out = '';
  let run = '';
  for (const char of cluster) {
    if (staysAsTyped(char)) {
      out += settle(run) + char;
      run = '';
    } else run += char;
  }
  return out + settle(run);
}
