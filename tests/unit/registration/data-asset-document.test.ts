import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseCaseJson } from '../../../src/lib/case/case-json';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { runMethods } from '../../../src/lib/case/method';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { DOCUMENT_PATH } from '../../../src/lib/registration/document-paths';
import { renderDocuments } from '../../../src/lib/registration/render-documents';
import { rulesOfCase } from '../../../workers/case-rules';
import { ALL_METHODS } from '../../fixtures/methods';
import { smallCase } from '../../fixtures/small-case';
import { docxText } from './read-back';

const sample = (name: string): CaseRecord =>
  mustBeOk(parseCaseJson(readFileSync(new URL(`../../../static/samples/${name}`, import.meta.url), 'utf8')));

const rendered = async (caseRecord: CaseRecord) => {
  const rules = mustBeOk(rulesOfCase(caseRecord));
  return mustBeOk(await renderDocuments(caseRecord, runMethods(ALL_METHODS, caseRecord, rules), rules));
};

it('a case with data assets carries form, certificates, gates and the effect in law', async () => {
  const files = await rendered(sample('water-case.json'));
  const text = await docxText(files.get(DOCUMENT_PATH.dataAssets) ?? new Uint8Array());
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
  expect((await rendered(smallCase())).has(DOCUMENT_PATH.dataAssets)).toBe(false);
});
