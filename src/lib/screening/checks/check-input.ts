import type { DataAsset } from '../../case/data-assets-section';
import type { Subject } from '../../case/exchange';
import { type TraceNode, leaf } from '../../kernel/trace';
import type { Check } from '../check';
import type { ScreeningContext } from '../context';
import type { PatentSubject } from '../patent-subject';
import type { FieldReader } from '../fields';
import type { GroundResult } from '../finding-model';
import type { HeldItem } from '../held-item';
import type { LoadedRule, LoadedSet } from '../rule-sets';

/** What a test function gets. It reads only through `fields`, `context` and its own rule. */
export interface CheckInput {
  readonly loaded: LoadedRule;
  readonly set: LoadedSet;
  readonly context: ScreeningContext;
  readonly subject: Subject;
  /** The patent at hand; `null` for rules about the case. */
  readonly patent: PatentSubject | null;
  /** The data asset at hand; `null` for rules about anything else. */
  readonly asset: DataAsset | null;
  /** The collateral or support at hand; `null` for rules about anything else. */
  readonly held: HeldItem | null;
  readonly fields: FieldReader;
  /** Results of the refusal grounds, for items derived from them. */
  readonly grounds: readonly GroundResult[];
}

/** A small named test. A rule names it; a name without a function makes the rule unknown. */
export type CheckTest = (input: CheckInput) => Check;

export const filingDateLeaf =
  ({ caseRecord, filingDate }: ScreeningContext) =>
  (): TraceNode =>
    leaf({
      id: 'field/valuationDate',
      label: '拟申请登记日（取评估基准日）',
      value: filingDate,
      unit: 'date',
      confidence: 'verified',
      source: { kind: 'field', path: 'valuationDate', label: `评估基准日 ${caseRecord.valuationDate}` },
    });
