import type * as v from 'valibot';
import {
  type Part,
  NO_PART,
  choicePart,
  freePart,
  listPart,
  nullablePart,
  numberPart,
  plainPart,
  textPart,
  unionPart,
  viewPart,
} from './line-parts';
import { Scan } from './scan';
import {
  type Action,
  FORBIDDEN_KEYS,
  type Schema,
  type Test,
  actionTest,
  isStrictNumber,
  partsOf,
  pipedOf,
} from './schema-tests';
import type { Utf8Line } from './text-pool';

type Scalar = string | number | boolean | null;

const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const allOf = (tests: readonly Test[]): Test | null => {
  const [only] = tests;
  if (tests.length <= 1) return only ?? null;
  return (value) => tests.every((test) => test(value));
};

/** Makes parts of schemas, each once. */
class Parts {
  private readonly known = new Map<Schema, Part>();

  /** Records of `whole` are read whole, as ordinary objects. */
  constructor(private readonly whole: ReadonlySet<Schema>) {}

  of(schema: Schema): Part {
    const before = this.known.get(schema);
    if (before !== undefined) return before;
    const made = this.make(schema);
    const part = this.whole.has(schema) ? plainPart(made, null) : made;
    this.known.set(schema, part);
    return part;
  }

  private make(schema: Schema): Part {
    const piped = pipedOf(schema);
    if (piped === null) return NO_PART;
    const { base, actions } = piped;
    const { type } = partsOf(base);
    if (type === 'string') return this.text(actions);
    const tests = actions.map(actionTest);
    if (!tests.every((test) => test !== null)) return NO_PART;
    const test = allOf(tests);
    if (type === 'number')
      return numberPart(test === null ? isStrictNumber : (value) => isStrictNumber(value) && test(value));
    const part = this.plain(base);
    return test === null ? part : plainPart(part, test);
  }

  private text(actions: readonly Action[]): Part {
    const limits = actions.filter(({ type }) => type === 'max_length');
    const tests = actions.filter(({ type }) => type !== 'max_length').map(actionTest);
    if (!tests.every((test) => test !== null)) return NO_PART;
    return textPart(Math.min(Infinity, ...limits.map((limit) => limit.requirement as number)), allOf(tests));
  }

  private plain(base: Schema): Part {
    const { type, entries, item, wrapped, key, value, literal, options } = partsOf(base);
    switch (type) {
      case 'boolean':
        return choicePart([true, false]);
      case 'null':
        return choicePart([null]);
      case 'literal':
        return isScalar(literal) ? choicePart([literal]) : NO_PART;
      case 'picklist': {
        const choices = (options ?? []).filter(isScalar);
        return choices.length === options?.length ? choicePart(choices) : NO_PART;
      }
      case 'nullable':
        return wrapped === undefined ? NO_PART : nullablePart(this.of(wrapped));
      case 'array':
        return item === undefined ? NO_PART : listPart(this.of(item));
      case 'record':
        return key === undefined || value === undefined ? NO_PART : this.free(key, this.of(value));
      case 'strict_object':
        return viewPart(Object.entries(entries ?? {}).map(([name, entry]) => [name, this.of(entry)]));
      case 'union':
      case 'variant':
        return unionPart(((options ?? []) as readonly Schema[]).map((option) => this.of(option)));
      default:
        return NO_PART;
    }
  }

  private free(key: Schema, item: Part): Part {
    const piped = pipedOf(key);
    const tests = piped?.actions.map(actionTest) ?? [null];
    if (piped === null || partsOf(piped.base).type !== 'string' || !tests.every((test) => test !== null))
      return NO_PART;
    const test = allOf(tests);
    return freePart((name) => !FORBIDDEN_KEYS.has(name as string) && (test === null || test(name)), item);
  }
}

/** Reads a document of one schema from its bytes; `null` when it is not certain that the schema takes it. */
export type LineReader<T> = (line: Utf8Line) => T | null;

/**
 * A reader for documents as `canonicalJson` writes them (names in order, no white space) that have nothing against them. One
 * pass over the bytes checks everything that the strict reader and the schema check; a name that stands twice cannot follow
 * itself in order. Values are read when somebody looks at them: records are views, but those of `whole` and objects of free
 * names, which are ordinary objects. It never takes what the strict reader refuses; `null` says nothing.
 */
export const lineReader = <S extends v.GenericSchema>(
  schema: S,
  whole: ReadonlySet<Schema>,
): LineReader<v.InferOutput<S>> => {
  const part = new Parts(whole).of(schema);
  const scan = new Scan();
  return (line) => {
    scan.begin(line);
    const slot = scan.take(2);
    if (!part.scan(scan, slot) || !scan.isAtEnd) return null;
    // The views outlive this scan; the next one writes over its tape.
    const tape = scan.tape.slice(0, scan.top);
    return part.value({ line, tape }, slot);
  };
};
