import type { JsonValue } from '../kernel/json';

/** Where a value is not made like the built-in ones. */
export interface FormFault {
  /** `$.rows[0].min` */
  readonly path: string;
  readonly message: string;
}

type Form = 'text' | 'number' | 'boolean' | 'null' | 'list' | 'structure';

const FORM_TITLE: Readonly<Record<Form, string>> = {
  text: '文字',
  number: '数字',
  boolean: 'true 或 false',
  null: 'null',
  list: '列表',
  structure: '结构',
};

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

const formOf = (value: JsonValue): Form => {
  if (value === null) return 'null';
  if (isList(value)) return 'list';
  if (typeof value === 'string') return 'text';
  return typeof value === 'object' ? 'structure' : typeof value === 'number' ? 'number' : 'boolean';
};

const DECIMAL = /^-?\d+(\.\d+)?$/;

type Structure = Readonly<Record<string, JsonValue>>;
const isStructure = (value: JsonValue): value is Structure =>
  typeof value === 'object' && value !== null && !isList(value);

const own = (value: Structure, key: string): readonly JsonValue[] => {
  const found = Object.hasOwn(value, key) ? value[key] : undefined;
  return found === undefined ? [] : [found];
};

/** Keys in Chinese are entries of a map, not members of a structure: there may be others. */
const isMap = (samples: readonly Structure[]): boolean =>
  samples.some((sample) => Object.keys(sample).some((key) => /[^\x20-\x7e]/.test(key)));

function* structureFaults(
  value: Structure,
  samples: readonly Structure[],
  path: string,
): Generator<FormFault> {
  if (isMap(samples)) {
    const members = samples.flatMap((sample) => Object.values(sample));
    for (const [key, member] of Object.entries(value)) yield* formFaults(member, members, `${path}.${key}`);
    return;
  }
  const known = new Set(samples.flatMap((sample) => Object.keys(sample)));
  for (const key of known)
    if (!Object.hasOwn(value, key) && samples.every((sample) => Object.hasOwn(sample, key)))
      yield { path: `${path}.${key}`, message: '缺少这一项' };
  for (const [key, member] of Object.entries(value))
    if (!known.has(key)) yield { path: `${path}.${key}`, message: '内置值没有这一项' };
    else
      yield* formFaults(
        member,
        samples.flatMap((sample) => own(sample, key)),
        `${path}.${key}`,
      );
}

/**
 * Faults of a value against samples of what stands in the rulebook: same kind of thing everywhere, no member missing or
 * made up, a decimal written as text stays one. Nothing is asked where the samples say nothing (an empty list, only `null`).
 */
export function* formFaults(
  value: JsonValue,
  samples: readonly JsonValue[],
  path = '$',
): Generator<FormFault> {
  const forms = new Set(samples.map(formOf));
  const said = [...forms].filter((form) => form !== 'null');
  const form = formOf(value);
  if (said.length === 0 || (form === 'null' && forms.has('null'))) return;
  if (!forms.has(form)) {
    const expected = said.map((one) => FORM_TITLE[one]).join('或');
    yield { path, message: `应为${expected}，写的是${FORM_TITLE[form]}` };
    return;
  }
  if (isList(value)) {
    const elements = samples.filter(isList).flat();
    for (const [i, element] of value.entries()) yield* formFaults(element, elements, `${path}[${i}]`);
  } else if (isStructure(value)) yield* structureFaults(value, samples.filter(isStructure), path);
  else if (typeof value === 'string') {
    const texts = samples.filter((sample) => typeof sample === 'string');
    if (texts.every((text) => DECIMAL.test(text)) && !DECIMAL.test(value))
      yield { path, message: `应为十进制数字，写的是“${value.slice(0, 40)}”` };
  }
}
