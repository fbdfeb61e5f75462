import type { OpenCase } from './open-case.svelte';

/** Says of one paper of the checklist whether it is at hand, and what to note of it. */
export const setPaper = (
  open: OpenCase,
  code: string,
  part: { readonly present?: boolean; readonly note?: string },
): void =>
  open.changeSection('registration', (section) => ({
    ...section,
    papers: {
      ...section.papers,
      [code]: { present: false, attachment: null, note: '', ...section.papers[code], ...part },
    },
  }));
