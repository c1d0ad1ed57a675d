import { badRequest } from '../api-error.ts';

/** What a parameter may be. `chat` is an id or an @username; `file` an upload or a file_id. */
export type ParameterType = 'int' | 'float' | 'string' | 'bool' | 'chat' | 'object' | 'array' | 'file';

export interface Parameter {
  type: ParameterType;
  required?: boolean;
  min?: number;
  max?: number;
  /** Of an object, or of each object in an array: nothing else may stand in it. */
  fields?: ParameterTable;
}

export type ParameterTable = Record<string, Parameter>;
export type Params = Record<string, unknown>;

export const int: Parameter = { type: 'int' };
export const str: Parameter = { type: 'string' };
export const bool: Parameter = { type: 'bool' };
export const array: Parameter = { type: 'array' };
export const object: Parameter = { type: 'object' };
export const required = (parameter: Parameter): Parameter => ({ ...parameter, required: true });

const wrong = (name: string, expected: string): Error =>
  badRequest(`parameter "${name}" must be ${expected}`);

function toInt(name: string, value: unknown, fromForm: boolean): number {
  // Telegram takes numbers in strings everywhere; other strings are an error.
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  if (!Number.isSafeInteger(number) || (fromForm && value === '')) throw wrong(name, 'an integer');
  return number as number;
}

function toBool(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string' && /^(true|1|yes)$/i.test(value)) return true;
  if (typeof value === 'string' && /^(false|0|no|)$/i.test(value)) return false;
  throw wrong(name, 'a boolean');
}

function toJson(name: string, value: unknown, fromForm: boolean): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw wrong(name, fromForm ? 'JSON' : 'an object or JSON');
  }
}

function checkBounds(name: string, size: number, { min, max }: Parameter): void {
  if ((min !== undefined && size < min) || (max !== undefined && size > max)) {
    throw badRequest(`parameter "${name}" must be between ${min ?? 0} and ${max ?? 'any'}`);
  }
}

function readValue(name: string, value: unknown, parameter: Parameter, fromForm: boolean): unknown {
  switch (parameter.type) {
    case 'int': {
      const number = toInt(name, value, fromForm);
      checkBounds(name, number, parameter);
      return number;
    }
    case 'float': {
      const number = typeof value === 'string' ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isFinite(number)) throw wrong(name, 'a number');
      return number;
    }
    case 'bool':
      return toBool(name, value);
    case 'string':
    case 'file': {
      if (typeof value !== 'string') throw wrong(name, 'a string');
      return value;
    }
    case 'chat': {
      if (typeof value === 'string' && /^@[a-zA-Z0-9_]+$/.test(value)) return value;
      return toInt(name, value, fromForm);
    }
    case 'array': {
      const list = toJson(name, value, fromForm);
      if (!Array.isArray(list)) throw wrong(name, 'an array');
      checkBounds(name, list.length, parameter);
      const { fields } = parameter;
      return fields ? list.map((item, n) => readObject(`${name}[${n}]`, item, fields)) : list;
    }
    case 'object': {
      const given = toJson(name, value, fromForm);
      if (parameter.fields) return readObject(name, given, parameter.fields);
      if (given === null || typeof given !== 'object' || Array.isArray(given)) throw wrong(name, 'an object');
      return given;
    }
  }
}

export function readObject(name: string, value: unknown, fields: ParameterTable): Params {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw wrong(name, 'an object');
  return readParameters(value as Params, fields, false, `${name}.`);
}

/**
 * The parameters in their own types. Stricter than Telegram by design: an unknown or mistyped one is
 * refused, because Telegram's silence about it has hidden many a bot's mistake.
 */
export function readParameters(
  given: Params,
  table: ParameterTable,
  fromForm: boolean,
  prefix = '',
  uploaded: ReadonlySet<string> = new Set(),
): Params {
  const out: Params = {};
  for (const [name, value] of Object.entries(given)) {
    const parameter = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!parameter) {
      const known = Object.keys(table).join(', ') || 'none';
      throw badRequest(`unknown parameter "${prefix}${name}"; known here: ${known}`);
    }
    out[name] = readValue(prefix + name, value, parameter, fromForm);
  }
  for (const [name, parameter] of Object.entries(table)) {
    if (!parameter.required || out[name] !== undefined || uploaded.has(name)) continue;
    // Telegram has its own words for the two that are forgotten most.
    if (name === 'chat_id') throw badRequest('chat_id is empty');
    if (name === 'text' && prefix === '') throw badRequest('message text is empty');
    throw badRequest(`parameter "${prefix}${name}" is required`);
  }
  return out;
}
