import type { NumberSketch } from '../kernel/number-figures';
import type { ColumnSketch, ProfileSketch, TopSketch } from '../kernel/sketch';
import { topColumns } from '../kernel/top-list';
import { BUNDLE_KIND, CONTAINS, type ProfileBundle } from './bundle-model';
import { JsonWriter } from './packed';

/** Value lists by columns: thousands of small objects would be most of the file. */
const packTop = (top: TopSketch): object => {
  const { bytes, ends, counts, missed } = topColumns(top);
  return { complete: top.complete, unlisted: top.unlisted, bytes, ends, counts, missed };
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

const packSketch = (sketch: ProfileSketch): object => ({
  ...sketch,
  columns: sketch.columns.map(packColumn),
});

/** The bundle as one JSON document in UTF-8. @param writer whose memory it lies in until the next one */
export const bundleBytes = (
  { header, files, sketch, open }: ProfileBundle,
  writer = new JsonWriter(),
): Uint8Array<ArrayBuffer> =>
  writer.write({
    schema: BUNDLE_KIND,
    contains: CONTAINS,
    header,
    files,
    sketch: sketch === null ? null : packSketch(sketch),
    open: open.map((part) => ({ file: part.file, sketch: packSketch(part.sketch) })),
  });

/** The bundle as one JSON document. */
export const bundleText = (bundle: ProfileBundle): string => new TextDecoder().decode(bundleBytes(bundle));
