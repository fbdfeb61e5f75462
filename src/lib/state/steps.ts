import type { CaseRecord } from '../case/case-record';
import { formatWan, parseFenText } from '../kernel/fen';
import type { CaseResults } from './case-results.svelte';

export const STEPS = ['facts', 'patents', 'data', 'screening', 'pool', 'package'] as const;
export type StepId = (typeof STEPS)[number];

export const STEP_TITLE: Readonly<Record<StepId, string>> = {
  facts: '案情',
  patents: '专利',
  data: '数据资产',
  screening: '三看三评',
  pool: '押品组合',
  package: '登记包',
};

export interface Gap {
  readonly step: StepId;
  readonly text: string;
  /** Part of the step where it can be mended, when it is not the first. */
  readonly part?: 'appraisal';
}

export interface StepState {
  readonly id: StepId;
  /** open: nothing there yet; hold: something is missing or not passed; done. */
  readonly state: 'open' | 'hold' | 'done';
  readonly note: string;
}

/** A fact of the case that nobody has filled in yet. */
const factGaps = ({ sections: { enterprise } }: CaseRecord): readonly string[] => {
  const gaps: string[] = [];
  if (enterprise.enterprise.name === '') gaps.push('企业名称未填');
  if (enterprise.need.amountFen === null) gaps.push('资金需求未填');
  if (enterprise.need.debtEnd === null) gaps.push('债务履行期限未填');
  if (enterprise.pledgee === null || enterprise.pledgee.name === '') gaps.push('质权人未填');
  return gaps;
};

const residualOf = (results: CaseResults): string | null => {
  const text = results.structure.value?.residualFen ?? null;
  if (text === null) return null;
  const fen = parseFenText(text);
  return fen.ok && fen.value > 0n ? `${formatWan(fen.value).replace(/\.00$/, '')} 万元` : null;
};

const hasPool = ({ sections: { collateral, patents } }: CaseRecord): boolean =>
  collateral.items.length + collateral.support.length + patents.pledged.length > 0;

/** What is still missing, each with the step where it can be mended. */
export const gapsOf = (record: CaseRecord, results: CaseResults): readonly Gap[] => {
  const gaps: Gap[] = factGaps(record).map((text) => ({ step: 'facts', text }));
  const { records, pledged } = record.sections.patents;
  if (records.length === 0) gaps.push({ step: 'patents', text: '专利清单未导入' });
  else if (pledged.length === 0) gaps.push({ step: 'patents', text: '还没有选定质押的专利' });
  const route = (results.registration.value?.findings ?? []).find((f) => f.rule === 'patent.appraisal-route');
  if (route !== undefined && route.verdict !== 'pass')
    gaps.push({
      step: 'patents',
      part: 'appraisal',
      text: route.verdict === 'fail' ? '估值方式不符合办理条件' : '估值方式的条件未齐',
    });
  const findings = results.screening.value?.findings ?? [];
  const failed = new Set(findings.filter((f) => f.verdict === 'fail').map((f) => f.rule)).size;
  const unknown = new Set(findings.filter((f) => f.verdict === 'unknown').map((f) => f.rule)).size;
  if (failed > 0) gaps.push({ step: 'screening', text: `${failed} 项检查不通过` });
  if (unknown > 0) gaps.push({ step: 'screening', text: `${unknown} 项检查未知` });
  const residual = residualOf(results);
  if (hasPool(record) && results.structure.value?.residualFen === null)
    gaps.push({ step: 'pool', text: '押品组合还不能计算' });
  if (residual !== null) gaps.push({ step: 'pool', text: `${residual}没有押品或增信来源` });
  const incomplete = (results.registration.value?.findings ?? []).filter(
    (f) => f.method.startsWith('registration.') && f.verdict !== 'pass',
  ).length;
  if (incomplete > 0) gaps.push({ step: 'package', text: `登记材料 ${incomplete} 处待补` });
  return gaps;
};

/** The six steps with their state, for the navigation. */
export const stepsOf = (record: CaseRecord, results: CaseResults): readonly StepState[] => {
  const gaps = gapsOf(record, results);
  const { patents, dataAssets } = record.sections;
  /** A step whose engine has not answered is not done: nothing is known of it. */
  const answered: Record<StepId, boolean> = {
    facts: true,
    patents: true,
    data: true,
    screening: results.screening.value !== null,
    pool: results.structure.value !== null,
    package: results.registration.value !== null,
  };
  const begun: Record<StepId, boolean> = {
    facts: record.sections.enterprise.enterprise.name !== '',
    patents: patents.records.length > 0,
    data: dataAssets.assets.length > 0,
    screening: patents.records.length + dataAssets.assets.length > 0,
    pool: hasPool(record),
    package: patents.pledged.length > 0,
  };
  const note: Record<StepId, string> = {
    facts: '',
    patents: patents.records.length === 0 ? '' : `${patents.records.length} 件`,
    data: dataAssets.assets.length === 0 ? '—' : `${dataAssets.assets.length} 份`,
    screening: '',
    pool: residualOf(results) === null ? '' : `缺 ${(residualOf(results) ?? '').replace(/ 万元$/, ' 万')}`,
    package: '',
  };
  return STEPS.map((id) => ({
    id,
    state: !begun[id] || !answered[id] ? 'open' : gaps.some((gap) => gap.step === id) ? 'hold' : 'done',
    note: note[id],
  }));
};
