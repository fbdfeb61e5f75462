import type { Subject } from '../case/exchange';
import { type Confidence, weakest } from '../kernel/confidence';
import type { ScreenedFinding } from './finding-model';
import { groupedText } from './grouped-text';
import type { Grade } from './scoring';

export type DecisionCode = 'declined' | 'held' | 'conditional' | 'passed';

export const DECISION_LABEL: Readonly<Record<DecisionCode, string>> = {
  declined: '不予通过',
  held: '暂缓：待补正或待查明',
  conditional: '有条件通过',
  passed: '通过',
};

/** `failed`: shown not to hold. `curable`: fails until a paper comes in. `unknown`: nobody has shown it. `grade`: the score. */
export type ReasonKind = 'failed' | 'curable' | 'unknown' | 'grade';

export interface DecisionReason {
  readonly leads: DecisionCode;
  readonly kind: ReasonKind;
  /** Empty for the grade. */
  readonly rule: string;
  readonly code: string;
  readonly title: string;
  readonly subjects: readonly Subject[];
  readonly message: string;
  /** The message for the eye: equal words about several patents once, with their number. */
  readonly short: string;
  readonly remedies: readonly string[];
  readonly confidence: Confidence;
}

export interface Decision {
  readonly code: DecisionCode;
  readonly label: string;
  /** Worst first, then in the order of the rules. */
  readonly reasons: readonly DecisionReason[];
  /** The weakest of all findings and of the scoring parameters. */
  readonly confidence: Confidence;
}

const RANK: Readonly<Record<DecisionCode, number>> = { passed: 0, conditional: 1, held: 2, declined: 3 };

/** Where one finding leads. Veto and `block` stop the case, `hold` holds it, `note` is a condition. */
const leadsTo = (finding: ScreenedFinding): DecisionCode => {
  const { verdict } = finding;
  // Nothing else is looked at: the severity is worked out when it is asked for.
  if (verdict === 'pass') return 'passed';
  const { veto, severity, curable } = finding;
  const stops = veto || severity === 'block';
  if (verdict === 'fail')
    return stops ? (curable ? 'held' : 'declined') : severity === 'hold' ? 'held' : 'conditional';
  return veto || severity !== 'note' ? 'held' : 'conditional';
};

const kindOf = ({ verdict, curable }: ScreenedFinding): ReasonKind =>
  verdict === 'unknown' ? 'unknown' : curable ? 'curable' : 'failed';

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

const merged = (group: readonly ScreenedFinding[], first: ScreenedFinding): DecisionReason => ({
  leads: leadsTo(first),
  kind: kindOf(first),
  rule: first.rule,
  code: first.code,
  title: first.title,
  subjects: group.map((f) => f.subject),
  message: unique(group.map((f) => f.message)).join('；'),
  short: groupedText(group),
  remedies: unique(group.flatMap((f) => f.remedies)),
  confidence: weakest(group.map((f) => f.confidence)),
});

/** Findings that only repeat others give no reason of their own. */
const isRepeat = (finding: ScreenedFinding, rules: ReadonlySet<string>): boolean =>
  finding.derivedFrom.length > 0 && finding.derivedFrom.every((rule) => rules.has(rule));

const findingReasons = (findings: readonly ScreenedFinding[]): DecisionReason[] => {
  const rules = new Set(findings.map((f) => f.rule));
  const groups = new Map<string, ScreenedFinding[]>();
  for (const finding of findings) {
    if (finding.verdict === 'pass' || isRepeat(finding, rules)) continue;
    const key = JSON.stringify([finding.rule, leadsTo(finding), kindOf(finding)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].flatMap((group) => (group[0] === undefined ? [] : [merged(group, group[0])]));
};

type GradeReason = Omit<DecisionReason, 'confidence'>;

const gradeReason = (leads: DecisionCode, message: string, remedies: readonly string[]): GradeReason => ({
  leads,
  kind: 'grade',
  rule: '',
  code: '',
  title: '三看三评等级',
  subjects: [],
  message,
  short: message,
  remedies,
});

const gradeReasons = (grade: Grade | null): GradeReason[] => {
  if (grade === null) return [gradeReason('held', '三看三评未能评分', ['在参数库核对三看三评的权重与分档'])];
  const { low, high } = grade;
  const range = `${low.grade} 至 ${high.grade}`;
  if (low.effect !== high.effect)
    return [
      gradeReason('held', `等级区间为 ${range}，未答复的项目足以左右结论`, [
        '补齐未答复的项目及证据，使等级确定',
      ]),
    ];
  if (low.effect === 'condition')
    return [gradeReason('conditional', `等级低端为 ${low.grade}：${low.action}`, [low.action])];
  return grade.grade === null
    ? [
        gradeReason('conditional', `等级区间为 ${range}，授信按低端 ${low.grade} 计`, [
          '补齐未答复的项目及证据，使等级确定',
        ]),
      ]
    : [];
};

const worse = (a: DecisionCode, b: DecisionCode): DecisionCode => (RANK[b] > RANK[a] ? b : a);

/**
 * The decision is the worst that any finding or the grade leads to. Unknown is never a pass: an unknown veto, block or
 * hold holds the case, any other unknown is a condition. No findings at all hold it too.
 */
export const decisionCode = (findings: readonly ScreenedFinding[], grade: Grade | null): DecisionCode => {
  let code: DecisionCode = findings.length === 0 ? 'held' : 'passed';
  for (const finding of findings) {
    const leads = leadsTo(finding);
    if (leads !== 'passed') code = worse(code, leads);
  }
  for (const { leads } of gradeReasons(grade)) code = worse(code, leads);
  return code;
};

/** `decisionCode` with its reasons and confidence. */
export const decide = (
  findings: readonly ScreenedFinding[],
  grade: Grade | null,
  /** Confidence of the scoring parameters behind the grade. */
  scoring: Confidence,
): Decision => {
  const reasons = [
    ...findingReasons(findings),
    ...gradeReasons(grade).map((r) => ({ ...r, confidence: scoring })),
  ].sort((a, b) => RANK[b.leads] - RANK[a.leads]);
  const code = decisionCode(findings, grade);
  return {
    code,
    label: DECISION_LABEL[code],
    reasons,
    confidence: weakest([scoring, ...findings.map((f) => f.confidence)]),
  };
};
