import { canonicalJson } from '../../kernel/canonical-json';
import { type Result, ok, refuse } from '../../kernel/result';
import { mergeSketches } from '../kernel/merge-sketch';
import type { ProfileSketch } from '../kernel/sketch';
import { type BundleFile, FILE_SPAN, MOST_FILES, type ProfileBundle, placeOf } from './bundle-model';
import { toJson } from './packed';

const sameFile = (a: BundleFile, b: BundleFile): boolean =>
  a.merkleRoot !== null && a.merkleRoot === b.merkleRoot && a.bytes === b.bytes;

/** The same sketch with its offsets moved to other places in the list of files. */
export const movedSketch = (sketch: ProfileSketch, to: readonly number[]): ProfileSketch => {
  const moved = (offset: number): number => {
    const place = placeOf(offset);
    return (to[place.file] ?? place.file) * FILE_SPAN + place.offset;
  };
  const movedPlace = (offset: number | null): number | null => (offset === null ? null : moved(offset));
  return {
    ...sketch,
    firstBlank: movedPlace(sketch.firstBlank),
    columns: sketch.columns.map((column) => {
      const { utf8Only, gb18030Only, neither, control } = column.places;
      return {
        ...column,
        places: {
          utf8Only: movedPlace(utf8Only),
          gb18030Only: movedPlace(gb18030Only),
          neither: movedPlace(neither),
          control: movedPlace(control),
        },
      };
    }),
    // The end of a range belongs to the file of its last byte.
    ranges: sketch.ranges.map(({ from, to: end }) => ({ from: moved(from), to: moved(end - 1) + 1 })),
    faults: new Map(
      [...sketch.faults].map(([code, { count, firstOffset }]) => [
        code,
        { count, firstOffset: moved(firstOffset) },
      ]),
    ),
  };
};

/**
 * One bundle of two parts of a data set, e.g. from two machines. Files of `b` follow those of `a`; a file in both is told by its
 * Merkle root.
 *
 * Errors: `E_BUNDLE_HEADER` other columns, tokens or parameters; `E_BUNDLE_OPEN` a part is not finished; `E_FILES` too many;
 * those of `mergeSketches`, among them `E_OVERLAP` for bytes in both.
 */
export const mergeBundles = (a: ProfileBundle, b: ProfileBundle): Result<ProfileBundle> => {
  if (canonicalJson(toJson(a.header)) !== canonicalJson(toJson(b.header)))
    return refuse(
      'E_BUNDLE_HEADER',
      '两份画像的列、缺失写法或画像参数不同，不能合并',
      '',
      '请用同一版本的程序、对同一数据集的各部分分别画像后再合并',
    );
  if (a.open.length + b.open.length > 0 || a.sketch === null || b.sketch === null)
    return refuse('E_BUNDLE_OPEN', '有一份画像还没有扫完，不能合并', '', '请先续扫完成');
  const files: BundleFile[] = [...a.files];
  const to = b.files.map((file) => {
    const known = files.findIndex((other) => sameFile(other, file));
    return known >= 0 ? known : files.push(file) - 1;
  });
  if (files.length > MOST_FILES)
    return refuse('E_FILES', `文件超过 ${MOST_FILES} 个`, '', '请分成几个数据集画像');
  const sketch = mergeSketches(a.sketch, movedSketch(b.sketch, to));
  return sketch.ok ? ok({ header: a.header, files, sketch: sketch.value, open: [] }) : sketch;
};
