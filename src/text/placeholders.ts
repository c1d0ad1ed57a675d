import type { NamedPerson } from '../model/notice.ts';
import type { Allowed } from '../model/refusal.ts';
import type { SettingKey } from '../settings/catalogue.ts';
import { checkTelegramHtml, type HtmlProblem } from './check-html.ts';
import {
  beginsLine,
  directedLines,
  hasRtl,
  isolated,
  LEFT_MARK,
  leftToRight,
  runsLeft,
} from './direction.ts';
import { formatDate, formatNumber, formatTime } from './format.ts';
import { BEHIND, discordOnly } from './giselle.ts';
import { escapeHtml, Html } from './html.ts';
import { isNamed, mentionOf, nameOf, straight } from './names.ts';
import { PEOPLE, SAMPLES, sampleValues } from './samples.ts';
import { type Placeholder, placeholdersIn } from './template.ts';

export type TemplateValue = string | number | NamedPerson | null;
export type TemplateValues = Readonly<Record<string, TemplateValue>>;

/**
 * What the texts of gifts may name. `user` is the receiver. `amount` has no sign: the text says what it is. A new
 * placeholder is added here, among the samples, and where `engine/reputation/gift-notices.ts` says what it stands for.
 */
export const GIFT_PLACEHOLDERS = [
  'user',
  'giver',
  'receiver',
  'amount',
  'reputation',
  'given',
  'place',
  'experience',
  'level',
  'title',
  'next_title',
  'chat',
  'members',
  'rating_link',
  'reason',
  'date',
  'time',
  'bot',
] as const;

/** Those that mean nothing without somebody who gets something. */
const OF_RECEIVER: ReadonlySet<string> = new Set([
  'user',
  'receiver',
  'amount',
  'reputation',
  'place',
  'experience',
  'level',
  'title',
  'next_title',
  'full_name',
]);

/** Whether a text speaks of a receiver. */
export function namesReceiver(template: string): boolean {
  return placeholdersIn(template).some(({ name, literal }) => !literal && OF_RECEIVER.has(name));
}

/** `passed`: the highest one whom the gift has carried the receiver past. */
export const OVERTAKE_PLACEHOLDERS = [...GIFT_PLACEHOLDERS, 'passed'] as const;

const EVERYWHERE = ['chat', 'members', 'rating_link', 'date', 'time', 'bot'] as const;
/** `user` is who has got there. */
export const LEVEL_PLACEHOLDERS = [
  ...['user', 'level', 'old_level', 'experience', 'reputation'],
  ...EVERYWHERE,
] as const;
/** `user` is who holds it from now on. */
export const TITLE_PLACEHOLDERS = [
  ...['user', 'title', 'next_title', 'level', 'experience', 'reputation'],
  ...EVERYWHERE,
] as const;
/** `multiplier`: by how much the bonus has multiplied what was earned. */
export const BONUS_PLACEHOLDERS = [
  ...['user', 'amount', 'multiplier', 'experience', 'level'],
  ...EVERYWHERE,
] as const;

/** What a text may name, by its setting. */
export function placeholdersOf(key: SettingKey): readonly string[] {
  switch (key) {
    case 'reputation.overtake_texts':
      return OVERTAKE_PLACEHOLDERS;
    case 'announce.level_texts':
    case 'announce.dm_level_texts':
      return LEVEL_PLACEHOLDERS;
    case 'announce.title_texts':
    case 'announce.dm_title_texts':
      return TITLE_PLACEHOLDERS;
    case 'experience.bonus_texts':
      return BONUS_PLACEHOLDERS;
    default:
      return GIFT_PLACEHOLDERS;
  }
}

/** The names of all values that a template needs. */
export function namesIn(template: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { literal, name } of placeholdersIn(template)) if (!literal) names.add(name);
  return names;
}

/** `{giver}`, `{name:giver}`, `{mention:giver}`. */
const FORMS: ReadonlySet<string> = new Set(['', 'name', 'mention']);

/**
 * A template with its values, always escaped. Placeholders without a value stay as they stand; in a tag a mention is
 * the bare name. What would turn the line around is left out, be it the admin's own: other lines follow; a name that
 * runs against the text around it is shut in. What `checkTemplate` let pass is HTML that Telegram takes, whatever
 * the values.
 */
export function renderTemplate(source: string, values: TemplateValues, language = 'en'): Html {
  const template = straight(source);
  const placeholders = placeholdersIn(template);
  const rtl = templateRunsLeft(template, placeholders, language);
  let out = '';
  let at = 0;
  for (const placeholder of placeholders) {
    // With a value after it, a lone & could become an entity: `&{reason}` of the reason `#55296;`.
    out += template.slice(at, placeholder.at).replace(/&(?=#?\w*$)/, '&amp;');
    out = placed(out, fill(placeholder, values, language), placeholder, rtl);
    at = placeholder.at + placeholder.source.length;
  }
  out += template.slice(at);
  return new Html(rtl ? directedLines(out) : out);
}

/** By its own letters, whatever the chat speaks; signs alone run as the language does. */
function templateRunsLeft(template: string, placeholders: readonly Placeholder[], language: string): boolean {
  let letters = '';
  let at = 0;
  for (const placeholder of placeholders) {
    letters += template.slice(at, placeholder.at);
    at = placeholder.at + placeholder.source.length;
  }
  letters = (letters + template.slice(at)).replace(/<[^>]*>/g, '');
  return hasRtl(letters) || (runsLeft(language) && !/\p{L}/u.test(letters));
}

interface Filled {
  shown: string;
  /** Words without tags and escapes; null where it is none: a number, or no value at all. */
  words: string | null;
}

/** A value behind what stands before it, with the marks that keep line and sign in their direction. */
function placed(
  before: string,
  { shown, words }: Filled,
  { place, literal }: Placeholder,
  rtl: boolean,
): string {
  if (place !== 'text' || literal || isCode(before)) return before + shown;
  if (words === null) {
    // The sign of a number belongs to its left, in a line from right to left too.
    const signed = rtl && /[+−-]$/.test(before);
    return signed ? before.slice(0, -1) + leftToRight(before.slice(-1) + shown) : before + shown;
  }
  const value = isolated(words, rtl, shown);
  const turned = !rtl && value !== shown && beginsLine(before);
  return before + (turned ? LEFT_MARK : '') + value;
}

/** Whether what follows is code, to be copied. */
function isCode(before: string): boolean {
  return [...before.matchAll(/<(\/?)(?:code|pre)\b/gi)].at(-1)?.[1] === '';
}

function fill(
  { source, form, name, literal, place }: Placeholder,
  values: TemplateValues,
  language: string,
): Filled {
  if (literal) return { shown: source.slice(1, -1), words: null };
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined || !FORMS.has(form) || (form !== '' && !isNamed(value)))
    return { shown: source, words: null };
  // A signed amount would say "−−5" in a text that brings its own minus sign.
  if (typeof value === 'number')
    return { shown: formatNumber(language, name === 'amount' ? Math.abs(value) : value), words: null };
  const words = isNamed(value) ? nameOf(value) : straight(inLanguage(name, value ?? '', language));
  // Admins may write attributes in single quotation marks. Telegram knows the apostrophe by number only.
  if (place !== 'text') return { shown: escapeHtml(words).replaceAll("'", '&#39;'), words };
  return { shown: isNamed(value) && form === 'mention' ? mentionOf(value).text : escapeHtml(words), words };
}

/** Dates and times are written as the language does; GiselleBot's own, in UTC, are not. */
function inLanguage(name: string, value: string, language: string): string {
  if (name === 'date') return formatDate(language, value);
  return name === 'time' ? formatTime(language, value) : value;
}

/**
 * What is wrong with a template, for its admin; null when it may be saved. It is tried with ordinary, hostile, long
 * and empty values, so that no gift to come can make Telegram refuse it.
 */
export function checkTemplate(template: string, known: readonly string[]): Allowed | null {
  const foreign = discordOnly(template);
  if (foreign.length > 0) return { type: 'discord', names: foreign };
  for (const placeholder of placeholdersIn(template)) {
    if (placeholder.literal) continue;
    if (!isKnown(placeholder, known)) {
      return { type: 'placeholder', name: placeholder.source.slice(0, 100), known };
    }
    if (placeholder.place === 'tag')
      return fault({ problem: 'broken_tag', piece: placeholder.source, at: 0 });
  }
  for (const sample of SAMPLES) {
    const problem = checkTelegramHtml(renderTemplate(template, sampleValues(known, sample)).text);
    // As it stands the admin finds it more easily than with strange values in it.
    if (problem) return fault(checkTelegramHtml(template) ?? problem);
  }
  return null;
}

function isKnown({ form, name, percent }: Placeholder, known: readonly string[]): boolean {
  if (percent) return known.includes(BEHIND[name] ?? name);
  return known.includes(name) && FORMS.has(form) && (form === '' || PEOPLE.has(name));
}

function fault({ problem, piece }: HtmlProblem): Allowed {
  return { type: 'html', problem: `${problem} ${piece}`.trim() };
}

/** What cannot be said of a text that an admin wrote, for a setting or as that of any gift; for `planChange`. */
export function textProblem(text: string, key: SettingKey = 'reputation.texts'): Allowed | null {
  return checkTemplate(text, placeholdersOf(key));
}
