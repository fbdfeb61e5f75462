import * as v from 'valibot';
import type { CaseRecord } from '../../case/case-record';
import { type PatentRecord, type PatentsSection, patentType } from '../../case/patents-section';
import { ratioText } from '../../case/schema-parts';
import { type PlainDate, parsePlainDate } from '../../kernel/plain-date';
import { type Result, ok, refuse } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { type TypedRule, readTyped } from '../../rulebook/read-rule';
import { type CalendarRules, calendarOf, readCalendarRules } from '../calendar/calendar';
import { type LateFees, lateFees } from '../calendar/calendar-rules';
import { readLifeRules } from '../calendar/fee-rules';
import { legalLife } from '../calendar/legal-life';
import type { LifeRules } from '../calendar/protection-end';
import { readCohortRules } from '../cohort/cohort-rules';
import { type ListCitations, listCitations } from '../cohort/list-citations';
import { type EconomicLife, economicLives } from '../reading/economic-life';
import { type ExpertAnswers, expertAnswers } from '../reading/expert-answers';
import { invalidationOf, legalStatusOf } from '../reading/facts';
import { type GateTable, gateTable } from '../reading/gates';
import { type GradeTable, gradeTable } from './grades';
import type { IndicatorContext } from '../reading/indicator-inputs';
import { indicatorsOf, readScheme, readWeights } from '../scheme/scheme';
import type { DimensionWeights, Indicator, Scenario, Scheme } from '../scheme/scheme-schema';
import type { ScoringPlan } from './score-nodes';
import { planOf } from './scoring-plan';

/** Everything that scoring reads once per case. */
export interface ScoringContext {
  readonly section: PatentsSection;
  readonly valuationDate: PlainDate;
  readonly scheme: TypedRule<Scheme>;
  /** All indicators in scheme order: the columns of the kernel. */
  readonly indicators: readonly Indicator[];
  readonly scenario: Scenario;
  readonly weights: TypedRule<DimensionWeights>;
  /** `null` when the scenario has no gates. */
  readonly gates: TypedRule<GateTable> | null;
  readonly types: TypedRule<readonly string[]>;
  readonly grades: TypedRule<GradeTable>;
  readonly coverageFloor: TypedRule<string>;
  readonly calendar: CalendarRules;
  readonly lateFees: TypedRule<LateFees>;
  readonly plan: ScoringPlan;
  readonly answers: ExpertAnswers;
  readonly lives: ReadonlyMap<string, EconomicLife>;
  /** Percentiles from the list itself for records without one; `null` = only what records say (`patent.score@1`). */
  readonly citations: ListCitations | null;
  /** Whether a filing date after the grant withholds the total (not in `patent.score@1`). */
  readonly checksDates: boolean;
  /** Rules of term compensation; `null` = the statutory term alone (`patent.score@1`). */
  readonly lifeRules: LifeRules | null;
}

const findScenario = (scheme: Scheme, code: string): Result<Scenario> => {
  const scenario = scheme.scenarios.find((s) => s.code === code);
  return scenario === undefined
    ? refuse(
        'E_SCENARIO',
        code === '' ? '尚未选择评估场景' : `评分方案没有场景“${code}”`,
        'sections.patents.scenario',
        `请从以下场景中选择：${scheme.scenarios.map((s) => s.title).join('、')}`,
      )
    : ok(scenario);
};

const readGates = (rules: RulesAt, id: string | null): Result<TypedRule<GateTable> | null> =>
  id === null ? ok(null) : readTyped(rules, id, gateTable);

/** What `patent.score@1` knew: no statistics of the list, no check of dates. It stays, so that its packages recompute. */
export const scoringContext1 = (caseRecord: CaseRecord, rules: RulesAt): Result<ScoringContext> => {
  const section = caseRecord.sections.patents;
  const valuationDate = parsePlainDate(caseRecord.valuationDate, 'valuationDate');
  if (!valuationDate.ok) return valuationDate;
  const scheme = readScheme(rules, section.scheme);
  if (!scheme.ok) return scheme;
  const scenario = findScenario(scheme.value.value, section.scenario);
  if (!scenario.ok) return scenario;
  const weights = readWeights(rules, scenario.value.weights);
  if (!weights.ok) return weights;
  const gates = readGates(rules, scenario.value.gates);
  if (!gates.ok) return gates;
  const types = readTyped(rules, 'patent.types-in-scope', v.array(patentType));
  if (!types.ok) return types;
  const grades = readTyped(rules, 'patent.grades', gradeTable);
  if (!grades.ok) return grades;
  const coverageFloor = readTyped(rules, 'patent.coverage-floor', ratioText);
  if (!coverageFloor.ok) return coverageFloor;
  const calendar = readCalendarRules(rules);
  if (!calendar.ok) return calendar;
  const late = readTyped(rules, 'patent.late-fee', lateFees);
  if (!late.ok) return late;
  return ok({
    section,
    valuationDate: valuationDate.value,
    scheme: scheme.value,
    indicators: indicatorsOf(scheme.value.value),
    scenario: scenario.value,
    weights: weights.value,
    gates: gates.value,
    types: types.value,
    grades: grades.value,
    coverageFloor: coverageFloor.value,
    calendar: calendar.value,
    lateFees: late.value,
    plan: planOf(scheme.value.value, weights.value.value),
    answers: expertAnswers(section, scheme.value.value),
    lives: economicLives(section),
    citations: null,
    checksDates: false,
    lifeRules: null,
  });
};

/**
 * Reads scheme, weights, gates, grades, calendar and expert answers of a case, and ranks the citations of its list.
 * Fails when a rule is missing or malformed (`E_RULE_…`, `NO_RULE_IN_FORCE`, `E_SCHEME`, `E_WEIGHTS`) or the scenario is
 * not one of the scheme (`E_SCENARIO`).
 */
export const scoringContext = (caseRecord: CaseRecord, rules: RulesAt): Result<ScoringContext> => {
  const context = scoringContext1(caseRecord, rules);
  if (!context.ok) return context;
  const cohort = readCohortRules(rules);
  if (!cohort.ok) return cohort;
  const life = readLifeRules(rules);
  if (!life.ok) return life;
  const { section, valuationDate } = context.value;
  const citations = listCitations(section, valuationDate, cohort.value);
  return ok({ ...context.value, citations, checksDates: true, lifeRules: life.value });
};

/** A list that names only a main symbol does not say how many there are. */
const ipcComplete = (section: PatentsSection, record: PatentRecord): boolean => {
  const batch = section.imports.find((b) => b.id === record.origin?.batch);
  return (
    record.ipcAll.length > 1 ||
    batch === undefined ||
    batch.columns['ipcAll'] !== undefined ||
    record.edits['ipcAll'] !== undefined
  );
};

/** What the indicators of one patent share. */
export const indicatorContext = (context: ScoringContext, record: PatentRecord): IndicatorContext => {
  const { valuationDate, lifeRules } = context;
  const calendar =
    lifeRules === null || record.termCompensation === null
      ? calendarOf(record, valuationDate, context.calendar.term.value)
      : legalLife(record, valuationDate, lifeRules);
  return {
    record,
    valuationDate,
    calendar,
    legalStatus: legalStatusOf(record, calendar, valuationDate, context.lateFees.value),
    invalidation: invalidationOf(record),
    economicLife: context.lives.get(record.id) ?? null,
    ipcComplete: ipcComplete(context.section, record),
    citations: context.citations,
  };
};
