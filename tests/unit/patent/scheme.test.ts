import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/lib/kernel/json';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { indicatorsOf, readScheme, readWeights } from '../../../src/lib/patent/scheme/scheme';
import { schemeSchema } from '../../../src/lib/patent/scheme/scheme-schema';
import { scoreNumber } from '../../../src/lib/patent/scheme/scoring-rule';
import { builtInScheme, patentRules } from '../../fixtures/patent-case';

const SCHEME = 'gbt-42748-framework';
const SCHEME_RULE = `patent.scheme.${SCHEME}`;
const scheme = mustBeOk(readScheme(patentRules(), SCHEME)).value;
const indicator = (code: string): (typeof all)[number] => {
  const found = all.find((i) => i.code === code);
  if (found === undefined) throw new Error(code);
  return found;
};
const all = indicatorsOf(scheme);

describe('the built-in scheme', () => {
  it('has 3 dimensions, 14 second-level and 27 third-level indicators (7 + 10 + 10; 4 + 6 + 4)', () => {
    expect(scheme.dimensions.map((d) => d.title)).toEqual(['法律价值', '技术价值', '经济价值']);
    expect(scheme.dimensions.map((d) => d.groups.length)).toEqual([4, 6, 4]);
    expect(scheme.dimensions.map((d) => d.groups.flatMap((g) => g.indicators).length)).toEqual([7, 10, 10]);
  });

  it('prints that it follows a framework, never that it conforms', () => {
    expect(scheme.statement).toBe('参照专利评估指引框架，评分细则为本系统默认，可由机构替换');
    expect(JSON.stringify(scheme)).not.toContain('符合');
    expect(mustBeOk(readScheme(patentRules(), SCHEME)).rule.confidence).toBe('assumption');
  });

  it('scores as the reference table', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 9].map((n) => scoreNumber(indicator('L1.3').scoring, n))).toEqual([
      0, 40, 60, 75, 90, 90, 100, 100,
    ]);
    expect([150, 151, 500, 801].map((n) => scoreNumber(indicator('L3.1').scoring, n))).toEqual([
      90, 75, 60, 30,
    ]);
    expect([0, 2, 3, 6].map((n) => scoreNumber(indicator('T2.1').scoring, n))).toEqual([100, 70, 45, 20]);
    expect([1, 6, 9].map((n) => scoreNumber(indicator('T5.1').scoring, n))).toEqual([10, 65, 100]);
    expect(scoreNumber(indicator('T5.1').scoring, 6.5)).toBeNaN();
    expect(scoreNumber(indicator('T1.4').scoring, 0.83)).toBeCloseTo(83, 12);
    expect([0, 0.000001, 5, 39.9, 40].map((n) => scoreNumber(indicator('E3.2').scoring, n))).toEqual([
      0, 20, 40, 80, 100,
    ]);
  });

  it('has six scenarios whose weights sum to 1; finance is 0.35 / 0.25 / 0.40 and the only one with gates', () => {
    expect(scheme.scenarios.map((s) => s.title)).toEqual([
      '许可转让类',
      '金融类',
      '财务报告类',
      '侵权救济类',
      '管理类（分级管理）',
      '其他类',
    ]);
    for (const { weights } of scheme.scenarios) expect(readWeights(patentRules(), weights).ok).toBe(true);
    const finance = mustBeOk(readWeights(patentRules(), `patent.weights.${SCHEME}.finance`)).value;
    expect(finance).toEqual({ legal: '0.35', technical: '0.25', economic: '0.4' });
    expect(scheme.scenarios.filter((s) => s.gates !== null).map((s) => s.code)).toEqual(['finance']);
  });
});

/** Reads the scheme after `change` has been applied to one indicator of its plain data. */
const changed = (code: string, change: Record<string, JsonValue>): string => {
  const edited = JSON.parse(
    JSON.stringify(builtInScheme(), (_key, value: unknown) =>
      typeof value === 'object' && value !== null && 'code' in value && value.code === code
        ? { ...value, ...change }
        : value,
    ),
  ) as JsonValue;
  const read = readScheme(patentRules({ [SCHEME_RULE]: edited }), SCHEME);
  return read.ok ? 'ok' : `${read.failure.code} ${read.failure.path}`;
};

describe('an institution’s scheme', () => {
  it('is taken when it is sound', () => {
    expect(changed('L4.1', { title: '依赖度（本行）' })).toBe('ok');
    expect(changed('L1', { weight: '0.4' })).toBe(`E_SCHEME ${SCHEME_RULE} › L`);
  });

  it('is refused with the indicator named', () => {
    const at = (code: string): string => `E_SCHEME ${SCHEME_RULE} › ${code}`;
    expect(changed('L1.3', { input: 'guess' })).toBe(at('L1.3'));
    expect(changed('L1.3', { best: 90 })).toBe(at('L1.3'));
    expect(changed('T1.1', { scoring: { kind: 'scale', scale: 'nowhere' } })).toBe(at('T1.1'));
    expect(changed('L2.1', { expertScale: 'nowhere' })).toBe(at('L2.1'));
    expect(
      changed('L4.1', { number: { unit: '件', min: 0, max: null, integer: true, better: 'higher' } }),
    ).toBe(at('L4.1'));
    const bands = (scores: readonly number[]): JsonValue => ({
      kind: 'bands',
      bands: scores.map((score, i) => ({ min: 2 - i, score })),
    });
    expect(changed('L1.3', { scoring: bands([10, 50, 90]) })).toBe(at('L1.3'));
    expect(
      changed('L1.3', {
        scoring: {
          kind: 'bands',
          bands: [
            { min: 0, score: 0 },
            { min: 2, score: 9 },
          ],
        },
      }),
    ).toBe(at('L1.3'));
    expect(changed('L1.1', { code: 'L1.2' })).toBe(at('dimensions'));
  });

  it('is refused when the shape is wrong, and an unknown or empty name too', () => {
    expect(changed('L1.3', { scoring: { kind: 'magic' } })).toMatch(/^E_RULE_SHAPE/);
    expect(changed('L1.3', { worst: -5 })).toMatch(/^E_RULE_SHAPE/);
    const named = (id: string): string => {
      const read = readScheme(patentRules(), id);
      return read.ok ? 'ok' : read.failure.code;
    };
    expect(named('')).toBe('E_SCHEME');
    expect(named('../weights')).toBe('E_SCHEME');
    expect(named('no-such-scheme')).toBe('E_RULE_UNKNOWN');
  });

  it('weights that do not sum to 1 are refused', () => {
    const id = `patent.weights.${SCHEME}.finance`;
    const read = readWeights(patentRules({ [id]: { legal: '0.5', technical: '0.3', economic: '0.3' } }), id);
    expect(read.ok ? 'ok' : read.failure.code).toBe('E_WEIGHTS');
    const negative = readWeights(
      patentRules({ [id]: { legal: '-0.1', technical: '0.6', economic: '0.5' } }),
      id,
    );
    expect(negative.ok ? 'ok' : negative.failure.code).toBe('E_WEIGHTS');
  });

  it('the plain data is what the schema says', () => {
    expect(mustBeOk(readScheme(patentRules(), SCHEME)).value).toEqual(builtInScheme());
    expect(Object.keys(schemeSchema.entries)).toContain('dimensions');
  });
});
