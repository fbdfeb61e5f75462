import type { PatentRecord } from '../../case/patents-section';
import { parseIpc } from '../../kernel/ipc';
import { daysBetween } from '../../kernel/plain-date';
import type { Failure, WithFailures } from '../../kernel/result';
import { recordDate } from '../calendar/calendar';
import type { OecdRule } from './cohort-rules';
import {
  type Composite,
  breakthrough,
  compositeOf,
  grantLagIndex,
  normalisedInCohort,
} from './cohort-normalise';
import type { Cohorts } from './cohorts';

/** Distinct 4-character IPC subclasses; `null` without symbols or when one cannot be read (some would go uncounted). */
export const scopeOf = (ipcAll: readonly string[]): number | null => {
  const read = ipcAll.map((symbol) => parseIpc(symbol));
  const subclasses = new Set(read.flatMap((symbol) => (symbol.ok ? [symbol.value.subclass] : [])));
  return read.length === 0 || read.some((symbol) => !symbol.ok) ? null : subclasses.size;
};

/** Distinct offices of the simple family; `null` when they are not known. A printed number of members is not offices. */
export const familyOffices = (jurisdictions: readonly string[] | null): number | null =>
  jurisdictions === null || jurisdictions.length === 0 ? null : new Set(jurisdictions).size;

/** Which count of forward citations was given: by a window after publication, or all years as vendors print it. */
export type ForwardVariant = 'within-years' | 'all-years';

/** Inputs of the composite, one entry per patent; NaN = not known. */
export interface QualityInput {
  readonly forward: Float64Array;
  readonly forwardVariant: ForwardVariant;
  readonly family: Float64Array;
  readonly claims: Float64Array;
  readonly backward: Float64Array;
  readonly grantLagDays: Float64Array;
  readonly generality: Float64Array;
}

/** The composite with its parts and the variants it was computed by. NaN = undefined. */
export interface PatentQuality {
  readonly forward: Float64Array;
  readonly family: Float64Array;
  readonly claims: Float64Array;
  readonly generality: Float64Array;
  readonly backward: Float64Array;
  readonly grantLag: Float64Array;
  readonly breakthrough: Float64Array;
  /** Mean of forward, family, claims, generality. */
  readonly index4: Composite;
  /** The four and backward and grant lag. */
  readonly index6: Composite;
  readonly variants: {
    readonly forward: ForwardVariant;
    readonly forwardYears: number | null;
    readonly normQuantile: string;
    readonly radicalness: OecdRule['radicalness'];
  };
}

/**
 * Patent quality indices within cohorts. Every part is `min(x, p) ÷ p` at the quantile of `patent.oecd-quality`, grant lag
 * is 1 − lag ÷ longest. The composite is the mean of the parts that exist, with their number. OECD STI WP 2013/03.
 */
export const patentQuality = (cohorts: Cohorts, input: QualityInput, rule: OecdRule): PatentQuality => {
  const norm = (values: Float64Array): Float64Array => normalisedInCohort(cohorts, values, rule.normQuantile);
  const forward = norm(input.forward);
  const family = norm(input.family);
  const claims = norm(input.claims);
  const generality = norm(input.generality);
  const backward = norm(input.backward);
  const grantLag = grantLagIndex(cohorts, input.grantLagDays);
  const four = [forward, family, claims, generality];
  return {
    forward,
    family,
    claims,
    generality,
    backward,
    grantLag,
    breakthrough: breakthrough(cohorts, input.forward, rule.breakthroughShare),
    index4: compositeOf(four, input.forward.length),
    index6: compositeOf([...four, backward, grantLag], input.forward.length),
    variants: {
      forward: input.forwardVariant,
      forwardYears: input.forwardVariant === 'within-years' ? rule.forwardYears : null,
      normQuantile: rule.normQuantile,
      radicalness: rule.radicalness,
    },
  };
};

const column = (
  records: readonly PatentRecord[],
  of: (record: PatentRecord) => number | null,
): Float64Array => Float64Array.from(records, (record) => of(record) ?? NaN);

const lagOf = (record: PatentRecord): number | null => {
  const filed = recordDate(record.filingDate);
  const granted = recordDate(record.grantDate);
  return filed === null || granted === null ? null : daysBetween(filed, granted);
};

const beforeFiling = (record: PatentRecord): Failure => ({
  code: 'E_GRANT_BEFORE_FILING',
  message: `“${record.title}”授权日 ${record.grantDate ?? ''} 早于申请日 ${record.filingDate ?? ''}，不计算授权时滞`,
  path: `sections.patents.records[${record.id}].grantDate`,
  remedy: '请对照专利证书更正申请日或授权日',
});

/**
 * Inputs from the records of a case. Lists print citations of all years and no citing patents, so generality stays
 * undefined unless given. A grant before the filing date is listed and its lag left out.
 */
export const qualityInputOf = (
  records: readonly PatentRecord[],
  generality: Float64Array | null = null,
): WithFailures<QualityInput> => ({
  value: {
    forward: column(records, (record) => record.forwardCitationCount),
    forwardVariant: 'all-years',
    family: column(records, (record) => familyOffices(record.familyJurisdictions)),
    claims: column(records, (record) => record.claimCount),
    backward: column(records, (record) => record.backwardCitationCount),
    grantLagDays: column(records, (record) => {
      const lag = lagOf(record);
      return lag === null || lag < 0 ? null : lag;
    }),
    generality: generality ?? new Float64Array(records.length).fill(NaN),
  },
  failures: records.filter((record) => (lagOf(record) ?? 0) < 0).map(beforeFiling),
});
