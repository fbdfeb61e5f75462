import { type PlainDate, addDays, parsePlainDate } from '../kernel/plain-date';
import type { Failure } from '../kernel/result';
import type { DatedValue, RuleEntry } from './model';
import { regionChain } from './regions';

const failure = (code: string, message: string, path: string): Failure => ({
  code,
  message,
  path,
  remedy: '请修正参数数据文件中的这一项',
  rule: path.split(' › ')[0] ?? path,
});

const shifted = (date: string, days: number): PlainDate | null => {
  const parsed = parsePlainDate(date);
  return parsed.ok ? addDays(parsed.value, days) : null;
};

/** Judgements and assumptions say why; everything else names its instrument (the schema sees to that). */
const checkReason = (entry: RuleEntry, value: DatedValue): Failure[] => {
  const needed = value.kind === 'judgement' || value.confidence === 'assumption';
  return needed && value.citation.reason === undefined
    ? [
        failure(
          'E_RULE_REASON',
          `${value.region} ${value.effectiveFrom} 的值是判断或假设，没有写明理由`,
          entry.id,
        ),
      ]
    : [];
};

const checkPair = (entry: RuleEntry, earlier: DatedValue, later: DatedValue): Failure[] => {
  const at = `${entry.id} › ${later.region} › ${later.effectiveFrom}`;
  if (later.effectiveFrom <= earlier.effectiveFrom)
    return [failure('E_RULE_ORDER', '同一地区的值应按生效日期从早到晚排列，且不重复', at)];
  if (earlier.effectiveTo === undefined) return [];
  if (earlier.effectiveTo >= later.effectiveFrom)
    return [failure('E_RULE_OVERLAP', `与失效日期为 ${earlier.effectiveTo} 的值重叠`, at)];
  const from = shifted(earlier.effectiveTo, 1);
  const to = shifted(later.effectiveFrom, -1);
  if (from === null || to === null || from > to) return [];
  const known = entry.knownGaps?.some((g) => g.region === later.region && g.from === from && g.to === to);
  return known === true ? [] : [failure('E_RULE_GAP', `${from} 至 ${to} 没有值，也没有说明`, at)];
};

const checkSeries = (entry: RuleEntry, series: readonly DatedValue[]): Failure[] =>
  series.flatMap((value, i) => {
    const next = series[i + 1];
    const ends =
      value.effectiveTo !== undefined && value.effectiveTo < value.effectiveFrom
        ? [failure('E_RULE_ORDER', `${value.effectiveFrom} 起的值失效早于生效`, entry.id)]
        : [];
    return [...ends, ...(next === undefined ? [] : checkPair(entry, value, next))];
  });

/** A value of a lower region under one of a higher region needs `overridable`. */
const checkRegions = (entry: RuleEntry, regions: readonly string[]): Failure[] => {
  if (entry.overridable) return [];
  const lower = regions.find((r) =>
    regionChain(r)
      .slice(1)
      .some((above) => regions.includes(above)),
  );
  return lower === undefined
    ? []
    : [failure('E_RULE_NOT_OVERRIDABLE', `${lower} 另有值，而这一项不允许下级地区替换`, entry.id)];
};

const checkEntry = (entry: RuleEntry): Failure[] => {
  const regions = [...new Set(entry.values.map((value) => value.region))];
  return [
    ...entry.values.flatMap((value) => checkReason(entry, value)),
    ...regions.flatMap((region) =>
      checkSeries(
        entry,
        entry.values.filter((value) => value.region === region),
      ),
    ),
    ...checkRegions(entry, regions),
  ];
};

/**
 * What the shape of an entry cannot say: ids unique, dates in order, no overlaps, no unexplained gaps, reasons given,
 * lower regions only where allowed. Codes `E_RULE_TWICE`, `E_RULE_ORDER`, `E_RULE_OVERLAP`, `E_RULE_GAP`,
 * `E_RULE_REASON`, `E_RULE_NOT_OVERRIDABLE`.
 */
export const checkRuleEntries = (entries: readonly RuleEntry[]): readonly Failure[] => {
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    const twice = seen.has(entry.id) ? [failure('E_RULE_TWICE', `“${entry.id}”出现不止一次`, entry.id)] : [];
    seen.add(entry.id);
    return [...twice, ...checkEntry(entry)];
  });
};
