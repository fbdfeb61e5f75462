import {
  askedWhen,
  choiceField,
  inputField,
  seriesField,
  taxBasisChoice,
} from '../../valuation/sheet/form-fields';
import type { ChoiceField, InputField, RowsField } from '../../valuation/sheet/sheet-form';
import { type DataForm, type LeverField, level, lever } from './data-form';

/** Worksheets of the income approach: data only. */

const CHOICES: readonly ChoiceField[] = [
  taxBasisChoice('discountBasis', '折现率口径'),
  choiceField('timing', '折现时点', [
    ['end-year', '年末'],
    ['mid-year', '年中'],
  ]),
  choiceField('qualityIn', '数据质量体现在', [
    ['income', '收益预测'],
    ['share', '分成率'],
    ['discount-rate', '折现率'],
  ]),
];

const LIFE: readonly InputField[] = [
  inputField('rightYears', '权利期限', 'year', { hint: '自评估基准日起的剩余年数' }),
  inputField('productYears', '产品寿命或更新周期', 'year'),
  inputField('certificateYears', '登记凭证剩余期限', 'year', { optional: true, hint: '没有凭证的不填' }),
  inputField('contractYears', '合同剩余期限', 'year', { optional: true, hint: '没有合同期限约束的不填' }),
  inputField('halfLifeYears', '半衰期 h', 'year', {
    optional: true,
    hint: '填写后收益期不超过参数库中的半衰期数',
    from: ['half-life'],
  }),
];

const TERMS: readonly InputField[] = [
  inputField('discountRate', '折现率 i', 'ratio', {
    hint: '口径须与收益一致；可取自风险累加工作表',
    from: ['discount-build-up'],
  }),
  inputField('taxRate', '所得税率 T', 'ratio', { hint: '税前折现率时须为 0' }),
  ...LIFE,
];

const RATE: LeverField = lever('discountRate', '折现率 i', 'ratio');

const income = (
  form: Pick<DataForm, 'kind' | 'title' | 'help' | 'levers'> &
    Partial<Pick<DataForm, 'choices' | 'inputs' | 'series' | 'rows'>>,
): DataForm => ({
  gives: 'value',
  approach: 'income',
  series: [],
  rows: [],
  ...form,
  choices: [...CHOICES, ...(form.choices ?? [])],
  inputs: [...(form.inputs ?? []), ...TERMS],
});

const SHARE_BY = choiceField('shareBy', '分成率的填法', [
  ['one', '各年相同'],
  ['yearly', '逐年填写'],
]);

const BASE = choiceField('base', '分成的基数', [
  ['revenue', '营业收入（不含增值税）'],
  ['profit', '息税前利润'],
]);

const SHARE_FROM = ['marginal-share', 'equivalent-investment'] as const;

const CHARGES: RowsField = {
  key: 'charges',
  label: '贡献资产的回报',
  item: '贡献资产',
  choices: [],
  inputs: [],
  series: [seriesField('amount', '每年回报', 'fen', '与收益同样的年度')],
  fixed: null,
};

const SCENES: RowsField = {
  key: 'scenes',
  label: '应用场景',
  item: '应用场景',
  choices: [BASE, ...CHOICES],
  inputs: [inputField('share', '数据的贡献份额 φ', 'ratio', { from: SHARE_FROM }), ...TERMS],
  series: [seriesField('income', '场景收益', 'fen')],
  fixed: null,
};

/** Forms of the income approach, by kind. */
export const INCOME_FORMS = {
  'direct-income': income({
    kind: 'direct-income',
    title: '直接收益法',
    help: 'P = Σ R_t × (1 − T) ÷ (1 + i)^t。适用于单独出售的数据产品；R 为数据资产的息税前利润。',
    series: [seriesField('profit', '数据资产息税前利润 R', 'fen', '亏损年度填负数')],
    levers: [level('收益水平'), RATE],
  }),
  'share-income': income({
    kind: 'share-income',
    title: '分成收益法',
    help: 'P = Σ R_t × K_t × (1 − T) ÷ (1 + i)^t。K 可由边际分析或约当投资量得出。',
    choices: [BASE, SHARE_BY],
    inputs: [
      askedWhen(
        'shareBy',
        'one',
        inputField('share', '分成率 K', 'ratio', { optional: true, from: SHARE_FROM }),
      ),
    ],
    series: [
      seriesField('income', '收入或利润 R', 'fen'),
      askedWhen('shareBy', 'yearly', seriesField('shares', '逐年分成率 K', 'ratio')),
    ],
    levers: [level('收益水平'), lever('share', '分成率 K', 'ratio'), RATE],
  }),
  'scene-income': {
    kind: 'scene-income',
    title: '多场景收益法',
    gives: 'value',
    approach: 'income',
    help: 'P = Σ_k Σ_t φ_k × R_kt ÷ (1 + r_k)^t。每个场景有自己的份额、折现率和期限，相加后取整一次。',
    choices: [],
    inputs: [],
    series: [],
    rows: [SCENES],
    levers: [level('收益水平')],
  },
  'incremental-income': income({
    kind: 'incremental-income',
    title: '增量收益法',
    help: 'P = Σ (RY_t − RN_t) × (1 − T) ÷ (1 + i)^t。同一业务用与不用数据的息税前利润之差。',
    series: [
      seriesField('withData', '使用数据后的息税前利润 RY', 'fen'),
      seriesField('withoutData', '不用数据的息税前利润 RN', 'fen', 'A/B 试验、前后对比或同类企业'),
    ],
    levers: [level('增量水平'), RATE],
  }),
  'relief-from-royalty': income({
    kind: 'relief-from-royalty',
    title: '权利金节省法',
    help: 'P = Σ 收入_t × 权利金率_t × (1 − T) ÷ (1 + i)^t。拥有数据而省下的许可费。',
    choices: [SHARE_BY],
    inputs: [askedWhen('shareBy', 'one', inputField('royaltyRate', '权利金率', 'ratio', { optional: true }))],
    series: [
      seriesField('revenue', '数据所服务的收入', 'fen'),
      askedWhen('shareBy', 'yearly', seriesField('royaltyRates', '逐年权利金率', 'ratio')),
    ],
    levers: [level('收入水平'), lever('royaltyRate', '权利金率', 'ratio'), RATE],
  }),
  'excess-income': income({
    kind: 'excess-income',
    title: '超额收益法',
    help: 'P = Σ (R_t − Σ C_ti) × (1 − T) ÷ (1 + i)^t。共同收益减去其他贡献资产的税前收益。',
    series: [seriesField('income', '共同收益 R（所得税前）', 'fen')],
    rows: [CHARGES],
    levers: [level('共同收益水平'), RATE],
  }),
  'multi-period-excess': income({
    kind: 'multi-period-excess',
    title: '多期超额收益法',
    help: 'P = Σ s_t × [EBITA_t × (1 − T) − Σ CAC_jt] ÷ (1 + i)^t，s 为现有数据仍然有用的份额；可计税收摊销收益 TAB。',
    choices: [
      choiceField('survivalBy', '有效份额 s', [
        ['decay', '按半衰期衰减（年中）'],
        ['yearly', '逐年填写'],
      ]),
    ],
    inputs: [
      inputField('taxAmortisationYears', '税收摊销年限', 'year', {
        optional: true,
        hint: '不计税收摊销收益的不填；质押通常不计',
      }),
    ],
    series: [
      seriesField('operatingProfit', '息税摊销前利润 EBITA', 'fen'),
      askedWhen('survivalBy', 'yearly', seriesField('survival', '逐年有效份额 s', 'ratio')),
    ],
    rows: [CHARGES],
    levers: [level('利润水平'), RATE],
  }),
} as const satisfies Readonly<Record<string, DataForm>>;
