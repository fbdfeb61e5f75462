import { describe, expect, it } from 'vitest';
import { writeZip } from '../../src/lib/container/zip-writer';
import { encodeUtf8 } from '../../src/lib/kernel/utf8';
import { mustBeOk } from '../../src/lib/kernel/result';
import { caseJson, parseCaseJson } from '../../src/lib/case/case-json';
import { after, emptyCase, imported, outline, said } from '../unit/screening/enterprise-file/file-case';

const sheet = (rows: string): Uint8Array => {
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const files: [string, string][] = [
    [
      '[Content_Types].xml',
      `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${head}<workbook xmlns="${main}" xmlns:r="${rel}"><sheets><sheet name="利润表" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ],
    ['xl/worksheets/sheet1.xml', `${head}<worksheet xmlns="${main}">${rows}</worksheet>`],
  ];
  return writeZip(files.map(([name, text]) => [name, encodeUtf8(text)] as const));
};

const text = (ref: string, value: string): string =>
  `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;
const number = (ref: string, value: string): string => `<c r="${ref}"><v>${value}</v></c>`;

describe('来路不正的资料', () => {
  it('GB 18030 与带 BOM 的 UTF-8 读出同样的数', async () => {
    // “年度,营业收入(元)” in GB 18030
    const gb = new Uint8Array([
      0xc4,
      0xea,
      0xb6,
      0xc8,
      0x2c,
      0xd3,
      0xaa,
      0xd2,
      0xb5,
      0xca,
      0xd5,
      0xc8,
      0xeb,
      0x28,
      0xd4,
      0xaa,
      0x29,
      0x0a,
      ...encodeUtf8('2024,100\n'),
    ]);
    expect(said(await after(emptyCase(), gb))).toEqual(['revenue@2024=10000']);
    expect(said(await after(emptyCase(), '\uFEFF年度,营业收入(元)\n2024,100\n'))).toEqual([
      'revenue@2024=10000',
    ]);
  });

  it('坏的字节：整份拒绝，案卷不变', async () => {
    const bytes = new Uint8Array([...encodeUtf8('年度,营业收入(元)\n2024,'), 0xff, 0xfe, 0x00, 0x80]);
    expect((await imported(emptyCase(), bytes)).ok).toBe(false);
  });

  it('空文件、只有表头', async () => {
    expect((await outline(emptyCase(), '')).ok).toBe(false);
    const only = mustBeOk(await outline(emptyCase(), '年度,营业收入(元)\n'));
    expect(only.failures.map(({ code }) => code)).toEqual(['E_NO_ROWS']);
  });

  it('合并的表头：认不出的列要问，不猜成哪一年', async () => {
    const merged = sheet(
      `<sheetData><row r="1">${text('A1', '项目')}${text('B1', '2024年')}</row><row r="2">${text('A2', '')}${text('B2', '本期')}${text('C2', '上期')}</row><row r="3">${text('A3', '营业收入（元）')}${number('B3', '100')}${number('C3', '90')}</row></sheetData><mergeCells count="1"><mergeCell ref="B1:C1"/></mergeCells>`,
    );
    const seen = mustBeOk(await outline(emptyCase(), merged));
    expect(seen.columns.map(({ meaning }) => meaning)).toEqual(['@item', '@2024', null]);
    expect(seen.questions).toContainEqual({
      kind: 'columns',
      label: '这些列没有认出来，请指定或不导入',
      columns: [2],
    });
    expect(seen.notes.join()).toContain('合并单元格 B1:C1');
    expect(said(await after(emptyCase(), merged))).toEqual(['revenue@2024=10000']);
  });

  it('公式没有结果、错误值：这一格拒绝，别的照常', async () => {
    const formulas = sheet(
      `<sheetData><row r="1">${text('A1', '项目')}${text('B1', '2023年')}${text('C1', '2024年')}</row><row r="2">${text('A2', '营业收入（元）')}<c r="B2"><f>1+1</f></c><c r="C2"><f>50+50</f><v>100</v></c></row><row r="3">${text('A3', '营业成本（元）')}<c r="B3" t="e"><v>#REF!</v></c>${number('C3', '60')}</row></sheetData>`,
    );
    const result = mustBeOk(await imported(emptyCase(), formulas));
    expect(result.outline.failures.map(({ code, record, column }) => [code, record, column])).toEqual([
      ['E_CELL', 2, '2023年'],
      ['E_CELL', 3, '2023年'],
    ]);
    expect(result.section.facts.map(({ field, value }) => [field, value])).toEqual([
      ['revenue', '10000'],
      ['costOfSales', '6000'],
    ]);
  });

  it('存货为负：拒绝这一格；利润为负：可以', async () => {
    const result = mustBeOk(await imported(emptyCase(), '项目,2024年\n存货（元）,-5\n利润总额（元）,-7\n'));
    expect(result.outline.failures).toMatchObject([{ code: 'E_NEGATIVE', record: 2 }]);
    expect(result.section.facts).toMatchObject([{ field: 'totalProfit', value: '-700' }]);
  });

  it('单位写两处、外币、科学计数法、看不见的字符：拒绝这一格', async () => {
    const rows = [
      '营业收入（万元）,100万',
      '营业成本（万元）,$5',
      '存货（万元）,1e5',
      '应收账款（万元）,1\u200b2',
    ];
    const result = mustBeOk(await imported(emptyCase(), `项目,2024年\n${rows.join('\n')}\n`));
    expect(result.outline.failures.map(({ record }) => record)).toEqual([2, 3, 4, 5]);
    expect(result.section.facts).toEqual([]);
  });

  it('“__proto__”“constructor”作列名：认不出，不出事', async () => {
    const seen = mustBeOk(
      await outline(emptyCase(), '年度,__proto__,constructor,营业收入(元)\n2024,1,2,3\n'),
    );
    expect(seen.columns.map(({ meaning }) => meaning)).toEqual(['@period', null, null, 'revenue']);
    expect(
      mustBeOk(await imported(emptyCase(), '类型,编号,日期,状态\nconstructor,1,2024-01-01,未结\n')).section
        .events,
    ).toEqual([]);
  });

  it('人指定了没有的字段：这一列不产生任何事实', async () => {
    expect(
      said(await after(emptyCase(), '年度,甲\n2024,1\n', { layout: 'wide', columns: { 1: 'nonsense' } })),
    ).toEqual([]);
  });

  it('一万行：读完，坏行有数，案卷能存能开', async () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, i) =>
        `被诉案件,案${i},2024-01-${String((i % 31) + 1).padStart(2, '0')},${i % 100 === 0 ? '坏' : i},审理中`,
    );
    const record = await after(emptyCase(), `类型,案号,立案日期,金额(元),状态\n${rows.join('\n')}\n`);
    expect(record.sections.enterpriseFile.events).toHaveLength(9_900);
    const again = mustBeOk(parseCaseJson(caseJson(record)));
    expect(again).toEqual(record);
  });

  it('一万行重复的年度：一个矛盾，不是一万个', async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => `2024,${i}`);
    const seen = mustBeOk(await outline(emptyCase(), `年度,营业收入(元)\n${rows.join('\n')}\n`));
    expect(seen.conflicts).toHaveLength(1);
  });
});
