import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseCaseJson } from '../../../src/lib/case/case-json';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { runMethods } from '../../../src/lib/case/method';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { DOCUMENT_PATH } from '../../../src/lib/registration/document-paths';
import { rulesOfCase } from '../../../workers/case-rules';
import { ALL_METHODS } from '../../fixtures/methods';
import { oneDocument } from '../../fixtures/one-document';
import { smallCase } from '../../fixtures/small-case';
import { docxText } from './read-back';

const sample = (name: string): CaseRecord =>
  mustBeOk(parseCaseJson(readFileSync(new URL(`../../../static/samples/${name}`, import.meta.url), 'utf8')));

const sheetOf = (caseRecord: CaseRecord) => {
  const rules = mustBeOk(rulesOfCase(caseRecord));
  return oneDocument(caseRecord, runMethods(ALL_METHODS, caseRecord, rules), rules, DOCUMENT_PATH.dataAssets);
};

it('a case with data assets carries form, certificates, gates and the effect in law', async () => {
  const text = await docxText((await sheetOf(sample('water-case.json'))) ?? new Uint8Array());
  for (const words of [
    '3,970 行 × 6 列',
    '2026年09月01日 — 2026年09月21日',
    '数据产权登记凭证（全国）',
    '核心数据与国家秘密（一票否决）',
    '中华人民共和国数据安全法第二十一条（已核实）',
    '还没有查询登记系统与各平台',
    '第六十三条',
    '动产融资统一登记公示系统登记',
    '（待填）',
  ])
    expect(text).toContain(words);
  // No reading of a meter stands in the document.
  expect(text).not.toContain('XG-0001');
});

it('a case without data assets has no such document', async () => {
  expect(await sheetOf(smallCase())).toBeUndefined();
});
