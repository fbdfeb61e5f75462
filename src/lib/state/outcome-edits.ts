import type { CaseRecord } from '../case/case-record';
import type { OpenCase } from './open-case.svelte';

type Outcome = NonNullable<CaseRecord['sections']['patents']['outcome']>;

/** What the pledged patents fetched, as far as it is said. */
export type OutcomeDraft = { readonly [K in keyof Outcome]: Outcome[K] | null };

export const outcomeDraft = (outcome: Outcome | null): OutcomeDraft =>
  outcome ?? { fetchedFen: null, on: null, source: null };

/** What is still missing before the outcome counts, in Chinese. */
export const missingOfOutcome = ({ fetchedFen, on, source }: OutcomeDraft): readonly string[] => [
  ...(fetchedFen === null ? ['变现金额'] : []),
  ...(on === null ? ['变现日期'] : []),
  ...(source === null || source === '' ? ['依据'] : []),
];

/** Keeps an outcome that is complete; an incomplete one takes the outcome out of the case. */
export const setOutcome = (open: OpenCase, draft: OutcomeDraft): void => {
  const { fetchedFen, on, source } = draft;
  const outcome =
    fetchedFen === null || on === null || source === null || source === ''
      ? null
      : { fetchedFen, on, source };
  open.changeSection('patents', (section) => ({ ...section, outcome }));
};
