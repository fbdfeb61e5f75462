import type { ReconciliationRecord } from '../case/patents-section';
import { sameProduct } from './forecast-edits';
import type { OpenCase } from './open-case.svelte';
import { withWeight } from './weighing';

/** What a person says about the methods of one product: a weight and a reason each, a reason for all, a name. */

const nothingSaid = (product: string): ReconciliationRecord => ({ product, weights: [], reason: '', by: '' });

export const choiceOf = (open: OpenCase, product: string): ReconciliationRecord =>
  open.record.sections.patents.reconciliations.find((c) => sameProduct(c.product, product)) ??
  nothingSaid(product);

const changeChoice = (
  open: OpenCase,
  product: string,
  edit: (choice: ReconciliationRecord) => ReconciliationRecord,
): void => {
  const next = edit(choiceOf(open, product));
  const empty = next.weights.length === 0 && next.reason === '' && next.by === '';
  open.changeSection('patents', (s) => ({
    ...s,
    reconciliations: [
      ...s.reconciliations.filter((choice) => !sameProduct(choice.product, product)),
      ...(empty ? [] : [next]),
    ],
  }));
};

/** Sets weight (0–1) and reason of one method; a weight of `null` takes both back. Others keep their place. */
export const setWeight = (
  open: OpenCase,
  product: string,
  entry: string,
  weight: string | null,
  reason: string,
): void =>
  changeChoice(open, product, (choice) => ({
    ...choice,
    weights: withWeight(choice.weights, entry, weight === null ? null : { entry, weight, reason }),
  }));

export const setConclusion = (
  open: OpenCase,
  product: string,
  part: { readonly reason: string } | { readonly by: string },
): void => changeChoice(open, product, (choice) => ({ ...choice, ...part }));

export const dropChoice = (open: OpenCase, product: string): void =>
  changeChoice(open, product, () => nothingSaid(product));
