import type { DataAsset } from '../../case/data-assets-section';
import type { DataRule, DataRuleRun, RuleCount } from '../../case/data-rules';
import { Decimal } from '../../kernel/decimal';
import type { PlainDate } from '../../kernel/plain-date';
import { type TraceNode, derive, leaf } from '../../kernel/trace';
import { type Measured, type MeasuringContext, boundedShare, exactShare, factLeaf } from './measurement';
import type { QualityIndicator } from './quality-rules';
import { columnsOfRule } from './rules/rule-columns';
import { dataIdentity, ruleHash } from './rules/rule-identity';

const readsTheDate = ({ condition }: DataRule): boolean =>
  condition.kind === 'fresh' && condition.against === null;

/** The last count of a rule, or why it says nothing about the rule and the data as they are now. */
export const countOf = (asset: DataAsset, rule: DataRule, date: PlainDate): RuleCount | string => {
  const { run } = asset.quality;
  if (run === null) return `规则“${rule.title}”还没有计数`;
  if (run.data !== dataIdentity(asset)) return '规则是在另一份数据上计的数，请重新计数';
  const count = run.counts.find((one) => one.rule === rule.id);
  if (count === undefined) return `规则“${rule.title}”还没有计数`;
  if (count.hash !== ruleHash(rule.condition)) return `规则“${rule.title}”改过，请重新计数`;
  if (readsTheDate(rule) && run.asOf !== date)
    return `规则“${rule.title}”按 ${run.asOf} 计的数，评估基准日已改为 ${date}，请重新计数`;
  return count.problem === null ? count : `规则“${rule.title}”没有数成：${count.problem}`;
};

const ruleNode = (context: MeasuringContext, rule: DataRule, count: RuleCount): TraceNode => {
  const { run, rules } = context.asset.quality;
  const at = run?.counts.findIndex((one) => one.rule === rule.id) ?? -1;
  const place = `quality.run.counts[${at}]`;
  return derive({
    id: `${context.asset.id}/rule/${rule.id}`,
    label: rule.title,
    value: count.satisfied.toString(),
    unit: 'count',
    formula: `满足 ${count.satisfied} 条，适用 ${count.applicable} 条`,
    children: [
      factLeaf(context, `quality.rules[${rules.indexOf(rule)}]`, '规则', rule.condition.kind, 'text'),
      factLeaf(context, `${place}.satisfied`, '满足', count.satisfied),
      factLeaf(context, `${place}.applicable`, '适用', count.applicable),
    ],
  });
};

/** What a stored count leaves open because cells are unreadable. */
export interface OpenCount {
  /** Records that may count beside the applicable ones. */
  readonly records: number;
  /** Judged records that may turn out the other way. */
  readonly turned: number;
}

/**
 * A `required` rule speaks about every record, so there the rest is known. For all others a bound: each unreadable cell of its columns is
 * a record that was not judged. In an `order` the record after it was judged, if at all, against an earlier one: it may count where
 * it was the first, or turn. `unique` needs no more: a lost key takes at most itself from, or adds itself to, the different ones.
 */
export const openCount = (
  asset: Pick<DataAsset, 'columns'>,
  { condition }: Pick<DataRule, 'condition'>,
  { applicable }: Pick<RuleCount, 'applicable'>,
  { rows }: Pick<DataRuleRun, 'rows'>,
): OpenCount => {
  const rest = Math.max(0, rows - applicable);
  if (condition.kind === 'required') return { records: rest, turned: 0 };
  const names = new Set(columnsOfRule(condition));
  const lost = asset.columns
    .filter(({ name }) => names.has(name))
    .reduce((sum, { unreadable }) => sum + unreadable, 0);
  return condition.kind === 'order'
    ? { records: Math.min(2 * lost, rest), turned: Math.min(lost, rest, applicable) }
    : { records: Math.min(lost, rest), turned: 0 };
};

/** X of an indicator from the rules a person gave to it, Σ satisfied ÷ Σ applicable; `null` without rules. */
export const ruleFact = (
  { code, lowerIsBetter }: QualityIndicator,
  context: MeasuringContext,
): Measured | null => {
  const rules = context.asset.quality.rules.filter(({ indicator }) => indicator === code);
  if (rules.length === 0) return null;
  const { run } = context.asset.quality;
  let [satisfied, applicable, unread, turned] = [0, 0, 0, 0];
  let exact = true;
  const nodes: TraceNode[] = [];
  for (const rule of rules) {
    const count = countOf(context.asset, rule, context.date);
    if (typeof count === 'string') return count;
    satisfied += count.satisfied;
    applicable += count.applicable;
    if (run !== null && context.method !== 'data-asset.quality@1') {
      const open = openCount(context.asset, rule, count, run);
      unread += open.records;
      turned += open.turned;
      exact &&= open.records === 0 || rule.condition.kind === 'required';
    }
    nodes.push(ruleNode(context, rule, count));
  }
  if (applicable === 0 && unread > 0) return '规则没有判定任何一条记录：要看的单元格读不出，其余的记录不适用';
  if (applicable === 0) return '规则对这份数据的任何一条记录都不适用';
  const [good, formula] = lowerIsBetter
    ? [applicable - satisfied, '违反规则 ÷ 适用规则']
    : [satisfied, 'Σ满足 ÷ Σ适用'];
  const measured = exactShare(good, applicable, formula, nodes);
  if (unread === 0) return { ...measured, by: 'rules' };
  const all = applicable + unread;
  const { low, high } = boundedShare([good - turned, good, good + unread + turned], all, formula, [], '');
  return {
    ...measured,
    by: 'rules',
    low,
    high,
    confidence: 'secondary',
    note: `另有${exact ? '' : '至多'} ${unread} 条记录的单元格读不出，不能判定，不计入适用；区间把它们都算违反与都算满足${turned === 0 ? '' : `，并把紧接其后的至多 ${turned} 条记录算作可能翻转`}`,
  };
};

/** The last run when all its counts are about the rules and the data as they are now. */
const currentRun = ({ asset, date }: MeasuringContext): DataRuleRun | null =>
  asset.quality.rules.length > 0 &&
  asset.quality.rules.every((rule) => typeof countOf(asset, rule, date) !== 'string')
    ? asset.quality.run
    : null;

/** 0305 by the cells that break a rule, when those are more than the cells that break their type. */
export const dirtyByRules = (context: MeasuringContext, table: Measured): Measured => {
  const run = currentRun(context);
  if (run === null || run.cells === 0) return table;
  const share = new Decimal(run.dirtyCells).div(run.cells);
  if (typeof table !== 'string' && table.x.gte(share)) return table;
  if (typeof table === 'string' && !asksCells(context.asset)) return table;
  const children = [
    factLeaf(context, 'quality.run.dirtyCells', '违反规则的单元格', run.dirtyCells),
    leaf({
      id: `${context.asset.id}/cells`,
      label: '单元格',
      value: run.cells.toString(),
      unit: 'count',
      confidence: 'verified',
      source: { kind: 'field', path: `${context.path}.quality.run.cells`, label: '单元格' },
    }),
  ];
  return {
    ...exactShare(run.dirtyCells, run.cells, '至少违反一条单元格规则的单元格 ÷ 单元格', children),
    by: 'rules',
  };
};

const CELL_RULES: ReadonlySet<string> = new Set(['type', 'range', 'length', 'pattern', 'domain']);

const asksCells = ({ quality }: DataAsset): boolean =>
  quality.rules.some(({ condition }) => CELL_RULES.has(condition.kind));
