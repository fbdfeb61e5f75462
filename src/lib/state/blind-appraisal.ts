import type { CaseRecord } from '../case/case-record';
import type { Appraisal, ExpertAnswer, Settlement } from '../case/patents-section';
import type { Evidence } from '../case/schema-parts';
import { type Result, ok, refuse } from '../kernel/result';
import type { OpenCase } from './open-case.svelte';

/** Two blind appraisals and what becomes of them. A sealed one is never written to from here. */

const MOST = 2;
const NAME = 60;

/** Begins the appraisal of a person. `E_APPRAISAL_BY`, `E_SAME_APPRAISER`, `E_APPRAISAL_FULL`. */
export const startAppraisal = (open: OpenCase, name: string): Result<string> => {
  const by = name.trim();
  const { appraisals } = open.record.sections.patents;
  if (by === '' || by.length > NAME)
    return refuse('E_APPRAISAL_BY', '请写明评价人', '评价人', `填写姓名或工号，最多 ${NAME} 个字`);
  if (appraisals.some((appraisal) => appraisal.by.trim() === by))
    return refuse(
      'E_SAME_APPRAISER',
      `${by} 已经有一份盲评`,
      '评价人',
      '盲评须由两位不同的人各自完成；继续评价请点自己的名字',
    );
  if (appraisals.length >= MOST)
    return refuse('E_APPRAISAL_FULL', '已有两份盲评', '评价人', '如须重评，请先作废现有的盲评');
  addAppraisal(open, { by, seal: null, answers: [] });
  return ok(by);
};

/** Puts a sealed appraisal from another computer beside what is here. */
export const addAppraisal = (open: OpenCase, appraisal: Appraisal): void =>
  open.changeSection('patents', (s) => ({ ...s, appraisals: [...s.appraisals, appraisal] }));

const editOpen = (
  open: OpenCase,
  by: string,
  edit: (answers: readonly ExpertAnswer[]) => readonly ExpertAnswer[],
): void =>
  open.changeSection('patents', (s) => ({
    ...s,
    appraisals: s.appraisals.map((appraisal) =>
      appraisal.by === by && appraisal.seal === null
        ? { ...appraisal, answers: [...edit(appraisal.answers)] }
        : appraisal,
    ),
  }));

const about = (a: ExpertAnswer, b: ExpertAnswer): boolean =>
  a.patent === b.patent && a.indicator === b.indicator;

export const keepBlindAnswer = (open: OpenCase, by: string, answer: ExpertAnswer): void =>
  editOpen(open, by, (answers) => [...answers.filter((a) => !about(a, answer)), { ...answer, by }]);

export const dropBlindAnswer = (open: OpenCase, by: string, answer: ExpertAnswer): void =>
  editOpen(open, by, (answers) => answers.filter((a) => !about(a, answer)));

export const setSeal = (open: OpenCase, by: string, seal: string): void =>
  open.changeSection('patents', (s) => ({
    ...s,
    appraisals: s.appraisals.map((a) => (a.by === by && a.seal === null ? { ...a, seal } : a)),
  }));

/** Takes an appraisal that is not sealed back. */
export const dropAppraisal = (open: OpenCase, by: string): void =>
  open.changeSection('patents', (s) => ({
    ...s,
    appraisals: s.appraisals.filter((a) => a.by !== by || a.seal !== null),
  }));

/** Gives both up with all settlements. That a sealed appraisal was given up stays in the log of assumptions. */
export const discardAppraisals = (open: OpenCase): void =>
  open.changeSection('patents', (s) => ({ ...s, appraisals: [], settlements: [] }), '盲评作废，重新开始');

const settles = (a: Pick<Settlement, 'patent' | 'indicator'>, b: Pick<Settlement, 'patent' | 'indicator'>) =>
  a.patent === b.patent && a.indicator === b.indicator;

export const keepSettlement = (open: OpenCase, settlement: Settlement): void =>
  open.changeSection('patents', (s) => ({
    ...s,
    settlements: [...s.settlements.filter((other) => !settles(other, settlement)), settlement],
  }));

export const dropSettlement = (open: OpenCase, settlement: Pick<Settlement, 'patent' | 'indicator'>): void =>
  open.changeSection('patents', (s) => ({
    ...s,
    settlements: s.settlements.filter((other) => !settles(other, settlement)),
  }));

const keyOf = ({ patent, indicator }: ExpertAnswer): string => JSON.stringify([patent, indicator]);

/** Takes agreed and settled answers into the case. They replace what anybody had said of the same indicators before. */
export const adoptAnswers = (open: OpenCase, adoptable: readonly ExpertAnswer[]): void => {
  const taken = new Set(adoptable.map(keyOf));
  open.changeSection(
    'patents',
    (s) => ({ ...s, answers: [...s.answers.filter((a) => !taken.has(keyOf(a))), ...adoptable] }),
    '采用两人盲评一致与定稿的答案',
  );
};

/** How many of these answers are the case's only word on their indicator. */
export const adoptedCount = (
  answers: readonly ExpertAnswer[],
  adoptable: readonly ExpertAnswer[],
): number => {
  const said = new Map<string, readonly ExpertAnswer[]>();
  for (const answer of answers) said.set(keyOf(answer), [...(said.get(keyOf(answer)) ?? []), answer]);
  return adoptable.filter((answer) => {
    const own = said.get(keyOf(answer)) ?? [];
    return own.length === 1 && JSON.stringify(own[0]) === JSON.stringify(answer);
  }).length;
};

/** The case as one appraiser sees it: with the own answers only. */
export const blindView = (record: CaseRecord, by: string): CaseRecord => {
  const { patents } = record.sections;
  const own = patents.appraisals.find((appraisal) => appraisal.by === by);
  const answers = own?.answers ?? [];
  return {
    ...record,
    sections: { ...record.sections, patents: { ...patents, answers, appraisals: [], settlements: [] } },
  };
};

/**
 * Evidence of a blind judgement. A file is kept with this case and named by its SHA-256 instead of by its place here, so that
 * the sealed sheet says the same on another computer.
 */
export const blindEvidenceOf = async (
  open: OpenCase,
  paper: {
    readonly description: string;
    readonly page: string;
    readonly by: string;
    readonly file: File | null;
  },
): Promise<readonly Evidence[]> => {
  const { file } = paper;
  const said = paper.description.trim();
  if (said === '' && file === null) return [];
  const kept =
    file === null ? null : await open.attach(file.name, 'evidence', new Uint8Array(await file.arrayBuffer()));
  const pinned = kept?.ok === true ? `${kept.value.name.slice(0, 200)}（SHA-256 ${kept.value.sha256}）` : '';
  return [
    {
      attachment: null,
      description: [said.slice(0, 200), pinned].filter((part) => part !== '').join('；'),
      page: paper.page.trim() === '' ? null : paper.page.trim(),
      date: open.record.valuationDate,
      by: paper.by,
    },
  ];
};
