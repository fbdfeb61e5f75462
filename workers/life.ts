import * as v from 'valibot';
import type { LifeView } from '../src/lib/bridge/life-contract';
import type { CaseRecord } from '../src/lib/case/case-record';
import type { CollateralItem } from '../src/lib/case/collateral-section';
import { type MethodInput, mergeOutputs } from '../src/lib/case/method';
import { canonicalClassCode, readAssetClass } from '../src/lib/collateral/asset-class';
import {
  type ChangedSecurity,
  type EnteredStep,
  enterStep,
  withdrawStep,
} from '../src/lib/collateral/life/enter-step';
import { readLifeRules } from '../src/lib/collateral/life/life-rules';
import { lifeOfCase } from '../src/lib/collateral/life/life-view';
import {
  type CompetingRight,
  type ContestedThing,
  type Ranking,
  rankRights,
} from '../src/lib/collateral/life/priority';
import { spareSources } from '../src/lib/collateral/life/spare-sources';
import type { MachineSetting } from '../src/lib/collateral/life/step-machine';
import { type Substitution, substitutesFor } from '../src/lib/collateral/life/substitute';
import type { WatchEntry } from '../src/lib/collateral/life/watch';
import type { MilpSolver } from '../src/lib/collateral/optimiser/milp';
import type { Structure } from '../src/lib/collateral/structure-model';
import { type Fen, parseFenText } from '../src/lib/kernel/fen';
import { icsText, stampOf } from '../src/lib/kernel/ics';
import { parsePlainDate } from '../src/lib/kernel/plain-date';
import { type Result, ok, refuse } from '../src/lib/kernel/result';
import type { RulesAt } from '../src/lib/rulebook/model';
import { readTyped } from '../src/lib/rulebook/read-rule';
import { afterScreening, structureOf } from './structure';

/** Id → what the structure takes; `null` while nothing was solved. */
const usedOf = ({ status, items }: Structure): ReadonlyMap<string, Fen> | null =>
  status === 'unsolved' ? null : new Map(items.map(({ id, amountFen }) => [id, BigInt(amountFen)]));

const inputOf = (caseRecord: CaseRecord, rules: RulesAt, structure: Structure): MethodInput => ({
  caseRecord,
  rules,
  prior: mergeOutputs(afterScreening(caseRecord, rules), {
    figures: structure.figures,
    findings: [],
    offers: [],
  }),
});

/** Days of the list as calendar events; done and unknown ones are none. */
const icsOf = (caseRecord: CaseRecord, watch: readonly WatchEntry[], on: Parameters<typeof stampOf>[0]) => {
  const seen = new Set<string>();
  const events = watch.flatMap(({ key, title, subject, on: date, doneOn, reason, remedy }) => {
    const uid = `life-${caseRecord.id}-${key.replace(/[^0-9a-z.-]+/gi, '.')}@zhiya.invalid`;
    if (date === null || doneOn !== null || seen.has(uid)) return [];
    seen.add(uid);
    return [{ uid, date, summary: `${title} ${subject}`, description: `${reason}\n${remedy}` }];
  });
  return icsText(
    events,
    { name: `${caseRecord.title} 押品存续`, stamp: stampOf(on), fiction: caseRecord.fiction },
    'Collateral Life',
  );
};

export const lifeViewOf = (
  caseRecord: CaseRecord,
  onText: string,
  rules: RulesAt,
  solver: MilpSolver,
): Result<LifeView> => {
  const on = parsePlainDate(onText, '押品存续 › 日期');
  if (!on.ok) return on;
  const structure = structureOf(caseRecord, rules, solver);
  const life = lifeOfCase({
    ...inputOf(caseRecord, rules, structure),
    on: on.value,
    used: usedOf(structure),
  });
  if (!life.ok) return life;
  const ics = icsOf(caseRecord, life.value.watch, on.value);
  return ics.ok ? ok({ ...life.value, ics: ics.value }) : ics;
};

interface Held {
  readonly item: CollateralItem;
  readonly setting: MachineSetting;
}

const heldOf = (caseRecord: CaseRecord, id: string, rules: RulesAt): Result<Held> => {
  const item = caseRecord.sections.collateral.items.find((one) => one.id === id);
  if (item === undefined)
    return refuse('E_ITEM_UNKNOWN', '案卷中没有这项押品', id, '案卷可能刚刚改过，请重新打开本页');
  const read = readLifeRules(rules);
  if (!read.ok) return read;
  const assetClass = readAssetClass(rules, canonicalClassCode(rules, item.assetClass));
  return ok({
    item,
    setting: {
      machine: read.value.machine.value,
      words: read.value.words.value,
      effect: assetClass.ok ? assetClass.value.registry.effect : null,
    },
  });
};

export const stepEntered = (
  caseRecord: CaseRecord,
  id: string,
  step: EnteredStep,
  today: string,
  rules: RulesAt,
): Result<ChangedSecurity> => {
  const held = heldOf(caseRecord, id, rules);
  return held.ok ? enterStep(held.value.item, step, today, held.value.setting) : held;
};

export const stepWithdrawn = (
  caseRecord: CaseRecord,
  id: string,
  rules: RulesAt,
): Result<ChangedSecurity> => {
  const held = heldOf(caseRecord, id, rules);
  return held.ok ? withdrawStep(held.value.item, held.value.setting) : held;
};

export const substitutesOf = (
  caseRecord: CaseRecord,
  asset: string,
  holeText: string,
  rules: RulesAt,
  solver: MilpSolver,
): Result<Substitution> => {
  const hole = parseFenText(holeText, '押品存续 › 缺额');
  if (!hole.ok) return hole;
  const structure = structureOf(caseRecord, rules, solver);
  const used = usedOf(structure);
  // Nobody knows what is left of each source: nothing used would offer all of them in full.
  if (used === null)
    return refuse(
      'E_STRUCTURE_UNKNOWN',
      '押品组合还没有算出，不知道各项还剩多少可用',
      '押品存续 › 替补押品',
      '请先在“押品组合”页补齐融资需求并算出组合，再找替补',
    );
  const spare = spareSources(inputOf(caseRecord, rules, structure), used, asset, hole.value);
  return spare.ok ? ok(substitutesFor(hole.value, spare.value)) : spare;
};

export const rightsRanked = (
  thing: ContestedThing,
  rights: readonly CompetingRight[],
  rules: RulesAt,
): Result<Ranking> => {
  const days = readTyped(rules, 'screening.collateral.purchase-money-days', v.number());
  return days.ok ? rankRights(thing, rights, rules, days.value.value) : days;
};
