import type { RepaymentInputs } from '../../case/screening-section';
import { type TraceNode, leaf } from '../../kernel/trace';
import type { LazyNode, Nodes } from '../check';
import type { ScreeningContext } from '../context';
import { fileFact } from '../enterprise-file/file-fact';
import { keptOnce } from '../kept';
import type { CheckInput } from './check-input';
import { type DebtConflict, bankDebtConflict, groupConflict } from './debts-of-file';
import { type Blocked, blocked } from './measured-check';

export type AmountName = Exclude<keyof RepaymentInputs, 'growth' | 'group'> | 'groupExposure';

const LABELS: Readonly<Record<AmountName, string>> = {
  ownFunds: '借款人自有资金',
  workingLoans: '现有流动资金贷款',
  otherSources: '其他渠道提供的营运资金',
  debtService: '一年内应还本息（含本笔）',
  bankDebt: '他行融资余额',
  guaranteesGiven: '对外担保余额',
  groupExposure: '集团（关联方）融资合计',
};

/** Facts of the enterprise file that say the same as an input: two that differ are a contradiction. */
const SAME_FACT: Partial<Record<AmountName, string>> = { guaranteesGiven: 'guaranteesGiven' };

/** An amount a person entered for 第一还款来源. */
export type EnteredAmount =
  | {
      readonly state: 'known';
      /** 分. */
      readonly value: string;
      readonly label: string;
      /** Made when somebody looks. */
      readonly node: TraceNode;
    }
  | { readonly state: 'absent'; readonly label: string; readonly message: string; readonly node: LazyNode }
  | { readonly state: 'blocked'; readonly measured: Blocked };

const sourcedOf = (inputs: RepaymentInputs, name: AmountName): RepaymentInputs['ownFunds'] =>
  name === 'groupExposure' ? inputs.group.exposure : inputs[name];

const pathOf = (name: AmountName): string =>
  `sections.screening.repayment.${name === 'groupExposure' ? 'group.exposure' : name}`;

const stop = (code: string, detail: string, remedy: string, nodes: Nodes): EnteredAmount => ({
  state: 'blocked',
  measured: blocked(code, detail, remedy, nodes),
});

/**
 * Reads one input with its source, once. What is entered without a source or with a file that is gone is named, not used.
 */
export const amountOf = (context: ScreeningContext, name: AmountName): EnteredAmount => {
  const amounts = keptOnce(context, 'amounts', () => new Map<AmountName, EnteredAmount>());
  const known = amounts.get(name);
  if (known !== undefined) return known;
  const read = readAmount(context, name);
  amounts.set(name, read);
  return read;
};

type Sourced = RepaymentInputs['ownFunds'];

const noteOf = ({ source, evidence }: Sourced): string => {
  const papers = evidence.map((e) => e.description.trim()).filter((text) => text !== '');
  return [source.trim(), ...papers].filter((text) => text !== '').join('；');
};

const hasNote = ({ source, evidence }: Sourced): boolean =>
  source.trim() !== '' || evidence.some((e) => e.description.trim() !== '');

const leafOf = (name: AmountName, sourced: Sourced): TraceNode => {
  const label = LABELS[name];
  const note = noteOf(sourced);
  const by = sourced.evidence.find((e) => e.by !== null)?.by ?? null;
  return leaf({
    id: `field/${pathOf(name)}`,
    label,
    value: sourced.fen,
    unit: 'fen',
    confidence: 'verified',
    source: { kind: 'field', path: pathOf(name), label, ...(by === null ? {} : { by }) },
    ...(note === '' ? {} : { note }),
  });
};

/** An amount that is known; its leaf is made when somebody looks. */
class KnownAmount {
  readonly state = 'known';
  private made: TraceNode | null = null;

  constructor(
    readonly value: string,
    readonly label: string,
    private readonly make: () => TraceNode,
  ) {}

  get node(): TraceNode {
    return (this.made ??= this.make());
  }
}

const readAmount = (context: ScreeningContext, name: AmountName): EnteredAmount => {
  const label = LABELS[name];
  const sourced = sourcedOf(context.caseRecord.sections.screening.repayment, name);
  const { fen, evidence } = sourced;
  const node = (): TraceNode => leafOf(name, sourced);
  const same = SAME_FACT[name];
  const fact = same === undefined ? null : fileFact(context.file(), same);
  if (fact !== null && !fact.known && fact.why === 'contradiction')
    return stop(fact.code, fact.message, fact.remedy, [fact.node]);
  if (fen === null)
    return fact?.known === true
      ? new KnownAmount(fact.value, label, () => fact.node)
      : { state: 'absent', label, message: `${label}未知`, node };
  if (evidence.some((e) => e.attachment !== null && !context.answers.isPresent(e)))
    return stop(
      'E_EVIDENCE_MISSING',
      `${label}所附的文件不在案卷中`,
      `为${label}重新附上文件，或改附在案的文件`,
      [node],
    );
  if (!hasNote(sourced))
    return stop('E_UNSOURCED', `${label}没有写明来源`, `为${label}写明来源，例如征信报告第几页`, [node]);
  if (fact?.known === true && fact.value !== fen)
    return stop(
      'E_CONTRADICTION',
      `${label}与一企一档的“${fact.label}”不一致：${fen} 分与 ${fact.value} 分`,
      '核对征信报告与担保台账，改正其中一处',
      [node, fact.node],
    );
  const conflict = context.earlier?.repaymentAsEntered === true ? null : conflictOf(context, name, fen);
  if (conflict !== null) {
    const { code, detail, remedy, nodes } = conflict;
    return stop(code, detail, remedy, [node, ...nodes]);
  }
  return new KnownAmount(fen, label, node);
};

/** What the debts of the enterprise file say against it. */
const conflictOf = (context: ScreeningContext, name: AmountName, fen: string): DebtConflict | null => {
  const { related } = context.caseRecord.sections.screening.repayment.group;
  if (name === 'groupExposure') return related === true ? groupConflict(context, fen) : null;
  if (name !== 'bankDebt') return null;
  const loans = amountOf(context, 'workingLoans');
  return bankDebtConflict(context, fen, loans.state === 'known' ? loans.value : null);
};

export const enteredAmount = ({ context }: CheckInput, name: AmountName): EnteredAmount =>
  amountOf(context, name);

/** 预计销售收入年增长率 with its source. */
export const growthOf = (
  context: ScreeningContext,
):
  | { readonly state: 'known'; readonly value: string; readonly node: TraceNode }
  | { readonly state: 'absent'; readonly message: string; readonly node: TraceNode }
  | { readonly state: 'blocked'; readonly measured: Blocked } => {
  const { value, source } = context.caseRecord.sections.screening.repayment.growth;
  const label = '预计销售收入年增长率';
  const path = 'sections.screening.repayment.growth';
  const node = leaf({
    id: `field/${path}`,
    label,
    value,
    unit: 'ratio',
    confidence: 'assumption',
    source: { kind: 'field', path, label },
    ...(source.trim() === '' ? {} : { note: source.trim() }),
  });
  if (value === null) return { state: 'absent', message: `${label}未知`, node };
  return source.trim() === ''
    ? {
        state: 'blocked',
        measured: blocked('E_UNSOURCED', `${label}没有写明来源`, '写明增长率的依据，例如在手订单', [node]),
      }
    : { state: 'known', value, node };
};
