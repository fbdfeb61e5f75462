import type { DataAsset } from '../case/data-assets-section';
import type { Subject } from '../case/exchange';
import { type Check, check, failed } from './check';
import { CHECK_TESTS } from './checks/check-catalogue';
import type { CheckInput, CheckTest } from './checks/check-input';
import { confirmedByRegisterCopy } from './checks/register-copy';
import { RuleInput, inputFor } from './checks/rule-input';
import { POOL_SUBJECT, type ScreeningContext, caseSubject } from './context';
import type { GroundResult, ScreenedFinding } from './finding-model';
import { type HeldItem, heldSubject } from './held-item';
import { Judgement } from './judgement';
import type { PatentSubject } from './patent-subject';
import type { RuleSubject } from './rule-model';
import type { LoadedRule, LoadedSet } from './rule-sets';
import { watchedSight } from './sight';

/** A pledged patent that the case does not hold. Earlier versions called it a fault of the rules. */
const absentPatent = ({ context }: CheckInput): Check =>
  context.earlier === undefined
    ? check('unknown', 'absent-patent', { code: 'E_SUBJECT_MISSING' })
    : failed('E_SUBJECT_MISSING', '质押清单中的专利不在案卷中，请在专利页重新勾选');

/** The function that a rule names; `undefined`: there is none. */
type Test = CheckTest | undefined;

const testOf = ({ spec }: LoadedRule): Test => CHECK_TESTS.get(spec.test);

const carryOut = (input: CheckInput, test: Test): Check => {
  const { spec } = input.loaded;
  if (spec.subject === 'patent' && input.patent === null) return check('unknown', 'no-patents');
  if (spec.subject === 'patent' && input.patent?.record === null) return absentPatent(input);
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

const judge = (input: RuleInput, method: string, test: Test): ScreenedFinding => {
  const { context, loaded, set, subject } = input;
  const judgement = new Judgement(carryOut(input, test), loaded, set, subject, method);
  return context.untraced === true ? judgement : judgement.plain();
};

const evaluateOn = (
  loaded: LoadedRule,
  e: Evaluation,
  test: Test,
  subject: Subject,
  patent: PatentSubject | null,
  asset: DataAsset | null,
  held: HeldItem | null,
): ScreenedFinding => {
  const { context, set, grounds, method } = e;
  const input = new RuleInput(context, loaded, set, subject, patent, asset, held, grounds);
  if (context.memory === undefined) return judge(input, method, test);
  const { kind, id } = subject;
  return context.memory.recall(`${method} ${loaded.id} ${kind} ${id}`, input, (note) => {
    const watched = watchedSight(input, note);
    return judge(inputFor(loaded, watched), method, test);
  });
};

export const assetSubject = ({ id, title }: DataAsset): Subject => ({ kind: 'data-asset', id, title });

/** Rules about the case; rules about items of collateral, too, when they are asked of anything else, so that they say so. */
const WHOLE: ReadonlySet<RuleSubject> = new Set<RuleSubject>(['case', 'asset', 'support']);

/** The finding of one rule on one item of collateral or support. */
export const evaluateHeld = (loaded: LoadedRule, held: HeldItem, e: Evaluation): ScreenedFinding =>
  evaluateOn(loaded, e, testOf(loaded), heldSubject(held), null, null, held);

/**
 * The findings of one rule: one per patent, one per data asset, or one for the case. Without any patent: one unknown on
 * the pool. Without any data asset: none.
 */
export const evaluateRule = (loaded: LoadedRule, e: Evaluation): readonly ScreenedFinding[] => {
  const { patents, caseRecord } = e.context;
  const test = testOf(loaded);
  if (WHOLE.has(loaded.spec.subject))
    return [evaluateOn(loaded, e, test, caseSubject(caseRecord), null, null, null)];
  if (loaded.spec.subject === 'data-asset')
    return caseRecord.sections.dataAssets.assets.map((asset) =>
      evaluateOn(loaded, e, test, assetSubject(asset), null, asset, null),
    );
  if (patents.length === 0) return [evaluateOn(loaded, e, test, POOL_SUBJECT, null, null, null)];
  return patents.map((patent) => evaluateOn(loaded, e, test, patent.subject, patent, null, null));
};
