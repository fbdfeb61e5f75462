import { describe, expect, it } from 'vitest';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { adjustedShare } from '../../../src/lib/valuation/rates/share-adjustment';
import { asEntered, profitShareOfSalesShare } from '../../../src/lib/valuation/rates/share-conversion';
import { type FactorScore, shareScore } from '../../../src/lib/valuation/rates/share-score';
import { contextOf, number } from '../../fixtures/valuation-inputs';
import { expectRefusal } from '../../fixtures/refusal';

const context = contextOf();

const SCORES: Readonly<Record<string, number>> = {
  'legal.type-and-status': 100,
  'legal.scope': 60,
  'legal.infringement': 80,
  'technical.field': 80,
  'technical.substitutes': 60,
  'technical.advance': 80,
  'technical.novelty': 60,
  'technical.maturity': 100,
  'technical.application': 40,
  'technical.defence': 20,
  'economic.supply-and-demand': 60,
};
const scores = (changes: Readonly<Record<string, number | null>> = {}): readonly FactorScore[] =>
  Object.entries({ ...SCORES, ...changes }).map(([factor, score]) => ({ factor, score }));

describe('K = kMin + (kMax − kMin) · kScore', () => {
  const bounds = { kMin: number('0.015'), kMax: number('0.03') };

  it('1.5 %, 3 %, 0.7 → 2.55 %', () => {
    const rate = mustBeOk(adjustedShare({ ...bounds, kScore: number('0.7') }, context));
    expect(rate.value.toFixed()).toBe('0.0255');
    expect(rate.node.formula).toBe('0.015 + (0.03 − 0.015) × 0.7');
  });

  it('ends at its bounds', () => {
    const at = (kScore: string): string =>
      mustBeOk(adjustedShare({ ...bounds, kScore: number(kScore) }, context)).value.toFixed();
    expect([at('0'), at('1')]).toEqual(['0.015', '0.03']);
  });

  it('refuses bounds that are swapped or outside (0, 1), and a score outside [0, 1]', () => {
    const swapped = expectRefusal(
      adjustedShare({ kMin: number('0.03'), kMax: number('0.015'), kScore: number('0.5') }, context),
      'E_SHARE_BOUNDS',
    );
    expect([swapped.path, swapped.rule]).toEqual(['v.kMin', 'valuation.constraint.share-range']);
    for (const kMin of ['0', '1', '-0.1'])
      expectRefusal(
        adjustedShare({ ...bounds, kMin: number(kMin), kScore: number('0.5') }, context),
        'E_ROYALTY_RANGE',
      );
    expectRefusal(adjustedShare({ ...bounds, kScore: number('70') }, context), 'E_RANGE');
    expectRefusal(adjustedShare({ ...bounds, kScore: number(null) }, context), 'E_MISSING');
  });
});

describe('综合评价法', () => {
  it('weighs factors within groups and groups among each other', () => {
    // legal 100·.4 + 60·.3 + 80·.3 = 82; technical 8 + 12 + 16 + 6 + 20 + 4 + 2 = 68; economic 60
    // (82·.3 + 68·.5 + 60·.2) / 100 = 0.706
    const score = mustBeOk(shareScore(scores(), context));
    expect(score.value.toFixed()).toBe('0.706');
    expect(score.node.children.map(({ value }) => value).slice(0, 3)).toEqual(['82', '68', '60']);
    expect(score.node.confidence).toBe('assumption');
    const ids = [...walkTrace(score.node)].map(({ id }) => id);
    expect(ids).toContain('rule/valuation.share-rate-factors');
  });

  it('carries its reason into K', () => {
    const kScore = asEntered(mustBeOk(shareScore(scores(), context)));
    const rate = mustBeOk(adjustedShare({ kMin: number('0.02'), kMax: number('0.04'), kScore }, context));
    expect(rate.value.toFixed()).toBe('0.03412');
    expect([...walkTrace(rate.node)].map(({ id }) => id)).toContain('v/scores/technical.maturity');
  });

  it('all at the top is 1, all at the bottom 0', () => {
    const all = (score: number): string =>
      mustBeOk(
        shareScore(
          Object.keys(SCORES).map((factor) => ({ factor, score })),
          context,
        ),
      ).value.toFixed();
    expect([all(100), all(0)]).toEqual(['1', '0']);
  });

  it('a factor not scored stops; it is not 0', () => {
    const gap = expectRefusal(shareScore(scores({ 'technical.maturity': null }), context), 'E_MISSING');
    expect(gap.path).toBe('v.scores[technical.maturity]');
    expectRefusal(shareScore(scores().slice(1), context), 'E_MISSING');
  });

  it('refuses a score between the steps, an unknown factor, a factor twice', () => {
    const between = expectRefusal(shareScore(scores({ 'legal.scope': 70 }), context), 'E_SCORE_STEP');
    expect(between.rule).toBe('valuation.share-rate-factors');
    expectRefusal(
      shareScore([...scores(), { factor: 'legal.beauty', score: 60 }], context),
      'E_FACTOR_UNKNOWN',
    );
    expectRefusal(shareScore([...scores(), { factor: 'legal.scope', score: 60 }], context), 'E_FACTOR_TWICE');
  });

  it('an institution table whose weights do not sum to 1 is refused', () => {
    const table = {
      allowedScores: [100, 0],
      groups: [{ id: 'g', title: '组', weight: '1', items: [{ id: 'g.i', title: '项', weight: '0.9' }] }],
    };
    const replaced = contextOf({ 'valuation.share-rate-factors': table });
    expectRefusal(shareScore([{ factor: 'g.i', score: 100 }], replaced), 'E_RULE_SHAPE');
  });
});

it('a sales share that eats the whole margin is no share of profit', () => {
  const failure = expectRefusal(
    profitShareOfSalesShare({ royaltyRate: number('0.15'), salesMargin: number('0.15') }, context),
    'E_PROFIT_SHARE_RANGE',
  );
  expect(failure.rule).toBe('valuation.constraint.share-range');
});
