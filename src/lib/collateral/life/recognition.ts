import type { Receipt } from '../../case/collateral-life';
import type { SupportItem } from '../../case/collateral-section';
import { isPlainDate } from '../../kernel/plain-date';
import { type GuaranteeSetting, guaranteePeriod } from './guarantee-period';

/** What a receipt still lacks before it counts as one, in Chinese; empty = complete. */
export const lacksOfReceipt = (receipt: Receipt | null): readonly string[] => {
  if (receipt === null) return ['登记号', '日期', '文件'];
  return [
    ...(receipt.registrationNumber.trim() === '' ? ['登记号'] : []),
    ...(isPlainDate(receipt.date) ? [] : ['日期']),
    ...(receipt.documentHash === null || receipt.documentHash === '' ? ['文件'] : []),
  ];
};

/** Whether a receipt shows that something was registered: number and date; the paper behind it is asked for apart. */
export const isReceipt = (receipt: Receipt | null): receipt is Receipt =>
  receipt !== null && receipt.registrationNumber.trim() !== '' && isPlainDate(receipt.date);

/** Fields of a support that say until when it holds. */
const UNTIL: Readonly<Record<SupportItem['kind'], string | null>> = {
  guarantee: 'guarantee_until',
  insurance: 'policy_until',
  'risk-pool': null,
  unsecured: null,
};

export interface InForce {
  /** `null` = not known. */
  readonly inForce: boolean | null;
  readonly reason: string;
}

/**
 * Whether a guarantee, insurance or pool is in force on a day: its contract is entered with number and date, was made by then and
 * has not ended. The period of a guarantee is that of `guarantee-period.ts` (民法典 692). An unsecured part needs no contract of its own and is in force as long as the credit is.
 */
export const supportInForce = (
  { kind, contract, details }: Pick<SupportItem, 'kind' | 'contract' | 'details'>,
  on: string,
  setting: GuaranteeSetting,
): InForce => {
  if (kind === 'unsecured') return { inForce: true, reason: '信用部分以借款合同为准，不另需担保合同' };
  if (!isReceipt(contract)) return { inForce: false, reason: '没有录入担保合同或保单的编号和日期' };
  if (contract.date > on) return { inForce: false, reason: `合同日期 ${contract.date} 晚于 ${on}` };
  const field = UNTIL[kind];
  const until = field === null ? undefined : details[field];
  if (kind === 'guarantee' && (until === undefined || until === '' || isPlainDate(until))) {
    const period = guaranteePeriod({ details }, setting);
    if (!period.agreed && period.until !== null)
      return period.until < on
        ? { inForce: false, reason: `已于 ${period.until} 届满（${period.reason}）` }
        : {
            inForce: true,
            reason: `合同 ${contract.registrationNumber}（${contract.date}），至 ${period.until}（${period.reason}）`,
          };
  }
  if (kind === 'insurance' && (until === undefined || until === ''))
    return { inForce: null, reason: '没有录入保单届满日，不知道是否仍然有效' };
  if (until === undefined || until === '')
    return { inForce: true, reason: `合同 ${contract.registrationNumber}（${contract.date}），未录入届满日` };
  if (!isPlainDate(until)) return { inForce: null, reason: `届满日“${until}”不是有效日期` };
  return until < on
    ? { inForce: false, reason: `已于 ${until} 届满` }
    : { inForce: true, reason: `合同 ${contract.registrationNumber}（${contract.date}），至 ${until}` };
};
