import type { CaseRecord } from '../case/case-record';
import type { Evidence } from '../case/schema-parts';
import type { RepaymentInputs, ScreeningAnswer } from '../case/screening-section';
import { today } from './clock';
import type { OpenCase } from './open-case.svelte';

export type AmountName = Exclude<keyof RepaymentInputs, 'growth' | 'group'> | 'groupExposure';
export type SourcedAmount = RepaymentInputs['ownFunds'];

export const amountIn = (inputs: RepaymentInputs, name: AmountName): SourcedAmount =>
  name === 'groupExposure' ? inputs.group.exposure : inputs[name];

/** Changes the inputs of 第一还款来源. */
export const changeRepayment = (open: OpenCase, change: (inputs: RepaymentInputs) => RepaymentInputs): void =>
  open.changeSection('screening', (section) => ({ ...section, repayment: change(section.repayment) }));

export const changeAmount = (
  open: OpenCase,
  name: AmountName,
  change: (amount: SourcedAmount) => SourcedAmount,
): void =>
  changeRepayment(open, (inputs) =>
    name === 'groupExposure'
      ? { ...inputs, group: { ...inputs.group, exposure: change(inputs.group.exposure) } }
      : { ...inputs, [name]: change(inputs[name]) },
  );

/** Changes the evidence of a person's answer; without an answer there is nothing to prove. */
export const changeAnswerEvidence = (
  open: OpenCase,
  { rule, subject }: Pick<ScreeningAnswer, 'rule' | 'subject'>,
  evidence: readonly Evidence[],
): void =>
  open.changeSection('screening', (section) => ({
    ...section,
    answers: section.answers.map((a) =>
      a.rule === rule && a.subject === subject ? { ...a, evidence: [...evidence] } : a,
    ),
  }));

/** A paper as somebody entered it today. */
export const enteredPaper = (
  attachment: string | null,
  description: string,
  page: string,
  by: string,
): Evidence => ({
  attachment,
  description: description.trim(),
  page: page.trim() === '' ? null : page.trim(),
  date: today(),
  by: by.trim() === '' ? null : by.trim(),
});

export const attachmentChoices = ({
  attachments,
}: CaseRecord): readonly { value: string; label: string }[] => [
  { value: '', label: '没有文件，只写材料名' },
  ...attachments.map(({ id, name }) => ({ value: id, label: name })),
];
