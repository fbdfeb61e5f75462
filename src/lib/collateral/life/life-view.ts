import type { Disposal, PerfectionState, Receipt, SecurityStep } from '../../case/collateral-life';
import type { MethodInput } from '../../case/method';
import { isPatentCard } from '../../case/realised-outcome';
import { type Fen, fenText } from '../../kernel/fen';
import type { PlainDate } from '../../kernel/plain-date';
import { type Result, ok } from '../../kernel/result';
import type { Recognition } from '../perfection';
import { recogniserOn } from '../recognition-on-day';
import {
  type ClaimDeadline,
  type DisposalResult,
  claimDeadlines,
  claimNotes,
  disposalResult,
} from './disposal-result';
import { isConstitutive } from './gate-asset';
import { CLASS_UNKNOWN } from './gate-case';
import type { Gate } from './gate-model';
import { guaranteeSetting } from './guarantee-period';
import { type LifeAsset, lifeAssets } from './life-assets';
import { type LifeNote, type LifeRules, readLifeRules } from './life-rules';
import { supportInForce } from './recognition';
import { releaseGate } from './release-gate';
import { type Revalued, revaluationOf } from './revaluation';
import { searchable } from './search-places';
import { type StepFault, faultsOfLife, nextStates, stateWord } from './step-machine';
import { type WatchEntry, watchList } from './watch';

/** The life of the security on one asset, as a page shows it. */
export interface LifeItem {
  /** As the structure names it. */
  readonly id: string;
  /** Record that keeps its life; `null` = nobody keeps a card for it. */
  readonly itemId: string | null;
  readonly title: string;
  readonly className: string | null;
  readonly registries: readonly string[];
  /** Those of them that can be searched. */
  readonly searchable: readonly string[];
  readonly law: string;
  /** The right does not exist without registration, delivery or control. */
  readonly constitutive: boolean;
  readonly state: PerfectionState;
  readonly stateWord: string;
  readonly steps: readonly (SecurityStep & { readonly word: string })[];
  readonly faults: readonly StepFault[];
  readonly next: readonly {
    readonly to: PerfectionState;
    readonly word: string;
    readonly needsReceipt: boolean;
  }[];
  readonly receipt: Receipt | null;
  readonly recognised: boolean;
  readonly recognition: string;
  /** What the structure takes from it, 分; `null` = not used, or not known. */
  readonly usedFen: string | null;
  readonly revalued: Revalued;
  readonly disposal: Disposal | null;
  readonly disposalResult: DisposalResult | null;
  /** Its disposal is what the pledged patents fetched. */
  readonly isPatentPool: boolean;
}

export interface LifeSupport {
  readonly id: string;
  readonly title: string;
  readonly contract: Receipt | null;
  /** `null` = not known. */
  readonly inForce: boolean | null;
  readonly reason: string;
  /** Whether what it carries counts on the day asked about. */
  readonly recognised: boolean;
  readonly recognition: string;
}

export interface Life {
  readonly on: PlainDate;
  readonly items: readonly LifeItem[];
  readonly support: readonly LifeSupport[];
  readonly gate: Gate;
  readonly watch: readonly WatchEntry[];
  readonly claims: readonly ClaimDeadline[];
  readonly notes: readonly LifeNote[];
  readonly limits: {
    readonly stages: readonly number[];
    readonly searchDays: number;
    readonly changeDays: number;
    readonly cancelWorkingDays: number;
    readonly valueFallWarn: string;
    readonly valueFallTopUp: string;
  };
}

const recognisedAs = ({ recognised, reason }: Recognition) => ({ recognised, recognition: reason });

/** What the view is made from. */
export interface LifeInput extends MethodInput {
  /** The day it is looked at: today on the computer of whoever asks. */
  readonly on: PlainDate;
  /** Id → what the structure takes from it; `null` = not solved. */
  readonly used: ReadonlyMap<string, Fen> | null;
}

const itemOf = (
  held: LifeAsset,
  revalued: Revalued,
  { on, used }: LifeInput,
  rules: LifeRules,
  recognise: (held: LifeAsset) => { readonly recognised: boolean; readonly reason: string },
): LifeItem => {
  const { asset, item, assetClass } = held;
  const setting = {
    machine: rules.machine.value,
    words: rules.words.value,
    effect: assetClass?.registry.effect ?? null,
  };
  const { recognised, reason } = recognise(held);
  const taken = used?.get(asset.id);
  return {
    id: asset.id,
    itemId: item?.id ?? null,
    title: asset.title,
    className: assetClass?.name ?? null,
    registries: assetClass?.registry.registries.map(({ name }) => name) ?? [],
    searchable: searchable(assetClass?.registry.registries ?? []).map(({ name }) => name),
    law: assetClass?.registry.law ?? '',
    constitutive: isConstitutive(held),
    state: asset.perfection,
    stateWord: stateWord(asset.perfection, setting),
    steps: (item?.life.steps ?? []).map((step) => ({ ...step, word: stateWord(step.to, setting) })),
    faults: item === null ? [] : faultsOfLife(item, on, setting),
    next:
      item === null
        ? []
        : nextStates(item.life.steps.at(-1)?.to ?? 'draft', setting).map((to) => ({
            to,
            word: stateWord(to, setting),
            needsReceipt: setting.machine.needReceipt.includes(to),
          })),
    receipt: asset.receipt,
    recognised,
    recognition: reason,
    usedFen: taken === undefined ? null : fenText(taken),
    revalued,
    disposal: item?.life.disposal ?? null,
    disposalResult: item === null ? null : disposalResult(item),
    isPatentPool: item !== null && isPatentCard(item),
  };
};

/**
 * The life of every security of a case on a day: where each stands and what may follow, its receipt, values, the release gate, the
 * days to keep in sight, and disposals. Fails where a parameter cannot be read.
 */
export const lifeOfCase = (input: LifeInput): Result<Life> => {
  const { caseRecord, on, used } = input;
  const rules = readLifeRules(input.rules);
  if (!rules.ok) return rules;
  const recogniser = recogniserOn({
    caseRecord,
    rules: input.rules,
    parameters: rules.value,
    on,
    dayName: '放款日',
  });
  const assets = lifeAssets(input);
  if (!assets.ok) return assets;
  const gate = releaseGate({
    ...input,
    used: used === null ? null : new Set(used.keys()),
    ...(used === null ? {} : { amounts: used }),
  });
  if (!gate.ok) return gate;
  const revalued = assets.value.map(
    (asset) =>
      [asset, revaluationOf(asset, caseRecord, on, used?.get(asset.asset.id) ?? null, rules.value)] as const,
  );
  const claims = claimDeadlines(caseRecord, rules.value);
  const { stages, searchDays, changeDays, cancelWorkingDays, monitoring } = rules.value;
  return ok({
    on,
    items: revalued.map(([asset, values]) =>
      itemOf(asset, values, input, rules.value, ({ asset: proposed, assetClass }) =>
        assetClass === null
          ? { ...CLASS_UNKNOWN, recognised: false }
          : recogniser.asset(proposed, assetClass),
      ),
    ),
    support: caseRecord.sections.collateral.support
      .filter(({ use }) => use !== 'never')
      .map((support) => ({
        id: support.id,
        title: support.title,
        contract: support.contract,
        ...supportInForce(support, on, guaranteeSetting(caseRecord, rules.value)),
        ...recognisedAs(recogniser.support(support)),
      })),
    gate: gate.value,
    watch: watchList({
      caseRecord,
      figures: input.prior.figures,
      assets: revalued,
      claims,
      on,
      rules: rules.value,
    }),
    claims,
    notes: claimNotes(rules.value),
    limits: {
      stages: stages.value,
      searchDays: searchDays.value,
      changeDays: changeDays.value,
      cancelWorkingDays: cancelWorkingDays.value,
      valueFallWarn: monitoring.value.valueFallWarn,
      valueFallTopUp: monitoring.value.valueFallTopUp,
    },
  });
};
