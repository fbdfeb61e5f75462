import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { newCollateralItem } from '../../../src/lib/case/new-collateral';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { BEFORE_DISPOSAL } from '../../../src/lib/patent/value/past-case';
import { backTestCsv } from '../../../src/lib/valuation/compare/back-test-csv';
import { blankPatent, forecastOf, patentCase } from '../../fixtures/patent-case';
import { bridge, codes, table } from './desk';

const HEADER = '案例,方法,估值（万元）,实际变现（万元）,来源';
const report = async (cases: readonly CaseRecord[], lines: readonly string[] | null, header = HEADER) =>
  mustBeOk(
    await bridge.call('valuation', 'backTest', {
      cases,
      table: lines === null ? null : await table('历史.csv', [header, ...lines].join('\n')),
    }),
  );
const line = (title: string, method: string, value: string, fetched: string): string =>
  `${title},${method},${value},${fetched},虚构回单`;

describe('a table of past cases', () => {
  it('joins the lines of one case and tests each method; 万元 in, shares out', async () => {
    const { methods, failures, cases } = await report(
      [],
      [
        line('甲', '许可费节省法', '1000', '600'),
        line('甲', '成本法', '800', '600'),
        line('乙', '许可费节省法', '1000', '800'),
      ],
    );
    expect(failures).toEqual([]);
    expect(cases.map(({ values, fetchedFen }) => [values.length, fetchedFen])).toEqual([
      [2, 600_000_000n],
      [1, 800_000_000n],
    ]);
    expect(methods.map(({ title, cases: n, meanError, haircut }) => [title, n, meanError, haircut])).toEqual([
      ['成本法', 1, '0.25', '0.25'],
      ['许可费节省法', 2, '0.3', '0.4'],
    ]);
  });

  it('lists what it leaves out, each with its place', async () => {
    const { failures, methods } = await report(
      [],
      [
        line('甲', '许可费节省法', '1000', '600'),
        line('甲', '许可费节省法', '900', '600'),
        line('甲', '成本法', '900', '500'),
        line('乙', '许可费节省法', '一千', '600'),
        line('丙', '许可费节省法', '1000', ''),
        line('', '许可费节省法', '1000', '1'),
      ],
    );
    expect(failures.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'E_TWICE 历史.csv › 第 3 条',
      'E_OUTCOME_DIFFERS 历史.csv › 第 4 条',
      expect.stringContaining('历史.csv › 第 5 条 › 估值（万元）'),
      'E_MISSING 历史.csv › 第 7 条 › 案例',
      'E_MISSING 历史.csv › 丙',
    ]);
    expect(methods.map(({ cases }) => cases)).toEqual([1]);
    const wrong = await report([], ['甲,1'], '案例,估值');
    expect(codes(wrong.failures)).toContain('E_PAST_CASE_HEADER');
  });

  it('proposes a lower cap only where 1 − haircut is below the cap in force', async () => {
    const [method] = (await report([], [line('甲', '成本法', '1000', '200')])).methods;
    expect(method?.haircut).toBe('0.8');
    expect(method?.caps.map(({ rule, proposedCap }) => [rule, proposedCap])).toEqual([
      ['collateral.class.patent-inv', '0.2'],
      ['collateral.class.patent-um', null],
      ['collateral.class.patent-des', null],
    ]);
    expect(method?.caps[0]?.text).toContain('"defaultCap": "0.2"');
    expect(method?.capReason).toContain('样本过少');
  });
});

describe('cases of this computer', () => {
  const outcome = { fetchedFen: '500000000', on: '2026-11-20', source: '虚构成交确认书' };
  const made = (changes: Partial<CaseRecord['sections']['patents']>): CaseRecord => {
    const record = patentCase({
      records: [
        blankPatent('p-1', { filingDate: '2019-03-01', grantDate: '2021-06-01', status: 'in-force' }),
        blankPatent('p-2'),
      ],
      forecasts: [forecastOf('f-1', { uncertainty: null })],
      pledged: ['p-1'],
    });
    const patents = { ...record.sections.patents, outcome, ...changes };
    return { ...record, sections: { ...record.sections, patents } };
  };

  it('are valued again by every method and tested with what they fetched', async () => {
    const record = made({});
    const { valuations } = mustBeOk(await bridge.call('valuation', 'evaluateAssets', { caseRecord: record }));
    const [first] = valuations;
    if (first === undefined || !first.result.ok) throw new Error('the forecast has a value');
    const { cases, failures, methods } = await report([record], null);
    expect(failures).toEqual([]);
    expect(cases[0]?.fetchedFen).toBe(500_000_000n);
    expect(cases[0]?.values.find(({ method }) => method === first.title)?.valueFen).toBe(
      BigInt(first.result.value.valueFen),
    );
    expect(methods.map(({ method }) => method)).toContain(first.title);
  });

  it('that only have a disposal record are tested with it, value before and proceeds', async () => {
    const record = made({ outcome: null });
    const item = newCollateralItem('asset-1', 'PATENT_MIXED', '虚构质押专利');
    const disposed = (proceedsFen: string): CaseRecord['sections']['collateral'] => ({
      ...record.sections.collateral,
      items: [
        {
          ...item,
          life: {
            ...item.life,
            disposal: {
              defaultedOn: '2026-06-01',
              claimFen: null,
              claimDeadline: null,
              claimedOn: null,
              route: 'auction',
              valueBeforeFen: '800000000',
              proceedsFen,
              costFen: null,
              receivedOn: '2026-11-01',
              note: '',
              evidence: [],
            },
          },
        },
      ],
    });
    const withDisposal = (caseRecord: CaseRecord, proceedsFen: string): CaseRecord => ({
      ...caseRecord,
      sections: { ...caseRecord.sections, collateral: disposed(proceedsFen) },
    });
    const { cases, methods, failures } = await report([withDisposal(record, '600000000')], null);
    expect(failures).toEqual([]);
    expect(cases[0]).toMatchObject({ fetchedFen: 600_000_000n });
    expect(cases[0]?.source).toContain('处置记录（虚构质押专利）');
    // (800 − 600) ÷ 800 = 25 %.
    expect(methods.find(({ method }) => method === BEFORE_DISPOSAL)?.haircut).toBe('0.25');
    // Both are there and differ: the one entered with the patents holds, and the difference is named.
    const both = await report([withDisposal(made({}), '600000000')], null);
    expect(both.cases[0]?.fetchedFen).toBe(500_000_000n);
    expect(codes(both.failures)).toEqual(['W_OUTCOME_DIFFERS']);
  });

  it('without an outcome take no part; a bundle outside the pledge is left out with the reason', async () => {
    expect((await report([made({ outcome: null })], null)).cases).toEqual([]);
    const outside = await report([made({ pledged: ['p-2'] })], null);
    expect(codes(outside.failures)).toEqual(['E_OUTSIDE_PLEDGE', 'E_NO_VALUE']);
    expect(outside.methods).toEqual([]);
    // What a part was valued at is no forecast of what the whole fetched.
    const partly = await report([made({ pledged: ['p-1', 'p-2'] })], null);
    expect(codes(partly.failures)).toEqual(['E_PARTLY_VALUED', 'E_NO_VALUE']);
    expect(partly.methods).toEqual([]);
    const unvalued = await report([made({ forecasts: [forecastOf('f-1', { royaltyRate: null })] })], null);
    expect(unvalued.methods).toEqual([]);
    expect(unvalued.failures.length).toBeGreaterThan(0);
  });
});

it('the exported table is plain text: no cell is a formula', () => {
  const csv = backTestCsv([], [{ code: 'E_X', path: '=1+1', message: '含“,”和"引号",', remedy: '-2' }]);
  expect(csv.startsWith('\ufeff方法,')).toBe(true);
  expect(csv).toContain(`E_X,'=1+1,"含“,”和""引号"",",-2`);
});
