import * as v from 'valibot';
import type { Subject, Verdict } from '../case/exchange';
import type { MethodInput, Outputs } from '../case/method';
import { type Failure, type Result, mapResult, ok, refuse } from '../kernel/result';
import { fieldsOfRegistry, registryOfClass } from '../rulebook/collateral-fields';
import { readTyped } from '../rulebook/read-rule';
import { brokenFinding } from './broken-finding';
import { type ScreeningContext, screeningContext } from './context';
import { evaluateHeld } from './evaluate';
import { type ScreenedFinding, toFinding } from './finding-model';
import { type HeldItem, type Thing, heldSubject } from './held-item';
import { all } from './kleene';
import { type LoadedSet, loadSet } from './rule-sets';

export const PREFLIGHT_METHOD = 'screening.collateral-preflight@1';

/** Which sets judge the things of a registry; an empty list: they are judged elsewhere. */
const SETS = 'screening.collateral.sets';
const setMap = v.record(v.string(), v.array(v.pipe(v.string(), v.minLength(1))));

/** Judges a thing whose class nobody knows. */
const CLASS_SET = 'screening.set.collateral-class';

/** Data assets offer themselves and pass gates of their own; an item of this registry is only their card. */
const DATA_REGISTRY = 'DATA_IP';

/** Code of the registry matrix for what stands beside the assets. Kinds without one ask nothing. */
export const SUPPORT_REGISTRY: Readonly<Record<string, string>> = {
  guarantee: 'GUARANTEE',
  insurance: 'INSURANCE',
};

/** One item of collateral or support with its checks, in the order of the rules. */
export interface ItemPreflight {
  readonly subject: Subject;
  /** Code of the registry matrix; `null` = unknown. */
  readonly registry: string | null;
  /** Kleene `all` over every finding: ready only when all pass. */
  readonly verdict: Verdict;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly findings: readonly ScreenedFinding[];
}

export interface PreflightResult {
  readonly method: string;
  readonly items: readonly ItemPreflight[];
  /** Findings of all items, and of rules that could not be read. */
  readonly findings: readonly ScreenedFinding[];
}

interface Judged {
  readonly held: HeldItem;
  readonly sets: readonly string[];
  readonly failures: readonly Failure[];
}

const setsFor = (registry: string, { rules }: ScreeningContext): Result<readonly string[]> => {
  const map = readTyped(rules, SETS, setMap);
  if (!map.ok) return map;
  const { value } = map.value;
  return Object.hasOwn(value, registry)
    ? ok(value[registry] ?? [])
    : refuse(
        'E_REGISTRY_UNKNOWN',
        `没有“${registry}”的核查清单`,
        registry,
        '请在参数库核对该押品类别的登记机构',
        SETS,
      );
};

/** A thing with what its registry knows and asks; what cannot be read is a failure of the thing, never a pass. */
const judgedThing = (thing: Thing, registry: Result<string>, context: ScreeningContext): Judged => {
  if (!registry.ok)
    return { held: { ...thing, registry: null, fields: new Map() }, sets: [CLASS_SET], failures: [] };
  const fields = fieldsOfRegistry(context.rules, registry.value);
  const sets = setsFor(registry.value, context);
  const known = fields.ok ? fields.value.groups.flatMap((g) => g.fields) : [];
  return {
    held: { ...thing, registry: registry.value, fields: new Map(known.map((field) => [field.code, field])) },
    sets: sets.ok ? sets.value : [],
    failures: [fields, sets].flatMap((read) => (read.ok ? [] : [read.failure])),
  };
};

const assetsOf = (context: ScreeningContext): readonly Judged[] => {
  const { collateral, dataAssets } = context.caseRecord.sections;
  return collateral.items.flatMap((item): Judged[] => {
    if (item.use === 'never') return [];
    const registry = mapResult(registryOfClass(context.rules, item.assetClass), (found) => found.registry);
    const isCard = registry.ok && registry.value === DATA_REGISTRY && dataAssets.assets.length > 0;
    return isCard ? [] : [judgedThing({ kind: 'asset', item }, registry, context)];
  });
};

const supportOf = (context: ScreeningContext): readonly Judged[] =>
  context.caseRecord.sections.collateral.support.flatMap((item): Judged[] => {
    const code = Object.hasOwn(SUPPORT_REGISTRY, item.kind) ? SUPPORT_REGISTRY[item.kind] : undefined;
    return item.use === 'never' || code === undefined
      ? []
      : [judgedThing({ kind: 'support', item }, ok(code), context)];
  });

const EMPTY_SET = (id: string): LoadedSet => ({
  id,
  set: { title: '', rules: [], evidenceRequired: true, options: [], messages: {} },
  rules: [],
  broken: [],
});

const judge = (
  { held, sets, failures }: Judged,
  context: ScreeningContext,
  load: (id: string) => LoadedSet,
): ItemPreflight => {
  const subject = heldSubject(held);
  const findings = sets
    .map(load)
    .flatMap((set) => [
      ...set.rules.map((loaded) =>
        evaluateHeld(loaded, held, { set, method: PREFLIGHT_METHOD, context, grounds: [] }),
      ),
      ...set.broken.map(({ id, failure }) => brokenFinding(id, failure, set, PREFLIGHT_METHOD, subject)),
    ]);
  const broken = failures.map((failure) =>
    brokenFinding(failure.rule ?? SETS, failure, EMPTY_SET(SETS), PREFLIGHT_METHOD, subject),
  );
  const own = [...findings, ...broken];
  const count = (verdict: Verdict): number => own.filter((f) => f.verdict === verdict).length;
  return {
    subject,
    registry: held.registry,
    verdict: all(own.map((f) => f.verdict)),
    counts: { pass: count('pass'), fail: count('fail'), unknown: count('unknown') },
    findings: own,
  };
};

/**
 * What the registry of each item would refuse and what the law asks of it, before anybody files: collateral other than
 * patents and data assets, and guarantees and insurance. Items that are not used are not judged; a case without any gives
 * nothing.
 */
export const evaluateCollateralPreflight = (context: ScreeningContext): PreflightResult => {
  const things = [...assetsOf(context), ...supportOf(context)].filter(
    ({ sets, failures }) => sets.length > 0 || failures.length > 0,
  );
  const loaded = new Map<string, LoadedSet>();
  const load = (id: string): LoadedSet => {
    const before = loaded.get(id);
    if (before !== undefined) return before;
    const set = loadSet(context.rules, id);
    loaded.set(id, set);
    return set;
  };
  const items = things.map((thing) => judge(thing, context, load));
  return { method: PREFLIGHT_METHOD, items, findings: items.flatMap((item) => item.findings) };
};

/** Outputs of the pre-flight of other collateral. */
export const preflightOutputs = (input: MethodInput): Outputs => ({
  figures: [],
  findings: evaluateCollateralPreflight(screeningContext(input)).findings.map(toFinding),
  offers: [],
});
