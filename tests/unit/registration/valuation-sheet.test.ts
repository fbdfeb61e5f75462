import { beforeAll, expect, test, vi } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { newWorksheet } from '../../../src/lib/case/new-case';
import { type Outputs, runMethods } from '../../../src/lib/case/method';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { rezip, readZip } from '../../../src/lib/container/zip';
import { collateralMethods } from '../../../src/lib/collateral/methods';
import { nodeSolver } from '../../../workers/highs-node';
import { PATENT_METHODS } from '../../../src/lib/patent/methods';
import { DOCUMENT_PATH } from '../../../src/lib/registration/document-paths';
import { REGISTRATION_METHODS } from '../../../src/lib/registration/methods';
import { renderDocuments } from '../../../src/lib/registration/render-documents';
import { numberRanges } from '../../../src/lib/registration/valuation-findings';
import { ALL_RULES } from '../../../src/lib/rulebook/all-rules';
import type { RulesAt } from '../../../src/lib/rulebook/model';
import { rulesAt, rulesFromRecord } from '../../../src/lib/rulebook/resolver';
import { SCREENING_METHODS } from '../../../src/lib/screening/methods';
import { oneDocument } from '../../fixtures/one-document';
import { inventedPatent, smallCase } from '../../fixtures/small-case';
import { docxText, partOf } from './read-back';

/** The valuation sheet as every method together fills it. */

vi.setConfig({ testTimeout: 60_000 });

const COUNT = 19;
const METHODS = [
  ...PATENT_METHODS,
  ...SCREENING_METHODS,
  ...collateralMethods(await nodeSolver()),
  ...REGISTRATION_METHODS,
];

const pledging = (count: number): CaseRecord => {
  const base = smallCase(
    Array.from({ length: count }, (_, i) =>
      inventedPatent(i + 1, { claimCount: 5 + (i % 7), familyJurisdictions: ['CN'] }),
    ),
  );
  const { patents } = base.sections;
  return {
    ...base,
    sections: {
      ...base.sections,
      patents: {
        ...patents,
        scheme: 'gbt-42748-framework',
        scenario: 'finance',
        enteredCredit: { amountFen: '1840000000', source: '虚构', enteredBy: '虚构人员' },
        forecasts: [
          {
            id: 'forecast-1',
            product: '虚构产品',
            patents: ['p-1', 'p-2'],
            salesFen: ['18000000000', '19800000000', '21200000000'],
            salesSource: '虚构预测',
            royaltyRate: '0.025',
            royaltySource: '虚构来源',
            discountRate: '0.14',
            discountBasis: 'post-tax',
            discountSource: '虚构来源',
            taxRate: '0.25',
            timing: 'end-year',
            economicLifeYears: '3',
            royaltyFrom: null,
            discountFrom: null,
            uncertainty: null,
            shares: [],
            economicLifeSource: '虚构来源',
          },
        ],
      },
    },
  };
};

const rulesOf = (caseRecord: CaseRecord): RulesAt =>
  rulesAt({
    entries: ALL_RULES,
    date: mustBeOk(parsePlainDate(caseRecord.valuationDate)),
    region: caseRecord.region,
  });

interface Rendered {
  readonly outputs: Outputs;
  readonly rules: RulesAt;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const render = async (caseRecord: CaseRecord): Promise<Rendered> => {
  const rules = rulesOf(caseRecord);
  const outputs = runMethods(METHODS, caseRecord, rules);
  return { outputs, rules, files: mustBeOk(await renderDocuments(caseRecord, outputs, rules)) };
};

/** The valuation sheet alone, among the files of a rendering. */
const sheetAlone = async (shown: CaseRecord, outputs: Outputs, rules: RulesAt) => {
  const bytes = await oneDocument(shown, outputs, rules, DOCUMENT_PATH.valuation);
  return new Map(bytes === undefined ? [] : [[DOCUMENT_PATH.valuation, bytes] as const]);
};

const renderSheet = async (shown: CaseRecord): Promise<Rendered> => {
  const rules = rulesOf(shown);
  const outputs = runMethods(METHODS, shown, rules);
  return { outputs, rules, files: await sheetAlone(shown, outputs, rules) };
};

const sheetOf = ({ files }: Rendered): Uint8Array => {
  const bytes = files.get(DOCUMENT_PATH.valuation);
  if (bytes === undefined) throw new Error('no valuation sheet');
  return bytes;
};

const caseRecord = pledging(COUNT);
let rendered: Rendered;
let text = '';
let xml = '';

beforeAll(async () => {
  rendered = await render(caseRecord);
  text = await docxText(sheetOf(rendered));
  xml = await partOf(sheetOf(rendered), 'word/document.xml');
});

/** Rows of the document, each as the texts of its cells. */
const rows = (): readonly (readonly string[])[] =>
  [...xml.matchAll(/<w:tr>[^]*?<\/w:tr>/g)].map(([row]) =>
    [...row.matchAll(/<w:tc>[^]*?<\/w:tc>/g)].map(([cell]) =>
      [...cell.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((m) => m[1] ?? '').join(''),
    ),
  );

const figure = (id: string) => {
  const found = rendered.outputs.figures.find((f) => f.id === id);
  if (found === undefined) throw new Error(`no figure ${id}`);
  return found;
};

test('every pledged patent has exactly one row, with all its figures in it', () => {
  const numbers = new Set(caseRecord.sections.patents.records.map((p) => p.applicationNumber));
  const own = rows().filter((cells) => numbers.has(cells[2] ?? ''));
  expect(own).toHaveLength(COUNT);
  expect(own.map((cells) => cells[0])).toEqual(Array.from({ length: COUNT }, (_, i) => String(i + 1)));
  expect(new Set(own.map((cells) => cells[2])).size).toBe(COUNT);
  for (const cells of own) {
    expect(cells).toHaveLength(12);
    expect(cells[3]).toMatch(/^\d+\.\d$/);
    expect(cells[4]).toMatch(/^\d+\.\d–\d+\.\d$/);
    expect(cells[8]).toMatch(/^\d+%$/);
    expect(cells[9]).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(cells[10]).toMatch(/^\d+\.\d\d$/);
    expect(cells[11]).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});

test('the row of a patent shows its figures, rounded only for the eye', () => {
  const cells = rows().find((row) => row[2] === caseRecord.sections.patents.records[0]?.applicationNumber);
  const total = figure('patent-score/total/p-1');
  expect(cells?.[3]).toBe(Number(total.value).toFixed(1));
  expect(total.trace.note).toContain(`覆盖率 ${cells?.[8] ?? ''}`);
  // filed 2019-03-01, 20 years: the last day is 2039-02-28
  expect(cells?.[9]).toBe('2039-02-28');
  expect(cells?.[9]).toBe(figure('patent-expiry/p-1').value);
  expect(cells?.[11]).toBe(figure('patent-next-annuity/p-1').value);
});

test('no figure, check or parameter is lost', () => {
  for (const { unit, value, label } of rendered.outputs.figures.filter((f) => f.subject.kind === 'case')) {
    expect(text).toContain(label);
    if (unit === 'date' && value !== null) expect(text).toContain(value);
  }
  for (const finding of rendered.outputs.findings.filter(({ verdict }) => verdict !== 'pass')) {
    expect(text).toContain(finding.title);
    expect(text).toContain((finding.message.split('\n')[0] ?? '').slice(0, 200));
  }
  const sheet = text.slice(text.indexOf('所依据的参数'));
  for (const { trace } of rendered.outputs.figures)
    for (const { source } of walkTrace(trace))
      if (source?.kind === 'parameter')
        expect(sheet).toContain(mustBeOk(rendered.rules.read(source.id)).title);
});

test('each parameter is named once', () => {
  const sheet = text.slice(text.indexOf('所依据的参数'), text.indexOf('计算方法'));
  expect(sheet.split('专利权期限')).toHaveLength(2);
  expect(sheet.split('金融类评分前置门槛')).toHaveLength(2);
});

test('titles stand where the case has codes', () => {
  expect(text).toContain('参照专利评估指引框架');
  expect(text).toContain('金融类');
  expect(text).toContain('浙江省衢州市龙游县（行政区划代码 330825）');
  expect(text).toContain('可作押品的价值：发明专利');
});

test('no code is visible in any document, except the ids of the methods in their table', async () => {
  for (const [path, bytes] of rendered.files) {
    if (!path.endsWith('.docx')) continue;
    const whole = await docxText(bytes);
    const words = path === DOCUMENT_PATH.valuation ? whole.slice(0, whole.lastIndexOf('计算方法')) : whole;
    expect(words).not.toMatch(
      /PATENT_|gbt-|finance|cn-\d|conditional|declined|\bheld\b|passed|@\d|invention|undefined|\[object/,
    );
    expect(words).not.toMatch(/[a-z]+(\.[a-z-]+){2,}/);
  }
  const methods = text.slice(text.lastIndexOf('计算方法'));
  for (const { id } of METHODS)
    if (rendered.outputs.figures.some(({ method }) => method === id)) expect(methods).toContain(id);
});

test('the value is derived line by line: one line per year, then the result with its range', () => {
  const lines = rows().filter(([label]) => /^第 \d 年销售收入现值/.test(label ?? ''));
  expect(lines.map(([label]) => label)).toEqual([
    '第 1 年销售收入现值（元）',
    '第 2 年销售收入现值（元）',
    '第 3 年销售收入现值（元）',
  ]);
  // 180 000 000 ÷ 1.14 = 157 894 736.842…
  expect(lines[0]?.[1]).toBe('180,000,000 元 × 0.877192982456；折现系数：1 ÷ (1 + 0.14)^1（期末）');
  expect(lines[0]?.[2]).toBe('157,894,736.84');
  const value = rows().find((cells) => cells[1] === '许可费节省法估值' && cells.length === 5);
  // 0.025 × 0.75 × (157 894 736.842105 + 152 354 570.637119 + 143 093 961.434827) = 8 500 186.29… 元
  expect(value?.[2]).toBe('850.028,500,186.29 元');
  expect(value?.[3]).toMatch(/^\d+\.\d\d – [\d,]+\.\d\d敏感性低端 – 高端$/);
});

test('an unknown amount says why, in words a person can read', () => {
  const pool = rows().find((cells) => cells[1]?.startsWith('可作押品的价值'));
  expect(pool?.[2]).toBe('未知');
  expect(pool?.[1]).toContain('合计 850.02 万元；其余 17 件没有估值');
});

test('the same words about many patents stand once', () => {
  const open = rendered.outputs.findings.filter(({ rule }) => rule === 'cn.patent-pledge.refusal.12');
  expect(open).toHaveLength(COUNT);
  const lines = rows().filter((cells) => cells[1] === '其他不符合出质条件的情形');
  expect(lines.map(([subject]) => subject)).toEqual([`全部 ${COUNT} 件质押专利`]);
});

test('a message that lists every patent of a large pledge is cut, and says where the whole of it is', async () => {
  const message = '甲'.repeat(500);
  const [first] = rendered.outputs.findings.filter(({ verdict }) => verdict !== 'pass');
  if (first === undefined) throw new Error('an open finding was expected');
  const outputs = { ...rendered.outputs, findings: [{ ...first, message }] };
  const files = await sheetAlone(caseRecord, outputs, rulesOf(caseRecord));
  const sheet = await docxText(sheetOf({ ...rendered, files }));
  expect(sheet).toContain(`${'甲'.repeat(200)}…（全文见登记包 results/findings.json）`);
  expect(sheet).not.toContain('甲'.repeat(201));
});

test('numbers of patents are written as ranges', () => {
  expect(numberRanges([3, 1, 2, 7])).toBe('1–3、7');
  expect(numberRanges([5])).toBe('5');
});

test('heads repeat on every page, rows are never parted, headings stay with what follows', () => {
  const all = [...xml.matchAll(/<w:tr>[^]*?<\/w:tr>/g)].map(([row]) => row);
  expect(all.every((row) => row.includes('<w:cantSplit/>'))).toBe(true);
  const heads = all.filter((row) => row.includes('<w:tblHeader/>'));
  // values, scores, methods of the product, derivation, patents, checks, parameters, methods
  expect(heads).toHaveLength(8);
  expect(heads.every((row) => row.includes('<w:keepNext/>'))).toBe(true);
  expect(heads.some((row) => row.includes('申请号'))).toBe(true);
  const headings = [...xml.matchAll(/<w:p>(?:(?!<\/w:p>)[^])*Heading1[^]*?<\/w:p>/g)].map(([p]) => p);
  expect(headings.length).toBe(9);
  expect(headings.every((p) => p.includes('<w:keepNext/>'))).toBe(true);
});

test('the patents lie on a turned page between upright ones; header and footer are shared', async () => {
  const pages = [...xml.matchAll(/<w:pgSz [^>]*>/g)].map(([size]) => size.includes('landscape'));
  expect(pages).toEqual([false, true, false]);
  expect(xml).toContain('w:w="16838" w:h="11906" w:orient="landscape"');
  expect(xml.match(/<w:headerReference/g)).toHaveLength(1);
  const parts = [...mustBeOk(await readZip(sheetOf(rendered))).keys()];
  expect(parts.filter((name) => /header|footer/.test(name) && !name.includes('_rels'))).toHaveLength(2);
});

test('the widths of every table fill the page', () => {
  const grids = [...xml.matchAll(/<w:tblGrid>([^]*?)<\/w:tblGrid>/g)].map((m) =>
    [...(m[1] ?? '').matchAll(/w:w="(\d+)"/g)].reduce((sum, width) => sum + Number(width[1]), 0),
  );
  for (const width of grids) expect([true, width]).toEqual([width > 9500 && width <= 14570, width]);
  expect(grids.filter((width) => width > 9638)).toHaveLength(1);
});

test('display rounding is named, and the block for signatures is empty', () => {
  expect(text).toContain('四舍五入到 0.01 万元');
  const block = rows().find((cells) => cells[0] === '编制');
  expect(block).toEqual(['编制', '', '复核', '', '日期', '']);
});

test('documents are deflated: smaller than stored, and packed the same again', async () => {
  for (const [path, bytes] of rendered.files) {
    if (!/\.(docx|xlsx)$/.test(path)) continue;
    const stored = mustBeOk(await rezip(bytes));
    expect(bytes.length * 2, path).toBeLessThan(stored.length);
    expect(mustBeOk(await rezip(stored, undefined, 'deflate')), path).toEqual(bytes);
  }
});

test('the same case gives the same bytes in any zone, on any day', async () => {
  const zone = process.env['TZ'] ?? 'Asia/Shanghai';
  try {
    for (const [other, now] of [
      ['America/New_York', '2031-01-01T00:30:00Z'],
      ['Pacific/Kiritimati', '1999-12-31T23:59:59Z'],
    ] as const) {
      process.env['TZ'] = other;
      vi.useFakeTimers({ toFake: ['Date'], now: new Date(now) });
      const { files } = await render(caseRecord);
      for (const [path, bytes] of rendered.files)
        expect(Buffer.compare(bytes, files.get(path) ?? new Uint8Array()), `${path} ${other}`).toBe(0);
    }
  } finally {
    process.env['TZ'] = zone;
    vi.useRealTimers();
  }
});

test('a reviewer with the rule pack alone renders the same bytes', async () => {
  const { outputs, rules, files } = rendered;
  const date = mustBeOk(parsePlainDate(caseRecord.valuationDate));
  const packaged = rulesFromRecord(rules.readSet(), date, caseRecord.region);
  const again = mustBeOk(await renderDocuments(caseRecord, outputs, packaged));
  for (const [path, bytes] of files)
    expect(Buffer.compare(bytes, again.get(path) ?? new Uint8Array()), path).toBe(0);
});

test('a scheme that the rulebook does not hold is not printed as a code', async () => {
  const { patents } = caseRecord.sections;
  const strange = {
    ...caseRecord,
    sections: { ...caseRecord.sections, patents: { ...patents, scheme: 'gbt-0', scenario: 'finance' } },
  };
  const sheet = await docxText(sheetOf(await renderSheet(strange)));
  expect(sheet).toContain('参数库中没有所选的一项');
  expect(sheet).not.toContain('gbt-0');
});

test('a value that could not be computed says so in the derivation', async () => {
  const { patents } = caseRecord.sections;
  const open = {
    ...caseRecord,
    sections: {
      ...caseRecord.sections,
      patents: { ...patents, forecasts: patents.forecasts.map((f) => ({ ...f, royaltyRate: null })) },
    },
  };
  const { outputs, files, rules } = await renderSheet(open);
  const refused = outputs.figures.find(({ id }) => id === 'patent-value/forecast-1');
  expect(refused?.value).toBe(null);
  const sheet = await docxText(sheetOf({ outputs, files, rules }));
  // the value, the product and the derivation say so
  expect(sheet.split(refused?.trace.note ?? '?')).toHaveLength(4);
});

test('several methods stand side by side with how far they lie apart, who weighed them and why', async () => {
  const { patents } = caseRecord.sections;
  const level = {
    ...newWorksheet('w-1', 'constant-income', '虚构产品', ['p-1', 'p-2']),
    choices: { discountBasis: 'post-tax', timing: 'end-year' },
    inputs: Object.fromEntries(
      Object.entries({
        yearlyIncome: '300000000',
        discountRate: '0.14',
        taxRate: '0.25',
        economicLifeYears: '3',
      }).map(([key, value]) => [key, { value, source: '虚构来源', from: null }]),
    ),
  };
  const incomplete = { ...newWorksheet('w-2', 'market', '虚构产品', ['p-1', 'p-2']) };
  const of = async (reconciliations: typeof patents.reconciliations) => {
    const weighed = { ...patents, worksheets: [level, incomplete], reconciliations };
    const shown = await renderSheet({
      ...caseRecord,
      sections: { ...caseRecord.sections, patents: weighed },
    });
    return { ...shown, sheet: await docxText(sheetOf(shown)) };
  };
  const open = await of([]);
  expect(open.sheet).toContain('各方法的结果、分歧与调和');
  for (const words of [
    '许可费节省法',
    '等额收益现值法',
    '市场法',
    '未能估值',
    '暂不采用',
    '还没有人写明怎样取舍',
  ])
    expect(open.sheet).toContain(words);
  const apart = open.outputs.figures.find(({ id }) => id === 'patent-product/forecast-1/disagreement');
  // 3,000,000 元 × 0.75 × 2.3216320272
  expect(open.outputs.figures.find(({ id }) => id === 'patent-value/w-1')?.value).toBe('522367206');
  expect(apart?.trace.note).toContain('最大差距的来源');
  expect(open.sheet).toContain('各方法分歧度 ');
  expect(open.sheet).toContain('风险提示');
  const weight = (entry: string, text: string, reason: string) => ({ entry, weight: text, reason });
  const done = await of([
    {
      product: '虚构产品',
      weights: [
        weight('forecast-1', '0.6', '虚构：许可合同可靠'),
        weight('w-1', '0.4', '虚构：收益由企业自报'),
      ],
      reason: '虚构：两法并用',
      by: '虚构经办',
    },
  ]);
  for (const words of [
    '60%',
    '40%',
    '虚构：许可合同可靠',
    '虚构：收益由企业自报',
    '虚构：两法并用（虚构经办）',
  ])
    expect(done.sheet).toContain(words);
  expect(done.sheet).not.toContain('暂不采用');
});
