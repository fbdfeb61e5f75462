import { type Result, ok, refuse } from '../../kernel/result';

/** Where the quality of the data may enter an approach. */
export type QualityCarrier =
  | 'alpha' // 数据质量系数 α of the modified cost model
  | 'delta' // 价值调整系数 δ of P = C·δ
  | 'comparable-quality' // 质量调整系数 X1
  | 'comparable-density' // 价值密度 k
  | 'share' // 分成率 K
  | 'income' // the forecast itself (growth, amounts)
  | 'discount-rate'; // 折现率 i

/** What a carrier is called on the form. */
export const CARRIER_TITLES: Readonly<Record<QualityCarrier, string>> = {
  alpha: '数据质量系数 α',
  delta: '价值调整系数 δ',
  'comparable-quality': '质量调整系数 X1',
  'comparable-density': '价值密度修正',
  share: '分成率 K',
  income: '收益预测',
  'discount-rate': '折现率',
};

const ALLOWED: Readonly<Record<'cost' | 'income' | 'market', readonly QualityCarrier[]>> = {
  cost: ['alpha', 'delta'],
  income: ['share', 'income', 'discount-rate'],
  market: ['comparable-quality', 'comparable-density'],
};

const APPROACH = { cost: '成本法', income: '收益法', market: '市场法' } as const;

/**
 * Quality enters an approach exactly once. Fails with `E_QUALITY_TWICE` when two carriers hold it, `E_QUALITY_MISSING` when
 * none does, `E_QUALITY_CARRIER` when the approach has no such carrier. Source: 数据资产评估指导意见, duty to regard quality;
 * counting it once is this product's rule.
 */
export const qualityOnce = (
  approach: 'cost' | 'income' | 'market',
  carriers: readonly QualityCarrier[],
  path: string,
): Result<QualityCarrier> => {
  const [first, ...more] = [...new Set(carriers)];
  if (first === undefined)
    return refuse(
      'E_QUALITY_MISSING',
      `${APPROACH[approach]}没有写明数据质量体现在哪里`,
      path,
      `请选择其一：${ALLOWED[approach].map((one) => CARRIER_TITLES[one]).join('、')}`,
    );
  if (more.length > 0)
    return refuse(
      'E_QUALITY_TWICE',
      `${APPROACH[approach]}中数据质量计了不止一次：${[first, ...more].map((one) => CARRIER_TITLES[one]).join('、')}`,
      path,
      '每种方法中质量只体现一次，请只保留一处',
    );
  return ALLOWED[approach].includes(first)
    ? ok(first)
    : refuse(
        'E_QUALITY_CARRIER',
        `${CARRIER_TITLES[first]}不属于${APPROACH[approach]}`,
        path,
        `请选择其一：${ALLOWED[approach].map((one) => CARRIER_TITLES[one]).join('、')}`,
      );
};
