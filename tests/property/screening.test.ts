import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/lib/case/exchange';
import { NO_OUTPUTS } from '../../src/lib/case/method';
import { all, any, not } from '../../src/lib/screening/kleene';
import type { Screening } from '../../src/lib/screening/screen-case';
import { dimensionScore, totalScore } from '../../src/lib/screening/scoring';
import {
  GROUND,
  REPAYMENT,
  expiryFigure,
  paper,
  patent,
  readyCase,
  screen,
  view,
  withSections,
} from '../fixtures/screening-case';
import {
  PATENT_IDS,
  type World,
  declarations,
  inSections,
  removal,
  world,
} from '../fixtures/screening-worlds';

const RUNS = { numRuns: 50 };
/** Room for a busy machine; nothing is timed. */
const ROOM = 60_000;
const verdicts = (screening: Screening): ReadonlyMap<string, Verdict> =>
  new Map(screening.findings.map((f) => [`${f.rule}@${f.subject.id}`, f.verdict]));

const run = ({ caseRecord, prior }: World): Screening => screen(caseRecord, prior);
const low = (screening: Screening): number => Number(screening.threeViews.total?.low);

/** Items that the data of the ready case answer by themselves. */
const SHOWN_BY_DATA = [view('P8'), view('C7'), view('C8'), REPAYMENT];

describe('未知永远不是通过', () => {
  it(
    '拿走任何依据，都不会把未知或不通过变成通过',
    () => {
      fc.assert(
        fc.property(world, fc.array(removal, { minLength: 1, maxLength: 4 }), (w, removals) => {
          const before = run(w);
          const after = run(removals.reduce((v, remove) => remove(v), w));
          const poorer = verdicts(after);
          for (const [key, verdict] of verdicts(before))
            if (verdict !== 'pass') expect([key, poorer.get(key)]).not.toEqual([key, 'pass']);
          if (before.decision.code !== 'passed') expect(after.decision.code).not.toBe('passed');
          expect(low(after)).toBeLessThanOrEqual(low(before));
          const multiplier = (s: Screening): number => Number(s.threeViews.grade?.low.multiplier);
          expect(multiplier(after)).toBeLessThanOrEqual(multiplier(before));
        }),
        RUNS,
      );
    },
    ROOM,
  );

  it(
    '从全部通过的案卷拿走任何一样，都不会仍是通过',
    () => {
      const ready: World = {
        caseRecord: readyCase([patent(1), patent(2), patent(3)]),
        prior: { ...NO_OUTPUTS, figures: PATENT_IDS.map((id) => expiryFigure(id, '2029-02-28')) },
      };
      expect(run(ready).decision.code).toBe('passed');
      // The reviewer's word on ground 12 needs no paper, and what the data show needs no answer.
      const needed = ({ caseRecord, prior }: World): string =>
        JSON.stringify([
          withSections(caseRecord, ({ screening }) => ({
            screening: {
              ...screening,
              answers: screening.answers
                .filter((a) => !SHOWN_BY_DATA.includes(a.rule))
                .map((a) => (a.rule === `${GROUND}12` ? { ...a, evidence: [] } : a)),
            },
          })),
          prior,
        ]);
      fc.assert(
        fc.property(removal, (remove) => {
          const poorer = remove(ready);
          fc.pre(needed(poorer) !== needed(ready));
          expect(run(poorer).decision.code).not.toBe('passed');
        }),
        RUNS,
      );
    },
    ROOM,
  );
});

describe('补充一致的依据不会使通过变成未知', () => {
  it(
    '再加一份证据、一致的答复、一份声明',
    () => {
      fc.assert(
        fc.property(world, declarations, (w, more) => {
          const before = run(w);
          const richer = inSections(({ screening }) => ({
            screening: {
              ...screening,
              answers: [...screening.answers, ...screening.answers].map((a) => ({
                ...a,
                evidence: [...a.evidence, paper],
              })),
              declarations: [...screening.declarations, ...more],
            },
          }))(w);
          const after = verdicts(run(richer));
          for (const [key, verdict] of verdicts(before))
            if (verdict === 'pass') expect([key, after.get(key)]).toEqual([key, 'pass']);
        }),
        RUNS,
      );
    },
    ROOM,
  );

  it(
    '补上登记簿副本日期',
    () => {
      fc.assert(
        fc.property(world, (w) => {
          const dated = inSections(({ patents }) => ({
            patents: {
              ...patents,
              records: patents.records.map((r) => ({ ...r, registerCopyDate: '2026-11-15' })),
            },
          }))(w);
          const after = verdicts(run(dated));
          for (const [key, verdict] of verdicts(run(w)))
            if (verdict === 'pass') expect([key, after.get(key)]).toEqual([key, 'pass']);
        }),
        RUNS,
      );
    },
    ROOM,
  );
});

describe('次序无关', () => {
  it(
    '专利、勾选、答复、声明、前序数字的次序都不影响结果',
    () => {
      fc.assert(
        fc.property(world, fc.constantFrom([1, 2, 0], [2, 1, 0], [0, 2, 1], [2, 0, 1]), (w, order) => {
          const turn = <T>(list: readonly T[]): T[] =>
            list.length === order.length ? order.flatMap((i) => list.slice(i, i + 1)) : [...list].reverse();
          const turned: World = {
            caseRecord: withSections(w.caseRecord, ({ patents, screening }) => ({
              patents: { ...patents, records: turn(patents.records), pledged: turn(patents.pledged) },
              screening: {
                ...screening,
                answers: turn(screening.answers),
                declarations: turn(screening.declarations),
              },
            })),
            prior: { ...w.prior, figures: turn(w.prior.figures) },
          };
          const a = run(w);
          const b = run(turned);
          expect(b.findings).toEqual(a.findings);
          expect(b.figures).toEqual(a.figures);
          expect(b.decision).toEqual(a.decision);
          expect(b.missing).toEqual(a.missing);
        }),
        RUNS,
      );
    },
    ROOM,
  );
});

describe('汇总与分数', () => {
  it(
    '每项的计数加起来是对象数，汇总就是 Kleene 全部',
    () => {
      fc.assert(
        fc.property(world, (w) => {
          for (const ground of run(w).refusal.grounds) {
            expect(ground.counts.pass + ground.counts.fail + ground.counts.unknown).toBe(
              ground.about === 'case' ? 1 : 3,
            );
            expect(ground.verdict).toBe(all(ground.findings.map((f) => f.verdict)));
          }
        }),
        RUNS,
      );
    },
    ROOM,
  );

  it('区间包住已测得分所能达到的任何值，且在 0–100 之内', () => {
    const item = fc.record({
      weight: fc.integer({ min: 1, max: 9 }).map(String),
      low: fc.integer({ min: 0, max: 4 }),
      more: fc.integer({ min: 0, max: 4 }),
      at: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 8 }), (drawn) => {
        const open = drawn.map(({ weight, low: l, more }) => ({
          weight,
          points: { low: l, high: Math.min(4, l + more) },
        }));
        const settled = open.map(({ weight, points }, i) => {
          const point = Math.min(points.high, Math.max(points.low, drawn[i]?.at ?? 0));
          return { weight, points: { low: point, high: point } };
        });
        const range = dimensionScore(open);
        const exact = dimensionScore(settled);
        expect(Number(range?.low)).toBeLessThanOrEqual(Number(exact?.low));
        expect(Number(range?.high)).toBeGreaterThanOrEqual(Number(exact?.high));
        expect(Number(range?.low)).toBeGreaterThanOrEqual(0);
        expect(Number(range?.high)).toBeLessThanOrEqual(100);
        expect(totalScore([{ weight: '1', items: open }])).toEqual(range);
      }),
    );
  });
});

describe('三值逻辑的单调性', () => {
  const verdict = fc.constantFrom<Verdict>('pass', 'fail', 'unknown');
  it('把一个输入变成未知，结果要么不变，要么变成未知', () => {
    fc.assert(
      fc.property(fc.array(verdict, { minLength: 1, maxLength: 6 }), fc.nat(5), (list, at) => {
        const poorer = list.map((v, i): Verdict => (i === at % list.length ? 'unknown' : v));
        for (const f of [all, any]) expect([f(list), 'unknown']).toContain(f(poorer));
        expect(not(all(list))).toBe(any(list.map(not)));
      }),
    );
  });
});
