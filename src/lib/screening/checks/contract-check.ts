import { type TraceNode, leaf } from '../../kernel/trace';
import { readTyped } from '../../rulebook/read-rule';
import { ruleLeaf } from '../../rulebook/read-rule';
import { type Check, check, failed, type Nodes } from '../check';
import { type PatentSubject, patentName } from '../patent-subject';
import { isGiven, readField } from '../fields';
import { type ContractItem, type FieldRef, contractItems } from '../rule-model';
import type { CheckInput, CheckTest } from './check-input';

interface Scan {
  readonly absent: readonly string[];
  readonly nodes: Nodes;
  readonly broken: Check | null;
}

const isPatentField = (ref: FieldRef): boolean => ref.path.startsWith('patent.');

const scanField = (ref: FieldRef, patent: PatentSubject | null, { context }: CheckInput): Scan => {
  const read = readField(ref, ref.path, patent?.record ?? null, context.caseRecord);
  if (read.known && read.value !== '0') return { absent: [], nodes: [read.node], broken: null };
  const name = patent === null ? ref.label : `${ref.label}（${patentName(patent)}）`;
  if (!read.known && read.why === 'error' && patent?.record !== null)
    return { absent: [], nodes: [], broken: read.check };
  return { absent: [name], nodes: read.known ? [read.node] : read.check.nodes, broken: null };
};

const NO_PATENT: Scan = { absent: ['专利（质押清单为空）'], nodes: [], broken: null };

/** What is not simply there, and what must be shown of the case; a field filled for a patent says nothing. */
const scanItems = (items: readonly ContractItem[], input: CheckInput): readonly Scan[] => {
  const { patents, caseRecord } = input.context;
  const scans: Scan[] = [];
  for (const { fields } of items)
    for (const ref of fields) {
      if (!isPatentField(ref)) scans.push(scanField(ref, null, input));
      else if (patents.length === 0) scans.push(NO_PATENT);
      else
        for (const patent of patents)
          if (!isGiven(ref, patent.record, caseRecord)) scans.push(scanField(ref, patent, input));
    }
  return scans;
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
  const scans = scanItems(items.value.value, input);
  const broken = scans.find((s) => s.broken !== null)?.broken;
  if (broken !== undefined && broken !== null) return broken;
  const absent = new Set<string>();
  for (const scan of scans) for (const name of scan.absent) absent.add(name);
  const nodes: Nodes = [
    () => ruleLeaf(items.value.rule, undefined, null),
    countLeaf(input),
    scans.map((s) => s.nodes),
  ];
  const facts = { absent: [...absent].join('、') };
  if (absent.size === 0) return check('pass', 'pass', facts, nodes);
  const signedOn = input.fields.date('signedOn');
  if (!signedOn.known) return check('unknown', 'unknown', facts, nodes);
  return check('fail', 'fail', { ...facts, signedOn: signedOn.value }, [...nodes, signedOn.node]);
};
