import { leaf } from '../../kernel/trace';
import { type Check, type LazyNode, check, failed, joinedNodes, reread } from '../check';
import type { CheckInput, CheckTest } from '../checks/check-input';
import { type HeldItem, heldPath } from '../held-item';
import { type ItemReader, itemReader } from './item-facts';

/** What a check of one item of collateral or support gets. */
export interface ItemInput extends CheckInput {
  readonly held: HeldItem;
  readonly facts: ItemReader;
}

export type ItemTest = (input: ItemInput) => Check;

/** Gives a test the item it is about; a rule that names another subject is unknown. */
export const onItem =
  (test: ItemTest): CheckTest =>
  (input) => {
    const { held } = input;
    return held === null
      ? failed('E_RULE_SUBJECT', '本规则应逐项押品核查')
      : test({ ...input, fields: input.fields, held, facts: itemReader(input.loaded.spec, held) });
  };

/** Facts that the rule names and that stand in the item. Sorted: a package keeps the rule, not the order of its keys. */
export const itemFactNames = ({ loaded }: ItemInput): readonly string[] =>
  Object.entries(loaded.spec.fields)
    .flatMap(([name, { path }]) => (path.startsWith('item.') ? [name] : []))
    .sort((a, b) => (a < b ? -1 : 1));

export const labelOf = ({ loaded }: ItemInput, name: string): string =>
  loaded.spec.fields[name]?.label ?? name;

type Paper = HeldItem['item']['evidence'][number];

const paperLeaf =
  (held: HeldItem, paper: Paper, index: number): LazyNode =>
  () => {
    const path = `${heldPath(held)}.evidence[${index}]`;
    return leaf({
      id: `field/${path}`,
      label: paper.page === null ? '证据' : `证据（${paper.page}）`,
      value:
        paper.attachment === null ? paper.description : `${paper.description}（附件 ${paper.attachment}）`,
      unit: 'text',
      confidence: 'verified',
      source: { kind: 'field', path, label: '证据', ...(paper.by === null ? {} : { by: paper.by }) },
    });
  };

/**
 * A favourable result stands only on a paper of the list that the rule names; anything else stands as it is. Evidence is
 * recognised by the name of the paper at the beginning of its description, and one whose file is not in the case is none.
 */
export const proven = (input: ItemInput, list: string, result: Check): Check => {
  if (result.verdict !== 'pass') return result;
  const wanted = input.loaded.spec.papers?.[list];
  if (wanted === undefined) return failed('E_RULE_PARAMETER', `规则没有写明材料清单“${list}”`);
  const { evidence } = input.held.item;
  const named = evidence.flatMap((paper, index) =>
    wanted.some((name) => paper.description.trim().startsWith(name)) ? [{ paper, index }] : [],
  );
  const present = named.filter(({ paper }) => input.context.answers.isPresent(paper));
  if (present.length > 0)
    return reread(
      result,
      joinedNodes(
        result.nodes,
        present.map(({ paper, index }) => paperLeaf(input.held, paper, index)),
      ),
    );
  const papers = wanted.join('或');
  const lost = named[0]?.paper;
  return lost === undefined
    ? check('unknown', 'unknown.evidence', { papers }, result.nodes)
    : check('unknown', 'unknown.evidence.lost', { papers, paper: lost.description }, result.nodes);
};
