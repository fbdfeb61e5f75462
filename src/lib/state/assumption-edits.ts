import type { AssumptionEntry } from '../case/patents-section';
import { type TraceNode, leaf } from '../kernel/trace';
import type { OpenCase } from './open-case.svelte';

/** Gives a reason to an entry that has none. A reason that stands is never replaced, and nothing else of an entry changes. */
export const giveReason = (open: OpenCase, order: number, reason: string): void => {
  const said = reason.trim();
  const entry = open.record.sections.patents.assumptionLog.entries.find((e) => e.order === order);
  if (said === '' || entry === undefined || entry.reason.trim() !== '') return;
  open.changeSection('patents', (section) => ({
    ...section,
    assumptionLog: {
      ...section.assumptionLog,
      entries: section.assumptionLog.entries.map((e) => (e.order === order ? { ...e, reason: said } : e)),
    },
  }));
};

/** Who works on the valuation and what the route of valuing asks for. */
export const setDesk = (
  open: OpenCase,
  part: Partial<OpenCase['record']['sections']['patents']['desk']>,
): void => open.changeSection('patents', (s) => ({ ...s, desk: { ...s.desk, ...part } }));

/** Where a value of the log comes from: the program wrote it down when it was computed; the reckoning itself is not kept. */
export const entryTrace = (entry: AssumptionEntry, when: 'before' | 'after'): TraceNode =>
  leaf({
    id: `assumption-log/${entry.order}/${when}`,
    label: `${when === 'before' ? '修改前' : '修改后'}的质押资产估值 · 第 ${entry.order} 次修改`,
    value: when === 'before' ? entry.valueBeforeFen : entry.valueAfterFen,
    unit: 'fen',
    confidence: 'secondary',
    source: {
      kind: 'field',
      path: `sections.patents.assumptionLog.entries[${entry.order - 1}]`,
      label: '专利 › 盲评与复核 › 假设修改记录',
      ...(entry.by === '' ? {} : { by: entry.by }),
    },
    note: `${entry.label}：${entry.from ?? '空'} → ${entry.to ?? '空'}。由程序在修改当时按当时的全部输入算出并记下`,
  });
