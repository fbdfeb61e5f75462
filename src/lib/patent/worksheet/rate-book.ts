import type { CaseRecord } from '../../case/case-record';
import type { Worksheet, WorksheetKind } from '../../case/worksheet';
import type { PlainDate } from '../../kernel/plain-date';
import { type Failure, type Result, fail, ok, refuse } from '../../kernel/result';
import { derive } from '../../kernel/trace';
import type { RulesAt } from '../../rulebook/model';
import { asEntered } from '../../valuation/rates/share-conversion';
import { NO_CHANGE } from '../../valuation/sheet/change';
import type { DerivedRate, RateEntry } from './derived-rate';
import { formOf } from './forms';
import { rateLinks } from './rate-links';
import { RATE_SHEETS, type Rate } from './rate-values';
import { type GivenRate, type Sheet, unused } from '../../valuation/sheet/sheet';
import type { InputField } from '../../valuation/sheet/sheet-form';
import { openedSheet } from './sheet';
import { checkWorksheet } from './sheet-check';
import { relocated } from './sheet-path';

/** Every rate that the worksheets of a case give, each computed once. */
export interface RateBook {
  /** All worksheets that give a rate, in the order of the case. */
  readonly entries: () => readonly RateEntry[];
  /** The rate of one worksheet for a field that takes such rates; `path` is that of the field. */
  readonly take: (
    from: string,
    wants: DerivedRate['gives'],
    kinds: readonly string[],
    path: string,
  ) => Result<GivenRate>;
  /** The same for an input of a worksheet. */
  readonly takeInput: (from: string, field: InputField, path: string) => Result<GivenRate>;
}

type RateKind = keyof typeof RATE_SHEETS;
const isRateKind = (kind: WorksheetKind): kind is RateKind => Object.hasOwn(RATE_SHEETS, kind);

const GIVES: Readonly<Record<DerivedRate['gives'], string>> = {
  'royalty-rate': '许可费率',
  'profit-share': '利润分成率',
  'discount-rate': '折现率',
};

/** What kind of rate an input of a worksheet takes, by its key. */
const WANTS: Readonly<Record<string, DerivedRate['gives']>> = {
  discountRate: 'discount-rate',
  profitShare: 'profit-share',
  royaltyRate: 'royalty-rate',
  kMin: 'royalty-rate',
  kMax: 'royalty-rate',
};

/** The figure of a rate: a parameter that was taken over gets a step of its own. */
const rateTrace = (id: string, worksheet: Worksheet, { term: { node } }: Rate): DerivedRate['trace'] =>
  node.children.length === 0
    ? derive({
        id,
        label: `${node.label} · ${worksheet.product}`,
        value: node.value,
        unit: node.unit,
        formula: `取自${node.label}`,
        children: [node],
      })
    : { ...node, id, label: `${node.label} · ${worksheet.product}` };

const unknownWorksheet = (from: string, path: string): Result<never> =>
  refuse('E_UNKNOWN_WORKSHEET', `案卷中没有工作表“${from}”`, path, '请重新选择工作表，或直接填写数值');

const wrongKind = (gives: string, wants: DerivedRate['gives'], path: string): Result<never> =>
  refuse(
    'E_WORKSHEET_KIND',
    `所取的工作表给出的是${gives}，这里要的是${GIVES[wants]}`,
    path,
    `请改选给出${GIVES[wants]}的工作表`,
  );

/** Rates of a case. A worksheet that cannot be computed fails alone, and with it what takes its rate. */
export const rateBook = (caseRecord: CaseRecord, rules: RulesAt, valuationDate: PlainDate): RateBook => {
  const { worksheets } = caseRecord.sections.patents;
  const links = rateLinks(worksheets);
  const known = new Map<string, Result<Rate>>();

  const compute = (worksheet: Worksheet, kind: RateKind): Result<Rate> => {
    const linked = links.check(worksheet);
    if (!linked.ok) return linked;
    const form = formOf(kind, rules);
    if (!form.ok) return form;
    const checked = checkWorksheet(worksheet, form.value);
    if (!checked.ok) return checked;
    const sheet: Sheet = {
      ...openedSheet(worksheet, form.value),
      rules,
      valuationDate,
      id: `patent-rate/${worksheet.id}`,
      change: NO_CHANGE,
      carrying: new Set(),
      rateOf: takeInput,
      read: new Set(),
    };
    const place = (failure: Failure): Failure => relocated(failure, worksheet, form.value);
    const rate = RATE_SHEETS[kind](sheet);
    if (!rate.ok) return fail(place(rate.failure));
    return ok({ ...rate.value, warnings: [...rate.value.warnings.map(place), ...unused(sheet)] });
  };

  const rateOf = (worksheet: Worksheet, kind: RateKind): Result<Rate> => {
    const before = known.get(worksheet.id);
    if (before !== undefined) return before;
    const rate = compute(worksheet, kind);
    known.set(worksheet.id, rate);
    return rate;
  };

  const take: RateBook['take'] = (from, wants, kinds, path) => {
    const worksheet = worksheets.find(({ id }) => id === from);
    if (worksheet === undefined) return unknownWorksheet(from, path);
    const { kind } = worksheet;
    if (!isRateKind(kind)) return wrongKind('组合的价值', wants, path);
    const rate = rateOf(worksheet, kind);
    if (!rate.ok) return rate;
    const { gives, basis, term } = rate.value;
    if (gives !== wants || !kinds.includes(kind)) return wrongKind(GIVES[gives], wants, path);
    const { value } = asEntered(term);
    return value === null
      ? unknownWorksheet(from, path)
      : ok({ value, source: rateTrace(`patent-rate/${from}`, worksheet, rate.value), basis });
  };

  const takeInput: RateBook['takeInput'] = (from, field, path) => {
    const wants = WANTS[field.key];
    if (wants === undefined) throw new Error(`rate for ${field.key} expected`);
    return take(from, wants, field.from, path);
  };

  const entryOf = (worksheet: Worksheet, kind: RateKind): RateEntry => {
    const rate = rateOf(worksheet, kind);
    const form = formOf(kind, rules);
    const base = { worksheet: worksheet.id, kind, title: form.ok ? form.value.title : kind };
    if (!rate.ok) return { ...base, result: rate };
    const { gives, basis, warnings } = rate.value;
    const trace = rateTrace(`patent-rate/${worksheet.id}`, worksheet, rate.value);
    return {
      ...base,
      result: ok({ value: trace.value ?? '', gives, basis, confidence: trace.confidence, trace, warnings }),
    };
  };

  return {
    entries: () =>
      worksheets.flatMap((worksheet) =>
        isRateKind(worksheet.kind) ? [entryOf(worksheet, worksheet.kind)] : [],
      ),
    take,
    takeInput,
  };
};
