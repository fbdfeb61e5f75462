import { describe, expect, it } from 'vitest';
import { caseJson, parseCaseJson } from '../../src/lib/case/case-json';
import type { PatentRecord, PatentsSection, RoyaltyForecast } from '../../src/lib/case/patents-section';
import type { Worksheet } from '../../src/lib/case/worksheet';
import type { Failure } from '../../src/lib/kernel/result';
import { walkTrace } from '../../src/lib/kernel/trace';
import { evaluatePatents } from '../../src/lib/patent/value/evaluate-patents';
import { scorePatents } from '../../src/lib/patent/score/score-patents';
import { blankPatent, forecastOf, patentCase, patentRules } from '../fixtures/patent-case';
import { income, row, sheet, wanText } from '../fixtures/worksheets';
import { mustBeOk } from '../../src/lib/kernel/result';

/** One bad entry between sound ones: a typed failure that names the field and the rule, and the rest goes on. */

const GOOD = blankPatent('p-1', { filingDate: '2019-03-01', grantDate: '2021-05-04', status: 'in-force' });
const SOUND: RoyaltyForecast = forecastOf('f-1', { salesFen: ['4600000000'] });

const evaluate = (section: Partial<PatentsSection>) => evaluatePatents(patentCase(section), patentRules());

/** The failure of a second product behind a patent of its own; the first keeps its value. */
const beside = (patent: Partial<PatentRecord>, changes: Partial<RoyaltyForecast> = {}): Failure | null => {
  const { valuations, products } = evaluate({
    records: [GOOD, { ...GOOD, id: 'p-2', title: '虚构专利 p-2', ...patent }],
    forecasts: [SOUND, forecastOf('f-2', { patents: ['p-2'], salesFen: [wanText(1)], ...changes })],
  });
  const [sound, bad] = valuations;
  // 4600 · 0.02 · 0.75 ÷ 1.15 = 60 万元
  expect(sound?.result.ok === true ? sound.result.value.valueFen : null).toBe('60000000');
  expect(products[0]?.valueFen).toBe('60000000');
  if (bad === undefined) throw new Error('second entry expected');
  return bad.result.ok ? null : bad.result.failure;
};

describe('the bad inputs of a patent', () => {
  it('filed after its grant', () => {
    expect(beside({ filingDate: '2021-05-05' })).toMatchObject({
      code: 'E_FILING_AFTER_GRANT',
      path: 'sections.patents.records[p-2].filingDate',
      rule: 'valuation.constraint.granted-after-filing',
    });
    expect(beside({ filingDate: '2021-05-04' })).toBeNull();
  });

  it('filed after the valuation date', () => {
    expect(beside({ filingDate: '2027-01-01', grantDate: null })).toMatchObject({
      code: 'E_FILING_AFTER_VALUATION',
      rule: 'valuation.constraint.valued-after-filing',
    });
  });

  it('no life left: expired, dead, or an economic life of 0', () => {
    const zero = { code: 'E_LIFE_ZERO', rule: 'valuation.constraint.life-positive' };
    expect(beside({ filingDate: '2006-11-20', grantDate: null })).toMatchObject({
      ...zero,
      path: 'sections.patents.forecasts[f-2].patents',
    });
    expect(beside({ status: 'dead' })).toMatchObject(zero);
    expect(beside({ invalidationOutcome: 'invalid' })).toMatchObject(zero);
    expect(beside({}, { economicLifeYears: '0' })).toMatchObject({
      ...zero,
      path: 'sections.patents.forecasts[f-2].economicLifeYears',
    });
  });

  it('a design under a scheme that leaves designs out: gated with the rule; the others are scored', () => {
    const table = mustBeOk(
      scorePatents(patentCase({ records: [GOOD, { ...GOOD, id: 'p-2', type: 'design' }] }), patentRules()),
    );
    expect(Number.isNaN(table.total[1] ?? 0)).toBe(true);
    expect(JSON.stringify(table.gates[1])).toContain('patent.types-in-scope');
    expect(table.gates[0] ?? []).not.toContainEqual(expect.objectContaining({ id: 'type-out-of-scope' }));
  });
});

describe('the bad inputs of a forecast', () => {
  it.each([
    ['r = 0', { discountRate: '0' }, 'E_DISCOUNT_RANGE', 'discountRate', 'discount-positive'],
    ['r < 0', { discountRate: '-0.1' }, 'E_DISCOUNT_RANGE', 'discountRate', 'discount-positive'],
    ['k = 0', { royaltyRate: '0' }, 'E_ROYALTY_RANGE', 'royaltyRate', 'share-range'],
    ['k = 1', { royaltyRate: '1' }, 'E_ROYALTY_RANGE', 'royaltyRate', 'share-range'],
    ['k > 1', { royaltyRate: '1.5' }, 'E_ROYALTY_RANGE', 'royaltyRate', 'share-range'],
    ['T = 1', { taxRate: '1' }, 'E_TAX_RANGE', 'taxRate', 'tax-range'],
    ['pre-tax r with tax', { discountBasis: 'pre-tax' }, 'E_TAX_BASIS', 'discountBasis', 'tax-basis'],
    [
      'income past the life',
      { salesFen: Array.from({ length: 20 }, () => '1'), economicLifeYears: '30' },
      'E_INCOME_PAST_LIFE',
      'salesFen[13]',
      'income-within-life',
    ],
  ] as const)('%s', (_what, changes, code, field, rule) => {
    expect(beside({}, changes as Partial<RoyaltyForecast>)).toMatchObject({
      code,
      path: `sections.patents.forecasts[f-2].${field}`,
      rule: `valuation.constraint.${rule}`,
    });
  });

  it('scientific notation is refused by the engine and by the case file', () => {
    for (const text of ['1e-1', '1E5', '0x10', '1_000', ' 0.1', '.1', '٠.١', 'NaN', 'Infinity', '']) {
      expect(beside({}, { discountRate: text })?.code, text).toBe('E_NUMBER');
      const parsed = parseCaseJson(
        caseJson(patentCase({ records: [GOOD], forecasts: [{ ...SOUND, discountRate: text }] })),
      );
      expect(parsed.ok, text).toBe(false);
    }
    for (const text of ['1e5', '1.5', '-', '00'])
      expect(beside({}, { salesFen: [text] })?.code, text).toBe('E_FEN');
  });
});

describe('the bad inputs of a worksheet', () => {
  const of = (worksheet: Worksheet): Failure | null => {
    const { valuations } = evaluate({ records: [GOOD], forecasts: [SOUND], worksheets: [worksheet] });
    const [sound, bad] = valuations;
    expect(sound?.result.ok).toBe(true);
    if (bad === undefined) throw new Error('worksheet expected');
    return bad.result.ok ? null : bad.result.failure;
  };
  const level = (inputs: Record<string, string>): Worksheet =>
    income(
      'w-1',
      'constant-income',
      { inputs: { yearlyIncome: wanText(1), ...inputs } },
      { product: SOUND.product },
    );

  it('scientific notation in a number, an amount, a year', () => {
    expect(of(level({ taxRate: '1e-1' }))).toMatchObject({
      code: 'E_NUMBER',
      path: 'sections.patents.worksheets[w-1].inputs.taxRate',
    });
    expect(of(level({ yearlyIncome: '1e6' }))?.code).toBe('E_FEN');
    const split = income('w-1', 'profit-split', {
      inputs: { profitShare: '0.2' },
      series: { operatingProfit: ['1e6'] },
    });
    expect(of(split)).toMatchObject({
      code: 'E_FEN',
      path: 'sections.patents.worksheets[w-1].series.operatingProfit.values[0]',
    });
  });

  it('keys that objects inherit are no fields', () => {
    for (const key of ['constructor', 'toString', 'hasOwnProperty', '__proto__']) {
      const inputs = Object.fromEntries([[key, { value: '1', source: '', from: null }]]);
      const choices = Object.fromEntries([[key, 'x']]);
      const base = level({});
      const odd = { ...base, inputs: Object.assign(Object.create(null) as object, base.inputs, inputs) };
      expect(of(odd)?.code, key).toBe('E_FIELD_UNKNOWN');
      expect(of({ ...base, choices: { ...base.choices, ...choices } })?.code, key).toMatch(/E_FIELD_UNKNOWN/);
    }
    // A choice that is an inherited name is not chosen, and no option either.
    expect(of({ ...level({}), choices: { discountBasis: 'constructor', timing: 'end-year' } })?.code).toBe(
      'E_CHOICE_UNKNOWN',
    );
  });

  it('two items of one list with the same id', () => {
    const part = row('labour', '人工', { inputs: { amount: '1' } });
    const cost = sheet('w-1', 'cost', {
      choices: { costBasis: 'parts', depreciation: 'obsolescence' },
      inputs: { functional: '0', economic: '0' },
      rows: { parts: [part, part] },
    });
    expect(of(cost)).toMatchObject({
      code: 'E_ROW_TWICE',
      path: 'sections.patents.worksheets[w-1].rows.parts[labour]',
    });
  });

  it('a chain of a thousand worksheets is refused in a moment, and its sound end still gives its rate', () => {
    const chain = Array.from({ length: 1000 }, (_, i) =>
      sheet(`r-${i}`, 'share-adjustment', {
        choices: { scoredBy: 'entered' },
        inputs: { kMin: `@c-${i}`, kMax: `@c-${i}`, kScore: '0.5' },
      }),
    );
    const back = Array.from({ length: 1000 }, (_, i) =>
      sheet(`c-${i}`, 'share-conversion', {
        choices: { direction: 'to-sales' },
        inputs: { profitShare: i === 999 ? '0.2' : null, salesMargin: '0.5' },
      }),
    );
    // c-i takes from r-(i+1): every second step doubles what a trace would repeat.
    const linked = back.map((one, i) =>
      i === 999
        ? one
        : {
            ...one,
            choices: { direction: 'to-profit' },
            inputs: {
              salesMargin: one.inputs['salesMargin'] ?? { value: '0.5', source: '', from: null },
              royaltyRate: { value: null, source: '', from: `r-${i + 1}` },
            },
          },
    );
    const { rates } = evaluate({ records: [GOOD], worksheets: [...chain, ...linked] });
    const of1 = (id: string) => rates.find(({ worksheet }) => worksheet === id)?.result;
    const first = of1('r-0');
    expect(first?.ok === false ? first.failure.code : 'ok').toBe('E_WORKSHEET_CHAIN');
    expect(of1('c-999')?.ok).toBe(true);
    expect(of1('r-999')?.ok).toBe(true);
  });

  it('the largest amounts stay exact, and no NaN, Infinity or exponent reaches a trace', () => {
    const huge = income(
      'w-1',
      'profit-split',
      {
        inputs: {
          profitShare: '0.999999999999999999999999999999',
          discountRate: '0.000000000000000000000000000001',
        },
        series: { operatingProfit: ['1000000000000000000'] },
      },
      { product: SOUND.product },
    );
    const [, entry] = evaluate({ records: [GOOD], forecasts: [SOUND], worksheets: [huge] }).valuations;
    if (entry?.result.ok !== true) throw new Error('value expected');
    expect(entry.result.value.valueFen).toMatch(/^\d{18,19}$/);
    for (const { value } of walkTrace(entry.result.value.trace))
      expect(value ?? '').not.toMatch(/NaN|Infinity|\de[+-]?\d/);
  });

  it('an unreadable rule stops what reads it, not the rest', () => {
    const rules = patentRules({ 'valuation.market-comparables': { minimumCount: 0 } });
    const market = sheet('w-1', 'market', { choices: { statistic: 'mean' } });
    const { valuations } = evaluatePatents(
      patentCase({ records: [GOOD], forecasts: [SOUND], worksheets: [market] }),
      rules,
    );
    expect(valuations.map(({ result }) => (result.ok ? 'ok' : result.failure.code))).toEqual([
      'ok',
      expect.stringMatching(/^E_RULE/) as string,
    ]);
  });
});
