import type { Failure } from '../kernel/result';
import type { OpenCase } from './open-case.svelte';

/** Says of one paper of the checklist whether it is at hand, and what to note of it. */
export const setPaper = (
  open: OpenCase,
  code: string,
  part: { readonly present?: boolean; readonly note?: string; readonly attachment?: string | null },
): void =>
  open.changeSection('registration', (section) => ({
    ...section,
    papers: {
      ...section.papers,
      [code]: { present: false, attachment: null, note: '', ...section.papers[code], ...part },
    },
  }));

/** Keeps the electronic copy of a paper with the case and says that it is at hand. */
export const attachPaper = async (open: OpenCase, code: string, file: File): Promise<Failure | null> => {
  const kept = await open.attach(file.name, 'paper', new Uint8Array(await file.arrayBuffer()));
  if (!kept.ok) return kept.failure;
  setPaper(open, code, { present: true, attachment: kept.value.id });
  return null;
};
