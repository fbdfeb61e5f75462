import type { CaseRecord } from '../../case/case-record';
import type { CollateralItem, SupportItem } from '../../case/collateral-section';
import { type Fen, divideRounded, fenText, fenToDecimalText } from '../../kernel/fen';
import { type PlainDate, addYears, daysBetween, isPlainDate } from '../../kernel/plain-date';
import type { Confidence } from '../../kernel/confidence';
import { type GuaranteeSetting, guaranteePeriod, guaranteeSetting } from './guarantee-period';
import { fenOrNull } from './life-assets';
import type { LifeNote, LifeRules } from './life-rules';

/** What a disposal came to. Ratios have six decimals; `null` = something is missing. */
export interface DisposalResult {
  /** proceeds − costs, 分; negative when the costs were higher. */
  readonly netFen: string | null;
  /** (proceeds − costs) ÷ claim */
  readonly recoveryRate: string | null;
  /** 1 − proceeds ÷ value before; negative = it fetched more. */
  readonly haircut: string | null;
  /** claim − net, never below 0, 分. */
  readonly lossFen: string | null;
  readonly daysToCash: number | null;
  /** What is still missing, in Chinese. */
  readonly missing: readonly string[];
}

/** A day by which somebody has to be held to account. */
export interface ClaimDeadline {
  readonly key: string;
  readonly title: string;
  /** `null` = cannot be said. */
  readonly on: PlainDate | null;
  /** Day on which it was raised; `null` = not yet, or not entered anywhere. */
  readonly claimedOn: string | null;
  readonly reason: string;
  readonly basis: string;
  readonly confidence: Confidence;
}

const dayOrNull = (text: string | null): PlainDate | null =>
  text !== null && isPlainDate(text) ? text : null;

const DECIMALS = 6;

const ratioText = (numerator: Fen, denominator: Fen): string =>
  fenToDecimalText(divideRounded(numerator * 10n ** BigInt(DECIMALS), denominator), DECIMALS);

/** Recovery and haircut of one disposal, exact in 分, ratios rounded once. */
export const disposalResult = (item: Pick<CollateralItem, 'life'>): DisposalResult | null => {
  const { disposal } = item.life;
  if (disposal === null) return null;
  const claim = fenOrNull(disposal.claimFen);
  const before = fenOrNull(disposal.valueBeforeFen);
  const proceeds = fenOrNull(disposal.proceedsFen);
  const cost = fenOrNull(disposal.costFen);
  const net = proceeds === null || cost === null ? null : proceeds - cost;
  const received = disposal.receivedOn;
  const missing = [
    ...(claim === null ? ['债权额'] : []),
    ...(before === null ? ['处置前价值'] : []),
    ...(proceeds === null ? ['变现金额'] : []),
    ...(cost === null ? ['处置费用'] : []),
    ...(received === null ? ['到账日期'] : []),
  ];
  return {
    netFen: net === null ? null : fenText(net),
    recoveryRate: net === null || claim === null || claim === 0n ? null : ratioText(net, claim),
    haircut:
      before === null || before === 0n || proceeds === null ? null : ratioText(before - proceeds, before),
    lossFen: net === null || claim === null ? null : fenText(claim > net ? claim - net : 0n),
    daysToCash:
      received !== null &&
      isPlainDate(received) &&
      isPlainDate(disposal.defaultedOn) &&
      received >= disposal.defaultedOn
        ? daysBetween(disposal.defaultedOn, received)
        : null,
    missing,
  };
};

const guaranteeDeadline = (support: SupportItem, setting: GuaranteeSetting): ClaimDeadline => {
  const { until, reason, confidence } = guaranteePeriod(support, setting);
  return {
    key: `guarantee/${support.id}`,
    title: `${support.title}：保证期间届满`,
    on: until,
    claimedOn: null,
    reason,
    basis: '民法典第六百九十二条',
    confidence,
  };
};

/** How a claim with a day of its own stands. */
const claimReason = (deadline: PlainDate | null, claimedOn: string | null): string => {
  const lodged = claimedOn === null ? '' : `已于 ${claimedOn} 申报`;
  if (deadline === null)
    return lodged === ''
      ? '没有录入；债务人或保证人破产的，请按人民法院公告录入'
      : `没有录入截止日；${lodged}`;
  if (claimedOn === null) return '按录入；尚未申报';
  return claimedOn > deadline ? `按录入；${lodged}，晚于截止日` : `按录入；${lodged}`;
};

/**
 * Days by which claims have to be raised: 保证期间 of each guarantee (`guarantee-period.ts`),
 * 诉讼时效 (3 years, 民法典 188 [S]), and the day entered with a disposal. A court's own day for filing claims in a bankruptcy cannot
 * be computed: it is asked for.
 */
export const claimDeadlines = (caseRecord: CaseRecord, rules: LifeRules): readonly ClaimDeadline[] => {
  const { collateral } = caseRecord.sections;
  const setting = guaranteeSetting(caseRecord, rules);
  const end = setting.debtEnd;
  const guarantees = collateral.support
    .filter(({ kind, use }) => kind === 'guarantee' && use !== 'never')
    .map((support) => guaranteeDeadline(support, setting));
  const limitation: ClaimDeadline = {
    key: 'limitation',
    title: '主债权诉讼时效届满',
    claimedOn: null,
    on: end === null ? null : addYears(end, rules.limitationYears.value),
    reason:
      end === null
        ? '没有录入债务到期日'
        : `债务到期日 ${end} 起 ${rules.limitationYears.value} 年；中断、中止的另计`,
    basis: '民法典第一百八十八条',
    confidence: rules.limitationYears.rule.confidence,
  };
  const entered = collateral.items.flatMap(({ id, title, life: { disposal } }): ClaimDeadline[] =>
    disposal === null
      ? []
      : [
          {
            key: `claim/${id}`,
            title: `${title}：债权申报截止`,
            on: dayOrNull(disposal.claimDeadline),
            claimedOn: disposal.claimedOn,
            reason: claimReason(dayOrNull(disposal.claimDeadline), disposal.claimedOn),
            basis: '以公告或合同为准',
            confidence: 'verified',
          },
        ],
  );
  return [...guarantees, limitation, ...entered].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
};

export const claimNotes = ({ claimNotes: { value } }: LifeRules): readonly LifeNote[] => value;
