import type { ReconciliationRecord } from '../case/patents-section';
import { Decimal } from '../kernel/decimal';
import { sameProduct } from './forecast-edits';
import type { OpenCase } from './open-case.svelte';

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
  changeChoice(open, product, (choice) => {
    const said = weight === null ? [] : [{ entry, weight, reason }];
    const place = choice.weights.findIndex((known) => known.entry === entry);
    if (place < 0) return { ...choice, weights: [...choice.weights, ...said] };
    return { ...choice, weights: choice.weights.toSpliced(place, 1, ...said) };
  });

export const setConclusion = (
  open: OpenCase,
  product: string,
  part: { readonly reason: string } | { readonly by: string },
): void => changeChoice(open, product, (choice) => ({ ...choice, ...part }));

export const dropChoice = (open: OpenCase, product: string): void =>
  changeChoice(open, product, () => nothingSaid(product));

const says = (text: string): boolean => text.trim() !== '';

/** What is still to be said before the methods are weighed, in the order of the form. `entries`: id and title. */
export const missingFrom = (
  choice: ReconciliationRecord,
  entries: readonly { readonly id: string; readonly title: string }[],
): readonly string[] => {
  const missing: string[] = [];
  for (const { id, title } of entries) {
    const weight = choice.weights.find(({ entry }) => entry === id);
    if (weight === undefined) missing.push(`${title}的权重（不采用填 0）`);
    else if (!says(weight.reason)) missing.push(`${title}的理由`);
  }
  const sum = choice.weights.reduce((total, { weight }) => total.plus(weight), new Decimal(0));
  if (choice.weights.length > 0 && !sum.eq(1))
    missing.push(`权重合计为 ${sum.times(100).toFixed()} %，须恰好 100 %`);
  if (!says(choice.reason)) missing.push('调和的总理由');
  if (!says(choice.by)) missing.push('由谁调和');
  return missing;
};
