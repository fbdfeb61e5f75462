import type { Worksheet } from '../case/worksheet';
import type { Result } from '../kernel/result';
import type { TraceNode, Unit } from '../kernel/trace';
import type { RateEntry } from '../patent/value/asset-valuation';
import { sheetName } from './sheet-edits';

/** A worksheet or a measured number that gives a field its number instead of the keyboard. */
export interface Giver {
  readonly id: string;
  /** What a field that takes it names. */
  readonly kind: string;
  readonly name: string;
  readonly unit: Unit;
  /** What it gives, where a kind can give one or the other. */
  readonly gives: string | null;
  readonly result: Result<{ readonly value: string; readonly trace: TraceNode }>;
}

/** Rates that the worksheets of the patents derive. */
export const rateGivers = (rates: readonly RateEntry[], worksheets: readonly Worksheet[]): readonly Giver[] =>
  rates.map(({ worksheet, kind, title, result }) => ({
    id: worksheet,
    kind,
    name: sheetName(title, worksheets.find(({ id }) => id === worksheet)?.product ?? worksheet),
    unit: 'ratio',
    gives: result.ok ? result.value.gives : null,
    result,
  }));
