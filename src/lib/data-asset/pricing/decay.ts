import * as v from 'valibot';
import { Decimal, decimalText as decimalTextOf } from '../../kernel/decimal';
import { derive } from '../../kernel/trace';
import { type Result, mapResult, ok, refuse } from '../../kernel/result';
import { decimalText } from '../../case/schema-parts';
import type { RulesAt } from '../../rulebook/model';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { NOT_NEGATIVE, POSITIVE } from '../../valuation/domain';
import { type Entered, type Place, allOf, fieldPath, readEntered } from '../../valuation/entered';
import { type Term, ratioStep, shown } from '../../valuation/term';
import { WHOLE } from './data-domains';

/** Kinds of data with a half-life in the rulebook. */
export const HALF_LIFE_KINDS = ['text', 'regulatory', 'industrial', 'consumer', 'mobility', 'price'] as const;
export type HalfLifeKind = (typeof HALF_LIFE_KINDS)[number];

const halfLifeRule = v.strictObject({ low: decimalText, proposed: decimalText, high: decimalText });

/** A half-life of the rulebook as an input, with its citation. Only `text` has ever been measured. */
export const proposedHalfLife = (kind: HalfLifeKind, rules: RulesAt): Result<Entered> =>
  mapResult(readTyped(rules, `data-pricing.half-life.${kind}`, halfLifeRule), ({ value, rule }) => ({
    value: value.proposed,
    source: ruleLeaf(rule, rule.title, value.proposed, 'year'),
  }));

const YEAR = 'year' as const;

/** Reads h, years > 0. */
export const readHalfLife = (place: Place, entered: Entered): Result<Term> =>
  readEntered(place, { field: 'halfLifeYears', label: '半衰期 h', domain: POSITIVE, unit: YEAR }, entered);

/** 2^(−t/h): what is left of a value after t years, in (0, 1]. */
export const decayFactor = (place: Place, id: string, years: Term, half: Term): Term =>
  ratioStep({
    id: `${place.id}/${id}`,
    label: '时效衰减系数',
    value: new Decimal(2).pow(years.value.negated().dividedBy(half.value)),
    formula: `2^(−${shown(years)} ÷ ${shown(half)})`,
    children: [years.node, half.node],
  });

/** λ = ln 2 / h per year: v(t) = v0 · e^(−λt). */
export const decayRate = (place: Place, half: Term): Term =>
  ratioStep({
    id: `${place.id}/decay-rate`,
    label: '年衰减率 λ',
    value: new Decimal(2).ln().dividedBy(half.value),
    formula: `ln 2 ÷ ${shown(half)}`,
    children: [half.node],
  });

/** Records of one age. */
export interface Vintage {
  /** Age in years on the valuation date, ≥ 0. */
  readonly ageYears: Entered;
  /** Whole records, ≥ 0. */
  readonly records: Entered;
}

/**
 * Effective records N_eff = Σ n · 2^(−age/h), which replace raw rows in ratios of volume. At most the sum of the records.
 * Fails with `E_MISSING` (also for no vintage), `E_NUMBER`, `E_RANGE`. Source: Time and the Value of Data (arXiv 2203.09118).
 */
export const effectiveRecords = (
  vintages: readonly Vintage[],
  halfLifeYears: Entered,
  place: Place,
): Result<Term> => {
  const half = readHalfLife(place, halfLifeYears);
  if (!half.ok) return half;
  if (vintages.length === 0)
    return refuse(
      'E_MISSING',
      '没有按年份划分的记录数',
      fieldPath(place, 'vintages'),
      '请按数据年份填写记录数',
    );
  const rows: { readonly age: Term; readonly records: Term; readonly factor: Term }[] = [];
  for (const [index, { ageYears, records }] of vintages.entries()) {
    const field = `vintages[${index}]`;
    const read = allOf({
      age: readEntered(
        place,
        { field: `${field}.ageYears`, label: '数据年龄', domain: NOT_NEGATIVE, unit: YEAR },
        ageYears,
      ),
      records: readEntered(
        place,
        { field: `${field}.records`, label: '记录数', domain: WHOLE, unit: 'count' },
        records,
      ),
    });
    if (!read.ok) return read;
    const factor = decayFactor(place, `${field}/factor`, read.value.age, half.value);
    rows.push({ ...read.value, factor });
  }
  const value = rows.reduce(
    (sum, { records, factor }) => records.value.times(factor.value).plus(sum),
    new Decimal(0),
  );
  const node = derive({
    id: `${place.id}/effective-records`,
    label: '有效记录数',
    value: decimalTextOf(value, 6),
    unit: 'none',
    formula: rows.map(({ records, factor }) => `${shown(records)} × ${shown(factor)}`).join(' + '),
    rounding: '显示保留 6 位小数，计算不取整',
    children: rows.flatMap(({ records, factor }) => [records.node, factor.node]),
  });
  return ok({ value, node });
};

/**
 * s_t for the excess-earnings method: 2^(−(t − 0.5)/h), the share of today's stock that is still useful in the middle of
 * year t. Fails as `readHalfLife`, with `E_RANGE` for more than 100 years.
 */
export const survivalByDecay = (
  halfLifeYears: Entered,
  years: number,
  place: Place,
): Result<readonly Term[]> => {
  const half = readHalfLife(place, halfLifeYears);
  if (!half.ok) return half;
  if (!Number.isInteger(years) || years < 1 || years > 100)
    return refuse('E_RANGE', '年数应为 1 到 100', fieldPath(place, 'years'), '请核对收益年限');
  return ok(
    Array.from({ length: years }, (_, index) => {
      const age = new Decimal(index).plus('0.5');
      return ratioStep({
        id: `${place.id}/survival-${index + 1}`,
        label: `第 ${index + 1} 年有效份额 s（年中）`,
        value: new Decimal(2).pow(age.negated().dividedBy(half.value.value)),
        formula: `2^(−${age.toFixed()} ÷ ${shown(half.value)})`,
        children: [half.value.node],
      });
    }),
  );
};
