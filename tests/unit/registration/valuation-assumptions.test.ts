import { expect, test } from 'vitest';
import type { AssumptionEntry } from '../../../src/lib/case/patents-section';
import { NO_OUTPUTS } from '../../../src/lib/case/method';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { DOCUMENT_PATH } from '../../../src/lib/registration/document-paths';
import { ALL_RULES } from '../../../src/lib/rulebook/all-rules';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { oneDocument } from '../../fixtures/one-document';
import { inventedPatent, smallCase } from '../../fixtures/small-case';
import { docxText } from './read-back';

const entry = (order: number, from: string, to: string): AssumptionEntry => ({
  order,
  field: 'k',
  label: '虚构产品 · 许可费率 k',
  from,
  to,
  valueBeforeFen: '90000000',
  valueAfterFen: '110000000',
  by: '虚构经办',
  reason: order === 1 ? '虚构的新合同' : '',
});

const sheetOf = async (needFen: string | null, entries: AssumptionEntry[]): Promise<string> => {
  const base = smallCase([inventedPatent(1)]);
  const patents = { ...base.sections.patents, assumptionLog: { needFen, entries } };
  const caseRecord = { ...base, sections: { ...base.sections, patents } };
  const date = mustBeOk(parsePlainDate(caseRecord.valuationDate));
  const rules = rulesAt({ entries: ALL_RULES, date, region: caseRecord.region });
  const bytes = await oneDocument(caseRecord, NO_OUTPUTS, rules, DOCUMENT_PATH.valuation);
  if (bytes === undefined) throw new Error('no valuation sheet');
  return await docxText(bytes);
};

test('the sheet shows every assumption tried after the need, with what it did to the value', async () => {
  const text = await sheetOf('100000000', [entry(1, '0.02', '0.03'), entry(2, '0.03', '0.04')]);
  expect(text).toContain('录入需求之后修改的假设');
  expect(text).toContain('0.02 → 0.03');
  expect(text).toContain('90.00 → 110.00（上升）');
  expect(text).toContain('第 1 次修改使估值由低于需求变为不低于需求');
  expect(text).toContain('未写理由');
});

test('a long log is cut with its number named; without a log there is no such part', async () => {
  const many = Array.from({ length: 45 }, (_, i) => entry(i + 1, `0.${100 + i}`, `0.${101 + i}`));
  const text = await sheetOf('100000000', many);
  expect(text).toContain('共 45 次，只列出前 40 次');
  expect(text).not.toContain('0.143 → 0.144');
  expect(await sheetOf(null, [])).not.toContain('录入需求之后修改的假设');
  expect(await sheetOf('100000000', [])).toContain('没有修改过假设');
});
