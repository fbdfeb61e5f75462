import type * as v from 'valibot';

export type Schema = v.GenericSchema;

/** What is known of a schema by its type: the properties are those that valibot documents for it. */
export interface SchemaParts {
  readonly type: string;
  readonly kind: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly item?: Schema;
  readonly wrapped?: Schema;
  readonly key?: Schema;
  readonly value?: Schema;
  readonly literal?: unknown;
  readonly options?: readonly unknown[];
  readonly pipe?: readonly (Schema | Action)[];
}

/** A step of a schema after its type. */
export interface Action {
  readonly kind: string;
  readonly type: string;
  readonly requirement?: unknown;
}

export const partsOf = (schema: Schema): SchemaParts => schema;

export type Test = (value: unknown) => boolean;

/** Names that `parseStrictJson` refuses as keys. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Numbers as `parseStrictJson` takes them. */
export const isStrictNumber: Test = (value) =>
  typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER && !Object.is(value, -0);

/** The test of a step; `null` for one that is not known here. */
export const actionTest = ({ type, requirement }: Action): Test | null => {
  switch (type) {
    case 'max_length':
      return (value) => (value as string | readonly unknown[]).length <= (requirement as number);
    case 'min_length':
      return (value) => (value as string | readonly unknown[]).length >= (requirement as number);
    case 'min_value':
      return (value) => (value as number) >= (requirement as number);
    case 'max_value':
      return (value) => (value as number) <= (requirement as number);
    case 'integer':
    case 'safe_integer':
      return Number.isSafeInteger;
    case 'regex':
      return (value) => (requirement as RegExp).test(value as string);
    case 'check':
      return (value) => (requirement as (value: unknown) => boolean)(value);
    default:
      return null;
  }
};

/** A base type and the steps after it; a schema within a schema adds its own. */
export interface Piped {
  readonly base: Schema;
  readonly actions: readonly Action[];
}

/** Takes a pipe apart; `null` when a later step is a schema. */
export const pipedOf = (schema: Schema): Piped | null => {
  const { pipe } = partsOf(schema);
  if (pipe === undefined) return { base: schema, actions: [] };
  const [first, ...rest] = pipe;
  const actions: Action[] = [];
  for (const step of rest) {
    if (step.kind === 'schema') return null;
    actions.push(step);
  }
  // A pipe of a plain type begins with that very type; one of another pipe begins with that pipe.
  if (first === undefined || first.kind !== 'schema') return null;
  const inner = first as Schema;
  if (partsOf(inner).pipe === undefined || inner === schema) return { base: inner, actions };
  const below = pipedOf(inner);
  return below === null ? null : { base: below.base, actions: [...below.actions, ...actions] };
};
