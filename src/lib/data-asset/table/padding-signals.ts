import type { ProfileSketch } from '../kernel/sketch';
import type { CodedSample } from './coded-sample';
import { columnSignals } from './column-signals';
import { type DuplicateFigures, duplicateEstimate } from './duplicates';
import { digitSignals, equalButKey, isSpread } from './sample-signals';
import { type PaddingSignal, percent } from './signal';
import type { TableSettings } from './table-settings';

const copies = (figures: DuplicateFigures, level: number): readonly PaddingSignal[] => {
  const { rows, extraInterval, basis } = figures;
  if (rows === 0 || extraInterval.low < level * rows) return [];
  return [
    {
      code: 'extra-copies',
      columns: [],
      observed: `多余副本至少 ${percent(extraInterval.low / rows)}`,
      basis,
      question: '整行重复从何而来：重复上报、合并来源，还是业务上允许？',
    },
  ];
};

/**
 * Signals of padding for the list of points to look into. Entropy and constancy are exact over the values of a column; what
 * needs rows together comes from the sample.
 * @param keys key columns, whose change alone does not make a row new
 */
export const paddingSignals = (
  sketch: ProfileSketch,
  coded: CodedSample | null,
  keys: readonly number[],
  levels: TableSettings['signals'],
): readonly PaddingSignal[] => [
  ...copies(duplicateEstimate(sketch), levels.extraCopies),
  ...sketch.columns.flatMap((column, at) => columnSignals(sketch, at, column, levels)),
  ...(coded === null ? [] : equalButKey(coded, keys, levels.sameButKey)),
  ...(coded === null
    ? []
    : sketch.columns.flatMap((column, at) =>
        isSpread(column) && !keys.includes(at) ? digitSignals(coded, at, levels) : [],
      )),
];
