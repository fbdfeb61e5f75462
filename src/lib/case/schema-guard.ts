import * as v from 'valibot';
import type { JsonValue } from '../kernel/json';
import {
  type Action,
  FORBIDDEN_KEYS,
  type Schema,
  type Test,
  actionTest,
  isStrictNumber,
  partsOf,
} from './line/schema-tests';
import { firstSilentChange } from './silent-change';

/**
 * Says of a parsed JSON value, quickly, that a schema takes it as it stands. True is certain: the schema accepts the value
 * and hands back an equal one. False says nothing: whoever gets it asks the schema itself, which also words the refusal.
 */
export interface SchemaGuard {
  takes(value: unknown): boolean;
  /** Keys of all objects together in the value last taken. */
  readonly keys: number;
  /** Deepest nesting of arrays and objects that can be taken. */
  readonly depth: number;
}

/** The schema itself, for what is not known here: slow, never wrong. */
const asked =
  (schema: Schema): Test =>
  (value) => {
    const parsed = v.safeParse(schema, value);
    return parsed.success && firstSilentChange(value as JsonValue, parsed.output) === null;
  };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText: Test = (value) => typeof value === 'string';
const isFlag: Test = (value) => typeof value === 'boolean';

/** A guard for values that came out of `JSON.parse`. */
export const schemaGuard = (root: Schema): SchemaGuard => {
  let keys = 0;
  const known = new Map<Schema, Test>();
  const depths = new Map<Schema, number>();

  const depthOf = (schema: Schema): number => {
    const before = depths.get(schema);
    if (before !== undefined) return before;
    const { entries, item, wrapped, value, options, type } = partsOf(schema);
    const inner = [
      ...Object.values(entries ?? {}),
      ...[item, wrapped, value].filter((s) => s !== undefined),
      ...(type === 'union' || type === 'variant' ? ((options ?? []) as readonly Schema[]) : []),
    ];
    const own = entries !== undefined || item !== undefined || type === 'record' ? 1 : 0;
    const depth = own + Math.max(0, ...inner.map(depthOf));
    depths.set(schema, depth);
    return depth;
  };

  /** Names in the order in which they last came: documents of one writer have one order. */
  const objectTest = (entries: Readonly<Record<string, Schema>>): Test => {
    const names = Object.keys(entries);
    const tests = new Map(names.map((name) => [name, testOf(entries[name] as Schema)]));
    const orderedNames = [...names];
    const orderedTests = names.map((name) => tests.get(name) as Test);
    return (value) => {
      if (!isRecord(value)) return false;
      let at = 0;
      for (const name in value) {
        let test = orderedTests[at];
        if (name !== orderedNames[at] || test === undefined) {
          test = tests.get(name);
          if (test === undefined) return false;
          orderedNames[at] = name;
          orderedTests[at] = test;
        }
        if (!test(value[name])) return false;
        at += 1;
      }
      keys += at;
      return at === names.length;
    };
  };

  const listTest = (item: Schema): Test => {
    const test = testOf(item);
    return (value) => {
      if (!Array.isArray(value)) return false;
      for (let i = 0; i < value.length; i++) if (!test(value[i])) return false;
      return true;
    };
  };

  const recordTest = (key: Schema, item: Schema): Test => {
    const keyTest = testOf(key);
    const test = testOf(item);
    return (value) => {
      if (!isRecord(value)) return false;
      for (const name in value) {
        if (FORBIDDEN_KEYS.has(name) || !keyTest(name) || !test(value[name])) return false;
        keys += 1;
      }
      return true;
    };
  };

  /** Keys of a refused alternative do not count. */
  const unionTest = (options: readonly Schema[]): Test => {
    const tests = options.map(testOf);
    return (value) => {
      const before = keys;
      for (const test of tests) {
        if (test(value)) return true;
        keys = before;
      }
      return false;
    };
  };

  const baseTest = (schema: Schema): Test | null => {
    const { type, entries, item, wrapped, key, value, literal, options } = partsOf(schema);
    switch (type) {
      case 'string':
        return isText;
      case 'number':
        return isStrictNumber;
      case 'boolean':
        return isFlag;
      case 'null':
        return (given) => given === null;
      case 'literal':
        return (given) => given === literal;
      case 'picklist': {
        const allowed = new Set(options);
        return (given) => allowed.has(given);
      }
      case 'nullable': {
        if (wrapped === undefined) return null;
        const test = testOf(wrapped);
        return (given) => given === null || test(given);
      }
      case 'array':
        return item === undefined ? null : listTest(item);
      case 'record':
        return key === undefined || value === undefined ? null : recordTest(key, value);
      case 'strict_object':
        return entries === undefined ? null : objectTest(entries);
      case 'union':
      case 'variant':
        return unionTest((options ?? []) as readonly Schema[]);
      default:
        return null;
    }
  };

  const counted =
    (schema: Schema): Test =>
    (value) => {
      if (!asked(schema)(value)) return false;
      const count = (part: unknown): void => {
        if (typeof part !== 'object' || part === null) return;
        if (!Array.isArray(part)) keys += Object.keys(part).length;
        Object.values(part).forEach(count);
      };
      count(value);
      return true;
    };

  const pipedTest = (schema: Schema, [first, ...actions]: readonly (Schema | Action)[]): Test => {
    const base = first === undefined || first === schema ? baseTest(schema) : testOf(first as Schema);
    const tests = actions.map((action) =>
      action.kind === 'schema' ? testOf(action as Schema) : actionTest(action as Action),
    );
    if (base === null || tests.some((test) => test === null)) return counted(schema);
    const [only] = tests;
    if (tests.length === 1 && only !== null && only !== undefined)
      return (value) => base(value) && only(value);
    return (value) => base(value) && tests.every((test) => test !== null && test(value));
  };

  const testOf = (schema: Schema): Test => {
    const before = known.get(schema);
    if (before !== undefined) return before;
    const { pipe } = partsOf(schema);
    const test = pipe === undefined ? (baseTest(schema) ?? counted(schema)) : pipedTest(schema, pipe);
    known.set(schema, test);
    return test;
  };

  const test = testOf(root);
  return {
    takes: (value) => {
      keys = 0;
      return test(value);
    },
    get keys() {
      return keys;
    },
    depth: depthOf(root),
  };
};
