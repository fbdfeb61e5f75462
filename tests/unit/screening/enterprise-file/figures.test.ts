import { describe, expect, it } from 'vitest';
import type { FileProduct } from '../../../../src/lib/case/enterprise-file-section';
import type { CaseRecord } from '../../../../src/lib/case/case-record';
import { walkTrace } from '../../../../src/lib/kernel/trace';
import {
  accountFigures,
  accountOutputs,
  fileFindings,
} from '../../../../src/lib/screening/enterprise-file/accounts-method';
import { NO_OUTPUTS } from '../../../../src/lib/case/method';
import { emptyCase, fact, fileOf, rulesOn, source, withFacts } from './file-case';

const figuresOf = (record: CaseRecord) => new Map(accountFigures(fileOf(record)).map((f) => [f.id, f]));
const verdictOf = (record: CaseRecord, rule: string) =>
  fileFindings(fileOf(record), rulesOn(record.valuationDate)).find(
    (f) => f.rule === `cn.consistency.${rule}`,
  );

describe('比率', () => {
  it('没有资料：每一个都是 null，出处里写着原因', () => {
    for (const figure of figuresOf(emptyCase()).values()) {
      expect(figure.value).toBeNull();
      expect(figure.trace.note).not.toBe('');
    }
  });

  it('研发投入占比 = 50 ÷ 1000 = 5 %，出处到格', () => {
    const record = withFacts(
      [fact('researchExpense', '2024', '5000', 's1', 9), fact('revenue', '2024', '100000', 's1', 2)],
      [source('s1', { columns: { '@2024': '2024年' } })],
    );
    const figure = figuresOf(record).get('accounts/research-intensity');
    expect(figure).toMatchObject({
      value: '0.05',
      unit: 'ratio',
      label: '2024 年研发投入占比',
      method: 'screening.accounts@1',
    });
    const cells =
      figure === undefined ? [] : [...walkTrace(figure.trace)].filter(({ source: s }) => s?.kind === 'cell');
    expect(cells.map(({ source: s }) => (s?.kind === 'cell' ? [s.row, s.column] : []))).toEqual([
      [9, '2024年'],
      [2, '2024年'],
    ]);
  });

  it('分母为零：拒绝', () => {
    const record = withFacts([fact('researchExpense', '2024', '5'), fact('revenue', '2024', '0')]);
    expect(figuresOf(record).get('accounts/research-intensity')?.trace.note).toContain('分母');
  });

  it('亩均：1,000,000 元 ÷ 12.5 亩 = 80,000 元/亩', () => {
    const record = withFacts([fact('revenue', '2024', '100000000'), fact('landArea', null, '12.5')]);
    expect(figuresOf(record).get('accounts/revenue-per-mu')?.value).toBe('80000');
  });

  it('六月以后不再用前年的报表；五月底以前上年没有就用前年', () => {
    const facts = [fact('researchExpense', '2023', '5'), fact('revenue', '2023', '100')];
    expect(
      figuresOf(withFacts(facts, [source('s1')], '2025-06-01')).get('accounts/research-intensity')?.value,
    ).toBeNull();
    expect(
      figuresOf(withFacts(facts, [source('s1')], '2025-05-31')).get('accounts/research-intensity'),
    ).toMatchObject({
      value: '0.05',
      label: '2023 年研发投入占比',
    });
  });

  it('上年互相矛盾时，不绕到前年', () => {
    const facts = [
      fact('researchExpense', '2023', '5'),
      fact('revenue', '2023', '100'),
      fact('researchExpense', '2024', '5'),
      fact('revenue', '2024', '100'),
      fact('revenue', '2024', '200'),
    ];
    const figure = figuresOf(withFacts(facts, [source('s1')], '2025-05-31')).get(
      'accounts/research-intensity',
    );
    expect(figure?.value).toBeNull();
    expect(figure?.trace.note).toContain('互相矛盾');
  });
});

const months = (from: number, count: number, use: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => {
    const month = from + i;
    return fact(
      'electricityUse',
      `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`,
      use(i),
    );
  });

describe('用电趋势', () => {
  it('截至 2025 年 10 月的 12 个月比此前多 10 %', () => {
    const record = withFacts(months(2023 * 12 + 10, 24, (i) => (i < 12 ? '100' : '110')));
    expect(figuresOf(record).get('accounts/electricity-trend')).toMatchObject({
      value: '0.1',
      label: '截至 2025 年 10 月近 12 个月用电量同比',
    });
  });

  it('抄表滞后两个月以内可以，三个月不行', () => {
    const upTo = (lag: number) => withFacts(months(2023 * 12 + 10 - lag, 24, (i) => (i < 12 ? '100' : '90')));
    expect(figuresOf(upTo(2)).get('accounts/electricity-trend')?.value).toBe('-0.1');
    expect(figuresOf(upTo(3)).get('accounts/electricity-trend')?.value).toBeNull();
  });
});

describe('专利产品收入占比', () => {
  const product = (id: string, revenueFen: string | null, patents: string[] | null): FileProduct => ({
    id,
    name: id,
    year: '2024',
    revenueFen,
    patents,
    evidence: [],
    from: { source: 's1', row: 2 },
  });
  const withProducts = (products: FileProduct[]): CaseRecord => {
    const record = withFacts([fact('revenue', '2024', '1000')]);
    const { sections } = record;
    const patent = { id: 'p-1' } as CaseRecord['sections']['patents']['records'][number];
    return {
      ...record,
      sections: {
        ...sections,
        patents: { ...sections.patents, records: [patent] },
        enterpriseFile: { ...sections.enterpriseFile, products },
      },
    };
  };
  const share = (products: FileProduct[]) =>
    figuresOf(withProducts(products)).get('accounts/patent-revenue-share');

  it('400 ÷ 1000 = 40 %', () => {
    expect(share([product('a', '400', ['p-1']), product('b', '500', [])])).toMatchObject({ value: '0.4' });
    expect(share([product('a', '400', ['p-1'])])?.interval).toBeUndefined();
  });

  it('没有说明的产品按低端计，区间写明可到多少', () => {
    expect(
      share([product('a', '400', ['p-1']), product('b', '300', null), product('c', '100', [])]),
    ).toMatchObject({
      value: '0.4',
      interval: { low: '0.4', high: '0.9' },
    });
  });

  it('不在案卷中的专利不算；一个都没有说明是未知；都说不用是 0', () => {
    expect(share([product('a', '400', ['p-9'])])?.value).toBeNull();
    expect(share([product('a', '400', null), product('b', '1', [])])?.value).toBeNull();
    expect(share([product('a', '400', [])])?.value).toBe('0');
    expect(share([])?.value).toBeNull();
  });

  it('产品收入合计超过营业收入：矛盾', () => {
    expect(share([product('a', '1100', ['p-1'])])?.trace.note).toContain('超过营业收入');
  });
});

describe('一致性', () => {
  const growth = (revenue: readonly [string, string], use: readonly [string, string]) =>
    withFacts([
      fact('revenue', '2023', revenue[0]),
      fact('revenue', '2024', revenue[1]),
      fact('electricityUse', '2023', use[0]),
      fact('electricityUse', '2024', use[1]),
    ]);

  it.each([
    // +30 % against +10 %: exactly 20 points, the tolerance itself passes
    [['100', '130'], ['100', '110'], 'pass'],
    [['1000', '1301'], ['1000', '1100'], 'fail'],
    [['100', '100'], ['100', '79'], 'fail'],
    [['0', '130'], ['100', '110'], 'unknown'],
  ] as const)('收入 %o 用电 %o → %s', (revenue, use, verdict) => {
    expect(verdictOf(growth(revenue, use), 'electricity-use')?.verdict).toBe(verdict);
  });

  it.each([
    ['85', 'pass'],
    ['84', 'fail'],
    ['115', 'pass'],
    ['116', 'fail'],
  ])('纳税申报销售额 %s 对账面 100 → %s', (taxed, verdict) => {
    const record = withFacts([fact('taxedSales', '2024', taxed), fact('revenue', '2024', '100')]);
    expect(verdictOf(record, 'taxed-sales')?.verdict).toBe(verdict);
  });

  it.each([
    ['80', 'pass'],
    ['79', 'fail'],
  ])('参保 %s 人对员工 100 人 → %s', (insured, verdict) => {
    const record = withFacts([fact('socialInsured', '2024', insured), fact('employees', '2024', '100')]);
    expect(verdictOf(record, 'social-insured')?.verdict).toBe(verdict);
  });

  it.each([
    ['40000', 'pass'],
    ['39950', 'pass'], // 50 of 100,000 is 0.05 %
    ['39949', 'fail'],
  ])('资产 100,000，负债 60,000，权益 %s → %s', (equity, verdict) => {
    const record = withFacts([
      fact('totalAssets', '2024', '100000'),
      fact('totalLiabilities', '2024', '60000'),
      fact('equity', '2024', equity),
    ]);
    expect(verdictOf(record, 'balance-sheet')?.verdict).toBe(verdict);
  });

  it.each([
    ['0', 'pass'],
    ['102', 'pass'],
    ['103', 'fail'],
  ])('出口 %s 对收入 100 → %s', (exported, verdict) => {
    const record = withFacts([fact('exportSales', '2024', exported), fact('revenue', '2024', '100')]);
    expect(verdictOf(record, 'export-sales')?.verdict).toBe(verdict);
  });

  it.each([
    [['100', '130'], ['100', '110'], 'pass'],
    [['1000', '1301'], ['1000', '1100'], 'fail'],
    [['0', '130'], ['100', '110'], 'unknown'],
  ] as const)('收入 %o 电费 %o → %s', (revenue, cost, verdict) => {
    const record = withFacts([
      fact('revenue', '2023', revenue[0]),
      fact('revenue', '2024', revenue[1]),
      fact('electricityCost', '2023', cost[0]),
      fact('electricityCost', '2024', cost[1]),
    ]);
    expect(verdictOf(record, 'electricity-cost')?.verdict).toBe(verdict);
  });

  // Twelve months of 100 against the year; 1 % may lie between.
  it.each([
    ['1200', 12, 'pass'],
    ['1212', 12, 'pass'],
    ['1213', 12, 'fail'],
    ['1200', 11, 'unknown'],
  ] as const)('全年电费 %s 对 %i 个月各 100 → %s', (year, months, verdict) => {
    const record = withFacts([
      fact('electricityCost', '2024', year),
      ...Array.from({ length: months }, (_, i) =>
        fact('electricityCost', `2024-${String(i + 1).padStart(2, '0')}`, '100'),
      ),
    ]);
    expect(verdictOf(record, 'monthly-electricity')?.verdict).toBe(verdict);
  });

  it('没有资料：都是未知，只作备注；不符的按规则的轻重', () => {
    const rules = rulesOn('2025-11-20');
    for (const finding of fileFindings(fileOf(emptyCase()), rules))
      expect(finding).toMatchObject({ verdict: 'unknown', severity: 'note' });
    expect(verdictOf(growth(['100', '100'], ['100', '50']), 'electricity-use')).toMatchObject({
      verdict: 'fail',
      severity: 'hold',
    });
  });

  it('产出里有图有据', () => {
    const record = emptyCase();
    const { figures, findings, offers } = accountOutputs({
      caseRecord: record,
      rules: rulesOn(record.valuationDate),
      prior: NO_OUTPUTS,
    });
    expect(offers).toEqual([]);
    expect(findings).toHaveLength(7);
    expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length);
  });
});
