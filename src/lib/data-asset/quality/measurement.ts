import type { DataAsset } from '../../case/data-assets-section';
import type { Confidence } from '../../kernel/confidence';
import { Decimal } from '../../kernel/decimal';
import type { PlainDate } from '../../kernel/plain-date';
import { type TraceNode, type Unit, leaf } from '../../kernel/trace';
import type { QualityRules } from './quality-rules';
import type { QualityVersion } from './quality-version';

/** Who answered an indicator. */
export type MeasuredBy = 'table' | 'rules' | 'sample' | 'stated';

/** X = A/B of one indicator, as the standard counts it, with what the measuring leaves open. */
export interface Measurement {
  readonly by: MeasuredBy;
  readonly x: Decimal;
  readonly low: Decimal;
  readonly high: Decimal;
  /** X with its numbers filled in. */
  readonly formula: string;
  readonly note?: string;
  readonly confidence: Confidence;
  readonly children: readonly TraceNode[];
}

/** A measurement, or why there is none and what would make one. */
export type Measured = Measurement | string;

/** What every measuring needs. */
export interface MeasuringContext {
  readonly asset: DataAsset;
  readonly rules: QualityRules;
  readonly date: PlainDate;
  /** Place of the asset in the case. */
  readonly path: string;
  readonly method: QualityVersion;
}

/** An input of a measurement: a field of the case. */
export const factLeaf = (
  { asset, path }: MeasuringContext,
  place: string,
  label: string,
  value: number | string,
  unit: Unit = 'count',
): TraceNode =>
  leaf({
    id: `${asset.id}/${place}`,
    label,
    value: value.toString(),
    unit,
    confidence: 'verified',
    source: { kind: 'field', path: `${path}.${place}`, label },
  });

type Amount = Decimal | number | string;

const ratio = (a: Amount, b: Amount): Decimal => Decimal.max(0, Decimal.min(1, new Decimal(a).div(b)));

/** X = A/B without anything left open; `B` > 0. */
export const exactShare = (
  a: Amount,
  b: Amount,
  formula: string,
  children: readonly TraceNode[],
  note?: string,
): Measurement => {
  const x = ratio(a, b);
  return {
    by: 'table',
    x,
    low: x,
    high: x,
    formula: `${formula} = ${new Decimal(a).toFixed()} ÷ ${new Decimal(b).toFixed()}`,
    ...(note === undefined ? {} : { note }),
    confidence: 'verified',
    children,
  };
};

/** X = A/B where A lies between two counts; `a` is the count that is shown. */
export const boundedShare = (
  [low, a, high]: readonly [Amount, Amount, Amount],
  b: Amount,
  formula: string,
  children: readonly TraceNode[],
  note: string,
): Measurement => ({
  ...exactShare(a, b, formula, children, note),
  low: ratio(low, b),
  high: ratio(high, b),
  confidence: 'secondary',
});
