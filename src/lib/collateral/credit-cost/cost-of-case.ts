import type { CaseRecord } from '../../case/case-record';
import type { CreditTerms, EnteredFee } from '../../case/structure-ask';
import { type Fen, parseFenText } from '../../kernel/fen';
import { parsePlainDate } from '../../kernel/plain-date';
import type { Failure } from '../../kernel/result';
import type { CostStructure, SubsidyInput } from './cost-structure';
import type { FeeInput } from './fees';

const fenOf = (text: string | null): Fen | null => {
  const read = text === null ? null : parseFenText(text);
  return read?.ok === true ? read.value : null;
};

/** A fee as it was entered. A number that is missing is unknown, never free. */
const feeOf =
  (planId: string, path: string) =>
  (fee: EnteredFee, i: number): FeeInput => ({
    code: `${planId}/${i + 1}`,
    title: fee.label === '' ? `费用 ${i + 1}` : fee.label,
    timing: fee.when === 'once' ? 'upfront' : 'yearly',
    payer: fee.payer,
    ...(fee.basis === 'amount' ? { amountFen: fenOf(fee.fixedFen) } : { rate: fee.rate }),
    path: `${path}.fees[${i}]`,
  });

const open = (title: string, message: string, remedy: string): Failure => ({
  code: 'E_SUBSIDY_UNKNOWN',
  message: `“${title}”的贴息${message}`,
  path: `融资成本 › ${title} › 贴息`,
  remedy,
});

const subsidyOf = ({ title, subsidy, months }: CreditTerms): SubsidyInput => {
  const unknown = (message: string, remedy: string): SubsidyInput => ({
    kind: 'unknown',
    failure: open(title, message, remedy),
  });
  switch (subsidy.kind) {
    case 'none':
      return { kind: 'none' };
    case 'entered':
      return {
        kind: 'entered',
        amountFen: fenOf(subsidy.amountFen),
        // Not said: with the last repayment.
        month: subsidy.month ?? months ?? 1,
      };
    case 'by-region': {
      const signed = parsePlainDate(subsidy.signedOn ?? '');
      return signed.ok
        ? { kind: 'by-region', signedOn: signed.value, withSupport: subsidy.withSupport }
        : unknown('按当地办法计算，但没有录入签约日', '请录入借款合同的签约日');
    }
    default:
      return unknown('是否有还不知道', '请选择按当地办法计算、录入金额，或写明没有');
  }
};

/** One way to finance the need, as the cost engine takes it. */
export const costStructureOf = (terms: CreditTerms): CostStructure => {
  const path = `$.sections.collateral.credit[${JSON.stringify(terms.id)}]`;
  const from = parsePlainDate(terms.interestFrom ?? '');
  const base = terms.dayBase === null ? null : terms.dayBase === '360' ? 360 : 365;
  return {
    id: terms.id,
    name: terms.title === '' ? terms.id : terms.title,
    principalFen: fenOf(terms.principalFen),
    rate: terms.rate,
    months: terms.months,
    repayment: terms.repayment,
    ...(from.ok ? { dayCount: { from: from.value, base } } : {}),
    fees: terms.fees.map(feeOf(terms.id, path)),
    subsidy: subsidyOf(terms),
    path,
  };
};

/** Ways to finance the need as they were entered, and those whose id another has already. */
export const costStructuresOf = ({
  sections,
}: CaseRecord): { readonly structures: readonly CostStructure[]; readonly failures: readonly Failure[] } => {
  const structures: CostStructure[] = [];
  const failures: Failure[] = [];
  const seen = new Set<string>();
  for (const terms of sections.collateral.credit) {
    if (seen.has(terms.id))
      failures.push({
        code: 'E_DUPLICATE_ID',
        message: `融资方案“${terms.title}”的标识 ${terms.id} 重复，只计第一个`,
        path: `融资成本 › ${terms.title}`,
        remedy: '请删去重复的方案，或改用不同的标识',
      });
    else structures.push(costStructureOf(terms));
    seen.add(terms.id);
  }
  return { structures, failures };
};
