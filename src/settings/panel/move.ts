import { type StoredSettings, settingOf } from '../catalogue.ts';
import type { AnyValue, LanguageDefaults, Setting } from '../kinds.ts';
import { codeOf } from './code.ts';
import { type Changes, type DefaultsOf, defaultsWith, valuesWith, withChange } from './draft.ts';
import { stepFrom } from './ladder.ts';
import type { Move } from './press.ts';

/**
 * What a setting offers as buttons: its choices, or what may stand in its list, in the order in which they are shown;
 * null: what it takes is written.
 */
export function choicesOf(setting: Setting, defaults: LanguageDefaults): readonly string[] | null {
  if (setting.type === 'choice' || setting.type === 'list') return setting.choices;
  return setting.type === 'language' ? defaults.languages : null;
}

/**
 * The changes after a button. `same`: it changes nothing. `stale`: the setting knows no such thing, or not any more.
 */
export function applyMove(
  current: StoredSettings,
  changes: Changes,
  move: Move,
  defaultsOf: DefaultsOf,
): Changes | 'same' | 'stale' {
  const { key } = move;
  const now = valuesWith(current, changes, defaultsOf)(key);
  const value = valueAfter(settingOf(key), now, move, defaultsWith(current, changes, defaultsOf));
  if (value === 'stale' || value === 'same') return value;
  return withChange(current, changes, key, value.to, defaultsOf) ?? 'same';
}

type Next = { to: AnyValue | null } | 'same' | 'stale';

function valueAfter(setting: Setting, now: AnyValue, move: Move, defaults: LanguageDefaults): Next {
  switch (move.do) {
    case 'default':
      return { to: null };
    case 'toggle':
      return setting.type === 'switch' ? { to: !now } : 'stale';
    case 'off':
      return setting.type === 'number' && setting.zeroIsOff ? { to: 0 } : 'stale';
    case 'empty':
      return setting.type === 'list' || setting.type === 'texts' ? { to: [] } : 'stale';
    case 'up':
    case 'down': {
      if (setting.type !== 'number') return 'stale';
      const step = stepFrom(setting, Number(now), move.do);
      return step === null ? 'same' : { to: step };
    }
    case 'choose':
    case 'flip': {
      const choices = choicesOf(setting, defaults);
      const choice = choices?.find((one) => codeOf(one) === move.choice);
      const isList = setting.type === 'list';
      if (!choices || choice === undefined || isList !== (move.do === 'flip')) return 'stale';
      return { to: isList ? flipped(choices, now as readonly string[], choice) : choice };
    }
  }
}

/** With an entry or without it, in the order of the choices. */
function flipped(choices: readonly string[], now: readonly string[], entry: string): readonly string[] {
  return choices.filter((one) => now.includes(one) !== (one === entry));
}
