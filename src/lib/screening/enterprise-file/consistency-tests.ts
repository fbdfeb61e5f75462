import { type Decimal, Decimal as Number40, decimalText } from '../../kernel/decimal';
import type { Failure } from '../../kernel/result';
import type { TraceNode } from '../../kernel/trace';
import { type Term, ratioStep, shown } from '../../valuation/term';
import { collected } from '../lists';
import { factTerm, gapOf } from './computed';
import type { ConsistencyRule } from './consistency-rule';
import { fileFact } from './file-fact';
import type { FactRead } from './file-reads';
import { type EnterpriseFile, factsAt } from './open-file';

/** How far two sources are apart, as a share ≥ 0, and in words; or what is missing. */
export type Comparison =
  | { readonly ok: true; readonly gap: Decimal; readonly detail: () => string; readonly reason: Term }
  | {
      readonly ok: false;
      readonly failure: Pick<Failure, 'code' | 'message' | 'remedy'>;
      readonly nodes: () => readonly TraceNode[];
    };

type Test = (file: EnterpriseFile, year: number, rule: ConsistencyRule) => Comparison;

const percent = (ratio: Decimal): string => `${decimalText(ratio.times(100), 2)} %`;

const compare = (reads: readonly FactRead[], terms: (terms: readonly Term[]) => Comparison): Comparison => {
  const gap = gapOf(reads);
  if (gap !== null && !gap.ok) return gap;
  return terms(collected(reads, factTerm));
};

const noDivisor = (label: string, nodes: () => readonly TraceNode[]): Comparison => ({
  ok: false,
  failure: { code: 'E_DIVISOR', message: `${label}为 0，不能作比`, remedy: `请核对${label}` },
  nodes,
});

const apart = (
  year: number,
  rule: ConsistencyRule,
  {
    gap,
    formula,
    detail,
    from,
  }: { gap: Decimal; formula: () => string; detail: () => string; from: readonly Term[] },
): Comparison => ({
  ok: true,
  gap,
  detail,
  reason: ratioStep({
    id: `consistency/${rule.code}/${year}`,
    label: '两处相差',
    value: gap,
    formula,
    children: () => from.map(({ node }) => node),
  }),
});

/** |change of the first − change of the second|, both against the year before. */
const growthGap: Test = (file, year, rule) => {
  const [own, last] = [String(year), String(year - 1)];
  const reads = [
    fileFact(file, rule.first, own),
    fileFact(file, rule.first, last),
    fileFact(file, rule.second, own),
    fileFact(file, rule.second, last),
  ];
  return compare(reads, (terms) => {
    const [a, aBefore, b, bBefore] = terms;
    if (a === undefined || aBefore === undefined || b === undefined || bBefore === undefined)
      throw new Error('four facts give four terms');
    for (const before of [aBefore, bBefore])
      if (before.value.lte(0)) return noDivisor(before.node.label, () => terms.map(({ node }) => node));
    const first = a.value.dividedBy(aBefore.value).minus(1);
    const second = b.value.dividedBy(bBefore.value).minus(1);
    return apart(year, rule, {
      gap: first.minus(second).abs(),
      formula: () => `|（${shown(a)} ÷ ${shown(aBefore)} − 1） − （${shown(b)} ÷ ${shown(bBefore)} − 1）|`,
      detail: () =>
        `${reads[0]?.label.replace(/^\d{4} 年/, '') ?? ''}变动 ${percent(first)}，${reads[2]?.label.replace(/^\d{4} 年/, '') ?? ''}变动 ${percent(second)}`,
      from: terms,
    });
  });
};

const plainLabel = (read: FactRead | undefined): string => read?.label.replace(/^\d{4} 年/, '') ?? '';

/** |first ÷ second − 1| (`at-most`: only what the first is above the second). */
const ratio =
  (onlyAbove: boolean): Test =>
  (file, year, rule) => {
    const reads = [fileFact(file, rule.first, String(year)), fileFact(file, rule.second, String(year))];
    return compare(reads, ([a, b]) => {
      if (a === undefined || b === undefined) throw new Error('two facts give two terms');
      if (b.value.lte(0)) return noDivisor(b.node.label, () => [a.node, b.node]);
      const share = a.value.dividedBy(b.value);
      const over = share.minus(1);
      return apart(year, rule, {
        gap: onlyAbove ? Number40.max(over, 0) : over.abs(),
        formula: () =>
          onlyAbove ? `max(0, ${shown(a)} ÷ ${shown(b)} − 1)` : `|${shown(a)} ÷ ${shown(b)} − 1|`,
        detail: () => `${plainLabel(reads[0])}为${plainLabel(reads[1])}的 ${percent(share)}`,
        from: [a, b],
      });
    });
  };

const wan = ({ value }: Term): string => decimalText(value.dividedBy(10_000), 2);

/** |first − second − third| ÷ first. */
const identity: Test = (file, year, rule) => {
  const reads = [rule.first, rule.second, rule.third ?? rule.second].map((code) =>
    fileFact(file, code, String(year)),
  );
  return compare(reads, ([a, b, c]) => {
    if (a === undefined || b === undefined || c === undefined)
      throw new Error('three facts give three terms');
    if (a.value.lte(0)) return noDivisor(a.node.label, () => [a.node, b.node, c.node]);
    return apart(year, rule, {
      gap: a.value.minus(b.value).minus(c.value).abs().dividedBy(a.value),
      formula: () => `|${shown(a)} − ${shown(b)} − ${shown(c)}| ÷ ${shown(a)}`,
      detail: () => [a, b, c].map((term, i) => `${plainLabel(reads[i])} ${wan(term)} 万元`).join('，'),
      from: [a, b, c],
    });
  });
};

const MONTHS = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, '0'));

/** |sum of the twelve months − the year| ÷ the year, where both are stated. */
const months: Test = (file, year, rule) => {
  const label = file.catalogue?.fields.get(rule.first)?.label ?? rule.first;
  const whole = fileFact(file, rule.first, String(year));
  if (factsAt(file, rule.first, String(year)) === undefined)
    return {
      ok: false,
      failure: {
        code: 'E_MISSING',
        message: `${year} 年${label}只有各月的数，没有另外写明的全年数`,
        remedy: `另有台账或报表写明全年${label}的，一并导入`,
      },
      nodes: () => [whole.node],
    };
  const parts = MONTHS.map((month) => fileFact(file, rule.first, `${year}-${month}`));
  return compare([whole, ...parts], ([total, ...terms]) => {
    if (total === undefined) throw new Error('thirteen facts give thirteen terms');
    const sum = terms.reduce((so, term) => so.plus(term.value), new Number40(0));
    if (total.value.lte(0)) return noDivisor(total.node.label, () => [total.node]);
    return apart(year, rule, {
      gap: sum.minus(total.value).abs().dividedBy(total.value),
      formula: () => `|${terms.map(shown).join(' + ')} − ${shown(total)}| ÷ ${shown(total)}`,
      detail: () =>
        `${plainLabel(whole)}全年 ${wan(total)} 万元，各月合计 ${decimalText(sum.dividedBy(10_000), 2)} 万元`,
      from: [total, ...terms],
    });
  });
};

/** Name in a rule → how two sources are compared. */
export const CONSISTENCY_TESTS: ReadonlyMap<string, Test> = new Map([
  ['growth-gap', growthGap],
  ['ratio-band', ratio(false)],
  ['at-most', ratio(true)],
  ['identity', identity],
  ['months', months],
]);
