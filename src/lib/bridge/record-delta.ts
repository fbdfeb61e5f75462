/**
 * What changed between two plain values of which the second was made from the first by replacing, never by writing into it
 * (as the open case is): parts that are the same object in both are not looked into, not sent and not copied.
 */

/** How to get from one value to the next. Plain data; small when little changed. */
export type Delta =
  | { readonly kind: 'same' }
  | { readonly kind: 'value'; readonly value: unknown }
  /** Same keys in the same order; only the changed ones are named. */
  | { readonly kind: 'fields'; readonly changed: readonly (readonly [string, Delta])[] }
  | { readonly kind: 'items'; readonly steps: readonly ListStep[] };

/** Builds a list from left to right. */
export type ListStep =
  /** `count` items of the old list from `from` on. */
  | { readonly copy: number; readonly count: number }
  /** One item of the old list, changed. */
  | { readonly edit: number; readonly delta: Delta }
  | { readonly add: readonly unknown[] };

const SAME: Delta = { kind: 'same' };

const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const sameKeys = (before: readonly string[], after: readonly string[]): boolean =>
  before.length === after.length && before.every((key, i) => key === after[i]);

/** `null` when the keys differ. */
const fieldsDelta = (
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Delta | null => {
  const keys = Object.keys(after);
  if (!sameKeys(Object.keys(before), keys)) return null;
  const changed = keys.flatMap((key) => {
    const delta = deltaOf(before[key], after[key]);
    return delta.kind === 'same' ? [] : [[key, delta] as const];
  });
  return { kind: 'fields', changed };
};

/** Places of the objects of a list; of an object that stands twice, the first. */
const placesOf = (list: readonly unknown[]): ReadonlyMap<unknown, number> => {
  const places = new Map<unknown, number>();
  list.forEach((item, i) => {
    if (typeof item === 'object' && item !== null && !places.has(item)) places.set(item, i);
  });
  return places;
};

const itemsDelta = (before: readonly unknown[], after: readonly unknown[]): Delta => {
  const steps: ListStep[] = [];
  let run: { copy: number; count: number } | null = null;
  let added: unknown[] | null = null;
  let places: ReadonlyMap<unknown, number> | null = null;
  const copy = (from: number): void => {
    added = null;
    if (run !== null && run.copy + run.count === from) run.count += 1;
    else steps.push((run = { copy: from, count: 1 }));
  };
  const add = (item: unknown): void => {
    run = null;
    if (added === null) steps.push({ add: (added = [item]) });
    else added.push(item);
  };
  after.forEach((item, i) => {
    // The place after the last copy first: what follows a removed or inserted item moved together.
    const next: number = run === null ? i : run.copy + run.count;
    if (next < before.length && Object.is(before[next], item)) {
      copy(next);
      return;
    }
    const known = (places ??= placesOf(before)).get(item);
    const old = before[i];
    if (known !== undefined) copy(known);
    else if (after.length === before.length && isPlainObject(item) && isPlainObject(old)) {
      const delta = deltaOf(old, item);
      if (delta.kind === 'value') add(item);
      else {
        run = null;
        added = null;
        steps.push({ edit: i, delta });
      }
    } else add(item);
  });
  return { kind: 'items', steps };
};

/** `applyDelta(before, deltaOf(before, after))` is equal to `after`. */
export const deltaOf = (before: unknown, after: unknown): Delta => {
  if (Object.is(before, after)) return SAME;
  if (isList(before) && isList(after)) return itemsDelta(before, after);
  const fields = isPlainObject(before) && isPlainObject(after) ? fieldsDelta(before, after) : null;
  return fields ?? { kind: 'value', value: after };
};

const applyStep = (before: readonly unknown[], step: ListStep): readonly unknown[] => {
  if ('add' in step) return step.add;
  if ('edit' in step) return [applyDelta(before[step.edit], step.delta)];
  return before.slice(step.copy, step.copy + step.count);
};

/** The next value. Parts that did not change are the very objects of `before`; `before` itself is left as it is. */
export const applyDelta = (before: unknown, delta: Delta): unknown => {
  switch (delta.kind) {
    case 'same':
      return before;
    case 'value':
      return delta.value;
    case 'fields':
      return {
        ...(isPlainObject(before) ? before : {}),
        ...Object.fromEntries(
          delta.changed.map(([key, change]) => [
            key,
            applyDelta(isPlainObject(before) ? before[key] : undefined, change),
          ]),
        ),
      };
    case 'items':
      return delta.steps.flatMap((step) => applyStep(isList(before) ? before : [], step));
  }
};

/** Entries of lists that the delta carries itself, as far down as it names them: a measure of its size. */
export const freshItems = (delta: Delta): number => {
  switch (delta.kind) {
    case 'same':
      return 0;
    case 'value':
      return isList(delta.value) ? delta.value.length : 1;
    case 'fields':
      return delta.changed.reduce((sum, [, change]) => sum + freshItems(change), 0);
    case 'items':
      return delta.steps.reduce(
        (sum, step) => sum + ('add' in step ? step.add.length : 'edit' in step ? freshItems(step.delta) : 0),
        0,
      );
  }
};
