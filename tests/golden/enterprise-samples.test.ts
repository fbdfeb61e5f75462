import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ENTERPRISE_TABLES } from '../../scripts/make-samples.mjs';
import { parseCaseJson } from '../../src/lib/case/case-json';
import type { CaseRecord } from '../../src/lib/case/case-record';
import type { EnterpriseFileSection } from '../../src/lib/case/enterprise-file-section';
import { newCase } from '../../src/lib/case/new-case';
import type { Evidence } from '../../src/lib/case/schema-parts';
import { checkCrossReferences } from '../../src/lib/case/cross-references';
import { mustBeOk } from '../../src/lib/kernel/result';
import { accountFigures, fileFindings } from '../../src/lib/screening/enterprise-file/accounts-method';
import { importFile } from '../../src/lib/screening/enterprise-file/import/file-import';
import { NO_TABLE_CHOICE } from '../../src/lib/screening/enterprise-file/import/import-model';
import { NO_FILE_DECISIONS } from '../../src/lib/screening/enterprise-file/import/import-questions';
import { openEnterpriseFile } from '../../src/lib/screening/enterprise-file/open-file';
import { rulesOfCase } from '../../workers/case-rules';
import { intakeHandlers } from '../../workers/handlers/intake';
import { screeningOf } from '../../workers/screening';
import { after, rulesOn } from '../unit/screening/enterprise-file/file-case';

const sample = (name: string): string => readFileSync(`static/samples/${name}`, 'utf8');

const CASE = 'lanyu-case.json';
const LIST = 'lanyu-patents.csv';
const job = { cancelled: () => false, progress: () => undefined, breathe: () => Promise.resolve() };

/** A new case with the six invented files dropped in. */
const filled = async (): Promise<CaseRecord> => {
  let record: CaseRecord = newCase({
    id: 'c-1',
    title: '虚构案卷',
    valuationDate: '2026-11-20',
    region: 'cn-330800',
    mode: 'bank',
  });
  for (const [name, make] of Object.entries(ENTERPRISE_TABLES))
    record = await after(record, make(), {}, {}, name);
  return record;
};

describe('虚构的一企一档资料', () => {
  it('文件由脚本生成，逐字节相同', () => {
    for (const [name, make] of Object.entries(ENTERPRISE_TABLES)) expect(sample(name)).toBe(make());
  });

  it('放入新案卷，比率与手算一致', async () => {
    const record = await filled();
    const file = openEnterpriseFile(record, rulesOn(record.valuationDate));
    const figures = new Map(accountFigures(file).map((figure) => [figure.id, figure.value]));
    const value = (id: string): number => Number(figures.get(`accounts/${id}`));
    expect(value('debt-ratio')).toBeCloseTo(12825 / 27550, 11);
    expect(value('current-ratio')).toBeCloseTo(15775 / 9350, 11);
    expect(value('quick-ratio')).toBeCloseTo((15775 - 4325) / 9350, 11);
    expect(value('interest-cover')).toBeCloseTo((2262.5 + 131) / 131, 11);
    expect(value('research-intensity')).toBeCloseTo(1532.5 / 26200, 11);
    expect(value('revenue-growth')).toBeCloseTo(26200 / 22875 - 1, 11);
    expect(value('revenue-per-mu')).toBeCloseTo(262_000_000 / 61.5, 5);
    expect(value('tax-per-mu')).toBeCloseTo(11_650_000 / 61.5, 5);
    expect(value('insured-share')).toBeCloseTo(236 / 304, 11);
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

/** The sample with the patents of its list. */
const withPatents = async (caseRecord: CaseRecord): Promise<CaseRecord> => {
  const { batch, records } = mustBeOk(
    await intakeHandlers.importPatentFile(
      {
        fileName: LIST,
        bytes: new TextEncoder().encode(sample(LIST)),
        caseRecord,
        batchId: 'import-1',
        mapping: null,
      },
      job,
    ),
  );
  const patents = { ...caseRecord.sections.patents, imports: [batch], records: [...records] };
  return { ...caseRecord, sections: { ...caseRecord.sections, patents } };
};

/** What was typed from papers, without anything that came from the six files. */
const typedOnly = (file: EnterpriseFileSection): EnterpriseFileSection => {
  const sources = file.sources.filter(({ title }) => !(title in ENTERPRISE_TABLES));
  const typed = new Set(sources.map(({ id }) => id));
  const isTyped = ({ from }: { readonly from: { readonly source: string } | null }): boolean =>
    from !== null && typed.has(from.source);
  return {
    ...file,
    sources,
    facts: file.facts.filter(isTyped),
    events: file.events.filter(isTyped),
    products: file.products.filter(isTyped),
  };
};

/** Papers that a person attached to what the searches found. */
const PAPERS: Readonly<Record<string, string>> = {
  lawsuit: '（虚构）民事调解书与履行凭证',
  'penalty-environment': '（虚构）信用修复决定书与缴款凭证',
};
const papersOf = (kind: string): Evidence[] =>
  kind in PAPERS
    ? [
        {
          attachment: null,
          description: PAPERS[kind] ?? '',
          page: null,
          date: '2026-11-16',
          by: '经办（虚构）',
        },
      ]
    : [];

/** The enterprise file of the sample as the six files make it, beside what was typed. */
const fromFiles = async (caseRecord: CaseRecord): Promise<EnterpriseFileSection> => {
  const patents = await withPatents(caseRecord);
  let enterpriseFile = typedOnly(caseRecord.sections.enterpriseFile);
  for (const [fileName, make] of Object.entries(ENTERPRISE_TABLES)) {
    const record = { ...patents, sections: { ...patents.sections, enterpriseFile } };
    const { section } = mustBeOk(
      await importFile(
        { fileName, bytes: new TextEncoder().encode(make()), choice: NO_TABLE_CHOICE },
        record,
        rulesOn(caseRecord.valuationDate),
        { asOf: '2026-11-15', importedOn: '2026-11-18', by: '经办（虚构）', attachment: null },
        NO_FILE_DECISIONS,
      ),
    );
    enterpriseFile = section;
  }
  const events = enterpriseFile.events.map((event) => ({ ...event, evidence: papersOf(event.kind) }));
  return { ...enterpriseFile, events };
};

describe('蓝宇示例的一企一档', () => {
  const stored = (): CaseRecord => mustBeOk(parseCaseJson(sample(CASE)));

  it('与六份虚构文件导入的结果逐字相同', async () => {
    const record = stored();
    const sections = { ...record.sections, enterpriseFile: await fromFiles(record) };
    const text = `${JSON.stringify({ ...record, sections }, null, 2)}\n`;
    if (process.env['UPDATE_SAMPLES'] === '1') writeFileSync(`static/samples/${CASE}`, text);
    expect(sample(CASE)).toBe(text);
  });

  it('手工录入的每一条都写明虚构，全部引用成立', async () => {
    const record = await withPatents(stored());
    expect(checkCrossReferences(record)).toEqual([]);
    const { sources, searches } = record.sections.enterpriseFile;
    expect(sources.every(({ title }) => title.includes('虚构'))).toBe(true);
    expect(searches.flatMap(({ evidence }) => evidence).every((e) => e.description.includes('虚构'))).toBe(true);
  });

  it('成立日期、债务期限与合同各处一致', () => {
    const { enterprise, enterpriseFile, screening } = stored().sections;
    const founded = enterpriseFile.facts.find(({ field }) => field === 'establishedOn');
    expect(founded?.value).toBe(enterprise.enterprise.foundedOn);
    const { debtStart, debtEnd } = enterprise.need;
    expect(sample('lanyu-pledge-contract.txt')).toContain(`${debtStart ?? ''} 至 ${debtEnd ?? ''}`);
    const { workingLoans, bankDebt } = screening.repayment;
    const debt = enterpriseFile.facts.find(({ field }) => field === 'interestBearingDebt');
    expect([bankDebt.fen, Number(workingLoans.fen) < Number(bankDebt.fen)]).toEqual([debt?.value, true]);
  });

  it('第一还款来源：覆盖 1.44 倍，新增额度 4,744.42 万元，都与手算一致', async () => {
    const record = await withPatents(stored());
    const { repayment } = screeningOf(record, mustBeOk(rulesOfCase(record)));
    expect(repayment.verdict).toBe('pass');
    const said = new Map(repayment.findings.map(({ code, message }) => [code, message]));
    // 2,490 ÷ 1,730 = 1.439; 26,200 ×（1 − 2,262.5 ÷ 26,200）× 1.15 ÷ turns, less 1,200 and 800.
    expect(said.get('R2')).toContain('1.44');
    const days = (average: number, yearly: number): number => (average / yearly) * 360;
    const cycle =
      days((4325 + 3975) / 2, 19125) +
      days((5350 + 4825) / 2, 26200) +
      days((475 + 437.5) / 2, 19125) -
      days((3225 + 3012.5) / 2, 19125) -
      days((750 + 662.5) / 2, 26200);
    const limit = ((26200 - 2262.5) * 1.15 * cycle) / 360 - 1200 - 800;
    expect(said.get('R3')).toContain(limit.toFixed(2));
  });

  it('结论是有条件通过：公布的数字照旧，缺的和不符的各有其名', async () => {
    const record = await withPatents(stored());
    const { decision, preflight } = screeningOf(record, mustBeOk(rulesOfCase(record)));
    expect(decision.code).toBe('conditional');
    expect([...new Set(decision.reasons.map(({ code }) => code))].sort()).toEqual(['', '12', 'G4', 'G7', 'P13', 'T7']);
    expect(preflight.items.flatMap(({ findings }) => findings).every(({ verdict }) => verdict === 'pass')).toBe(true);
  });
});

