import type { DataAsset } from '../case/data-assets-section';
import type { Severity, Subject, Verdict } from '../case/exchange';
import { derive } from '../kernel/trace';
import { ruleLeaf } from '../rulebook/read-rule';
import { type Check, check, failed } from './check';
import { CHECK_TESTS } from './checks/check-catalogue';
import type { CheckInput } from './checks/check-input';
import { confirmedByRegisterCopy } from './checks/register-copy';
import { POOL_SUBJECT, type ScreeningContext, caseSubject } from './context';
import { fieldReader } from './fields';
import type { GroundResult, ScreenedFinding } from './finding-model';
import { type Said, say } from './messages';
import type { PatentSubject } from './patent-subject';
import type { LoadedRule, LoadedSet } from './rule-sets';
import { heaviest } from './severity';

const unique = (texts: readonly string[]): string[] => [...new Set(texts.filter((t) => t !== ''))];

/** The severity is that of the deciding reasons; a reason without its own has the rule's. */
const severityOf = (verdict: Verdict, said: readonly Said[], own: Severity): Severity =>
  verdict === 'pass' || said.length === 0 ? own : heaviest(said.map((s) => s.severity ?? own));

const describe = (result: Check, loaded: LoadedRule, set: LoadedSet) => {
  const reasons =
    result.reasons.length > 0
      ? result.reasons
      : [{ verdict: result.verdict, key: result.verdict, facts: {} }];
  const spoken = reasons.map((reason) => ({ reason, said: say(reason, loaded, set) }));
  const deciding = spoken.filter(({ reason }) => reason.verdict === result.verdict).map(({ said }) => said);
  const remedies = result.verdict === 'pass' ? [] : unique(deciding.map((s) => s.remedy));
  const fallback = `按“${loaded.rule.title}”的要求补充材料后重新核查`;
  return {
    message: unique(spoken.map(({ said }) => said.message)).join('；'),
    remedies: result.verdict === 'pass' || remedies.length > 0 ? remedies : [fallback],
    severity: severityOf(result.verdict, deciding, loaded.spec.severity),
  };
};

const finish = (result: Check, input: CheckInput, method: string): ScreenedFinding => {
  const { loaded, set, subject } = input;
  const { message, remedies, severity } = describe(result, loaded, set);
  const codes = unique(result.reasons.map((r) => r.facts['code'] ?? ''));
  const trace = derive({
    id: `finding/${loaded.id}/${subject.id}`,
    label: loaded.rule.title,
    value: result.verdict,
    unit: 'text',
    formula: message,
    method,
    ...(codes.length === 0 ? {} : { note: codes.join(' ') }),
    children: [
      ...result.nodes,
      ruleLeaf(loaded.rule, `规则 ${loaded.spec.code} ${loaded.rule.title}`, loaded.spec.test, 'text'),
    ],
  });
  return {
    rule: loaded.id,
    method,
    subject,
    title: loaded.rule.title,
    verdict: result.verdict,
    severity,
    veto: loaded.spec.veto,
    message,
    remedy: remedies.join('；'),
    confidence: trace.confidence,
    trace,
    set: set.id,
    code: loaded.spec.code,
    curable: loaded.spec.curable,
    derivedFrom: loaded.spec.derivedFrom,
    answerable: loaded.spec.answerable,
    declarable: loaded.spec.declarable,
    remedies,
    evidence: loaded.spec.evidence,
    ...(result.points === undefined ? {} : { points: result.points }),
    ...(result.standing === undefined ? {} : { standing: result.standing }),
  };
};

const carryOut = (input: CheckInput): Check => {
  const { spec } = input.loaded;
  if (spec.subject === 'patent' && input.patent === null) return check('unknown', 'no-patents');
  if (spec.subject === 'patent' && input.patent?.record === null)
    return failed('E_SUBJECT_MISSING', '质押清单中的专利不在案卷中，请在专利页重新勾选');
  const test = CHECK_TESTS.get(spec.test);
  if (test === undefined) return failed('E_TEST_MISSING', `没有名为“${spec.test}”的核查方法`);
  const result = test(input);
  return spec.registerCopy ? confirmedByRegisterCopy(result, input) : result;
};

/** What is judged: the rule's set, the method that asks, and results that derived items sum up. */
export interface Evaluation {
  readonly set: LoadedSet;
  readonly method: string;
  readonly context: ScreeningContext;
  readonly grounds: readonly GroundResult[];
}

/** What one rule is applied to. */
interface Target {
  readonly subject: Subject;
  readonly patent: PatentSubject | null;
  readonly asset: DataAsset | null;
}

const evaluateOn = (
  loaded: LoadedRule,
  { subject, patent, asset }: Target,
  e: Evaluation,
): ScreenedFinding => {
  const fields = fieldReader(loaded.spec, patent?.record ?? null, e.context.caseRecord);
  const input: CheckInput = {
    loaded,
    set: e.set,
    context: e.context,
    subject,
    patent,
    asset,
    fields,
    grounds: e.grounds,
  };
  return finish(carryOut(input), input, e.method);
};

const onWhole = (subject: Subject): Target => ({ subject, patent: null, asset: null });

export const assetSubject = ({ id, title }: DataAsset): Subject => ({ kind: 'data-asset', id, title });

/**
 * The findings of one rule: one per patent, one per data asset, or one for the case. Without any patent: one unknown on
 * the pool. Without any data asset: none.
 */
export const evaluateRule = (loaded: LoadedRule, e: Evaluation): readonly ScreenedFinding[] => {
  const { patents, caseRecord } = e.context;
  if (loaded.spec.subject === 'case') return [evaluateOn(loaded, onWhole(caseSubject(caseRecord)), e)];
  if (loaded.spec.subject === 'data-asset')
    return caseRecord.sections.dataAssets.assets.map((asset) =>
      evaluateOn(loaded, { subject: assetSubject(asset), patent: null, asset }, e),
    );
  if (patents.length === 0) return [evaluateOn(loaded, onWhole(POOL_SUBJECT), e)];
  return patents.map((patent) => evaluateOn(loaded, { subject: patent.subject, patent, asset: null }, e));
};
