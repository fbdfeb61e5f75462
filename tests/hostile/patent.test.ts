import { describe, expect, it } from 'vitest';
import type { ExpertAnswer, PatentsSection, RoyaltyForecast } from '../../src/lib/case/patents-section';
import type { JsonValue } from '../../src/lib/kernel/json';
import { mustBeOk } from '../../src/lib/kernel/result';
import { walkTrace } from '../../src/lib/kernel/trace';
import { explainPatentScore } from '../../src/lib/patent/score/explain-score';
import { scorePatents } from '../../src/lib/patent/score/score-patents';
import { valueForecast } from '../../src/lib/patent/value/value-patents';
import {
  blankPatent,
  builtInScheme,
  forecastOf,
  numberAnswer,
  optionAnswer,
  patentCase,
  patentRules,
} from '../fixtures/patent-case';

const SCHEME_RULE = 'patent.scheme.gbt-42748-framework';
const PATENT = blankPatent('p-1', { filingDate: '2019-03-01', status: 'in-force' });

const scoreCode = (replaced: Record<string, JsonValue>): string => {
  const table = scorePatents(patentCase({ records: [PATENT] }), patentRules(replaced));
  return table.ok ? 'ok' : table.failure.code;
};

/** The built-in scheme text with one piece replaced. */
const schemeWith = (from: string, to: string): JsonValue => {
  const text = JSON.stringify(builtInScheme());
  if (!text.includes(from)) throw new Error(`no ${from}`);
  return JSON.parse(text.replace(from, to)) as JsonValue;
};

describe('a hostile scheme', () => {
  it('is refused as a value, never thrown', () => {
    const hostile: readonly JsonValue[] = [
      {},
      [],
      'scheme',
      0,
      schemeWith('"dimensions":[', '"dimensions":[],"extra":['),
      schemeWith('"score":100', '"score":1e999'),
      schemeWith('"score":100', '"score":101'),
      schemeWith('"scale":"five-level"', '"scale":"__proto__"'),
      schemeWith('"scale":"five-level"', '"scale":"constructor"'),
      schemeWith('"expertScale":"five-level"', '"expertScale":"toString"'),
      schemeWith('"input":"claimCount"', '"input":"__proto__"'),
      schemeWith('"key":"legal"', '"key":"technical"'),
      schemeWith('"max":150', '"max":99999'),
    ];
    for (const value of hostile)
      expect(scoreCode({ [SCHEME_RULE]: value }), JSON.stringify(value).slice(0, 60)).toMatch(
        /^E_(RULE_SHAPE|SCHEME)$/,
      );
  });

  it('a scenario that points at another rule is refused by that rule’s shape', () => {
    const value = schemeWith('"patent.weights.gbt-42748-framework.finance"', '"patent.grades"');
    expect(scoreCode({ [SCHEME_RULE]: value })).toBe('E_RULE_SHAPE');
  });
});

describe('hostile answers and records', () => {
  it('odd keys and huge numbers are failures or plain scores', () => {
    const answers: readonly ExpertAnswer[] = [
      optionAnswer('p-1', '__proto__', 'A'),
      optionAnswer('constructor', 'L4.1', 'none'),
      optionAnswer('p-1', 'L4.1', 'constructor'),
      numberAnswer('p-1', 'E3.1', '9'.repeat(30)),
      numberAnswer('p-1', 'T2.1', '0.5'),
    ];
    const table = mustBeOk(
      scorePatents(patentCase({ records: [PATENT], answers: [...answers] }), patentRules()),
    );
    expect(table.failures.map((f) => f.code)).toEqual([
      'E_ANSWER_UNKNOWN',
      'E_ANSWER_UNKNOWN',
      'E_ANSWER_OPTION',
      'E_ANSWER_RANGE',
    ]);
    expect(table.economic[0]).toBe(100);
  });

  it('markup in a title is carried as text', () => {
    const title = '<img src=x onerror=alert(1)>虚构';
    const section = { records: [{ ...PATENT, title }] };
    const trace = mustBeOk(explainPatentScore(patentCase(section), patentRules(), 'p-1'));
    expect(trace.label).toBe(`综合评分 · ${title}`);
  });

  it('998 sound records survive two that are out of scope or contradictory', () => {
    const sound = Array.from({ length: 998 }, (_, i) =>
      blankPatent(`p-${i}`, { status: 'in-force', claimCount: i % 12 }),
    );
    const records = [
      ...sound,
      blankPatent('d-1', { type: 'design' }),
      blankPatent('c-1', { status: 'in-force', feesPaidThrough: '1990-01-01' }),
    ];
    const table = mustBeOk(scorePatents(patentCase({ records }), patentRules()));
    expect(Array.from(table.total).filter((t) => !Number.isNaN(t))).toHaveLength(998);
  });
});

describe('hostile forecasts', () => {
  const run = (changes: Partial<RoyaltyForecast>): ReturnType<typeof valueForecast> => {
    const section: Partial<PatentsSection> = {
      records: [PATENT],
      forecasts: [forecastOf('f-1', { salesFen: ['4600000000'], ...changes })],
    };
    return valueForecast(patentCase(section), patentRules(), 'f-1');
  };
  const codeOf = (changes: Partial<RoyaltyForecast>): string => {
    const result = run(changes);
    return result.ok ? 'ok' : result.failure.code;
  };

  it('rates at and beyond the edge of their domain', () => {
    expect(codeOf({ discountRate: '0.000000000000000000000000000001' })).toBe('ok');
    expect(codeOf({ discountRate: '-1' })).toBe('E_DISCOUNT_RANGE');
    expect(codeOf({ discountRate: '-0.5' })).toBe('E_DISCOUNT_RANGE');
    expect(codeOf({ royaltyRate: '1.0' })).toBe('E_ROYALTY_RANGE');
    expect(codeOf({ taxRate: '1' })).toBe('E_TAX_RANGE');
    expect(codeOf({ economicLifeYears: '-1' })).toBe('E_RANGE');
    expect(codeOf({ economicLifeYears: '200' })).toBe('ok');
    expect(codeOf({ salesFen: Array.from({ length: 10_000 }, () => '1') })).toBe('E_INCOME_PAST_LIFE');
  });

  it('the largest amounts stay exact, no infinity or NaN reaches a trace', () => {
    const valuation = mustBeOk(
      run({
        salesFen: ['1000000000000000000'],
        royaltyRate: '0.999999999999999999999999999999',
        discountRate: '0.06',
      }),
    );
    expect(valuation.valueFen).toMatch(/^\d{18}$/);
    for (const { value } of walkTrace(valuation.trace)) expect(value ?? '').not.toMatch(/NaN|Infinity|e[+-]/);
  });

  it('a discount rate typed as a percentage is worth next to nothing and warns', () => {
    const valuation = mustBeOk(run({ discountRate: '15' }));
    expect(valuation.warnings.map((w) => w.code)).toEqual(['W_DISCOUNT_HIGH']);
  });
});
