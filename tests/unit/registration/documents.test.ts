import { readXlsx } from 'hucre/xlsx';
import { SaxesParser } from 'saxes';
import { afterEach, expect, test, vi } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { NO_OUTPUTS, runMethods } from '../../../src/lib/case/method';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { bindForm } from '../../../src/lib/registration/bind-form';
import { DOCUMENT_PATH } from '../../../src/lib/registration/document-paths';
import { renderDocuments } from '../../../src/lib/registration/render-documents';
import { oneDocument } from '../../fixtures/one-document';
import { FICTION, inventedPatent, smallCase } from '../../fixtures/small-case';
import { TEST_METHODS, rulesOf } from '../../fixtures/small-package';
import { docxText, partOf } from './read-back';

vi.setConfig({ testTimeout: 60_000 });

const ZONE = process.env['TZ'] ?? 'Asia/Shanghai';

afterEach(() => {
  process.env['TZ'] = ZONE;
  vi.useRealTimers();
});

const render = async (caseRecord: CaseRecord): Promise<ReadonlyMap<string, Uint8Array>> =>
  mustBeOk(await renderDocuments(caseRecord, NO_OUTPUTS, rulesOf(caseRecord)));

const documentOf = async (caseRecord: CaseRecord, path: string): Promise<Uint8Array> => {
  const bytes = await oneDocument(caseRecord, NO_OUTPUTS, rulesOf(caseRecord), path);
  if (bytes === undefined) throw new Error(`no ${path}`);
  return bytes;
};

const patents = (count: number) => Array.from({ length: count }, (_, i) => inventedPatent(i + 1));

const real = (caseRecord: CaseRecord): CaseRecord => ({ ...caseRecord, fiction: '' });

test('the application form carries every label and every value of the bound form', async () => {
  const caseRecord = smallCase();
  const form = mustBeOk(bindForm(caseRecord, rulesOf(caseRecord)));
  const text = await docxText(await documentOf(caseRecord, DOCUMENT_PATH.applicationForm));
  const fields = form.sections.flatMap(({ rows }) => rows.flatMap((row) => row.fields));
  expect(fields.length).toBeGreaterThan(35);
  for (const { label, type, value } of fields) {
    expect(text).toContain(label);
    if (value !== null && type !== 'money' && type !== 'list') expect(text).toContain(value);
  }
  for (const { title } of form.sections) expect(text).toContain(title);
});

test('amounts stand in 万元 and in capitals, exactly', async () => {
  const text = await docxText(await documentOf(smallCase(), DOCUMENT_PATH.applicationForm));
  // 1 840 000 000 分 = 18 400 000 元 = 1 840 万元
  expect(text).toContain('1,840（大写：壹仟捌佰肆拾万元整）');
  expect(text).toContain('4,500（大写：肆仟伍佰万元整）');
});

test('an amount that is no whole 万元 is not rounded', async () => {
  const base = smallCase();
  const { registration } = base.sections;
  const odd = {
    ...base,
    sections: {
      ...base.sections,
      registration: {
        ...registration,
        pledgeContract: { ...registration.pledgeContract, securedAmountFen: '1840000001' },
      },
    },
  };
  expect(await docxText(await documentOf(odd, DOCUMENT_PATH.applicationForm))).toContain(
    '1,840.000001（大写：壹仟捌佰肆拾万元零壹分）',
  );
});

test('what nobody filled prints （待填） and nothing is invented', async () => {
  const base = smallCase();
  const empty = {
    ...base,
    sections: { ...base.sections, enterprise: { ...base.sections.enterprise, pledgee: null } },
  };
  const text = await docxText(await documentOf(empty, DOCUMENT_PATH.applicationForm));
  const pledgee = text.slice(text.indexOf('质权人（栏目依据'), text.indexOf('代理人（栏目依据'));
  // name, code, address and telephone are required; postal code and representative are not
  expect(pledgee.match(/（待填）/g)).toHaveLength(4);
  expect(pledgee.match(/^—$/gm)).toHaveLength(2);
});

test('（待填） stands out in red bold, also inside a longer text; values do not', async () => {
  const base = smallCase();
  const empty = {
    ...base,
    sections: { ...base.sections, enterprise: { ...base.sections.enterprise, pledgee: null } },
  };
  const xml = await partOf(await documentOf(empty, DOCUMENT_PATH.applicationForm), 'word/document.xml');
  const runs = [...xml.matchAll(/<w:r>(?:(?!<\/w:r>)[^])*<\/w:r>/g)].map(([run]) => run);
  const open = runs.filter((run) => run.includes('（待填）'));
  // four fields of the pledgee, and the legend at the end
  expect(open).toHaveLength(5);
  for (const run of open) expect(run).toMatch(/<w:b\/>[^]*<w:color w:val="9B1C1C"\/>[^]*>（待填）<\/w:t>/);
  expect(runs.find((run) => run.includes('虚构质字001号'))).not.toContain('9B1C1C');
});

test('there is room to sign: rows of seals are at least 1.7 cm high', async () => {
  for (const [path, count] of [
    [DOCUMENT_PATH.applicationForm, 3],
    [DOCUMENT_PATH.checklist, 1],
    [DOCUMENT_PATH.valuation, 1],
  ] as const) {
    const xml = await partOf(await documentOf(smallCase(), path), 'word/document.xml');
    // 1 000 twentieths of a point = 50 pt = 1.76 cm
    expect(xml.match(/<w:trHeight w:val="1000" w:hRule="atLeast"\/>/g), path).toHaveLength(count);
  }
});

test('a note under a heading stays with the table it introduces', async () => {
  const xml = await partOf(await documentOf(smallCase(), DOCUMENT_PATH.applicationForm), 'word/document.xml');
  const paragraph = [...xml.matchAll(/<w:p>(?:(?!<\/w:p>)[^])*<\/w:p>/g)].map(([p]) => p);
  const notes = paragraph.filter((p) => p.includes('应当与专利登记簿记载的专利权人相同'));
  expect(notes).toHaveLength(1);
  expect(notes[0]).toContain('<w:keepNext/>');
});

test('the title of a patent has most of its row, the number of the row little', async () => {
  const xml = await partOf(await documentOf(smallCase(), DOCUMENT_PATH.applicationForm), 'word/document.xml');
  const rows = [...xml.matchAll(/<w:tr>[^]*?<\/w:tr>/g)].map(([row]) => row);
  const head = rows.find((row) => row.includes('发明名称')) ?? '';
  const widths = [...head.matchAll(/<w:tcW w:type="dxa" w:w="(\d+)"\/>/g)].map((m) => Number(m[1]));
  // 7 %, 57 %, 21 % and 15 % of 9 638
  expect(widths).toEqual([674, 5493, 2023, 1445]);
});

test('a layout nobody compared with the blank says so on its face and on every page', async () => {
  const bytes = await documentOf(smallCase(), DOCUMENT_PATH.applicationForm);
  expect((await docxText(bytes)).split('\n').slice(0, 3).join()).toContain('版式未与官方空白表核对');
  expect(await docxText(bytes, 'word/footer1.xml')).toContain('版式未与官方空白表核对');
});

test('labels that were only recalled are marked as such', async () => {
  const text = await docxText(await documentOf(smallCase(), DOCUMENT_PATH.applicationForm));
  expect(text).toContain('质押专利（栏目依据：已核实）');
  expect(text).toContain('债务合同信息（栏目依据：二手来源）');
});

test('every document of an invented case says so on the first page and in the header', async () => {
  const documents = await render(smallCase(patents(11)));
  expect([...documents.keys()].sort()).toEqual([
    'documents/01_专利权质押登记申请表.docx',
    'documents/02_质押专利清单.xlsx',
    'documents/03_材料清单.docx',
    'documents/04_内部估值表.docx',
    'documents/06_主债权合同要点.docx',
    'documents/07_专利权质押合同.docx',
    'documents/08_承诺书.docx',
    'documents/19_录入单.docx',
    'documents/20_表单.json',
    'documents/21_登记事项汇总表.docx',
    'documents/23_EAST字段表.csv',
    'results/form.json',
  ]);
  for (const [path, bytes] of documents) {
    if (path.endsWith('.docx')) {
      expect((await docxText(bytes)).split('\n')[0]).toContain(FICTION);
      // the running header bears the mark only: two lines of statement on every page pushed the form down
      expect(await docxText(bytes, 'word/header1.xml')).toContain('【虚构示例】');
    }
    if (path.endsWith('.xlsx')) {
      expect((await readXlsx(bytes)).sheets[0]?.rows[0]?.[0]).toBe(`虚构：${FICTION}`);
      expect(await partOf(bytes, 'xl/worksheets/sheet1.xml')).toContain('【虚构示例】');
    }
  }
});

test('a real case prints nothing about fiction', async () => {
  for (const [path, bytes] of await render(real(smallCase(patents(11))))) {
    if (path.endsWith('.docx')) expect(await docxText(bytes, 'word/header1.xml')).not.toContain('虚构');
    if (path.endsWith('.xlsx')) expect((await readXlsx(bytes)).sheets[0]?.rows[0]?.[0]).toBe('序号');
  }
});

test('ten patents need no EXCEL list, eleven do', async () => {
  const listOf = (count: number) =>
    oneDocument(smallCase(patents(count)), NO_OUTPUTS, rulesOf(smallCase()), DOCUMENT_PATH.patentList);
  expect(await listOf(10)).toBeUndefined();
  expect(await listOf(11)).toBeDefined();
});

test('the list holds one text row per patent, the dot before the check digit removed', async () => {
  const eleven = patents(11);
  const bytes = await documentOf(real(smallCase(eleven)), DOCUMENT_PATH.patentList);
  const [head, ...rows] = (await readXlsx(bytes)).sheets[0]?.rows ?? [];
  expect(head).toEqual(['序号', '专利号', '发明名称', '申请日', '授权公告日']);
  expect(rows).toHaveLength(11);
  expect(rows.map((row) => row[1])).toEqual(eleven.map((p) => p.applicationNumber.replace('.', '')));
  expect(rows[0]).toEqual(['1', '2019199000011', '虚构的第1种测试装置', '2019-03-01', '2021-06-01']);
  // the file itself stores shared strings with the text format, so no program makes numbers of them
  const sheet = await partOf(bytes, 'xl/worksheets/sheet1.xml');
  expect(sheet.match(/<c r="B\d+" t="s"/g)).toHaveLength(12);
  expect(await partOf(bytes, 'xl/styles.xml')).toContain('formatCode="@"');
});

test('the list prints one page wide with its head on every page', async () => {
  for (const [caseRecord, row] of [
    [smallCase(patents(11)), 2],
    [real(smallCase(patents(11))), 1],
  ] as const) {
    const bytes = await documentOf(caseRecord, DOCUMENT_PATH.patentList);
    const sheet = await partOf(bytes, 'xl/worksheets/sheet1.xml');
    expect(sheet).toMatch(/<pageSetup [^>]*orientation="landscape"[^>]*fitToWidth="1"[^>]*fitToHeight="0"/);
    expect(await partOf(bytes, 'xl/workbook.xml')).toContain(`$${row}:$${row}</definedName>`);
  }
});

test('EXP-01 EXP-04 a title that looks like a formula stays text', async () => {
  const titles = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '=HYPERLINK("http://example.invalid")',
    "=cmd|' /C calc'!A0",
  ];
  const many = patents(11).map((p, i) => ({ ...p, title: titles[i] ?? p.title }));
  const bytes = await documentOf(real(smallCase(many)), DOCUMENT_PATH.patentList);
  const rows = (await readXlsx(bytes)).sheets[0]?.rows.slice(1) ?? [];
  expect(rows.slice(0, 6).map((row) => row[2])).toEqual(titles);
  expect(await partOf(bytes, 'xl/worksheets/sheet1.xml')).not.toContain('<f');
});

test('XSS-05 XSS-06 XSS-07 markup, templates and hidden characters stay visible text', async () => {
  const title = '<script>&"{{7*7}}\u202efdp\u0001';
  const bytes = await documentOf(smallCase([inventedPatent(1, { title })]), DOCUMENT_PATH.applicationForm);
  expect(await docxText(bytes)).toContain('<script>&"{{7*7}}‹U+202E›fdp‹U+0001›');
});

test('every XML part of every document is well formed', async () => {
  const many = patents(11).map((p, i) => (i === 0 ? { ...p, title: '<b>&\u0000\uffff\n二行' } : p));
  for (const [path, bytes] of await render(smallCase(many))) {
    if (!/\.(docx|xlsx)$/.test(path)) continue;
    const parts = path.endsWith('.docx')
      ? ['word/document.xml', 'word/header1.xml', 'word/footer1.xml', 'docProps/core.xml']
      : ['xl/worksheets/sheet1.xml', 'xl/sharedStrings.xml', 'docProps/core.xml'];
    for (const part of parts) {
      const parser = new SaxesParser();
      parser.on('error', (error) => {
        throw error;
      });
      parser.write(await partOf(bytes, part)).close();
    }
  }
});

test('page: A4, 宋体 for Chinese, page numbers', async () => {
  const bytes = await documentOf(smallCase(), DOCUMENT_PATH.applicationForm);
  expect(await partOf(bytes, 'word/document.xml')).toContain('w:w="11906" w:h="16838"');
  expect(await partOf(bytes, 'word/styles.xml')).toMatch(/<w:rFonts[^>]*w:eastAsia="宋体"/);
  const footer = await partOf(bytes, 'word/footer1.xml');
  expect(footer).toContain('PAGE');
  expect(footer).toContain('NUMPAGES');
});

test('DET-02 DET-03 the same case gives the same bytes in any zone, on any day', async () => {
  const caseRecord = smallCase(patents(11));
  const first = await render(caseRecord);
  for (const [zone, now, offset] of [
    ['America/New_York', '2031-01-01T00:30:00Z', 300],
    ['Pacific/Kiritimati', '1999-12-31T23:59:59Z', -840],
    ['UTC', '2026-02-28T12:00:00Z', 0],
  ] as const) {
    process.env['TZ'] = zone;
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(now) });
    expect(new Date().getTimezoneOffset()).toBe(offset);
    const again = await render(caseRecord);
    expect([...again.keys()]).toEqual([...first.keys()]);
    for (const [path, bytes] of again)
      expect(Buffer.compare(bytes, first.get(path) ?? new Uint8Array()), path).toBe(0);
    vi.useRealTimers();
  }
});

test('the documents bear the valuation date, not the clock', async () => {
  const core = await partOf(await documentOf(smallCase(), DOCUMENT_PATH.valuation), 'docProps/core.xml');
  expect(core.match(/2026-11-20T00:00:00Z/g)).toHaveLength(2);
});

test('the valuation sheet is an internal one: figures with confidence, open checks, risks, parameters', async () => {
  const base = smallCase();
  const caseRecord = {
    ...base,
    sections: { ...base.sections, enterprise: { ...base.sections.enterprise, pledgee: null } },
  };
  const rules = rulesOf(caseRecord);
  const outputs = runMethods(TEST_METHODS, caseRecord, rules);
  const sheet = await oneDocument(caseRecord, outputs, rules, DOCUMENT_PATH.valuation);
  const text = await docxText(sheet ?? new Uint8Array());
  expect(text).toContain('内部估值表');
  expect(text).not.toContain('资产评估报告');
  // need 4 500 万 − secured 1 840 万 = 2 660 万 = 26 600 000 元
  // 万元 with 元 in small print below it; the method stands in its own table at the end, not beside every figure
  expect(text).toContain('2,660.00\n26,600,000.00 元');
  expect(text).toContain('test.open-amount@1\n质押后未覆盖的金额（1 个数字）');
  expect(text).toContain('申请表“质权人 › 姓名或名称”必填');
  expect(text).toContain('风险提示');
  // parameters bear their titles; the id is in the rule pack
  expect(text).toContain('须另附 EXCEL 清单的专利项数上限');
  expect(text).not.toContain('registration.cnipa-patent.list-threshold');
});

test('a case without results does not claim that anything passed', async () => {
  const text = await docxText(await documentOf(smallCase(), DOCUMENT_PATH.valuation));
  expect(text).toContain('没有运行检查，不等于通过。');
});

test('the checklist says of every paper whether it is there and why it is asked for', async () => {
  const base = smallCase([inventedPatent(1, { owners: ['虚构甲', '虚构乙'] })]);
  const { registration } = base.sections;
  const papers = {
    'pledge-contract': { present: true, attachment: null, note: '原件在柜' },
    identity: { present: false, attachment: null, note: '' },
  };
  const text = await docxText(
    await documentOf(
      { ...base, sections: { ...base.sections, registration: { ...registration, papers } } },
      DOCUMENT_PATH.checklist,
    ),
  );
  expect(text).toContain('每件登记都要提交；已备（原件在柜）');
  expect(text).toContain('每件登记都要提交；缺');
  expect(text).toContain('专利权共有：201919900001.1；未说明是否已备');
  expect(text).toContain('写明不委托代理人');
  expect(text).toContain('网上办理：2 个工作日；纸质办理：5 个工作日');
  expect(text).toContain('质押期间年费的缴纳');
});
