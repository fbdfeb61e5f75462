import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCaseJson } from '../../../../src/lib/case/case-json';
import type { CaseRecord } from '../../../../src/lib/case/case-record';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import type { ScreenedFinding } from '../../../../src/lib/screening/finding-model';
import type { Change, WayToPass } from '../../../../src/lib/screening/what-would-change/changes';
import { withoutPatents } from '../../../../src/lib/screening/what-would-change/drops';
import { nodeSolver } from '../../../../workers/highs-node';
import { rulesOfCase } from '../../../../workers/case-rules';
import { changesOf } from '../../../../workers/handling';
import { screeningOf } from '../../../../workers/screening';
import { readyDataCase } from '../../../fixtures/data-asset-gates';
import { type Follow, type Followed, WAYS, withPatent } from '../../../fixtures/followed-ways';
import { patent, readyCase, withSections } from '../../../fixtures/screening-case';
import { world } from '../../../fixtures/screening-worlds';
import { wholeCase } from '../../../fixtures/whole-case';

const SOLVER = await nodeSolver();

/** Every suggestion of “怎样改变结论” is done to the case as it says, and the case is judged anew. */

const sample = (name: string): CaseRecord =>
  mustBeOk(
    parseCaseJson(
      readFileSync(new URL(`../../../../static/samples/${name}-case.json`, import.meta.url), 'utf8'),
    ),
  );

const judged = (caseRecord: CaseRecord) => {
  const screening = screeningOf(caseRecord, mustBeOk(rulesOfCase(caseRecord)));
  const { refusal, threeViews, repayment, consistency, gates, preflight, figures } = screening;
  const findings: readonly ScreenedFinding[] = [
    ...refusal.findings,
    ...threeViews.findings,
    ...repayment.findings,
    ...consistency,
    ...gates.findings,
    ...preflight.findings,
  ];
  return { findings, figures };
};

const verdictsFor = (caseRecord: CaseRecord, rule: string, subjects: readonly string[]) =>
  judged(caseRecord)
    .findings.filter((f) => f.rule === rule && subjects.includes(f.subject.id))
    .map((f) => f.verdict);

/** What came of one suggestion. */
interface Outcome {
  readonly kind: WayToPass['kind'];
  readonly what: string;
  readonly state: 'passes' | 'stays' | 'not-done';
}

const followedFor = (caseRecord: CaseRecord, change: Change): Followed => {
  const { figures } = judged(caseRecord);
  return {
    caseRecord,
    rule: change.rule,
    subjects: change.subjects.map((s) => s.id),
    latestDebtEnd: figures.find((f) => f.id === 'screening/latest-debt-end')?.value ?? null,
  };
};

const dropped = (caseRecord: CaseRecord, change: Change, way: WayToPass): Outcome['state'] => {
  const ids = new Set(change.subjects.map((s) => s.id));
  const rest = withoutPatents(caseRecord, ids);
  if (rest === null) return way.drop?.after === null ? 'not-done' : 'stays';
  const left = judged(rest).findings.filter((f) => f.rule === change.rule);
  // What stays is judged by the same rule: none of it fails for what was dropped, and the promise is kept.
  const isGone = left.every((f) => !ids.has(f.subject.id));
  const verdict = left.some((f) => f.verdict === 'fail')
    ? 'fail'
    : left.some((f) => f.verdict === 'unknown')
      ? 'unknown'
      : 'pass';
  return isGone && verdict !== 'fail' && verdict === way.drop?.rule ? 'passes' : 'stays';
};

const outcomesOf = (caseRecord: CaseRecord): readonly Outcome[] => {
  const { changes } = mustBeOk(changesOf(caseRecord, mustBeOk(rulesOfCase(caseRecord)), SOLVER, true));
  return changes.flatMap((change) =>
    change.ways.map((way): Outcome => {
      const what = `${change.rule} ${change.verdict} ${way.kind}`;
      if (way.kind === 'drop') return { kind: way.kind, what, state: dropped(caseRecord, change, way) };
      const row = WAYS.find(
        ({ rules, verdict, kind }) =>
          kind === way.kind && verdict === change.verdict && rules.test(change.rule),
      );
      if (row === undefined && !change.subjects.some((s) => s.kind.startsWith('patent')))
        return { kind: way.kind, what, state: 'not-done' };
      const followed = followedFor(caseRecord, change);
      return { kind: way.kind, what, state: stateAfter(row?.follow ?? [], followed, change) };
    }),
  );
};

/** Data, not people, say that it does not hold: then it takes more than an answer. */
const isShown = ({ caseRecord, rule, subjects }: Followed): boolean =>
  verdictsFor(
    withSections(caseRecord, ({ screening }) => ({
      screening: { ...screening, answers: screening.answers.filter((a) => a.rule !== rule) },
    })),
    rule,
    subjects,
  ).includes('fail');

const isAbsent = (
  { kind, id }: Change['subjects'][number],
  records: readonly { readonly id: string }[],
): boolean => kind === 'patent' && !records.some((record) => record.id === id);

const stateAfter = (follow: readonly Follow[], followed: Followed, change: Change): Outcome['state'] => {
  const { records } = followed.caseRecord.sections.patents;
  if (change.subjects.every((s) => s.kind === 'patent-pool' || isAbsent(s, records))) {
    // The list imported: the rule is then judged for a patent.
    const { findings } = judged(withPatent(followed.caseRecord));
    const own = findings.filter((f) => f.rule === change.rule);
    return own.length > 0 && own.every((f) => f.subject.id === 'p-1') ? 'passes' : 'stays';
  }
  // A patent that was dropped has no finding any more; the rule still has one on what stays.
  const passes = follow.some((act) => {
    const own = judged(act(followed)).findings.filter((f) => f.rule === change.rule);
    const after = own.filter((f) => followed.subjects.includes(f.subject.id));
    return own.length > 0 && after.every((f) => f.verdict === 'pass');
  });
  return passes ? 'passes' : change.verdict === 'fail' && isShown(followed) ? 'not-done' : 'stays';
};

const inState = (outcomes: readonly Outcome[], state: Outcome['state']): readonly string[] =>
  [...new Set(outcomes.filter((o) => o.state === state).map((o) => o.what))].sort();

const stripped = (): CaseRecord =>
  withSections(
    readyCase([patent(1, { registerCopyDate: null, status: null }), patent(2)]),
    ({ screening }) => ({
      screening: { ...screening, answers: [] },
    }),
  );

const CASES: readonly (readonly [string, CaseRecord])[] = [
  ['蓝宇', sample('lanyu')],
  ['东方阿纳萨克', sample('anasak')],
  ['供水', sample('water')],
  ['温室', sample('greenhouse')],
  ['什么都没有答复', stripped()],
  [
    '各项情形都有',
    readyCase([
      patent(1, { feesPaidThrough: '2026-01-01' }),
      patent(2, { procedureSuspended: true }),
      patent(3, { pledgeLive: true }),
      patent(4, { invalidationPending: true }),
      patent(5, { sameDayApplication: true }),
      patent(7, { status: 'pending', grantDate: null }),
      patent(8),
    ]),
  ],
  ['齐全的案卷', wholeCase()],
  ['数据案卷', readyDataCase()],
];

describe.each(CASES)('%s', (_, caseRecord) => {
  test('照做之后，这一项确实通过', () => {
    expect(inState(outcomesOf(caseRecord), 'stays')).toEqual([]);
  }, 120_000);
});

test('任意案卷', () => {
  fc.assert(
    fc.property(world, ({ caseRecord }) => {
      // Where every right has ended there is nothing left to pledge, and nothing to do about it in the data.
      fc.pre(caseRecord.sections.patents.records.some(({ status }) => status !== 'dead'));
      expect(inState(outcomesOf(caseRecord), 'stays')).toEqual([]);
    }),
    { seed: 20261122, numRuns: 6 },
  );
}, 240_000);

test('不能在案卷里照做的，按类列出', () => {
  const left = CASES.flatMap(([, caseRecord]) => outcomesOf(caseRecord)).filter(
    (o) => o.state === 'not-done',
  );
  expect([...new Set(left.map((o) => o.kind))].sort()).toEqual(['incurable']);
}, 120_000);
