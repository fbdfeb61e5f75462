import type { Utf8Line } from './text-pool';

/** One document as it was scanned: its bytes, and where its values lie. */
export interface ScannedLine {
  readonly line: Utf8Line;
  readonly tape: Int32Array;
}

/** Reads the value whose place is noted at a slot. Never `undefined`. */
export type ValueAt = (scanned: ScannedLine, slot: number) => unknown;

/** What is behind a view: where its fields lie, and those that were read. */
interface Behind {
  readonly scanned: ScannedLine;
  readonly first: number;
  readonly values: unknown[];
}

/** A record of one kind, its fields read when somebody looks at them. */
export type RecordView = new (scanned: ScannedLine, first: number) => object;

/**
 * A class whose instances have these fields, the value of the n-th noted at the n-th pair of places and read once. The fields
 * are accessors of the class, not of each object: all records of a kind have one shape. Nothing else can be found in them by
 * name but what begins with `$`, which no field of a case does.
 */
export const recordView = (fields: readonly (readonly [string, ValueAt])[]): RecordView => {
  const count = fields.length;
  class View {
    declare readonly $: Behind;
    // Assigned, not defined, and one thing only: there are as many of these classes as kinds of records, and what is done to
    // an object of any of them is slow.
    constructor(scanned: ScannedLine, first: number) {
      this.$ = { scanned, first, values: new Array<unknown>(count) };
    }
  }
  const { prototype } = View;
  Reflect.deleteProperty(prototype, 'constructor');
  Object.setPrototypeOf(prototype, null);
  fields.forEach(([name, value], index) => {
    if (name.startsWith('$')) throw new Error(`a field of a case cannot be named ${name}`);
    Object.defineProperty(prototype, name, {
      enumerable: true,
      get(this: View) {
        const { values, scanned, first } = this.$;
        const known = values[index];
        if (known !== undefined) return known;
        return (values[index] = value(scanned, first + 2 * index));
      },
    });
  });
  return View;
};
