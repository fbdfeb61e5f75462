import { type Result, mapResult, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import {
  askedWhen,
  choiceField,
  inputField,
  seriesField,
  taxBasisChoice,
} from '../../valuation/sheet/form-fields';
import { anchorPrice, publicCases } from '../pricing/comparables';
import { readMarketModel, readRiskPremiums } from '../pricing/pricing-rules';
import { type DataForm, level } from './data-form';

/** Worksheets of the market approach and of options, and those that give a number to others. */

const LIKENESS = [
  ['0', '不同'],
  ['0.5', '部分相同'],
  ['1', '相同'],
] as const;

const FIVE = [
  ['quality', '质量调整系数 X1'],
  ['supplyDemand', '供求调整系数 X2'],
  ['date', '期日调整系数 X3'],
  ['capacity', '容量调整系数 X4'],
] as const;

const RATIOS = [
  ['technology', '技术修正系数'],
  ['otherDensity', '案例有效记录占比'],
  ['indexThen', '交易日价格指数'],
  ['otherVolume', '案例容量'],
] as const;

const correction =
  (kind: string) =>
  ([key, label]: readonly [string, string]) =>
    inputField(key, label, 'none', { optional: true, hint: `${kind}时填，没有差异填 1` });

/** Only public cases whose amount is a price of one data set can be chosen; the kind of amount stands beside each. */
export const marketForm = (rules: RulesAt): Result<DataForm> => {
  const model = readMarketModel(rules);
  if (!model.ok) return model;
  return mapResult(publicCases(rules), (cases) => ({
    kind: 'market',
    title: '市场法',
    gives: 'value',
    approach: 'market',
    help: `P = Σ 权重 × 修正后的案例价格。至少 ${model.value.value.minimumCount} 个案例，相似度不低于 ${model.value.value.similarityFloor}；贷款、授信和合计数不是价格，不能作案例。`,
    choices: [
      choiceField('correctedBy', '修正的方法', [
        ['five', '五项系数（指导意见）'],
        ['ratios', '比值修正（专家指引第9号）'],
      ]),
      choiceField('weighedBy', '案例的权重', [
        ['similarity', '按相似度'],
        ['stated', '逐个填写'],
      ]),
    ],
    inputs: [
      askedWhen(
        'correctedBy',
        'ratios',
        inputField('ownDensity', '本数据有效记录占比', 'ratio', { optional: true }),
      ),
      askedWhen(
        'correctedBy',
        'ratios',
        inputField('indexNow', '基准日价格指数', 'none', { optional: true }),
      ),
      askedWhen(
        'correctedBy',
        'ratios',
        inputField('ownVolume', '本数据容量', 'none', {
          optional: true,
          hint: '与案例同一单位',
          from: ['measured-rows', 'decay'],
        }),
      ),
      askedWhen(
        'correctedBy',
        'ratios',
        inputField('capacityElasticity', '容量弹性 ε', 'ratio', {
          optional: true,
          hint: '不填取参数库；容量不能线性放大',
        }),
      ),
    ],
    series: [],
    rows: [
      {
        key: 'comparables',
        label: '可比案例',
        item: '可比案例',
        choices: [
          choiceField('publicCase', '公开案例', [
            ['own', '自有证据的成交价'],
            ...cases
              .filter((one) => anchorPrice(one, '').ok)
              .map(
                (one) => [one.id, `${one.asset}（${one.kindTitle} ${one.amountWan ?? ''} 万元）`] as const,
              ),
          ]),
          ...model.value.value.similarity.map(({ id, title, weight }) =>
            choiceField(`like-${id}`, `${title}相似（权重 ${weight}）`, LIKENESS, model.value.rule.id),
          ),
        ],
        inputs: [
          inputField('price', '成交价', 'fen', { optional: true, hint: '自有证据时填' }),
          inputField('weight', '权重', 'ratio', { optional: true, hint: '逐个填写权重时填' }),
          ...FIVE.map(correction('五项系数')),
          ...RATIOS.map(correction('比值修正')),
          inputField('other', '其他修正系数', 'none', { hint: '没有差异填 1' }),
        ],
        series: [],
        fixed: null,
      },
    ],
    levers: [level('案例价格水平')],
  }));
};

/** Real option (Black–Scholes). */
export const OPTION: DataForm = {
  kind: 'option',
  title: '实物期权',
  gives: 'option',
  approach: null,
  help: '尚未开发场景的上行空间：C = S·e^(−qT)·Φ(d1) − K·e^(−rT)·Φ(d2)。单列，不并入估值，不计入质押基数。',
  choices: [],
  inputs: [
    inputField('sceneValue', '场景现值 S', 'fen'),
    inputField('developmentCost', '后续开发成本 K', 'fen'),
    inputField('riskFreeRate', '无风险利率 r（连续）', 'ratio'),
    inputField('volatility', '波动率 σ', 'ratio', { hint: '可以超过 100%' }),
    inputField('years', '可等待年数 T', 'year'),
    inputField('leakage', '等待损失率 q', 'ratio', {
      hint: '取数据年衰减率 λ；没有损失也要填 0',
      from: ['decay-rate'],
    }),
  ],
  series: [],
  rows: [],
  levers: [],
};

/** Groups of risk come from `data-pricing.risk-premiums`. */
export const discountForm = (rules: RulesAt): Result<DataForm> =>
  mapResult(readRiskPremiums(rules), ({ value }) => ({
    kind: 'discount-build-up',
    title: '折现率 · 风险累加',
    gives: 'discount-rate',
    approach: null,
    help: 'i = 无风险利率 + Σ 得分 ÷ 100 × 上限。已计入收益或 r 的风险不得在此重复评分。',
    choices: [taxBasisChoice('basis', '用于何种口径的收益')],
    inputs: [
      inputField('riskFree', '无风险利率 rf', 'ratio', { hint: '剩余期限相近的国债到期收益率' }),
      inputField('quotedDaysBefore', '报价日早于基准日的天数', 'day', { hint: '基准日当日的报价填 0' }),
    ],
    series: [],
    rows: [
      {
        key: 'riskScores',
        label: '风险得分（0 为无风险，100 取上限）',
        item: '风险类别',
        choices: [],
        inputs: [inputField('score', '得分', 'score')],
        series: [],
        fixed: value.groups.map(({ id, title, cap }) => ({ id, title: `${title}（上限 ${cap}）` })),
      },
    ],
    levers: [],
  }));

/** Marginal contribution of the data to a share of income. */
export const MARGINAL_SHARE: DataForm = {
  kind: 'marginal-share',
  title: '分成率 · 边际分析',
  gives: 'share',
  approach: null,
  help: 'K = 追加利润现值 ÷ 利润总额现值。',
  choices: [
    choiceField('timing', '折现时点', [
      ['end-year', '年末'],
      ['mid-year', '年中'],
    ]),
  ],
  inputs: [inputField('discountRate', '折现率', 'ratio', { from: ['discount-build-up'] })],
  series: [
    seriesField('extraProfit', '数据带来的追加利润', 'fen'),
    seriesField('totalProfit', '利润总额', 'fen'),
  ],
  rows: [],
  levers: [],
};

/** Equivalent investment: share of the data in what was put in. */
export const EQUIVALENT: DataForm = {
  kind: 'equivalent-investment',
  title: '分成率 · 约当投资量',
  gives: 'share',
  approach: null,
  help: 'K = 数据约当投资量 ÷（数据 + 使用方约当投资量），约当投资量 = 成本 ×（1 + 成本利润率）。',
  choices: [],
  inputs: [
    inputField('dataCost', '数据资产重置成本', 'fen'),
    inputField('dataCostProfitRate', '数据成本利润率', 'ratio', { hint: '可以超过 100%' }),
    inputField('userCost', '使用方投入资产的重置成本', 'fen'),
    inputField('userCostProfitRate', '使用方成本利润率', 'ratio'),
  ],
  series: [],
  rows: [],
  levers: [],
};

/** Decay rate out of observed use. */
export const DECAY: DataForm = {
  kind: 'decay',
  title: '有效记录数',
  gives: 'records',
  approach: null,
  help: 'N = Σ n × 2^(−年龄 ÷ h)，h 取本数据资产的半衰期。用于容量之比，代替原始行数。',
  choices: [],
  inputs: [
    inputField('halfLifeYears', '半衰期 h', 'year', { from: ['half-life'], hint: '可取本数据资产的半衰期' }),
  ],
  series: [],
  rows: [
    {
      key: 'vintages',
      label: '按数据年份的记录数',
      item: '年份',
      choices: [],
      inputs: [inputField('ageYears', '数据年龄', 'year'), inputField('records', '记录数', 'count')],
      series: [],
      fixed: null,
    },
  ],
  levers: [],
};

/** A form that no rule changes. */
export const fixedForm = (form: DataForm) => (): Result<DataForm> => ok(form);
