import type { SupportItem } from '../../case/collateral-section';
import { type Fen, formatWan, parseFenText } from '../../kernel/fen';
import { addMonths, daysBetween, partsOf } from '../../kernel/plain-date';
import { type TraceNode, leaf } from '../../kernel/trace';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { type Check, check, failed } from '../check';
import type { CheckInput, CheckTest } from '../checks/check-input';
import { withField } from '../fields';
import { ruleSet } from '../rule-model';
import { fenAmount, monthCount, shareText, words } from './route-model';
import { guarantorPart } from './route-money';
import { verdictsOf } from './rule-verdicts';

const wan = (fen: Fen): string => formatWan(fen).replace(/\.00$/, '');

const parameter = ({ loaded }: CheckInput, name: string): string => loaded.spec.parameters[name] ?? '';

/** Whole months from the founding day to the planned filing day. */
const monthsSince = (from: Parameters<typeof addMonths>[0], to: Parameters<typeof addMonths>[0]): number => {
  const [a, b] = [partsOf(from), partsOf(to)];
  const months = (b.year - a.year) * 12 + b.month - a.month;
  return addMonths(from, months) > to ? months - 1 : months;
};

/** A1: the enterprise is at least so many months old on the valuation date; the very day counts. */
const age: CheckTest = (input) => {
  const min = readTyped(input.context.rules, parameter(input, 'min'), monthCount);
  if (!min.ok) return failed(min.failure.code, min.failure.message);
  const product = readTyped(input.context.rules, parameter(input, 'product'), words);
  return withField(input.fields.date('foundedOn'), (foundedOn, node) => {
    const { filingDate } = input.context;
    const nodes = [node, () => ruleLeaf(min.value.rule)];
    if (daysBetween(foundedOn, filingDate) < 0)
      return check('fail', 'fail.future', { foundedOn, filingDate }, nodes);
    const from = addMonths(foundedOn, min.value.value);
    const facts = {
      foundedOn,
      filingDate,
      months: String(monthsSince(foundedOn, filingDate)),
      min: String(min.value.value),
      from,
      product: product.ok ? product.value.value : '政府性融资担保',
    };
    const verdict = filingDate >= from ? 'pass' : 'fail';
    return check(verdict, verdict, facts, nodes);
  });
};

/** Sums up the rules it is derived from. */
const fromFindings: CheckTest = (input) => {
  const { verdict, items, nodes } = verdictsOf(input.loaded.spec.derivedFrom, input);
  return check(verdict, verdict, { items }, nodes);
};

const rulesOfSet = (input: CheckInput): readonly string[] | Check => {
  const set = readTyped(input.context.rules, parameter(input, 'set'), ruleSet);
  return set.ok ? set.value.value.rules : failed(set.failure.code, set.failure.message);
};

/** Sums up all rules of a set. */
const fromSet: CheckTest = (input) => {
  const rules = rulesOfSet(input);
  if ('verdict' in rules) return rules;
  const { verdict, items, nodes } = verdictsOf(rules, input);
  return check(verdict, verdict, { items }, nodes);
};

/** A5: asked only where patents are pledged. A list from which none is chosen yet is judged as a whole. */
const refusal: CheckTest = (input) => {
  const { patents } = input.context.caseRecord.sections;
  return patents.records.length + patents.pledged.length === 0
    ? check('pass', 'pass.none', {}, [fieldLeaf('patents.pledged', '质押专利', '0')])
    : fromSet(input);
};

const fieldLeaf = (path: string, label: string, value: string | null): TraceNode =>
  leaf({
    id: `field/sections.${path}`,
    label,
    value,
    unit: 'text',
    confidence: 'verified',
    source: { kind: 'field', path: `sections.${path}`, label },
  });

/** A4: something can be pledged or mortgaged. Nothing entered yet is unknown, never a refusal. */
const security: CheckTest = ({ context }) => {
  const { patents, dataAssets, collateral } = context.caseRecord.sections;
  const usable = collateral.items.filter((item) => item.use !== 'never');
  const parts = [
    ...(patents.pledged.length === 0 ? [] : [`质押专利 ${patents.pledged.length} 件`]),
    ...(dataAssets.assets.length === 0 ? [] : [`数据资产 ${dataAssets.assets.length} 份`]),
    ...(usable.length === 0 ? [] : [`其他押品 ${usable.length} 项`]),
  ];
  const items = parts.join('、');
  const node = fieldLeaf('collateral.items', '押品', items === '' ? null : items);
  return items === '' ? check('unknown', 'unknown', {}, [node]) : check('pass', 'pass', { items }, [node]);
};

const amountOf = (text: string): Fen | null => {
  const fen = parseFenText(text);
  return fen.ok ? fen.value : null;
};

/** The amount is known and, where the rule names a cap, not above it; the cap itself passes. */
const amount: CheckTest = (input) =>
  withField(input.fields.text('amount'), (text, node) => {
    const fen = amountOf(text);
    if (fen === null) return failed('E_FIELD_TYPE', '资金需求不是整数分');
    if (fen === 0n) return check('unknown', 'unknown.zero', {}, [node]);
    if (input.loaded.spec.parameters['cap'] === undefined)
      return check('pass', 'pass', { amount: wan(fen) }, [node]);
    const cap = readTyped(input.context.rules, parameter(input, 'cap'), fenAmount);
    if (!cap.ok) return failed(cap.failure.code, cap.failure.message);
    const product = readTyped(input.context.rules, parameter(input, 'product'), words);
    const facts = {
      amount: wan(fen),
      cap: wan(BigInt(cap.value.value)),
      product: product.ok ? product.value.value : '',
    };
    const verdict = fen <= BigInt(cap.value.value) ? 'pass' : 'fail';
    return check(verdict, verdict, facts, [node, () => ruleLeaf(cap.value.rule)]);
  });

const namesOf = (items: readonly SupportItem[]): string =>
  items.map((s) => (s.provider === '' ? s.title : s.provider)).join('、');

const supportLeaf = (item: SupportItem): TraceNode =>
  fieldLeaf(`collateral.support[${item.id}].capacityFen`, `${item.provider} 可担保金额`, item.capacityFen);

const capacities = (
  usable: readonly SupportItem[],
  fen: Fen,
  share: string,
  nodes: Check['nodes'],
): Check => {
  const needed = guarantorPart(fen, share);
  const known = usable.filter((s) => s.capacityFen !== null && s.capacitySource.trim() !== '');
  const sum = known.reduce((total, s) => total + (amountOf(s.capacityFen ?? '0') ?? 0n), 0n);
  const facts = { provider: namesOf(usable), capacity: wan(sum), needed: wan(needed) };
  if (sum >= needed && sum > 0n) return check('pass', 'pass', { ...facts, provider: namesOf(known) }, nodes);
  const silent = usable.filter((s) => s.capacityFen === null);
  if (silent.length > 0)
    return check('unknown', 'unknown.capacity', { ...facts, provider: namesOf(silent) }, nodes);
  const unsourced = usable.filter((s) => s.capacitySource.trim() === '');
  return unsourced.length > 0
    ? check('unknown', 'unknown.source', { ...facts, provider: namesOf(unsourced) }, nodes)
    : check('fail', 'fail', facts, nodes);
};

/** B2: guarantors carry at least the part that the bank does not keep. No guarantee entered is unknown. */
const guarantor: CheckTest = (input) => {
  const all = input.context.caseRecord.sections.collateral.support.filter((s) => s.kind === 'guarantee');
  if (all.length === 0)
    return check('unknown', 'unknown.none', {}, [fieldLeaf('collateral.support', '担保', null)]);
  const usable = all.filter((s) => s.use !== 'never');
  const nodes = all.map(supportLeaf);
  if (usable.length === 0) return check('fail', 'fail.never', {}, nodes);
  const share = readTyped(input.context.rules, parameter(input, 'bank'), shareText);
  if (!share.ok) return failed(share.failure.code, share.failure.message);
  return withField(input.fields.text('amount'), (text, node) => {
    const fen = amountOf(text);
    if (fen === null) return failed('E_FIELD_TYPE', '资金需求不是整数分');
    return capacities(usable, fen, share.value.value, [node, ...nodes, () => ruleLeaf(share.value.rule)]);
  });
};

/** D1: there is something to build up. */
const coachable: CheckTest = ({ grounds }) => {
  if (grounds.length === 0) return check('unknown', 'unknown');
  const open = grounds.filter((g) => g.verdict !== 'pass').length;
  const node = fieldLeaf('findings', '不通过或未知的规则', String(open));
  return open === 0
    ? check('fail', 'fail', {}, [node])
    : check('pass', 'pass', { count: String(open) }, [node]);
};

/** D2: every goal that is not dropped has an owner and a day, and none is overdue. */
const goals: CheckTest = ({ context }) => {
  const kept = context.caseRecord.sections.screening.coaching.goals.filter((g) => g.state !== 'dropped');
  const node = fieldLeaf(
    'screening.coaching.goals',
    '辅导目标',
    kept.length === 0 ? null : String(kept.length),
  );
  if (kept.length === 0) return check('unknown', 'unknown', {}, [node]);
  const named = (of: typeof kept): string => of.map((g) => g.action).join('、');
  const bare = kept.filter((g) => g.owner.trim() === '' || g.due === null);
  if (bare.length > 0) return check('fail', 'fail', { items: named(bare) }, [node]);
  const late = kept.filter((g) => g.state === 'open' && g.due !== null && g.due < context.filingDate);
  return late.length > 0
    ? check('fail', 'fail.late', { items: named(late) }, [node])
    : check('pass', 'pass', { count: String(kept.length) }, [node]);
};

export const ROUTE_TESTS: readonly (readonly [string, CheckTest])[] = [
  ['route-age', age],
  ['route-findings', fromFindings],
  ['route-set', fromSet],
  ['route-refusal', refusal],
  ['route-security', security],
  ['route-amount', amount],
  ['route-guarantor', guarantor],
  ['route-coachable', coachable],
  ['route-goals', goals],
];
