import type { JsonValue } from '../../kernel/json';
import type { NumberSketch } from '../kernel/number-figures';
import type { ColumnSketch, ProfileSketch, TopSketch } from '../kernel/sketch';
import { BUNDLE_KIND, CONTAINS, type ProfileBundle } from './bundle-model';
import { toJson } from './packed';

/** Value lists by columns: thousands of small objects would be most of the file. */
const packTop = ({ values, complete, unlisted }: TopSketch): object => {
  const bytes = new Uint8Array(values.reduce((sum, { value }) => sum + value.length, 0));
  const ends = new Int32Array(values.length);
  let at = 0;
  values.forEach(({ value }, i) => {
    bytes.set(value, at);
    at += value.length;
    ends[i] = at;
  });
  return {
    complete,
    unlisted,
    bytes,
    ends,
    counts: Float64Array.from(values, ({ count }) => count),
    missed: Float64Array.from(values, ({ missed }) => missed),
  };
};

const packNumbers = (numbers: NumberSketch): object => ({
  ...numbers,
  looseSum: String(numbers.looseSum),
  mean: String(numbers.mean),
  squares: String(numbers.squares),
  cubes: String(numbers.cubes),
  fourths: String(numbers.fourths),
});

const packColumn = (column: ColumnSketch): object => ({
  ...column,
  numbers: packNumbers(column.numbers),
  top: packTop(column.top),
});

const packSketch = (sketch: ProfileSketch): JsonValue =>
  toJson({ ...sketch, columns: sketch.columns.map(packColumn) });

/** The bundle as one JSON document. */
export const bundleText = ({ header, files, sketch, open }: ProfileBundle): string =>
  JSON.stringify({
    schema: BUNDLE_KIND,
    contains: CONTAINS,
    header,
    files,
    sketch: sketch === null ? null : packSketch(sketch),
    open: open.map((part) => ({ file: part.file, sketch: packSketch(part.sketch) })),
  });
