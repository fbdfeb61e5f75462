import type { CollateralItem } from '../../case/collateral-section';
import { leaf } from '../../kernel/trace';
import { registryOfClass } from '../../rulebook/collateral-fields';
import { type Check, type LazyNode, allOf, anyOf, check, failed, quiet, type Nodes } from '../check';
import { withField } from '../fields';
import { type ItemInput, type ItemTest, proven } from './item-check';
import { unitNumberOf } from './stated-checks';

/** A scope of real estate and the scopes that complete it. */
const COMPLEMENT: ReadonlyMap<string, readonly string[]> = new Map([
  ['building', ['land', 'whole']],
  ['land', ['building', 'whole']],
]);

/** Land parcel in the first characters of a 不动产单元号. */
const PARCEL = 19;

const registryOf = (item: CollateralItem, { context }: ItemInput): string | null => {
  const found = registryOfClass(context.rules, item.assetClass);
  return found.ok ? found.value.registry : null;
};

const pairLeaf =
  (item: CollateralItem, titles: string): LazyNode =>
  () => {
    const path = `sections.collateral.items[${item.id}].pairedWith`;
    return leaf({
      id: `field/${path}`,
      label: '一并设立的押品',
      value: titles === '' ? null : titles,
      unit: 'text',
      confidence: 'verified',
      source: { kind: 'field', path, label: '一并设立的押品' },
    });
  };

interface Pairs {
  readonly partners: readonly CollateralItem[];
  /** Fails or unknowns of references that cannot stand. */
  readonly faults: readonly Check[];
  readonly node: LazyNode;
}

const judged = (
  partner: CollateralItem | undefined,
  id: string,
  own: CollateralItem,
  fits: (registry: string | null) => boolean,
  input: ItemInput,
): Check | null => {
  if (id === own.id) return check('fail', 'fail.self', {});
  if (partner === undefined) return failed('E_REF_MISSING', `一并设立的押品“${id}”不在案卷中`);
  const facts = { partner: partner.title };
  if (!fits(registryOf(partner, input))) return check('fail', 'fail.kind', facts);
  return partner.use === 'never' ? check('fail', 'fail.unused', facts) : null;
};

/** Where the item points; every reference must stand, and none is followed further. */
const pairsOf = (
  own: CollateralItem,
  fits: (registry: string | null) => boolean,
  input: ItemInput,
): Pairs => {
  const items = input.context.caseRecord.sections.collateral.items;
  const ids = [...new Set(own.pairedWith)];
  const found = ids.map((id) => ({ id, partner: items.find((item) => item.id === id) }));
  const checked = found.map(({ id, partner }) => ({ partner, fault: judged(partner, id, own, fits, input) }));
  const titles = found.map(({ id, partner }) => partner?.title ?? id).join('、');
  return {
    partners: checked.flatMap(({ partner, fault }) =>
      fault === null && partner !== undefined ? [partner] : [],
    ),
    faults: checked.flatMap(({ fault }) => (fault === null ? [] : [fault])),
    node: pairLeaf(own, titles),
  };
};

const isRealEstate = (registry: string | null): boolean => registry?.startsWith('RE_') ?? false;

/** Different parcels in two readable numbers; numbers that cannot be read say nothing here. */
const otherParcel = (own: CollateralItem, partner: CollateralItem): boolean => {
  const [a, b] = [own, partner].map(({ details }) => unitNumberOf(details['unit_number'] ?? ''));
  return (
    a !== null &&
    a !== undefined &&
    b !== null &&
    b !== undefined &&
    a.slice(0, PARCEL) !== b.slice(0, PARCEL)
  );
};

const completes = (partner: CollateralItem, own: CollateralItem, scopes: readonly string[]): Check => {
  const scope = partner.details['pair_scope'] ?? '';
  const facts = { partner: partner.title };
  if (scope === '') return check('unknown', 'unknown.partner', facts);
  if (!scopes.includes(scope)) return check('fail', 'fail.scope', facts);
  return otherParcel(own, partner)
    ? check('unknown', 'unknown.parcel', facts)
    : check('pass', 'pass.pair', facts);
};

/** 民法典 art. 397: a building goes with its land and the land with its buildings. */
export const landWithBuilding: ItemTest = (input) => {
  if (input.held.kind !== 'asset') return failed('E_RULE_SUBJECT', '本规则应逐项押品核查');
  const { item, registry } = input.held;
  return withField(input.facts.choice('scope'), ({ code, label }, node) => {
    const scopes = COMPLEMENT.get(code);
    const pairs = pairsOf(item, isRealEstate, input);
    const nodes = [node, pairs.node];
    if (scopes === undefined) {
      if (code === 'bare-land' && registry !== 'RE_LAND')
        return check('fail', 'fail.bare', { choice: label }, nodes);
      return allOf([
        ...pairs.faults,
        proven(input, 'main', check('pass', `pass.${code}`, { choice: label }, nodes)),
      ]);
    }
    if (pairs.partners.length === 0 && pairs.faults.length === 0)
      return check('fail', 'fail.alone', { choice: label }, nodes);
    const complete = anyOf(pairs.partners.map((partner) => completes(partner, item, scopes)));
    return proven(input, 'main', allOf([...pairs.faults, complete, quiet('pass', nodes)]));
  });
};

/** 民法典 art. 398: land of a township or village enterprise goes with its buildings or not at all. */
export const townshipLand: ItemTest = (input) =>
  withField(input.facts.choice('right'), (right, rightNode) => {
    const pass = (nodes: Nodes): Check =>
      proven(input, 'main', check('pass', 'pass', { choice: right.label }, nodes));
    if (right.code !== 'township') return pass([rightNode]);
    return withField(input.facts.choice('scope'), (scope, scopeNode) => {
      const nodes = [rightNode, scopeNode];
      return scope.code === 'whole' || scope.code === 'building'
        ? pass(nodes)
        : check('fail', 'fail', { choice: right.label }, nodes);
    });
  });

/** 公告第358号: identical and similar marks on identical or similar goods go together. */
export const similarMarks: ItemTest = (input) => {
  if (input.held.kind !== 'asset') return failed('E_RULE_SUBJECT', '本规则应逐项押品核查');
  const { item, registry } = input.held;
  return withField(input.facts.choice('similar'), ({ code, label }, node) => {
    const pairs = pairsOf(item, (other) => other === registry, input);
    const nodes = [node, pairs.node];
    const facts = { choice: label, partners: pairs.partners.map(({ title }) => title).join('、') };
    if (code === 'omitted') return check('fail', 'fail.omitted', facts, nodes);
    if (code === 'listed' && pairs.partners.length === 0 && pairs.faults.length === 0)
      return check('fail', 'fail.alone', facts, nodes);
    const passed = proven(input, 'main', check('pass', `pass.${code}`, facts, nodes));
    return allOf([...pairs.faults, passed]);
  });
};
