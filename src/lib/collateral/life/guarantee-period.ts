import type { CaseRecord } from '../../case/case-record';
import type { SupportItem } from '../../case/collateral-section';
import type { Confidence } from '../../kernel/confidence';
import { type PlainDate, addMonths, isPlainDate } from '../../kernel/plain-date';
import type { LifeRules } from './life-rules';

/** What the period of a guarantee hangs on besides its contract. */
export interface GuaranteeSetting {
  /** Day the debt is due; `null` = not entered. */
  readonly debtEnd: PlainDate | null;
  readonly guaranteeMonths: LifeRules['guaranteeMonths'];
}

export interface GuaranteePeriod {
  /** Last day; `null` = cannot be said. */
  readonly until: PlainDate | null;
  /** The day that was entered holds. */
  readonly agreed: boolean;
  readonly reason: string;
  readonly confidence: Confidence;
}

export const guaranteeSetting = (
  { sections: { enterprise } }: CaseRecord,
  { guaranteeMonths }: Pick<LifeRules, 'guaranteeMonths'>,
): GuaranteeSetting => {
  const { debtEnd } = enterprise.need;
  return { debtEnd: debtEnd !== null && isPlainDate(debtEnd) ? debtEnd : null, guaranteeMonths };
};

/**
 * 保证期间 of a guarantee: as agreed; six months after the debt is due where nothing was agreed, or where the agreed period ends before
 * the debt is due or on that day, which counts as not agreed. Source: 民法典第六百九十二条第二款 [V].
 */
export const guaranteePeriod = (
  { details }: Pick<SupportItem, 'details'>,
  { debtEnd, guaranteeMonths: { value: months, rule } }: GuaranteeSetting,
): GuaranteePeriod => {
  const entered = details['guarantee_until'];
  const day = entered !== undefined && isPlainDate(entered) ? entered : null;
  if (day !== null && (debtEnd === null || day > debtEnd))
    return { until: day, agreed: true, reason: '按合同约定的保证期间', confidence: 'verified' };
  if (debtEnd === null)
    return {
      until: null,
      agreed: false,
      reason: '没有录入保证期间，也没有债务到期日',
      confidence: 'verified',
    };
  const by = `按债务到期日 ${debtEnd} 起 ${months} 个月计`;
  return {
    until: addMonths(debtEnd, months),
    agreed: false,
    reason:
      day === null
        ? `没有录入约定的保证期间，${by}`
        : `约定的保证期间至 ${day}，不晚于债务到期日，视为没有约定，${by}`,
    confidence: rule.confidence,
  };
};
