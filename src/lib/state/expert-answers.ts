import type { ExpertAnswer } from '../case/patents-section';
import type { Evidence } from '../case/schema-parts';
import type { OpenCase } from './open-case.svelte';

const same = (a: ExpertAnswer, patent: string, indicator: string, by: string): boolean =>
  a.patent === patent && a.indicator === indicator && a.by === by;

/** Keeps one person's judgement of one indicator; the same person's earlier one is replaced. */
export const keepAnswer = (open: OpenCase, answer: ExpertAnswer): void =>
  open.changeSection('patents', (section) => ({
    ...section,
    answers: [...section.answers.filter((a) => !same(a, answer.patent, answer.indicator, answer.by)), answer],
  }));

export const dropAnswer = (open: OpenCase, { patent, indicator, by }: ExpertAnswer): void =>
  open.changeSection('patents', (section) => ({
    ...section,
    answers: section.answers.filter((a) => !same(a, patent, indicator, by)),
  }));

/** Evidence of a judgement: a described paper and, when a file was chosen, the file itself kept with the case. */
export const evidenceOf = async (
  open: OpenCase,
  paper: {
    readonly description: string;
    readonly page: string;
    readonly by: string;
    readonly file: File | null;
  },
): Promise<readonly Evidence[]> => {
  if (paper.description.trim() === '' && paper.file === null) return [];
  const kept =
    paper.file === null
      ? null
      : await open.attach(paper.file.name, 'evidence', new Uint8Array(await paper.file.arrayBuffer()));
  return [
    {
      attachment: kept?.ok === true ? kept.value.id : null,
      description: paper.description.trim() === '' ? (paper.file?.name ?? '') : paper.description.trim(),
      page: paper.page.trim() === '' ? null : paper.page.trim(),
      date: open.record.valuationDate,
      by: paper.by,
    },
  ];
};
