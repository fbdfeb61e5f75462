import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runMethods } from '../../src/lib/case/method';
import type { PatentsSection } from '../../src/lib/case/patents-section';
import type { Worksheet } from '../../src/lib/case/worksheet';
import { PATENT_METHODS } from '../../src/lib/patent/methods';
import { evaluatePatents } from '../../src/lib/patent/value/evaluate-patents';
import { blankPatent, forecastOf, patentCase, patentRules } from '../fixtures/patent-case';
import { income, sheet, wanText } from '../fixtures/worksheets';

const records = Array.from({ length: 4 }, (_, i) =>
  blankPatent(`p-${i + 1}`, { filingDate: `201${i + 5}-03-01`, status: 'in-force' }),
);
const ids = records.map(({ id }) => id);
const SALES = Array.from({ length: 5 }, () => wanText(100));

const evaluate = (section: Partial<PatentsSection>) =>
  evaluatePatents(patentCase({ records, ...section }), patentRules());

/** Shares in ten-thousandths that sum to 1. */
const shares = fc
  .tuple(
    fc.integer({ min: 1, max: 3000 }),
    fc.integer({ min: 1, max: 3000 }),
    fc.integer({ min: 1, max: 3000 }),
  )
  .map(([a, b, c]) => [a, b, c, 10_000 - a - b - c].map((n) => (n / 10_000).toString()));

describe('a split bundle', () => {
  it('sums to the value to the 分, whatever the shares', () => {
    fc.assert(
      fc.property(shares, fc.bigInt({ min: 1n, max: 10n ** 12n }), (given, sales) => {
        const forecast = forecastOf('f-1', {
          patents: ids,
          salesFen: [sales.toString()],
          shares: ids.map((patent, i) => ({ patent, share: given[i] ?? '0', source: '虚构' })),
        });
        const [entry] = evaluate({ forecasts: [forecast] }).valuations;
        if (entry?.result.ok !== true || entry.split?.ok !== true) throw new Error('split expected');
        const sum = entry.split.value.reduce((total, { valueFen }) => total + BigInt(valueFen), 0n);
        expect(sum.toString()).toBe(entry.result.value.valueFen);
      }),
      { numRuns: 60 },
    );
  });
});

describe('order', () => {
  const forecasts = [1, 2].map((n) => forecastOf(`f-${n}`, { patents: [`p-${n}`], salesFen: SALES }));
  const worksheets = [1, 2].map((n) =>
    income(
      `w-${n}`,
      'profit-split',
      { inputs: { profitShare: `@r-${n}` }, series: { operatingProfit: SALES } },
      { product: `虚构产品 f-${n}`, patents: [`p-${n}`] },
    ),
  );
  const rates = [1, 2].map((n) =>
    sheet(`r-${n}`, 'share-conversion', {
      choices: { direction: 'to-profit' },
      inputs: { royaltyRate: `0.0${n}`, salesMargin: '0.2' },
    }),
  );
  const values = (section: Partial<PatentsSection>): readonly string[] =>
    runMethods(PATENT_METHODS, patentCase(section), patentRules())
      .figures.map(({ id, value }) => `${id} ${value ?? '?'}`)
      .sort();

  it('of records, forecasts, worksheets, series of keys and pledges moves no figure', () => {
    const base = { records, forecasts, worksheets: [...worksheets, ...rates], pledged: ids };
    const expected = values(base);
    expect(expected.filter((line) => line.endsWith('?') && line.startsWith('patent-value'))).toEqual([]);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(records, { minLength: 4 }),
        fc.shuffledSubarray(forecasts, { minLength: 2 }),
        fc.shuffledSubarray([...worksheets, ...rates], { minLength: 4 }),
        fc.shuffledSubarray(ids, { minLength: 4 }),
        (a, b, c, pledged) => {
          expect(values({ records: a, forecasts: b, worksheets: c, pledged })).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('worksheets that take from worksheets', () => {
  /** `to[i]` = the sheet that sheet i takes its share from, or none. */
  const graph = fc.array(fc.option(fc.nat({ max: 5 }), { nil: null }), { minLength: 6, maxLength: 6 });

  const reachesCycle = (to: readonly (number | null)[], from: number): boolean => {
    let at: number | null = from;
    for (let step = 0; step <= to.length; step++) {
      if (at === null) return false;
      at = to[at] ?? null;
    }
    return at !== null;
  };

  it('give a rate exactly when no chain runs in a circle', () => {
    fc.assert(
      fc.property(graph, (to) => {
        const worksheets: readonly Worksheet[] = to.map((target, i) => {
          // Alternate so that each kind of rate meets what it gives: only same-parity links fit.
          const inputs = { profitShare: target === null ? '0.2' : `@r-${target}`, salesMargin: '0.5' };
          return sheet(`r-${i}`, 'share-conversion', { choices: { direction: 'to-sales' }, inputs });
        });
        const { rates } = evaluate({ worksheets: [...worksheets] });
        for (const [i, { result }] of rates.entries()) {
          const code = result.ok ? 'ok' : result.failure.code;
          if (reachesCycle(to, i)) expect(code).toBe('E_WORKSHEET_CYCLE');
          else if (to[i] === null) expect(code).toBe('ok');
          // A sales share is no profit share: a link without a circle is refused for its kind.
          else expect(code).toBe('E_WORKSHEET_KIND');
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a worksheet', () => {
  const valueOf = (profitShare: number, discountRate: number, years: number): bigint => {
    const split = income('w-1', 'profit-split', {
      inputs: {
        profitShare: (profitShare / 1000).toString(),
        discountRate: (discountRate / 1000).toString(),
        economicLifeYears: String(years),
      },
      series: { operatingProfit: SALES.slice(0, years) },
    });
    const [entry] = evaluate({ worksheets: [split] }).valuations;
    if (entry?.result.ok !== true) throw new Error('value expected');
    const { valueFen, lowFen, highFen } = entry.result.value;
    expect(BigInt(lowFen) <= BigInt(valueFen) && BigInt(valueFen) <= BigInt(highFen)).toBe(true);
    return BigInt(valueFen);
  };

  it('is worth more with its share and its life, less with its rate, and lies in its range', () => {
    const share = fc.integer({ min: 1, max: 990 });
    const rate = fc.integer({ min: 30, max: 400 });
    fc.assert(
      fc.property(share, rate, fc.integer({ min: 1, max: 4 }), (q, r, years) => {
        const base = valueOf(q, r, years);
        expect(valueOf(q + 5, r, years) > base).toBe(true);
        expect(valueOf(q, r + 5, years) < base).toBe(true);
        expect(valueOf(q, r, years + 1) > base).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
