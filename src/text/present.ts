import type { NoticeValue } from '../model/notice.ts';
import { allowedFigures, readAllowed } from './allowed.ts';
import { isolated, lineMark, runsLeft } from './direction.ts';
import {
  commaOf,
  formatDate,
  formatDays,
  formatDuration,
  formatEither,
  formatNumber,
  formatSigned,
  formatTime,
} from './format.ts';
import { Html, html, join } from './html.ts';
import { isNamed, nameOf, straight } from './names.ts';

interface Context {
  language: string;
  /** All figures of the text: some formats need more than one. */
  params: Readonly<Record<string, unknown>>;
  translate: (language: string, key: string, params?: Readonly<Record<string, NoticeValue | Html>>) => Html;
}

/**
 * A figure as it is shown: `{{wait}}`, or in a form of its own, `{{wait, duration}}`. Forms: `duration` (seconds),
 * `days` (3 days), `signed` (+5), `date` and `time` (of `localClock`), `code` (to be copied; of a list, each), `braces` (placeholders), `quoted` (this word
 * or that), `aside` (a line of its own in italics, nothing when empty), `perhaps` (what was probably meant, nothing when null),
 * `setting` (a key's label), `allowed` (what a setting takes: of `allowed_type` and its fellows).
 */
export function present(value: unknown, form: string | undefined, context: Context): Html {
  const plain = () => show(value, context);
  switch (form) {
    case undefined:
      return plain();
    case 'duration':
      return html`${formatDuration(context.language, Number(value))}`;
    case 'signed':
      return html`${formatSigned(context.language, Number(value))}`;
    case 'days':
      return html`${formatDays(context.language, Number(value))}`;
    case 'date':
      return html`${formatDate(context.language, String(value))}`;
    case 'time':
      return html`${formatTime(context.language, String(value))}`;
    case 'code':
      if (value instanceof Html) return value;
      return join(
        each(value).map((one) => html`<code>${straight(one)}</code>`),
        commaOf(context.language),
      );
    case 'braces':
      return join(
        each(value).map((one) => html`<code>{${straight(one)}}</code>`),
        commaOf(context.language),
      );
    case 'quoted':
      return join(
        formatEither(context.language, each(value)).map(({ word, text }) =>
          word ? context.translate(context.language, 'word.quoted', { word: text }) : html`${text}`,
        ),
        '',
      );
    case 'perhaps':
      return value === null
        ? html``
        : context.translate(context.language, 'perhaps', { value: String(value) });
    case 'aside':
      return value === null || value === '' ? html`` : html`\n${lineMark(context.language)}<i>${plain()}</i>`;
    case 'setting':
      return context.translate(context.language, `setting.${String(value)}.label`);
    case 'allowed': {
      const { key, params } = allowedFigures(readAllowed(context.params));
      return context.translate(context.language, key, params);
    }
    default:
      throw new Error(`locales use a form that does not exist: ${form}`);
  }
}

function each(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** A figure that people copy: as it is typed, in digits that commands take, with no invisible mark in it. */
export function presentToCopy(value: unknown): Html {
  if (value instanceof Html) return value;
  if (isNamed(value)) return html`${nameOf(value)}`;
  return html`${straight(each(value ?? '').join(', '))}`;
}

function show(value: unknown, { language, translate }: Context): Html {
  if (value instanceof Html) return value;
  if (typeof value === 'number') return html`${formatNumber(language, value)}`;
  if (typeof value === 'boolean') return translate(language, value ? 'word.on' : 'word.off');
  const text = isNamed(value)
    ? nameOf(value)
    : straight(Array.isArray(value) ? value.map(String).join(', ') : String(value ?? ''));
  return html`${isolated(text, runsLeft(language))}`;
}
