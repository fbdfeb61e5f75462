import type { CaseRecord } from '../../../../src/lib/case/case-record';
import type { FileFact, FileSource } from '../../../../src/lib/case/enterprise-file-section';
import { newCase } from '../../../../src/lib/case/new-case';
import { parsePlainDate } from '../../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { ALL_RULES } from '../../../../src/lib/rulebook/all-rules';
import type { RulesAt } from '../../../../src/lib/rulebook/model';
import { rulesAt } from '../../../../src/lib/rulebook/resolver';
import {
  type EnterpriseFile,
  openEnterpriseFile,
} from '../../../../src/lib/screening/enterprise-file/open-file';
import { importFile, outlineFile } from '../../../../src/lib/screening/enterprise-file/import/file-import';
import {
  NO_TABLE_CHOICE,
  type TableChoice,
} from '../../../../src/lib/screening/enterprise-file/import/import-model';
import {
  type FileDecisions,
  NO_FILE_DECISIONS,
} from '../../../../src/lib/screening/enterprise-file/import/import-questions';

export const rulesOn = (date: string): RulesAt =>
  rulesAt({ entries: ALL_RULES, date: mustBeOk(parsePlainDate(date)), region: 'cn' });

export const source = (id: string, part: Partial<FileSource> = {}): FileSource => ({
  id,
  group: 'operation',
  title: `${id}.csv`,
  sha256: id.padEnd(64, '0').replace(/[^0-9a-f]/g, 'a'),
  attachment: null,
  sheet: null,
  columns: {},
  asOf: null,
  importedOn: null,
  by: '虚构审查人',
  rows: null,
  ...part,
});

export const fact = (
  field: string,
  period: string | null,
  value: string,
  from = 's1',
  row = 2,
): FileFact => ({
  field,
  period,
  value,
  from: { source: from, row },
  edit: '',
});

/** A case of 2025-11-20, when the accounts of 2024 are the last full year. */
export const emptyCase = (valuationDate = '2025-11-20'): CaseRecord => ({
  ...newCase({ id: 'c-1', title: '虚构案卷', valuationDate, region: 'cn', mode: 'bank' }),
  fiction: '全部数据为虚构',
});

export const withFile = (
  part: Partial<CaseRecord['sections']['enterpriseFile']>,
  valuationDate = '2025-11-20',
): CaseRecord => {
  const record = emptyCase(valuationDate);
  return {
    ...record,
    sections: { ...record.sections, enterpriseFile: { ...record.sections.enterpriseFile, ...part } },
  };
};

export const withFacts = (facts: readonly FileFact[], sources = [source('s1')], date?: string): CaseRecord =>
  withFile({ facts: [...facts], sources }, date);

export const fileOf = (caseRecord: CaseRecord): EnterpriseFile =>
  openEnterpriseFile(caseRecord, rulesOn(caseRecord.valuationDate));

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export const outline = (
  caseRecord: CaseRecord,
  text: string | Uint8Array,
  choice: Partial<TableChoice> = {},
) =>
  outlineFile(
    {
      fileName: '表.csv',
      bytes: typeof text === 'string' ? bytesOf(text) : text,
      choice: { ...NO_TABLE_CHOICE, ...choice },
    },
    caseRecord,
    rulesOn(caseRecord.valuationDate),
  );

export const imported = (
  caseRecord: CaseRecord,
  text: string | Uint8Array,
  choice: Partial<TableChoice> = {},
  decisions: Partial<FileDecisions> = {},
  fileName = '表.csv',
) =>
  importFile(
    {
      fileName,
      bytes: typeof text === 'string' ? bytesOf(text) : text,
      choice: { ...NO_TABLE_CHOICE, ...choice },
    },
    caseRecord,
    rulesOn(caseRecord.valuationDate),
    { asOf: '2025-11-01', importedOn: '2025-11-20', by: '虚构审查人', attachment: null },
    { ...NO_FILE_DECISIONS, ...decisions },
  );

/** The case after an import that must succeed. */
export const after = async (
  caseRecord: CaseRecord,
  text: string | Uint8Array,
  choice: Partial<TableChoice> = {},
  decisions: Partial<FileDecisions> = {},
  fileName = '表.csv',
): Promise<CaseRecord> => {
  const { section } = mustBeOk(await imported(caseRecord, text, choice, decisions, fileName));
  return { ...caseRecord, sections: { ...caseRecord.sections, enterpriseFile: section } };
};

/** `field@period=value` of all facts, sorted. */
export const said = (caseRecord: CaseRecord): string[] =>
  caseRecord.sections.enterpriseFile.facts
    .map(({ field, period, value }) => `${field}${period === null ? '' : `@${period}`}=${value}`)
    .sort();
