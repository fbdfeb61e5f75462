import type { CaseRecord } from '../../case/case-record';
import type { DataAsset } from '../../case/data-assets-section';
import type { Subject } from '../../case/exchange';
import type { PatentRecord } from '../../case/patents-section';
import type { ScreeningContext, Sight } from '../context';
import { Fields } from '../fields';
import type { GroundResult } from '../finding-model';
import type { HeldItem } from '../held-item';
import type { PatentSubject } from '../patent-subject';
import type { ScreeningRule } from '../rule-model';
import type { LoadedRule, LoadedSet } from '../rule-sets';
import type { CheckInput } from './check-input';

/** Everything one rule sees of one subject: a single object, as there are some hundred to a case. */
export class RuleInput extends Fields implements CheckInput, Sight {
  constructor(
    readonly context: ScreeningContext,
    readonly loaded: LoadedRule,
    readonly set: LoadedSet,
    readonly subject: Subject,
    readonly patent: PatentSubject | null,
    readonly asset: DataAsset | null,
    readonly held: HeldItem | null,
    readonly grounds: readonly GroundResult[],
  ) {
    super();
  }

  get fields(): this {
    return this;
  }
  protected get rule(): ScreeningRule {
    return this.loaded.spec;
  }
  protected get record(): PatentRecord | null {
    return this.patent === null ? null : this.patent.record;
  }
  protected get whole(): CaseRecord {
    return this.context.caseRecord;
  }
}

/** The same subject as another rule sees it. */
export const inputFor = (
  loaded: LoadedRule,
  { context, set, subject, patent, asset, held, grounds }: Sight,
): RuleInput => new RuleInput(context, loaded, set, subject, patent, asset, held, grounds);
