import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ENTERPRISE_TABLES } from '../../scripts/make-samples.mjs';
import { parseCaseJson } from '../../src/lib/case/case-json';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { mustBeOk } from '../../src/lib/kernel/result';
import { accountFigures, fileFindings } from '../../src/lib/screening/enterprise-file/accounts-method';
import { openEnterpriseFile } from '../../src/lib/screening/enterprise-file/open-file';
import { after, rulesOn } from '../unit/screening/enterprise-file/file-case';

const sample = (name: string): string => readFileSync(`static/samples/${name}`, 'utf8');

/** The sample case with the six invented files dropped in. */
const filled = async (): Promise<CaseRecord> => {
  let record = mustBeOk(parseCaseJson(sample('lanyu-case.json')));
  for (const [name, make] of Object.entries(ENTERPRISE_TABLES))
    record = await after(record, make(), {}, {}, name);
  return record;
};

describe('虚构的一企一档资料', () => {
  it('文件由脚本生成，逐字节相同', () => {
    for (const [name, make] of Object.entries(ENTERPRISE_TABLES)) expect(sample(name)).toBe(make());
  });

  it('放入示例案卷，比率与手算一致', async () => {
    const record = await filled();
    const file = openEnterpriseFile(record, rulesOn(record.valuationDate));
    const figures = new Map(accountFigures(file).map((figure) => [figure.id, figure.value]));
    const value = (id: string): number => Number(figures.get(`accounts/${id}`));
    expect(value('debt-ratio')).toBeCloseTo(5130 / 11020, 11);
    expect(value('current-ratio')).toBeCloseTo(6310 / 3740, 11);
    expect(value('quick-ratio')).toBeCloseTo((6310 - 1730) / 3740, 11);
    expect(value('interest-cover')).toBeCloseTo((905 + 131) / 131, 11);
    expect(value('research-intensity')).toBeCloseTo(613 / 10480, 11);
    expect(value('revenue-growth')).toBeCloseTo(10480 / 9150 - 1, 11);
    expect(value('revenue-per-mu')).toBeCloseTo(104_800_000 / 24.6, 5);
    expect(value('tax-per-mu')).toBeCloseTo(4_660_000 / 24.6, 5);
    expect(value('insured-share')).toBeCloseTo(118 / 152, 11);
    expect([...figures].filter(([, v]) => v === null).map(([id]) => id)).toEqual(['accounts/patent-revenue-share']);
    expect(value('electricity-trend')).toBeGreaterThan(0);
  });

  it('一致性：参保人数不符，其余相符；没有全年电费的无从核对', async () => {
    const record = await filled();
    const rules = rulesOn(record.valuationDate);
    const verdicts = fileFindings(openEnterpriseFile(record, rules), rules).map(({ rule, verdict }) => [
      rule.replace('cn.consistency.', ''),
      verdict,
    ]);
    expect(verdicts).toEqual([
      ['electricity-use', 'pass'],
      ['electricity-cost', 'pass'],
      ['taxed-sales', 'pass'],
      ['social-insured', 'fail'],
      ['balance-sheet', 'pass'],
      ['export-sales', 'pass'],
      ['monthly-electricity', 'unknown'],
    ]);
  });
});
