import { describe, expect, it } from 'vitest';
import { readTable } from '../../../src/lib/intake/read-table';
import { encodeUtf8 } from '../../../src/lib/kernel/utf8';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import type { RuleOverlay } from '../../../src/lib/rulebook/model';
import { checkOverlay, parseOverlay } from '../../../src/lib/rulebook/overlay';
import { PATENT_RULES } from '../../../src/lib/rulebook/patent-rules';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import {
  type LicenceImport,
  importLicenceTable,
} from '../../../src/lib/valuation/rates/import-licence-table';
import { type LicenceQuestion, licenceRate } from '../../../src/lib/valuation/rates/licence-rate';
import { LICENCE_HEADER } from '../../../src/lib/valuation/rates/licence-row';
import { asEntered } from '../../../src/lib/valuation/rates/share-conversion';
import { salesShare } from '../../../src/lib/valuation/methods/income-share';
import { contextOf, money, termsOf } from '../../fixtures/valuation-inputs';
import { expectRefusal } from '../../fixtures/refusal';

/** Rates and contract numbers are 虚构: no official by-industry rate was available. */
const HEADER = LICENCE_HEADER.join(',');
const SOURCE = '虚构的许可统计,https://example.invalid/licence';
const C39_2023 = `C39,计算机、通信和其他电子设备制造业,2023,120,80,150.5,3.2,30,4.2,3.5,,12,${SOURCE}`;
const C39_LONG = `C39,计算机、通信和其他电子设备制造业,2019-2023,400,250,160,3,90,4,3.25,20,—,${SOURCE}`;
const C27_2022 = `C27,医药制造业,2022,50,20,300,4,10,5,,,,${SOURCE}`;
const PUBLISHED = { '2022': '2023-09-01', '2023': '2024-12-13', '2019-2023': '2024-12-13' };

const sheetOf = async (...lines: readonly string[]) =>
  mustBeOk(await readTable(encodeUtf8([HEADER, ...lines].join('\n')), '许可统计.csv'));

const imported = async (...lines: readonly string[]): Promise<LicenceImport> =>
  mustBeOk(importLicenceTable(await sheetOf(...lines), PUBLISHED));

const overlayOf = ({ entries }: LicenceImport): RuleOverlay => ({
  schema: 'zhiya.overlay/1',
  institution: '虚构银行',
  version: '1',
  releasedOn: '2026-01-01',
  author: '虚构人员',
  reason: '录入官方许可统计表',
  entries,
});

const answer = (read: LicenceImport, question: LicenceQuestion, date = '2026-11-20') =>
  licenceRate(question, {
    path: 'v',
    id: 'v',
    rules: rulesAt({
      entries: PATENT_RULES,
      date: mustBeOk(parsePlainDate(date)),
      region: 'cn-330825',
      overlay: overlayOf(read),
    }),
  });

const C39: LicenceQuestion = { industryCode: 'C39', period: '2023', measure: 'salesMedian' };

describe('the built-in table', () => {
  it('is empty on purpose: a null rate stops and asks', () => {
    const failure = expectRefusal(licenceRate(C39, contextOf()), 'E_LICENCE_RATE_NULL');
    expect([failure.path, failure.rule]).toEqual(['v.salesMedian', 'valuation.licence-rates']);
    expect(failure.remedy).toContain('录入');
    expectRefusal(licenceRate({ ...C39, industryCode: 'Z99' }, contextOf()), 'E_LICENCE_INDUSTRY');
  });
});

describe('an operator table', () => {
  it('becomes dated values that the overlay format and the rulebook accept', async () => {
    const read = await imported(C39_2023, C39_LONG, C27_2022);
    expect(read.failures).toEqual([]);
    expect(read.entries.map(({ effectiveFrom }) => effectiveFrom)).toEqual(['2023-09-01', '2024-12-13']);
    const overlay = mustBeOk(parseOverlay(JSON.stringify(overlayOf(read))));
    expect(checkOverlay(overlay, PATENT_RULES)).toEqual([]);
  });

  it('reads per cent and 万元 once, keeps gaps as null, and says where the row stands', async () => {
    const { rows } = await imported(C39_2023);
    expect(rows).toEqual([
      {
        industryCode: 'C39',
        industryName: '计算机、通信和其他电子设备制造业',
        period: '2023',
        contracts: 120,
        fixedContracts: 80,
        fixedAverageFen: '150500000',
        fixedAverageTermYears: '3.2',
        royaltyContracts: 30,
        salesMean: '0.042',
        salesMedian: '0.035',
        profitMean: null,
        entryFeeAverageFen: '12000000',
        sourceTitle: '虚构的许可统计',
        sourceUrl: 'https://example.invalid/licence',
        place: '许可统计.csv › 第 2 条',
      },
    ]);
  });

  it('answers with the rate, its source and its place', async () => {
    const { rate, warnings } = mustBeOk(answer(await imported(C39_2023, C39_LONG), C39));
    expect(rate.value.toFixed()).toBe('0.035');
    expect(rate.node.source).toMatchObject({ kind: 'parameter', overlay: '虚构银行@1' });
    expect(rate.node.note).toContain('许可统计.csv › 第 2 条');
    expect(warnings).toEqual([]);
    const value = salesShare(
      { ...termsOf(), netSales: [money(1100)], royaltyRate: asEntered(rate) },
      contextOf(),
    );
    // 1100 · 3.5 % / 1.1 = 35 万
    expect(mustBeOk(value).valueFen).toBe(35_000_000n);
  });

  it('a mean warns; a null stops; a period that is not there names those that are', async () => {
    const read = await imported(C39_2023, C39_LONG, C27_2022);
    const mean = mustBeOk(answer(read, { ...C39, measure: 'salesMean' }));
    expect(mean.warnings.map(({ code }) => code)).toEqual(['W_LICENCE_MEAN']);
    expectRefusal(answer(read, { ...C39, measure: 'profitMean' }), 'E_LICENCE_RATE_NULL');
    expectRefusal(answer(read, { ...C39, industryCode: 'C27', period: '2022' }), 'E_LICENCE_RATE_NULL');
    const period = expectRefusal(answer(read, { ...C39, period: '2021' }), 'E_LICENCE_PERIOD');
    expect(period.remedy).toContain('2019-2023、2023');
    const narrow = expectRefusal(answer(read, { ...C39, industryCode: 'C3912' }), 'E_LICENCE_INDUSTRY');
    expect(narrow.remedy).toContain('C39');
  });

  it('holds only from the day of publication', async () => {
    const read = await imported(C39_2023, C27_2022);
    const c27: LicenceQuestion = { industryCode: 'C27', period: '2022', measure: 'salesMean' };
    expect(answer(read, C39, '2024-12-13').ok).toBe(true);
    expectRefusal(answer(read, C39, '2024-12-12'), 'E_LICENCE_INDUSTRY');
    expect(answer(read, c27, '2024-12-12').ok).toBe(true);
    expectRefusal(answer(read, c27, '2023-08-31'), 'E_LICENCE_RATE_NULL');
  });

  it('asks for the day of publication', async () => {
    const failure = expectRefusal(
      importLicenceTable(await sheetOf(C39_2023), { '2022': '2023-09-01' }),
      'E_LICENCE_PUBLISHED',
    );
    expect(failure.path).toBe('许可统计.csv › 2023');
    expectRefusal(importLicenceTable(await sheetOf(C39_2023), { '2023': '2024-13-01' }), 'E_DATE');
    expectRefusal(importLicenceTable(await sheetOf(C39_2023), {}), 'E_LICENCE_PUBLISHED');
  });
});

describe('bad records', () => {
  it('are left out with place and column; good ones survive', async () => {
    const bad = (line: string): string => line.replace('C27', 'C13');
    const { rows, failures } = await imported(
      C39_2023,
      bad(C27_2022).replace(',5,,,,', ',120,,,,'),
      C27_2022.replace(',5,,,,', ',0,,,,'),
      C27_2022.replace('C27', 'C99'),
      C27_2022.replace('2022', '22年'),
      C27_2022.replace('虚构的许可统计', ''),
      C27_2022.replace(',50,20,', ',25,20,'),
      C27_2022.replace(',300,', ',300万,'),
      C39_2023,
    );
    expect(rows.length).toBe(1);
    expect(failures.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'E_ROYALTY_RANGE 许可统计.csv › 第 3 条 › royalty_sales_mean_pct',
      'E_ROYALTY_RANGE 许可统计.csv › 第 4 条 › royalty_sales_mean_pct',
      'E_INDUSTRY 许可统计.csv › 第 5 条 › industry_code',
      'E_PERIOD 许可统计.csv › 第 6 条 › period',
      'E_MISSING 许可统计.csv › 第 7 条 › source_title',
      'E_LICENCE_COUNTS 许可统计.csv › 第 8 条 › contracts',
      'E_UNIT 许可统计.csv › 第 9 条 › fixed_avg_wan_cny',
      'E_LICENCE_TWICE 许可统计.csv › 第 10 条',
    ]);
    for (const { message, remedy } of failures) expect(`${message}${remedy}`).toMatch(/\p{Script=Han}/u);
  });

  it('a code beside another industry’s name is kept with a remark', async () => {
    const { rows, failures } = await imported(C27_2022.replace('C27', 'C39'));
    expect(rows.length).toBe(1);
    expect(failures.map(({ code }) => code)).toEqual(['W_LICENCE_NAME']);
  });

  it('a table of another form is refused as a whole', () => {
    const sheet = { fileName: '别的.csv', header: ['industry_code', 'rate'], rows: [] };
    const failure = expectRefusal(importLicenceTable(sheet, PUBLISHED), 'E_LICENCE_HEADER');
    expect(failure.message).toContain('royalty_sales_median_pct');
    const twice = { ...sheet, header: [...LICENCE_HEADER, 'period'] };
    expectRefusal(importLicenceTable(twice, PUBLISHED), 'E_LICENCE_HEADER');
    expectRefusal(importLicenceTable({ ...sheet, header: [...LICENCE_HEADER] }, PUBLISHED), 'E_EMPTY');
  });
});
