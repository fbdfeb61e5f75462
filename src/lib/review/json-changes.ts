import { canonicalJson } from '../kernel/canonical-json';
import type { JsonValue } from '../kernel/json';

/** One place where two JSON values differ; `null` text = nothing stands there. */
export interface JsonChange {
  /** `sections.patents.records[zl-1].title` */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

type JsonObject = Readonly<Record<string, JsonValue>>;

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: JsonValue | undefined): string | null => {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : canonicalJson(value);
};

/** Elements by their `id`, where each has one of its own; else `null`. */
const byId = (list: readonly JsonValue[]): ReadonlyMap<string, JsonValue> | null => {
  const found = new Map<string, JsonValue>();
  for (const element of list) {
    const id = isObject(element) ? element['id'] : undefined;
    if (typeof id !== 'string' || found.has(id)) return null;
    found.set(id, element);
  }
  return found;
};

const byPlace = (list: readonly JsonValue[]): ReadonlyMap<string, JsonValue> =>
  new Map(list.map((element, i) => [String(i), element]));

/** Everything that differs, in the order of the first value and then of the second. Lists whose elements have ids are matched by them. */
export const jsonChanges = (
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path = '',
): readonly JsonChange[] => {
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) =>
      jsonChanges(before[key], after[key], path === '' ? key : `${path}.${key}`),
    );
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const [left, right] = [byId(before), byId(after)];
    const named = left !== null && right !== null && left.size + right.size > 0;
    const [one, two] = named ? [left, right] : [byPlace(before), byPlace(after)];
    const keys = new Set([...one.keys(), ...two.keys()]);
    const inside = [...keys].flatMap((key) => jsonChanges(one.get(key), two.get(key), `${path}[${key}]`));
    const order = (map: ReadonlyMap<string, JsonValue>): string => [...map.keys()].join(' ');
    return named && inside.length === 0 && order(one) !== order(two)
      ? [{ path, before: order(one), after: order(two) }]
      : inside;
  }
  const [was, is] = [textOf(before), textOf(after)];
  const same = was === is && typeof before === typeof after;
  return same ? [] : [{ path, before: was, after: is }];
};
