import type { DataAsset } from '../../case/data-assets-section';
import type { Evidence } from '../../case/schema-parts';
import type { PlainDate } from '../../kernel/plain-date';
import { type Unit, leaf } from '../../kernel/trace';
import { readTyped, ruleLeaf } from '../../rulebook/read-rule';
import { type Check, type LazyNode, type Nodes, anyOf, checked, failed, joinedNodes, reread } from '../check';
import { answerCheck } from '../checks/answer-check';
import type { CheckInput, CheckTest } from '../checks/check-input';
import { inputFor } from '../checks/rule-input';
import { loadRule } from '../rule-sets';
import type * as v from 'valibot';

/** A check of one data asset. */
export type AssetTest = (asset: DataAsset, input: CheckInput) => Check;

/** Gives a test the asset it is about; a rule that names another subject is unknown. */
export const onAsset =
  (test: AssetTest): CheckTest =>
  (input) =>
    input.asset === null ? failed('E_RULE_SUBJECT', '本规则应逐份数据资产核查') : test(input.asset, input);

/** A field of the asset as the leaf of a trace. `null` is unknown. */
export const assetLeaf =
  ({ id }: DataAsset, path: string, label: string, value: string | null, unit: Unit = 'text'): LazyNode =>
  () => {
    const full = `sections.dataAssets.assets[${id}].${path}`;
    return leaf({
      id: `field/${full}`,
      label,
      value,
      unit,
      confidence: 'verified',
      source: { kind: 'field', path: full, label },
    });
  };

/** Whether something that a person stated rests on a paper that is in the case. */
export const isBacked = (
  { evidence }: { readonly evidence: readonly Evidence[] },
  { context }: CheckInput,
): boolean => evidence.some((e) => context.answers.isPresent(e));

/** A person's answer to the rule at hand, without points: gates are not scored. */
export const answered = (input: CheckInput): Check => {
  const { verdict, reasons, nodes } = answerCheck(input);
  return checked(verdict, reasons, nodes);
};

/** Holds because it does not apply, or because a person answered. An adverse answer counts in any case. */
export const unlessAnswered = (notApplicable: Check, input: CheckInput): Check => {
  const answer = answered(input);
  return answer.verdict === 'fail' ? answer : anyOf([notApplicable, answer]);
};

/** Continues with a parameter that the rule names; one that cannot be read makes the check unknown. */
export const withParameter = <const S extends v.GenericSchema>(
  input: CheckInput,
  name: string,
  schema: S,
  then: (value: v.InferOutput<S>, node: LazyNode) => Check,
): Check => {
  const id = input.loaded.spec.parameters[name];
  if (id === undefined) return failed('E_RULE_PARAMETER', `规则没有写明参数“${name}”`);
  const read = readTyped(input.context.rules, id, schema);
  return read.ok
    ? then(read.value.value, () => ruleLeaf(read.value.rule))
    : failed(read.failure.code, read.failure.message);
};

/** The same input as another rule sees it, so that its answers are heard. `null` when that rule cannot be read. */
export const asRule = (input: CheckInput, name: string): CheckInput | null => {
  const id = input.loaded.spec.parameters[name];
  if (id === undefined) return null;
  const read = loadRule(input.context.rules, id);
  return read.ok ? inputFor(read.value, input) : null;
};

/** A check that also read other things, each shown once. */
export const reading = (nodes: Nodes, result: Check): Check =>
  reread(result, joinedNodes(nodes, result.nodes));

/** A computed verdict that a person may only worsen. */
export const unlessDenied = (result: Check, input: CheckInput): Check => {
  const answer = answered(input);
  return answer.verdict === 'fail' ? answer : result;
};

export const isPast = (date: string | null, day: PlainDate): boolean => date !== null && date < day;
