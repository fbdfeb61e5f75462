import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExpertAnswer, PatentRecord } from '../../src/lib/case/patents-section';
import { mustBeOk } from '../../src/lib/kernel/result';
import { gradeTable, settled } from '../../src/lib/patent/score/grades';
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
import { expertOptions, indicatorsOf, readScheme, readWeights } from '../../src/lib/patent/scheme/scheme';
import type { Indicator } from '../../src/lib/patent/scheme/scheme-schema';
import { numberScores } from '../../src/lib/patent/scheme/scoring-rule';
import { readTyped } from '../../src/lib/rulebook/read-rule';
import { blankPatent, numberAnswer, optionAnswer, patentCase, patentRules } from '../fixtures/patent-case';

/** What must hold of every scheme, whatever its shape: second level or not, weights or not, multipliers or not. */

const rules = patentRules();
const grades = mustBeOk(readTyped(rules, 'patent.grades', gradeTable)).value;

const schemeOf = (id: string) => {
  const scheme = mustBeOk(readScheme(rules, id)).value;
  const scenarios = scheme.scenarios.map(({ code, weights }) => ({
    code,
    plan: planOf(scheme, mustBeOk(readWeights(rules, weights)).value),
  }));
  const [first] = scenarios;
  if (first === undefined) throw new Error(`${id} has no scenario`);
  return { id, scheme, scenarios, plan: first.plan, indicators: indicatorsOf(scheme) };
};
type SchemeCase = ReturnType<typeof schemeOf>;

const SCHEMES: readonly SchemeCase[] = ['gbt-42748-framework', 'pvd-2012', 'bibliographic'].map(schemeOf);

/** Points an indicator can come to, or NaN. */
const pointsOf = ({ scheme }: SchemeCase, indicator: Indicator): readonly number[] => [
  ...numberScores(indicator.scoring),
  ...expertOptions(scheme, indicator).map((o) => o.score),
];
const anyLeaves = (given: SchemeCase): fc.Arbitrary<readonly number[]> =>
  fc.tuple(...given.indicators.map((i) => fc.constantFrom(NaN, ...pointsOf(given, i))));

const scored = ({ plan }: SchemeCase, scores: readonly number[]): BlockScores => {
  const out = blockScores(plan, 1);
  const columns = scores.map((score) => Float64Array.of(score));
  scoreBlock(plan, columns, 0, 1, out);
  return out;
};
const nodesOf = ({ groups, dimensions, total }: BlockScores): readonly NodeScore[] =>
  [...groups, ...dimensions, total].map((node) => nodeAt(node, 0));

describe.each(SCHEMES.map((given) => [given.id, given] as const))('%s', (id, given) => {
  const { indicators, plan, scheme } = given;
  const leaves = anyLeaves(given);
  const at = fc.nat(indicators.length - 1);

  it('weights of every scenario sum to 1 over all indicators that are weighed', () => {
    for (const { code, plan: own } of given.scenarios) {
      let sum = 0;
      let group = 0;
      let leaf = 0;
      own.dimensionWeights.forEach((first, dimension) => {
        const ends = own.dimensionEnds[dimension] ?? 0;
        const groups = Array.from({ length: ends - group }, (_, i) => group + i);
        const all = groups.reduce((total, g) => total + (own.groupWeights[g] ?? 0), 0);
        for (const g of groups) {
          const end = own.groupEnds[g] ?? 0;
          const members = Array.from({ length: end - leaf }, (_, i) => leaf + i);
          const summed = members.filter((i) => i !== own.multipliers[g]);
          const weight = summed.reduce((total, i) => total + (own.leafWeights[i] ?? 0), 0);
          for (const i of summed)
            sum += (first * (own.groupWeights[g] ?? 0) * (own.leafWeights[i] ?? 0)) / all / weight;
          leaf = end;
        }
        group = ends;
      });
      expect(leaf, code).toBe(indicators.length);
      expect(sum, code).toBeCloseTo(1, 12);
    }
  });

  it('keeps the point in its interval and the interval in 0–100, at every node', () => {
    fc.assert(
      fc.property(leaves, (scores) => {
        for (const { point, low, high, coverage } of nodesOf(scored(given, scores))) {
          expect(low >= 0 && low <= high && high <= 100 + 1e-9).toBe(true);
          expect(coverage >= 0 && coverage <= 1).toBe(true);
          if (Number.isNaN(point)) expect(settled(coverage)).toBeLessThan(1);
          else expect(low <= point && point <= high).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never widens an interval by measuring one more indicator, a multiplier included', () => {
    fc.assert(
      fc.property(leaves, leaves, at, (before, other, i) => {
        fc.pre(Number.isNaN(before[i]) && !Number.isNaN(other[i]));
        const after = before.map((score, k) => (k === i ? (other[k] ?? NaN) : score));
        const wide = nodesOf(scored(given, before));
        nodesOf(scored(given, after)).forEach((node, k) => {
          expect(node.low).toBeGreaterThanOrEqual(wide[k]?.low ?? NaN);
          expect(node.high).toBeLessThanOrEqual(wide[k]?.high ?? NaN);
          expect(node.coverage).toBeGreaterThanOrEqual(wide[k]?.coverage ?? NaN);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('never lowers a node when a measured indicator rises', () => {
    fc.assert(
      fc.property(leaves, at, fc.double({ min: 0, max: 100, noNaN: true }), (scores, i, rise) => {
        const score = scores[i] ?? NaN;
        fc.pre(!Number.isNaN(score));
        const best = Math.max(score, plan.best[i] ?? 100);
        const higher = scores.map((s, k) => (k === i ? Math.min(best, s + rise) : s));
        const old = nodesOf(scored(given, scores));
        nodesOf(scored(given, higher)).forEach((node, k) => {
          expect(node.low).toBeGreaterThanOrEqual(old[k]?.low ?? NaN);
          expect(node.high).toBeGreaterThanOrEqual(old[k]?.high ?? NaN);
          if (!Number.isNaN(node.point))
            expect(node.point).toBeGreaterThanOrEqual((old[k]?.point ?? NaN) - 1e-9);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('gives a row of a long list the same bits as alone', () => {
    fc.assert(
      fc.property(fc.array(leaves, { minLength: 1, maxLength: 12 }), (rows) => {
        const columns = indicators.map((_, i) => Float64Array.from(rows, (row) => row[i] ?? NaN));
        const list = scoreColumns(plan, columns, rows.length);
        rows.forEach((row, k) => {
          const alone = scored(given, row);
          expect(nodeAt(list.total, k)).toEqual(nodeAt(alone.total, 0));
          list.dimensions.forEach((node, d) =>
            expect(nodeAt(node, k)).toEqual(nodeAt(alone.dimensions[d], 0)),
          );
        });
      }),
      { numRuns: 50 },
    );
  });

  const measurable = indicators.flatMap((indicator) =>
    indicator.number === undefined ? [] : [{ ...indicator, number: indicator.number }],
  );

  it('moves the total in the declared direction of every indicator that takes a number', () => {
    expect(measurable.length).toBeGreaterThan(0);
    for (const { code, number, scoring } of measurable) {
      const top = Math.min(number.max ?? 1e9, scoring.kind === 'bands' ? 1e9 : 2000);
      const value =
        scoring.kind === 'table'
          ? fc.constantFrom(...scoring.rows.map((row) => row.at))
          : number.integer
            ? fc.integer({ min: number.min, max: Math.min(top, 2000) })
            : fc.integer({ min: 0, max: 1000 }).map((n) => number.min + ((top - number.min) * n) / 1000);
      fc.assert(
        fc.property(value, value, (a, b) => {
          const life = { filingDate: '2020-06-01', status: 'in-force' } as const;
          const section = {
            scheme: id,
            records: [blankPatent('p-1', life), blankPatent('p-2', life)],
            answers: [
              numberAnswer('p-1', code, String(Math.min(a, b))),
              numberAnswer('p-2', code, String(Math.max(a, b))),
            ],
          };
          const { low, high, total, failures } = mustBeOk(scorePatents(patentCase(section), rules));
          expect(failures, code).toEqual([]);
          const [worse, better] = number.better === 'higher' ? [0, 1] : [1, 0];
          for (const column of [low, high, total]) {
            const [less, more] = [column[worse] ?? NaN, column[better] ?? NaN];
            if (!Number.isNaN(less) || !Number.isNaN(more))
              expect(more, code).toBeGreaterThanOrEqual(less - 1e-9);
          }
        }),
        { numRuns: 15 },
      );
    }
  });

  const answer = (patent: string): fc.Arbitrary<ExpertAnswer> =>
    fc.constantFrom(...indicators).chain((indicator) => {
      const options = expertOptions(scheme, indicator);
      return options.length === 0
        ? fc.nat(9).map((n) => numberAnswer(patent, indicator.code, String(n)))
        : fc.constantFrom(...options).map(({ key }) => optionAnswer(patent, indicator.code, key));
    });

  const IDS = ['p-1', 'p-2', 'p-3', 'p-4', 'p-5'];
  const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
  const facts: fc.Arbitrary<Partial<PatentRecord>> = fc.record({
    type: fc.constantFrom('invention', 'utility-model', 'design'),
    filingDate: maybe(fc.constantFrom('2004-02-29', '2015-07-01', '2020-12-31')),
    grantDate: maybe(fc.constantFrom('2014-01-01', '2022-05-06')),
    status: maybe(fc.constantFrom('in-force', 'grace', 'pending', 'dead')),
    ipcMain: maybe(fc.constantFrom('G06Q10/06', 'H04L9/32')),
    forwardCitationCount: maybe(fc.nat(5)),
    forwardCitationPercentile: maybe(fc.constantFrom('0.1', '0.95')),
    claimCount: maybe(fc.nat(20)),
    pageCount: maybe(fc.nat(30)),
    licenceCount: maybe(fc.nat(2)),
    pledgeLive: maybe(fc.boolean()),
    invalidationPending: maybe(fc.boolean()),
    invalidationOutcome: maybe(fc.constantFrom('none', 'upheld', 'invalid')),
  });
  const list = fc.tuple(
    fc.tuple(...IDS.map(() => facts)).map((all) => all.map((f, i) => blankPatent(IDS[i] ?? '', f))),
    fc.tuple(...IDS.map((patent) => answer(patent))),
  );
  // Cohorts of two are taken here, so that the percentile of the list takes part.
  const small = patentRules({ 'patent.cohort.small': 2 });
  const table = (records: readonly PatentRecord[], answers: readonly ExpertAnswer[]): ScoreTable =>
    mustBeOk(scorePatents(patentCase({ scheme: id, records: [...records], answers: [...answers] }), small));

  it('scores a list the same in any order of its records and answers', () => {
    fc.assert(
      fc.property(list, ([records, answers]) => {
        const there = table(records, answers);
        const back = table([...records].reverse(), [...answers].reverse());
        IDS.forEach((_, i) => {
          const j = IDS.length - 1 - i;
          for (const column of ['total', 'low', 'high', 'coverage', 'grade'] as const)
            expect(back[column][j], column).toBe(there[column][i]);
          expect(back.gates[j]).toEqual(there.gates[i]);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('gives one grade only when every score of the interval has it, and none where the total is withheld', () => {
    const gradeAt = (score: number): string =>
      grades.find(({ min }) => min <= settled(score))?.grade ?? 'none';
    fc.assert(
      fc.property(list, fc.double({ min: 0, max: 1, noNaN: true }), ([records, answers], share) => {
        const { grade, low, high, total, gates } = table(records, answers);
        grade.forEach((printed, i) => {
          const [worst, best] = [low[i] ?? NaN, high[i] ?? NaN];
          const withheld = (gates[i] ?? []).some(({ result }) => /^(reject|out-of-scope)$/.test(result));
          expect(printed === '').toBe(withheld);
          expect(Number.isNaN(worst)).toBe(withheld);
          if (withheld) expect(total[i]).toBeNaN();
          else if (printed.includes('–')) expect(printed).toBe(`${gradeAt(worst)}–${gradeAt(best)}`);
          else expect(gradeAt(worst + (best - worst) * share)).toBe(printed);
        });
      }),
      { numRuns: 100 },
    );
  });
});
