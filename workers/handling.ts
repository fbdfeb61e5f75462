import * as v from 'valibot';
import type { Cited, HandlingView, TitleRemedy } from '../src/lib/bridge/handling-contract';
import type { CaseRecord } from '../src/lib/case/case-record';
import type { MilpSolver } from '../src/lib/collateral/optimiser/milp';
import { parsePlainDate } from '../src/lib/kernel/plain-date';
import { type Result, fail, ok } from '../src/lib/kernel/result';
import { ALL_RULES } from '../src/lib/rulebook/all-rules';
import type { RulesAt } from '../src/lib/rulebook/model';
import { checkOverlay, parseOverlay } from '../src/lib/rulebook/overlay';
import { type TypedRule, readTyped } from '../src/lib/rulebook/read-rule';
import { proposedGoals } from '../src/lib/screening/coaching/goals';
import { compareRun, verdictLines } from '../src/lib/screening/coaching/verdict-lines';
import { type ScreeningComparison, compareScreenings } from '../src/lib/screening/compare-screenings';
import type { ScreenedFinding } from '../src/lib/screening/finding-model';
import { plainWords } from '../src/lib/screening/plain-words';
import { consentsToObtain } from '../src/lib/screening/renewal/consents';
import { RENEWAL_SET, evaluateRoutes } from '../src/lib/screening/routes/evaluate-routes';
import { deadlineSpec, publicTotals, titleSteps, words } from '../src/lib/screening/routes/route-model';
import type { Screening } from '../src/lib/screening/screen-case';
import { type WhatWouldChange, whatWouldChange } from '../src/lib/screening/what-would-change/changes';
import type { Judged } from '../src/lib/screening/what-would-change/drops';
import { rulesOfCase } from './case-rules';
import { screeningOf } from './screening';
import { afterScreening, structureOf } from './structure';

const cited = <T>(read: Result<TypedRule<T>>): Cited<T> | null => {
  if (!read.ok) return null;
  const { title, citation, confidence } = read.value.rule;
  return { value: read.value.value, title, citation, confidence };
};

/** Every finding that the decision rests on, with what pages need beside it. */
const screenedFindings = (screening: Screening): readonly ScreenedFinding[] => [
  ...screening.refusal.findings,
  ...screening.threeViews.findings,
  ...screening.repayment.findings,
  ...screening.consistency,
  ...screening.gates.findings,
  ...screening.preflight.findings,
];

const ruleIds = v.array(v.string());

/** Rules about land and buildings: what they judge can need a title. */
const REAL_ESTATE = 'cn.real-estate.';

const titleRemedy = (rules: RulesAt, screening: Screening): TitleRemedy => {
  const about = readTyped(rules, 'screening.title-remedy.rules', ruleIds);
  const ids = new Set(about.ok ? about.value.value : []);
  const buildings = new Set(
    screening.findings.filter((f) => f.rule.startsWith(REAL_ESTATE)).map((f) => f.subject.id),
  );
  const items = screening.findings
    .filter((f) => ids.has(f.rule) && f.verdict !== 'pass' && buildings.has(f.subject.id))
    .map(({ subject, verdict, message }) => ({ subject, verdict, message }));
  return { items, steps: cited(readTyped(rules, 'screening.title-remedy.steps', titleSteps)) };
};

/**
 * What could be lent on what is known: unknown values and amounts carry nothing and an open grade counts at its low end, so
 * this is the low end.
 */
const lendable = (caseRecord: CaseRecord, rules: RulesAt, solver: MilpSolver): string | null =>
  structureOf(caseRecord, rules, solver).coveredFen;

/**
 * A case judged as a whole. The amount is told to the enterprise only: in the bank nobody works backwards from it to the
 * verdicts.
 */
const judged = (caseRecord: CaseRecord, rules: RulesAt, solver: MilpSolver): Judged => {
  const { decision, findings } = screeningOf(caseRecord, rules);
  return {
    decision,
    findings,
    amountFen: caseRecord.mode === 'enterprise' ? lendable(caseRecord, rules, solver) : null,
  };
};

/** For every rule that does not pass, the real ways to a pass; with `drops` also what the pool comes to without patents. */
export const changesOf = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  solver: MilpSolver,
  drops: boolean,
): Result<WhatWouldChange> => {
  const screening = screeningOf(caseRecord, rules);
  return whatWouldChange({
    caseRecord,
    rules,
    findings: screenedFindings(screening),
    judged: judged(caseRecord, rules, solver),
    rejudge: drops ? (changed) => judged(changed, rules, solver) : null,
  });
};

/** The ways of handling a case with everything that belongs to them. */
export const handlingOf = (
  caseRecord: CaseRecord,
  rules: RulesAt,
  solver: MilpSolver,
): Result<HandlingView> => {
  const screening = screeningOf(caseRecord, rules);
  const routes = evaluateRoutes({ caseRecord, rules, prior: afterScreening(caseRecord, rules) });
  const changes = changesOf(caseRecord, rules, solver, false);
  const from = parsePlainDate(caseRecord.valuationDate);
  const plain = plainWords(rules);
  const totals = readTyped(rules, 'screening.context.totals', publicTotals);
  const { coaching } = caseRecord.sections.screening;
  return ok({
    routes: routes.routes,
    chosen: routes.chosen?.route.code ?? null,
    fees: routes.fees,
    renewal: routes.conditions.filter((f) => f.set === RENEWAL_SET),
    renewalReference: cited(readTyped(rules, 'screening.renewal.reference', words)),
    consents: consentsToObtain(caseRecord),
    lines: verdictLines(screening.findings),
    method: screening.threeViews.method,
    runs: coaching.runs.map((run) => compareRun(run, screening.findings)),
    proposed: changes.ok && from.ok ? proposedGoals(changes.value.changes, coaching.goals, from.value) : [],
    deadlines: cited(readTyped(rules, 'screening.deadlines', deadlineSpec)),
    title: titleRemedy(rules, screening),
    totals: totals.ok ? totals.value.value : [],
    plainWords: plain.ok ? plain.value : [],
    failures: [
      ...routes.failures,
      ...(changes.ok ? [] : [changes.failure]),
      ...(plain.ok ? [] : [plain.failure]),
    ],
  });
};

/** The case under another release, beside what it is judged by now. The case is not changed. */
export const rescreen = (caseRecord: CaseRecord, json: string | null): Result<ScreeningComparison> => {
  const overlay = json === null ? null : parseOverlay(json);
  if (overlay !== null && !overlay.ok) return overlay;
  const [unfit] = overlay === null ? [] : checkOverlay(overlay.value, ALL_RULES);
  if (unfit !== undefined) return fail(unfit);
  const changed: CaseRecord = {
    ...caseRecord,
    overlay:
      overlay === null || json === null
        ? null
        : {
            institution: overlay.value.institution,
            version: overlay.value.version,
            // Only to judge by: nothing is recorded, so nothing is hashed.
            sha256: '0'.repeat(64),
            json,
          },
  };
  const [now, other] = [rulesOfCase(caseRecord), rulesOfCase(changed)];
  if (!now.ok) return now;
  if (!other.ok) return other;
  return ok(compareScreenings(screeningOf(caseRecord, now.value), screeningOf(changed, other.value)));
};
