import { type TraceNode, leaf } from '../../kernel/trace';
import { readTyped } from '../../rulebook/read-rule';
import { ruleLeaf } from '../../rulebook/read-rule';
import { type Check, type LazyNode, check, failed } from '../check';
import { type PatentSubject, patentName } from '../patent-subject';
import { readField } from '../fields';
import { type ContractItem, type FieldRef, contractItems } from '../rule-model';
import type { CheckInput, CheckTest } from './check-input';

interface Scan {
  readonly absent: readonly string[];
  readonly nodes: readonly LazyNode[];
  readonly broken: Check | null;
}

const NOTHING_ABSENT: Scan = { absent: [], nodes: [], broken: null };

const isPatentField = (ref: FieldRef): boolean => ref.path.startsWith('patent.');

const scanField = (ref: FieldRef, patent: PatentSubject | null, { context }: CheckInput): Scan => {
  const read = readField(ref, ref.path, patent?.record ?? null, context.caseRecord);
  if (read.known && read.value !== '0')
    return patent === null ? { absent: [], nodes: [read.node], broken: null } : NOTHING_ABSENT;
  const name = patent === null ? ref.label : `${ref.label}（${patentName(patent)}）`;
  if (!read.known && read.why === 'error' && patent?.record !== null)
    return { absent: [], nodes: [], broken: read.check };
  return { absent: [name], nodes: read.known ? [read.node] : read.check.nodes, broken: null };
};

const scanItem = (item: ContractItem, input: CheckInput): readonly Scan[] => {
  const { patents } = input.context;
  const none = { absent: ['专利（质押清单为空）'], nodes: [], broken: null };
  return item.fields.flatMap((ref) => {
    if (!isPatentField(ref)) return [scanField(ref, null, input)];
    return patents.length === 0 ? [none] : patents.map((patent) => scanField(ref, patent, input));
  });
};

const countLeaf =
  ({ context }: CheckInput) =>
  (): TraceNode =>
    leaf({
      id: 'field/sections.patents.pledged',
      label: '专利项数',
      value: String(context.patents.length),
      unit: 'count',
      confidence: 'verified',
      source: { kind: 'field', path: 'sections.patents.pledged', label: '质押专利清单' },
    });

/**
 * Ground 7: the five items of 公告第461号 art. 8. The case holds what the contract is drawn up from, so an item that the
 * case lacks is unknown before the contract is signed and a fail after it.
 */
export const contractItemsPresent: CheckTest = (input) => {
  const id = input.loaded.spec.parameters['items'];
  if (id === undefined) return failed('E_RULE_PARAMETER', '规则没有写明参数“items”');
  const items = readTyped(input.context.rules, id, contractItems);
  if (!items.ok) return failed(items.failure.code, items.failure.message);
  const scans = items.value.value.flatMap((item) => scanItem(item, input));
  const broken = scans.find((s) => s.broken !== null)?.broken;
  if (broken !== undefined && broken !== null) return broken;
  const absent = [...new Set(scans.flatMap((s) => s.absent))];
  const nodes = [
    () => ruleLeaf(items.value.rule, undefined, null),
    countLeaf(input),
    ...scans.flatMap((s) => s.nodes),
  ];
  const facts = { absent: absent.join('、') };
  if (absent.length === 0) return check('pass', 'pass', facts, nodes);
  const signedOn = input.fields.date('signedOn');
  if (!signedOn.known) return check('unknown', 'unknown', facts, nodes);
  return check('fail', 'fail', { ...facts, signedOn: signedOn.value }, [...nodes, signedOn.node]);
};
