import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExpertAnswer, PatentRecord } from '../../src/lib/case/patents-section';
import { mustBeOk } from '../../src/lib/kernel/result';
import { explainPatentScore } from '../../src/lib/patent/score/explain-score';
import { expertOptions, indicatorsOf, readScheme, readWeights } from '../../src/lib/patent/scheme/scheme';
import { scoreColumns } from '../../src/lib/patent/score/score-columns';
import { scoreBlock } from '../../src/lib/patent/score/score-kernel';
import {
  type BlockScores,
  type NodeScore,
  blockScores,
  nodeAt,
} from '../../src/lib/patent/score/score-nodes';
import { type ScoreTable, scorePatents } from '../../src/lib/patent/score/score-patents';
import { planOf } from '../../src/lib/patent/score/scoring-plan';
import { numberScores, scoreNumber } from '../../src/lib/patent/scheme/scoring-rule';
import { blankPatent, numberAnswer, optionAnswer, patentCase, patentRules } from '../fixtures/patent-case';

const rules = patentRules();
const scheme = mustBeOk(readScheme(rules, 'gbt-42748-framework')).value;
const weights = mustBeOk(readWeights(rules, 'patent.weights.gbt-42748-framework.finance')).value;
const plan = planOf(scheme, weights);
const indicators = indicatorsOf(scheme);

/** Scores an indicator can come to, or NaN. */
const leafScore = (i: number): fc.Arbitrary<number> => {
  const indicator = indicators[i];
  if (indicator === undefined) throw new Error('no indicator');
  const scores = [
    ...numberScores(indicator.scoring),
    ...expertOptions(scheme, indicator).map((o) => o.score),
  ];
  return fc.constantFrom(NaN, ...scores);
};
const leafScores = fc.tuple(...indicators.map((_, i) => leafScore(i)));

const scored = (scores: readonly number[]): BlockScores => {
  const out = blockScores(plan, 1);
  scoreBlock(
    plan,
    scores.map((score) => Float64Array.of(score)),
    0,
    1,
    out,
  );
  return out;
};

const nodesOf = ({ groups, dimensions, total }: BlockScores): readonly NodeScore[] =>
  [...groups, ...dimensions, total].map((node) => nodeAt(node, 0));

describe('the kernel', () => {
  it('keeps the point in its interval and the coverage in [0, 1], at every node', () => {
    fc.assert(
      fc.property(leafScores, (scores) => {
        for (const { point, low, high, coverage } of nodesOf(scored(scores))) {
          expect(low).toBeLessThanOrEqual(high);
          expect(coverage).toBeGreaterThanOrEqual(0);
          expect(coverage).toBeLessThanOrEqual(1);
          if (coverage === 0) expect(point).toBeNaN();
          else expect(low <= point && point <= high).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never widens an interval by measuring one more indicator', () => {
    fc.assert(
      fc.property(leafScores, leafScores, fc.nat(26), (before, other, at) => {
        fc.pre(Number.isNaN(before[at]) && !Number.isNaN(other[at]));
        const after = before.map((s, i) => (i === at ? (other[i] ?? NaN) : s));
        const [wide, narrow] = [nodesOf(scored(before)), nodesOf(scored(after))];
        narrow.forEach((node, i) => {
          expect(node.low).toBeGreaterThanOrEqual(wide[i]?.low ?? NaN);
          expect(node.high).toBeLessThanOrEqual(wide[i]?.high ?? NaN);
          expect(node.coverage).toBeGreaterThanOrEqual(wide[i]?.coverage ?? NaN);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('never lowers a node when a measured indicator rises', () => {
    fc.assert(
      fc.property(
        leafScores,
        fc.nat(26),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (scores, at, rise) => {
          const score = scores[at] ?? NaN;
          fc.pre(!Number.isNaN(score));
          const best = plan.best[at] ?? 100;
          const higher = scores.map((s, i) => (i === at ? Math.min(best, s + rise) : s));
          const [old, risen] = [nodesOf(scored(scores)), nodesOf(scored(higher))];
          risen.forEach((node, i) => {
            const earlier = old[i];
            expect(node.low).toBeGreaterThanOrEqual(earlier?.low ?? NaN);
            if (!Number.isNaN(node.point)) expect(node.point).toBeGreaterThanOrEqual(earlier?.point ?? NaN);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives a row the same bits in a list as alone', () => {
    fc.assert(
      fc.property(fc.array(leafScores, { minLength: 1, maxLength: 12 }), (rows) => {
        const columns = indicators.map((_, i) => Float64Array.from(rows, (row) => row[i] ?? NaN));
        const list = scoreColumns(plan, columns, rows.length);
        rows.forEach((row, at) => {
          expect(list.total.point[at]).toBe(scored(row).total.point[0]);
          expect(list.total.low[at]).toBe(scored(row).total.low[0]);
        });
      }),
      { numRuns: 50 },
    );
  });
});

describe('the scheme', () => {
  it('moves every measured indicator in its declared direction', () => {
    for (const { number, scoring, code } of indicators) {
      if (number === undefined) continue;
      const top = number.max ?? 2e8;
      const value = number.integer
        ? fc.integer({ min: number.min, max: Math.min(top, 2000) })
        : fc.double({ min: number.min, max: top, noNaN: true });
      fc.assert(
        fc.property(value, value, (a, b) => {
          const [less, more] = [scoreNumber(scoring, Math.min(a, b)), scoreNumber(scoring, Math.max(a, b))];
          if (number.better === 'higher') expect(more, code).toBeGreaterThanOrEqual(less);
          else expect(more, code).toBeLessThanOrEqual(less);
        }),
        { numRuns: 100 },
      );
    }
  });

  it('has effective weights that sum to 1 over all indicators', () => {
    for (const { weights: id } of scheme.scenarios) {
      const first = mustBeOk(readWeights(rules, id)).value;
      const sum = scheme.dimensions
        .flatMap((d) =>
          d.groups.flatMap((g) =>
            g.indicators.map(() => Number(first[d.key]) / d.groups.length / g.indicators.length),
          ),
        )
        .reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(1, 12);
    }
  });
});

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
const count = maybe(fc.nat(20));

const facts: fc.Arbitrary<Partial<PatentRecord>> = fc.record({
  type: fc.constantFrom('invention', 'utility-model', 'design'),
  filingDate: maybe(fc.constantFrom('2004-02-29', '2015-07-01', '2020-12-31')),
  status: maybe(fc.constantFrom('in-force', 'grace', 'pending', 'dead')),
  feesPaidThrough: maybe(fc.constantFrom('2026-06-30', '2027-06-30')),
  claimCount: count,
  firstClaimChars: maybe(fc.nat(900)),
  familyJurisdictions: maybe(fc.subarray(['CN', 'US', 'EP', 'JP', 'KR'])),
  claimCategories: maybe(fc.subarray(['product', 'method', 'use'])),
  transferCount: count,
  licenceCount: count,
  pledgeCount: count,
  pledgeLive: maybe(fc.boolean()),
  invalidationPending: maybe(fc.boolean()),
  invalidationOutcome: maybe(fc.constantFrom('none', 'upheld', 'upheld-part', 'invalid')),
  litigationCount: count,
});

const IDS = ['p-1', 'p-2', 'p-3'];
const records = fc.tuple(facts, facts, facts).map((all) => all.map((f, i) => blankPatent(IDS[i] ?? '', f)));
const answer: fc.Arbitrary<ExpertAnswer> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...IDS),
      fc.constantFrom('T1.1', 'L4.1', 'L2.1', 'E3.3'),
      fc.constantFrom('A', 'C', 'none', 'neutral'),
    )
    .map(([patent, code, option]) => optionAnswer(patent, code, option)),
  fc
    .tuple(fc.constantFrom(...IDS), fc.constantFrom('T2.1', 'T5.1', 'E1.1', 'E3.2'), fc.nat(12))
    .map(([patent, code, n]) => numberAnswer(patent, code, String(n))),
);

const table = (list: readonly PatentRecord[], answers: readonly ExpertAnswer[]): ScoreTable =>
  mustBeOk(scorePatents(patentCase({ records: [...list], answers: [...answers] }), rules));

describe('a list of patents', () => {
  it('scores the same in any order of records and answers', () => {
    fc.assert(
      fc.property(records, fc.array(answer, { maxLength: 8 }), (list, answers) => {
        const there = table(list, answers);
        const back = table([...list].reverse(), [...answers].reverse());
        IDS.forEach((_, i) => {
          const j = IDS.length - 1 - i;
          expect(back.total[j]).toBe(there.total[i]);
          expect(back.low[j]).toBe(there.low[i]);
          expect(back.coverage[j]).toBe(there.coverage[i]);
          expect(back.grade[j]).toBe(there.grade[i]);
          expect(back.gates[j]).toEqual(there.gates[i]);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('explains each total bit for bit', () => {
    fc.assert(
      fc.property(records, fc.array(answer, { maxLength: 8 }), (list, answers) => {
        const scores = table(list, answers);
        const caseRecord = patentCase({ records: list, answers });
        IDS.forEach((id, i) => {
          const { value } = mustBeOk(explainPatentScore(caseRecord, rules, id));
          expect(value === null ? NaN : Number(value)).toBe(scores.total[i]);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('keeps a total inside its interval, and a missing fact out of the score', () => {
    fc.assert(
      fc.property(records, (list) => {
        const { total, low, high, coverage } = table(list, []);
        total.forEach((point, i) => {
          const share = coverage[i] ?? NaN;
          if (share === 0) expect(point).toBeNaN();
          if (!Number.isNaN(point)) expect((low[i] ?? NaN) <= point && point <= (high[i] ?? NaN)).toBe(true);
        });
      }),
      { numRuns: 60 },
    );
  });
});
