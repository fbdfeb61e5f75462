import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { importBatch, patentRecord } from '../../../src/lib/case/patents-section';
import { type ImportOutcome, importPatents } from '../../../src/lib/intake/import-patents';
import { chooseColumns, recognisePatentColumns } from '../../../src/lib/intake/patent-columns';
import { readTable } from '../../../src/lib/intake/read-table';
import { checkDigitOf } from '../../../src/lib/kernel/patent-number';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { rulesFromRecord } from '../../../src/lib/rulebook/resolver';
import { gb18030, intakeRules, join, utf8, workbook } from '../../fixtures/intake-files';

const NAME = '清单.csv';

const importBytes = async (
  bytes: Uint8Array,
  options: { excelSerialDates?: boolean; name?: string } = {},
): Promise<ImportOutcome> => {
  const table = mustBeOk(await readTable(bytes, options.name ?? NAME));
  const columns = mustBeOk(recognisePatentColumns(table.header, intakeRules()));
  const { excelSerialDates = false } = options;
  return importPatents(table, columns, { batchId: 'b-1', rules: intakeRules(), excelSerialDates });
};
const importText = (text: string, options = {}) => importBytes(utf8(text), options);

/** One record under `header`; number and title are added. */
const one = async (header: string, cells: string) => {
  const outcome = await importText(`申请号,专利名称,${header}\n201710601862.3,虚构装置,${cells}\n`);
  return { outcome, record: outcome.records[0] };
};

const number = (serial: number): string => {
  const body = `20181${String(9_900_000 + serial)}`;
  return `${body}.${checkDigitOf(body)}`;
};

/** 30 invented records; `replace` swaps one line by its record number. */
const thirty = (replace: Readonly<Record<number, string>>): string => {
  const lines = Array.from({ length: 30 }, (_, i) => {
    const record = i + 2;
    return (
      replace[record] ??
      `${number(i)},虚构装置${i},2018-03-0${1 + (i % 9)},2020-05-06,${10 + i},虚构材料有限公司`
    );
  });
  return `申请号,专利名称,申请日,授权公告日,权利要求数量,专利权人\n${lines.join('\n')}\n`;
};

describe('patent import', () => {
  it('keeps 27 of 30 records and names the three bad ones by record number, column and remedy', async () => {
    const wrong = number(9).replace(/.$/, (c) => (c === '0' ? '1' : '0'));
    const outcome = await importText(
      thirty({
        4: '2.01899E+12,虚构装置2,2018-03-03,2020-05-06,12,虚构材料有限公司',
        11: `${wrong},虚构装置9,2018-03-01,2020-05-06,19,虚构材料有限公司`,
        31: `${number(29)},虚构装置29,2018-02-30,2020-05-06,39,虚构材料有限公司`,
      }),
    );
    expect(outcome.counts).toEqual({ records: 30, imported: 27, failed: 3, duplicates: 0, leftOut: 0 });
    expect(outcome.records).toHaveLength(27);
    expect(outcome.failures.map((f) => [f.code, f.record, f.column, f.path])).toEqual([
      ['E_PRECISION', 4, '申请号', '清单.csv › 第 4 条 › 申请号'],
      ['E_CHECK_DIGIT', 11, '申请号', '清单.csv › 第 11 条 › 申请号'],
      ['E_DATE', 31, '申请日', '清单.csv › 第 31 条 › 申请日'],
    ]);
    for (const failure of outcome.failures) expect(failure.remedy).not.toBe('');
    expect(outcome.failures[0]?.message).toContain('科学计数法');
    expect(outcome.failures[1]?.message).toContain('校验位应为');
    expect(outcome.records.map((r) => r.origin?.row).slice(0, 3)).toEqual([2, 3, 5]);
  });

  it('gives GB18030 files the same records as UTF-8 files', async () => {
    const utf = await importText(thirty({}));
    const gb = await importBytes(gb18030(thirty({})));
    expect(gb.batch.encoding).toBe('gb18030');
    expect(gb.records).toEqual(utf.records);
  });

  it('produces records and a batch that the case accepts', async () => {
    const outcome = await importText(thirty({}));
    for (const record of outcome.records) expect(v.is(patentRecord, record)).toBe(true);
    expect(v.parse(importBatch, outcome.batch)).toEqual(outcome.batch);
    expect(outcome.batch.columns).toMatchObject({
      applicationNumber: '申请号',
      title: '专利名称',
      owners: '专利权人',
      grantDate: '授权公告日',
      claimCount: '权利要求数量',
    });
  });

  it('makes ids from the digits of the number, X in lower case', async () => {
    // Published example 200710308494.X.
    const outcome = await importText('专利号,名称\nZL200710308494.X,虚构甲\nZL 2017 1 0601862.3,虚构乙\n');
    expect(outcome.records.map((r) => [r.id, r.applicationNumber, r.applicationNumberText])).toEqual([
      ['p-200710308494x', '200710308494.X', 'ZL200710308494.X'],
      ['p-2017106018623', '201710601862.3', 'ZL 2017 1 0601862.3'],
    ]);
  });

  it('invents nothing: every field without a column is null or empty', async () => {
    const outcome = await importText('申请号,专利名称\n201710601862.3,虚构装置\n');
    const { id, origin, applicationNumber, applicationNumberText, title, type, ...rest } =
      outcome.records[0] ?? {};
    expect([id, origin, applicationNumber, applicationNumberText, title, type]).toEqual([
      'p-2017106018623',
      { batch: 'b-1', row: 2 },
      '201710601862.3',
      '201710601862.3',
      '虚构装置',
      'invention',
    ]);
    for (const value of Object.values(rest))
      expect(value === null || value === '' || Object.keys(value).length === 0).toBe(true);
  });

  it('reads counts, claims, classes, family and vendor scores', async () => {
    const { record, outcome } = await one(
      '权利要求数量,独立权利要求数量,首权字数,文献页数,被引证次数,引证次数,引用非专利文献数,简单同族个数,同族国家,IPC主分类,IPC,转让次数,许可次数,质押次数,无效次数,诉讼次数,合享价值度,专利价值',
      '10,2,350,12,5,8,3,4,CN;US;EP,G06Q 10/06,G06Q10/06;H04L27/26(2006.01)I,1,0,2,0,0,8.5,￥12万',
    );
    expect(outcome.failures).toEqual([]);
    expect(record).toMatchObject({
      claimCount: 10,
      independentClaimCount: 2,
      firstClaimChars: 350,
      pageCount: 12,
      forwardCitationCount: 5,
      backwardCitationCount: 8,
      nplCitationCount: 3,
      familySize: 4,
      familyJurisdictions: ['CN', 'EP', 'US'],
      ipcMain: 'G06Q10/06',
      ipcAll: ['G06Q10/06', 'H04L27/26'],
      transferCount: 1,
      licenceCount: 0,
      pledgeCount: 2,
      pledgeLive: null,
      invalidationPending: null,
      invalidationOutcome: 'none',
      litigationCount: 0,
      litigationOutcome: 'none',
      vendorScores: { 合享价值度: '8.5', 专利价值: '￥12万' },
    });
  });

  it.each([
    ['有效', '授权', 'in-force'],
    ['失效', '未缴年费', 'dead'],
    ['', '专利权有效期届满', 'dead'],
    ['', '实质审查', 'pending'],
    ['有效', '等年费滞纳金', 'grace'],
    ['有效', '期限届满', null],
    ['', '权利转移', null],
    ['', '授权|权利转移', 'in-force'],
    ['', '', null],
  ])('maps status %s / %s to %s', async (validity, legal, status) => {
    const { record, outcome } = await one('专利有效性,当前法律状态', `${validity},${legal}`);
    expect(record?.status).toBe(status);
    expect(record?.statusText).toBe(legal !== '' ? legal : validity !== '' ? validity : null);
    expect(outcome.warnings.some((w) => w.code.startsWith('W_STATUS'))).toBe(
      status === null && validity + legal !== '',
    );
  });

  it('knows a live pledge from the register event or the current pledgee, and nothing from silence', async () => {
    expect((await one('法律状态', '专利权质押合同登记的生效')).record?.pledgeLive).toBe(true);
    expect(
      (await one('法律状态', '专利权质押合同登记的生效;专利权质押合同登记的注销')).record?.pledgeLive,
    ).toBeNull();
    expect((await one('当前质权人', '虚构银行')).record?.pledgeLive).toBe(true);
    expect((await one('质权人', '虚构银行')).record?.pledgeLive).toBeNull();
    expect((await one('法律状态', '专利权的保全')).record?.procedureSuspended).toBe(true);
  });

  it('reads the columns of the own template', async () => {
    const { record, outcome } = await one(
      '年费缴至,现有质押,中止或保全,无效审理中,无效宣告结果,一案双申,诉讼结果,专利权评价报告肯定,登记簿副本日期,权利要求类型,被引百分位,原创性指数',
      '2027-07-21,否,否,否,部分维持,是,和解,,2026-11-01,产品;方法,0.85,0.5',
    );
    expect(outcome.failures).toEqual([]);
    expect(record).toMatchObject({
      feesPaidThrough: '2027-07-21',
      pledgeLive: false,
      procedureSuspended: false,
      invalidationPending: false,
      invalidationOutcome: 'upheld-part',
      sameDayApplication: true,
      litigationOutcome: 'settled',
      evaluationReportPositive: null,
      registerCopyDate: '2026-11-01',
      claimCategories: ['method', 'product'],
      forwardCitationPercentile: '0.85',
      originalityIndex: '0.5',
    });
  });

  it.each([
    ['权利要求数量', '1O', 'E_NUMBER'],
    ['权利要求数量', '-3', 'E_NEGATIVE'],
    ['权利要求数量', '3.5', 'E_COUNT'],
    ['申请日', '01/02/2023', 'E_DATE_AMBIGUOUS'],
    ['申请日', '44931', 'E_DATE_SERIAL'],
    ['现有质押', '大概', 'E_WORD'],
    ['被引百分位', '1.5', 'E_RANGE'],
    ['专利类型', '实用新型', 'E_TYPE_MISMATCH'],
  ])('fails the record when %s says %s', async (header, cell, code) => {
    const { outcome } = await one(header, cell);
    expect(outcome.records).toEqual([]);
    expect(outcome.failures.map((f) => [f.code, f.record, f.column])).toEqual([[code, 2, header]]);
  });

  it('fails a filing date after the grant date', async () => {
    const { outcome } = await one('申请日,授权公告日', '2021-01-02,2020-12-31');
    expect(outcome.failures.map((f) => [f.code, f.column])).toEqual([['E_DATE_ORDER', '申请日']]);
    expect((await one('申请日,授权公告日', '2020-12-31,2020-12-31')).outcome.failures).toEqual([]);
  });

  it('lists every fault of one record and counts the record once', async () => {
    const { outcome } = await one('申请日,权利要求数量', '2021-13-01,many');
    expect(outcome.failures.map((f) => f.code)).toEqual(['E_DATE', 'E_NUMBER']);
    expect(outcome.counts.failed).toBe(1);
  });

  it('reads sheet serials in date columns only when told so, in the system of the workbook', async () => {
    const rows =
      '<sheetData><row r="1"><c r="A1" t="str"><v>申请号</v></c><c r="B1" t="str"><v>名称</v></c><c r="C1" t="str"><v>申请日</v></c></row><row r="2"><c r="A2" t="str"><v>201710601862.3</v></c><c r="B2" t="str"><v>甲</v></c><c r="C2"><v>41475</v></c></row></sheetData>';
    const bytes = (date1904: boolean) => workbook({ sheets: { 清单: rows }, date1904 });
    expect((await importBytes(bytes(false))).failures.map((f) => f.code)).toEqual(['E_DATE_SERIAL']);
    const read = async (date1904: boolean) =>
      (await importBytes(bytes(date1904), { excelSerialDates: true, name: '清单.xlsx' })).records[0]
        ?.filingDate;
    // 41475 − 25569 = 15906 days after 1970-01-01; the 1904 system is 1462 days later.
    expect([await read(false), await read(true)]).toEqual(['2013-07-20', '2017-07-21']);
  });

  it('splits names by the separators of the source only', async () => {
    const patsnap = await importText(
      '申请号,标题,[标]当前申请(专利权)人,法律状态/事件,简单同族,发明人\n201710601862.3,甲,虚构甲公司|虚构乙公司,授权,CN107705012A|US9254383B2,"SMITH, JOHN|张三"\n',
    );
    expect(patsnap.batch.preset).toBe('patsnap');
    expect(patsnap.records[0]).toMatchObject({
      owners: ['虚构甲公司', '虚构乙公司'],
      inventors: ['SMITH, JOHN', '张三'],
      familyJurisdictions: ['CN', 'US'],
    });
    const hand = await importText('申请号,标题,专利权人\n201710601862.3,甲,虚构甲公司；虚构乙公司\n');
    expect(hand.records[0]?.owners).toEqual(['虚构甲公司', '虚构乙公司']);
  });

  it('reads Google Patents files: header on line 2, physical record numbers, application number asked for', async () => {
    const text =
      'search URL:,https://patents.example/?q=x\nid,title,assignee,inventor/author,priority date,filing/creation date,publication date,grant date,result link,representative figure link\nCN-107705012-A,x,虚构公司,甲,2017-01-01,2017-09-29,2018-02-16,,u,f\n';
    const table = mustBeOk(await readTable(utf8(text), NAME));
    expect([table.headerRow, table.rows[0]?.record, table.preamble[0]?.cells[0]]).toEqual([
      2,
      3,
      'search URL:',
    ]);
    const outcome = await importText(text);
    expect(outcome.failures.map((f) => f.code)).toEqual(['E_COLUMN_MISSING']);
    expect(outcome.failures[0]?.remedy).toContain('公开号');
    const added = text
      .replace('id,', 'application number,id,')
      .replace('CN-107705012-A,', '201710911092.2,CN-107705012-A,');
    expect((await importText(added)).records[0]).toMatchObject({
      origin: { batch: 'b-1', row: 3 },
      publicationNumber: 'CN107705012A',
      filingDate: '2017-09-29',
      inventors: ['甲'],
    });
  });

  it('names a missing column and the columns that are there', async () => {
    const outcome = await importText('公开号,专利名称\nCN107705012A,甲\n');
    expect(outcome.failures.map((f) => [f.code, f.path])).toEqual([
      ['E_COLUMN_MISSING', '清单.csv › 第 1 条'],
    ]);
    expect(outcome.failures[0]?.message).toContain('“申请号”');
    expect(outcome.failures[0]?.message).toContain('公开号、专利名称');
    expect(outcome.counts).toEqual({ records: 1, imported: 0, failed: 1, duplicates: 0, leftOut: 0 });
  });

  it('says which kind of number stands in the application column', async () => {
    const outcome = await importText('专利号,名称\nCN107705012A,甲\n201460264351.3,乙\n2014102643510,丙\n');
    expect(outcome.failures.map((f) => f.code)).toEqual([
      'E_PUBLICATION_NUMBER',
      'E_PATENT_KIND',
      'E_CHECK_DIGIT',
    ]);
  });

  it('computes a missing check digit and says so', async () => {
    const outcome = await importText('申请号,名称\n201710601862,甲\n');
    expect(outcome.records[0]?.applicationNumber).toBe('201710601862.3');
    expect(outcome.warnings.map((w) => w.code)).toEqual(['W_CHECK_DIGIT_INFERRED']);
  });

  it('CSV-19 reports the same patent twice with its differences and keeps the first', async () => {
    const outcome = await importText(
      '申请号,名称,权利要求数量\n201710601862.3,甲,10\n201410264351.3,乙,5\nZL201710601862.3,甲,12\n201410264351.3,乙,5\n',
    );
    expect(outcome.records.map((r) => [r.origin?.row, r.claimCount])).toEqual([
      [2, 10],
      [3, 5],
    ]);
    expect(
      outcome.duplicates.map((d) => [
        d.kind,
        d.kept.record,
        d.other.record,
        d.differences,
        d.other.patent?.claimCount,
      ]),
    ).toEqual([
      ['application-number', 2, 4, ['claimCount'], 12],
      ['application-number', 3, 5, [], 5],
    ]);
    expect(outcome.counts).toEqual({ records: 4, imported: 2, failed: 0, duplicates: 2, leftOut: 0 });
  });

  it('IDN-09 finds one patent listed by application and by publication number', async () => {
    const outcome = await importText(
      '申请号,公开（公告）号,名称\nCN107705012B,,甲\n201710911092.2,CN107705012A,甲\n201811247601.7,CN107705012A,乙\nCN109376930A,,丙\n',
    );
    expect(outcome.records.map((r) => r.applicationNumber)).toEqual(['201710911092.2']);
    expect(
      outcome.duplicates.map((d) => [d.kind, d.kept.record, d.other.record, d.other.patent?.title ?? null]),
    ).toEqual([
      ['publication-in-application-column', 3, 2, null],
      ['publication-number', 3, 4, '乙'],
    ]);
    expect(outcome.failures.map((f) => [f.code, f.record])).toEqual([['E_PUBLICATION_NUMBER', 5]]);
  });

  it('shows unmapped columns and the record numbers of a table with ragged rows', async () => {
    const outcome = await importText('申请号,名称,我的列,\n201710601862.3,甲,x,y\n201410264351.3,乙\n');
    expect(outcome.unmapped).toEqual(['我的列', '第 4 列（无列名）']);
    expect(outcome.counts).toMatchObject({ records: 2, imported: 1, leftOut: 1 });
  });

  it('follows a mapping that a person changed', async () => {
    const table = mustBeOk(await readTable(utf8('号码,题目\n201710601862.3,甲\n'), NAME));
    const columns = mustBeOk(recognisePatentColumns(table.header, intakeRules()));
    const options = { batchId: 'b-1', rules: intakeRules() };
    expect(importPatents(table, columns, options).failures.map((f) => f.code)).toEqual(['E_COLUMNS_UNKNOWN']);
    const chosen = chooseColumns(columns, { 0: 'applicationNumber', 1: 'title' });
    expect(importPatents(table, chosen, options).records).toHaveLength(1);
    const twice = { ...chosen, columns: chosen.columns.map((c) => ({ ...c, field: 'title' })) };
    expect(importPatents(table, twice, options).failures.map((f) => f.code)).toEqual([
      'E_COLUMN_MISSING',
      'E_COLUMN_TWICE',
    ]);
  });

  it('fails without rules instead of guessing', async () => {
    const table = mustBeOk(await readTable(utf8('申请号,名称\n201710601862.3,甲\n'), NAME));
    const columns = mustBeOk(recognisePatentColumns(table.header, intakeRules()));
    const { date, region } = intakeRules();
    const outcome = importPatents(table, columns, {
      batchId: 'b-1',
      rules: rulesFromRecord([], date, region),
    });
    expect([outcome.records, outcome.failures.map((f) => f.code)]).toEqual([[], ['NO_RULE_IN_FORCE']]);
  });

  it('gives wrong encoding, missing column, damaged number and bad check digit each its own message', async () => {
    const list = '申请号,专利名称\n201710601862.3,虚构的测试装置\n';
    const mixed = await readTable(join(utf8(list), gb18030('201410264351.3,虚构\n')), NAME);
    const messages = [
      mixed.ok ? '' : mixed.failure.message,
      ...(await importText('专利名称\n甲\n')).failures.map((f) => f.message),
      ...(await importText('申请号,专利名称\n2.01711E+12,甲\n')).failures.map((f) => f.message),
      ...(await importText('申请号,专利名称\n201710601862.4,甲\n')).failures.map((f) => f.message),
    ];
    expect(messages.map((m) => /编码|缺少|科学计数法|校验位/.exec(m)?.[0])).toEqual([
      '编码',
      '缺少',
      '科学计数法',
      '校验位',
    ]);
  });
});
