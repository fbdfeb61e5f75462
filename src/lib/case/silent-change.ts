import type { JsonValue } from '../kernel/json';
import type { Failure } from '../kernel/result';
import { jsonPath } from './schema-failures';

type Keys = readonly (string | number)[];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const at = (keys: Keys, code: string, message: string): Failure => ({
  code,
  message,
  path: jsonPath(keys),
  remedy: '请改正此处；本程序不会悄悄丢弃或改写案卷内容',
});

const inScalar = (input: JsonValue, output: unknown, keys: Keys): Failure | null => {
  if (input !== output) return at(keys, 'E_VALUE', '值无法原样保存');
  if (typeof input === 'string' && /\p{Surrogate}/u.test(input))
    return at(keys, 'E_SURROGATE', '文字中有半个字符（不成对的代理字符）');
  return null;
};

const inList = (input: readonly JsonValue[], output: unknown, keys: Keys): Failure | null => {
  if (!Array.isArray(output)) return at(keys, 'E_TYPE', '应为对象 { }，实际是列表');
  for (const [index, item] of input.entries()) {
    const found = firstSilentChange(item, output[index], [...keys, index]);
    if (found !== null) return found;
  }
  return null;
};

/**
 * First place where validation would have dropped or changed something in silence: record keys such as
 * `__proto__`, a list where an object of free keys was expected, half a character in a text. `null` when all of
 * the input stands in the output.
 */
export const firstSilentChange = (input: JsonValue, output: unknown, keys: Keys = []): Failure | null => {
  if (Array.isArray(input)) return inList(input, output, keys);
  if (!isRecord(input)) return inScalar(input, output, keys);
  for (const [key, item] of Object.entries(input)) {
    if (!isRecord(output) || !Object.hasOwn(output, key) || /\p{Surrogate}/u.test(key))
      return at([...keys, key], 'E_FIELD_UNKNOWN', '字段名不能使用');
    const found = firstSilentChange(item, output[key], [...keys, key]);
    if (found !== null) return found;
  }
  return null;
};
