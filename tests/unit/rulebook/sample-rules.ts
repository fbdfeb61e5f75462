import { type PlainDate, parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import type { DatedValue, RuleEntry, RuleOverlay } from '../../../src/lib/rulebook/model';

export const day = (text: string): PlainDate => mustBeOk(parsePlainDate(text));

/** One value with a citation, 虚构. */
export const dated = (
  value: DatedValue['value'],
  effectiveFrom: string,
  more: Partial<DatedValue> = {},
): DatedValue => ({
  region: 'cn',
  effectiveFrom,
  value,
  kind: 'statute',
  citation: { instrument: '虚构办法', article: '第一条' },
  confidence: 'verified',
  ...more,
});

export const entry = (
  id: string,
  values: readonly DatedValue[],
  more: Partial<RuleEntry> = {},
): RuleEntry => ({
  id,
  title: `参数 ${id}`,
  unit: 'ratio',
  overridable: true,
  values,
  ...more,
});

export const overlayOf = (entries: RuleOverlay['entries']): RuleOverlay => ({
  schema: 'zhiya.overlay/1',
  institution: '虚构农村商业银行',
  version: '2026.2',
  releasedOn: '2026-06-01',
  author: '虚构授信部',
  reason: '内部授信政策',
  entries,
});
