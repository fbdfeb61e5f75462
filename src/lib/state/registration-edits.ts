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

type Report = OpenCase['record']['sections']['registration']['appraisal'];

/** Facts of an outside report, one set for the route of valuing and for the registration form. */
export const setReport = (open: OpenCase, part: Partial<Report>): void =>
  open.changeSection('registration', (s) => ({ ...s, appraisal: { ...s.appraisal, ...part } }));

/** Our own confirmation of the outside value. It begins with who confirms, on the day of the case; without a name there is none. */
export const confirmReport = (
  open: OpenCase,
  part: { readonly by?: string | null; readonly on?: string; readonly valueFen?: string | null },
): void => {
  const { confirmation } = open.record.sections.registration.appraisal;
  const by = part.by === undefined ? (confirmation?.by ?? null) : part.by;
  const on = part.on ?? confirmation?.on ?? open.record.valuationDate;
  const valueFen = part.valueFen === undefined ? (confirmation?.valueFen ?? null) : part.valueFen;
  setReport(open, { confirmation: by === null ? null : { by, on, valueFen } });
};
