import type { Severity } from '../case/exchange';
import type { Confidence } from '../kernel/confidence';
import type { Failure } from '../kernel/result';
import type { Citation } from '../kernel/trace';
import type { RulesAt } from '../rulebook/model';
import { readTyped } from '../rulebook/read-rule';
import {
  REPAYMENT_COMPUTATION,
  REPAYMENT_SOURCES_SET,
  THREE_VIEWS_COMPUTATION,
  loadComputedSet,
} from './computed-items';
import { type RuleSubject, type ScaleOption, dimensions } from './rule-model';
import {
  DATA_ASSET_SET,
  type LoadedRule,
  type LoadedSet,
  REFUSAL_SET,
  THREE_VIEWS_SET,
  loadSet,
} from './rule-sets';

/** One line of the questionnaire. */
export interface ChecklistItem {
  /** Rule id under which answers and declarations are kept. */
  readonly rule: string;
  readonly code: string;
  readonly title: string;
  /** Whether it is judged for every patent, for every data asset or once for the case. */
  readonly about: RuleSubject;
  /** `answer`: a person answers; `declare`: a declaration cures it; `computed`: from the case alone. */
  readonly asks: 'answer' | 'declare' | 'computed';
  /** Data answer it where there are data; people are asked where there are none, and may only worsen it. */
  readonly measured: boolean;
  readonly scale: 'pass/fail' | '0-4';
  readonly options: readonly ScaleOption[];
  /** Fewer points are a fail. */
  readonly failBelow: number;
  readonly weight: string;
  readonly severity: Severity;
  readonly veto: boolean;
  readonly curable: boolean;
  readonly registerCopy: boolean;
  readonly evidence: readonly string[];
  /** A favourable answer counts only with evidence. */
  readonly evidenceRequired: boolean;
  readonly derivedFrom: readonly string[];
  readonly look: string;
  readonly origin: string;
  readonly originConfidence: Confidence;
  readonly confidence: Confidence;
  readonly citation: Citation;
}

export interface ChecklistGroup {
  /** `refusal`, `repayment`, `data-asset` or the code of a dimension. */
  readonly code: string;
  readonly title: string;
  /** Weight of a dimension, 0–1; `null` for gates. */
  readonly weight: string | null;
  readonly items: readonly ChecklistItem[];
}

export interface Checklist {
  readonly groups: readonly ChecklistGroup[];
  /** Rules that cannot be read on this date and in this region. */
  readonly failures: readonly Failure[];
}

/** Test of an item that only people answer. */
const ASKED = 'asked';

const itemOf = ({ id, spec, rule, computed }: LoadedRule, { set }: LoadedSet): ChecklistItem => ({
  rule: id,
  code: spec.code,
  title: rule.title,
  about: spec.subject,
  asks: spec.answerable ? 'answer' : spec.declarable ? 'declare' : 'computed',
  measured: computed !== undefined && computed.spec.test !== ASKED,
  scale: spec.scale,
  options: spec.scale === '0-4' ? (spec.options ?? set.options) : [],
  failBelow: spec.failBelow,
  weight: spec.weight,
  severity: spec.severity,
  veto: spec.veto,
  curable: spec.curable,
  registerCopy: spec.registerCopy,
  evidence: spec.evidence,
  evidenceRequired: spec.evidenceRequired ?? set.evidenceRequired,
  derivedFrom: spec.derivedFrom,
  look: spec.lookTitle ?? '',
  origin: spec.origin,
  originConfidence: spec.originConfidence ?? rule.confidence,
  confidence: rule.confidence,
  citation: rule.citation,
});

/** The questionnaire in force: refusal grounds, the three dimensions, first repayment source, data-asset gates. */
export const screeningChecklist = (rules: RulesAt): Checklist => {
  const refusal = loadSet(rules, REFUSAL_SET);
  const views = loadComputedSet(rules, THREE_VIEWS_SET, THREE_VIEWS_COMPUTATION);
  const repayment = loadComputedSet(rules, REPAYMENT_SOURCES_SET, REPAYMENT_COMPUTATION);
  const gates = loadSet(rules, DATA_ASSET_SET);
  const weights = readTyped(rules, 'screening.three-views.dimensions', dimensions);
  const whole = (code: string, set: LoadedSet): ChecklistGroup => ({
    code,
    title: set.set.title,
    weight: null,
    items: set.rules.map((r) => itemOf(r, set)),
  });
  const byDimension = (weights.ok ? weights.value.value : []).map(
    ({ code, title, weight }): ChecklistGroup => {
      const own = views.rules.filter(({ spec }) => spec.dimension === code);
      return { code, title, weight, items: own.map((r) => itemOf(r, views)) };
    },
  );
  return {
    groups: [
      whole('refusal', refusal),
      ...byDimension,
      whole('repayment', repayment),
      whole('data-asset', gates),
    ],
    failures: [
      ...[refusal, views, repayment, gates].flatMap((set) => set.broken.map((b) => b.failure)),
      ...(weights.ok ? [] : [weights.failure]),
    ],
  };
};
