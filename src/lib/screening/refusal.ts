import type { Verdict } from '../case/exchange';
import { brokenFinding } from './broken-finding';
import { type ScreeningContext, caseSubject } from './context';
import { type Evaluation, evaluateRule } from './evaluate';
import type { GroundResult, ScreenedFinding } from './finding-model';
import { LateGround } from './late-ground';
import { joinedLists } from './lists';
import { patentName } from './patent-subject';
import { type LoadedRule, REFUSAL_SET, loadSet } from './rule-sets';

/** Takes a declaration whose file is not in the case. */
export const REFUSAL_METHOD_1 = 'screening.patent-pledge-refusal@1';
/** Takes a confirmation (ground 12) that nobody stands for. */
export const REFUSAL_METHOD_2 = 'screening.patent-pledge-refusal@2';
export const REFUSAL_METHOD = 'screening.patent-pledge-refusal@3';

export interface RefusalResult {
  readonly method: string;
  readonly title: string;
  readonly grounds: readonly GroundResult[];
  /** Findings of all grounds, and of rules that could not be read. */
  readonly findings: readonly ScreenedFinding[];
}

const NAMES_SHOWN = 5;

const namesOf = (findings: readonly ScreenedFinding[], context: ScreeningContext): string => {
  const ids = new Set(findings.map((f) => f.subject.id));
  const names = context.patents.filter((p) => ids.has(p.subject.id)).map(patentName);
  const shown = names.slice(0, NAMES_SHOWN).join('、');
  return names.length > NAMES_SHOWN ? `${shown} 等 ${names.length} 件` : shown;
};

/** For ground 6: which patent ends first and how long the debt may run. */
const termWords = ({ term }: ScreeningContext): string[] => {
  if (term.earliest === null) return [];
  const { patent, expiry } = term.earliest;
  const open = term.unknown.length === 0 ? '' : `（另有 ${term.unknown.length} 件届满日未知）`;
  return [`最早届满的是${patentName(patent)}，届满日 ${expiry}，债务到期日最迟可为 ${expiry}${open}`];
};

const groundMessage = (
  loaded: LoadedRule,
  findings: readonly ScreenedFinding[],
  by: Readonly<Record<Verdict, readonly ScreenedFinding[]>>,
  context: ScreeningContext,
): string => {
  const own = findings[0];
  if (loaded.spec.subject === 'case' || context.patents.length === 0) return own?.message ?? '';
  const part = (verdict: Verdict, label: string): string[] => {
    const of = by[verdict];
    if (of.length === 0) return [];
    return [
      verdict === 'pass' ? `${label} ${of.length} 件` : `${label} ${of.length} 件：${namesOf(of, context)}`,
    ];
  };
  const counts = [...part('fail', '不通过'), ...part('unknown', '未知'), ...part('pass', '通过')];
  return [...counts, ...(loaded.spec.test === 'debt-within-term' ? termWords(context) : [])].join('；');
};

const groundOf = (
  loaded: LoadedRule,
  findings: readonly ScreenedFinding[],
  context: ScreeningContext,
): GroundResult => {
  const ground = new LateGround(loaded, findings, {
    message: (by) => groundMessage(loaded, findings, by, context),
    remedies: (by, { verdict }) =>
      verdict === 'pass' ? [] : [...new Set(by[verdict].flatMap((f) => f.remedies))],
  });
  return context.untraced === true ? ground : ground.plain();
};

/** The refusal grounds of 公告第461号 art. 11, per patent and for the pool. */
export const evaluateRefusal = (context: ScreeningContext, method = REFUSAL_METHOD): RefusalResult => {
  const set = loadSet(context.rules, REFUSAL_SET);
  const evaluation: Evaluation = { set, method, context, grounds: [] };
  const grounds = set.rules.map((loaded) => groundOf(loaded, evaluateRule(loaded, evaluation), context));
  const broken = set.broken.map(({ id, failure }) =>
    brokenFinding(id, failure, set, method, caseSubject(context.caseRecord)),
  );
  return {
    method,
    title: set.set.title,
    grounds,
    findings: joinedLists([...grounds.map((g) => g.findings), broken]),
  };
};
