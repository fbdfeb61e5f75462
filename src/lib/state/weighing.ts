import { Decimal } from '../kernel/decimal';

/** What a person says about several methods of one thing. */
export interface WeighedChoice {
  readonly weights: readonly { readonly entry: string; readonly weight: string; readonly reason: string }[];
  readonly reason: string;
  readonly by: string;
}

/** Sets weight (0–1) and reason of one method; a weight of `null` takes both back. Others keep their place. */
export const withWeight = <T extends WeighedChoice['weights'][number]>(
  weights: readonly T[],
  entry: string,
  said: T | null,
): T[] => {
  const now = said === null ? [] : [said];
  const place = weights.findIndex((known) => known.entry === entry);
  return place < 0 ? [...weights, ...now] : weights.toSpliced(place, 1, ...now);
};

const says = (text: string): boolean => text.trim() !== '';

/** What is still to be said before the methods are weighed, in the order of the form. `entries`: id and title. */
export const missingFrom = (
  choice: WeighedChoice,
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
