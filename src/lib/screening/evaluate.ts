import type { DataAsset } from '../case/data-assets-section';
import type { Subject } from '../case/exchange';
import { type Check, check, failed } from './check';
import { CHECK_TESTS } from './checks/check-catalogue';
import type { CheckInput } from './checks/check-input';
import { confirmedByRegisterCopy } from './checks/register-copy';
import { POOL_SUBJECT, type ScreeningContext, type Sight, caseSubject } from './context';
import { fieldReader } from './fields';
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

const carryOut = (input: CheckInput): Check => {
  const { spec } = input.loaded;
  if (spec.subject === 'patent' && input.patent === null) return check('unknown', 'no-patents');
  if (spec.subject === 'patent' && input.patent?.record === null) return absentPatent(input);
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
  readonly held: HeldItem | null;
}

const judge = (sight: Sight, method: string): ScreenedFinding => {
  const { context, loaded, set, subject, patent, asset, held, grounds } = sight;
  const fields = fieldReader(loaded.spec, patent === null ? null : patent.record, context.caseRecord);
  const result = carryOut({ loaded, set, context, subject, patent, asset, held, fields, grounds });
  const judgement = new Judgement(result, loaded, set, subject, method);
  return context.untraced === true ? judgement : judgement.plain();
};

const evaluateOn = (loaded: LoadedRule, target: Target, e: Evaluation): ScreenedFinding => {
  const { context, set, grounds, method } = e;
  const { subject, patent, asset, held } = target;
  const sight: Sight = { context, subject, patent, asset, held, grounds, loaded, set };
  if (context.memory === undefined) return judge(sight, method);
  const { kind, id } = subject;
  return context.memory.recall(`${method} ${loaded.id} ${kind} ${id}`, sight, (note) =>
    judge(watchedSight(sight, note), method),
  );
};

const onWhole = (subject: Subject): Target => ({ subject, patent: null, asset: null, held: null });
const onPatent = (patent: PatentSubject): Target => ({
  subject: patent.subject,
  patent,
  asset: null,
  held: null,
});

export const assetSubject = ({ id, title }: DataAsset): Subject => ({ kind: 'data-asset', id, title });

/** Rules about the case; rules about items of collateral, too, when they are asked of anything else, so that they say so. */
const WHOLE: ReadonlySet<RuleSubject> = new Set<RuleSubject>(['case', 'asset', 'support']);

/** The finding of one rule on one item of collateral or support. */
export const evaluateHeld = (loaded: LoadedRule, held: HeldItem, e: Evaluation): ScreenedFinding =>
  evaluateOn(loaded, { ...onWhole(heldSubject(held)), held }, e);

/**
 * The findings of one rule: one per patent, one per data asset, or one for the case. Without any patent: one unknown on
 * the pool. Without any data asset: none.
 */
export const evaluateRule = (loaded: LoadedRule, e: Evaluation): readonly ScreenedFinding[] => {
  const { patents, caseRecord } = e.context;
  if (WHOLE.has(loaded.spec.subject)) return [evaluateOn(loaded, onWhole(caseSubject(caseRecord)), e)];
  if (loaded.spec.subject === 'data-asset')
    return caseRecord.sections.dataAssets.assets.map((asset) =>
      evaluateOn(loaded, { ...onWhole(assetSubject(asset)), asset }, e),
    );
  if (patents.length === 0) return [evaluateOn(loaded, onWhole(POOL_SUBJECT), e)];
  return patents.map((patent) => evaluateOn(loaded, onPatent(patent), e));
};
