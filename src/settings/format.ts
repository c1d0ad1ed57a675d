import { type SettingKey, settingOf } from './catalogue.ts';
import type { AnyValue } from './kinds.ts';
import { writeList } from './lists.ts';
import { writeTexts } from './texts.ts';

/** A value as `/set` would take it back. Sample: true → 'on', [] → 'none', ['a', 'b,c'] → 'a, "b,c"'. */
export function formatValue(key: SettingKey, value: AnyValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  // Not String(-0): it is '0' too.
  if (typeof value !== 'object') return String(value);
  if (value.length === 0) return 'none';
  return settingOf(key).type === 'texts' ? writeTexts(value) : writeList(value);
}
