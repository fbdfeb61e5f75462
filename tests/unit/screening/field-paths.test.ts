import { describe, expect, it } from 'vitest';
import { caseJson } from '../../../src/lib/case/case-json';
import { currentCaseOfLine } from '../../../src/lib/case/current-case';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { columnOf, isGiven, readField } from '../../../src/lib/screening/fields';
import { patent, readyCase } from '../../fixtures/screening-case';

const WRITTEN = readyCase([patent(1, { vendorScores: { toString: '7', 合享价值度: '8' } })]);

const scanned = (): CaseRecord => {
  const bytes = Buffer.from(caseJson(WRITTEN));
  const read = currentCaseOfLine({ bytes, text: (from, to) => bytes.toString('utf8', from, to) });
  if (read === null) throw new Error('a line that the program wrote is taken');
  return read;
};

const CASES: readonly (readonly [string, CaseRecord])[] = [
  ['写在内存里的案卷', WRITTEN],
  ['从字节读取的案卷', scanned()],
];

describe.each(CASES)('规则所读的字段：%s', (_, caseRecord) => {
  const [record = null] = caseRecord.sections.patents.records;
  const at = (path: string) => readField({ path, label: '某栏' }, 'some', record, caseRecord);

  it('每个对象都有的名字不是案卷的字段', () => {
    for (const path of [
      'patent.toString',
      'patent.constructor',
      'patent.__proto__',
      'patent.vendorScores.valueOf',
      'enterprise.hasOwnProperty',
      'toString',
      'patent.title.length',
      'patent.owners.length',
    ]) {
      const read = at(path);
      expect(read.known || read.check.reasons[0]?.facts['code'], path).toBe('E_FIELD_UNKNOWN');
      expect(columnOf({ path, label: '某栏' }, record === null ? [] : [record], caseRecord), path).toBeNull();
      expect(isGiven({ path, label: '某栏' }, record, caseRecord), path).toBe(false);
    }
  });

  it('案卷里真有这个名字的，照读', () => {
    expect(at('patent.vendorScores.toString')).toMatchObject({ known: true, value: '7' });
    expect(at('patent.vendorScores.合享价值度')).toMatchObject({ known: true, value: '8' });
  });

  it('读到的、没有填的与逐级经过的空', () => {
    expect(at('patent.status')).toMatchObject({ known: true, value: 'in-force' });
    expect(at('patent.licenceCount')).toMatchObject({ known: false, why: 'missing' });
    expect(at('patent.feeReduction.off')).toMatchObject({ known: false, why: 'missing' });
    expect(at('enterprise.need.debtEnd').known).toBe(true);
  });
});
