import { choiceField, inputField, seriesField, taxBasisChoice } from '../../valuation/sheet/form-fields';
import { INCOME_CHOICES, INCOME_INPUTS } from './form-fields';
import type { WorksheetForm } from './worksheet-form';

/** Worksheets of the income approach: data only. */

const income = (
  form: Pick<WorksheetForm, 'kind' | 'title' | 'help'> &
    Partial<Pick<WorksheetForm, 'choices' | 'inputs' | 'series' | 'rows'>>,
): WorksheetForm => ({
  gives: 'value',
  approach: 'income',
  series: [],
  rows: [],
  ...form,
  choices: [...INCOME_CHOICES, ...(form.choices ?? [])],
  inputs: [...(form.inputs ?? []), ...INCOME_INPUTS],
});

const PROFIT_SPLIT = income({
  kind: 'profit-split',
  title: '利润分成法',
  help: 'V = Σ 营业利润 × 利润分成率 q × (1 − T) ÷ (1 + r)^t。q 对整个专利组合只用一次。',
  inputs: [
    inputField('profitShare', '利润分成率 q', 'ratio', {
      hint: '大于 0 且小于 1；可取自约当投资、换算或许可统计工作表',
      from: ['equivalent-investment', 'share-conversion', 'licence-rate'],
    }),
    inputField('shareDecay', '分成率年递减率 d', 'ratio', { hint: '不递减的不填', optional: true }),
  ],
  series: [seriesField('operatingProfit', '营业利润 P（所得税前）', 'fen', '亏损年度填 0')],
});

const INCREMENTAL = income({
  kind: 'incremental-income',
  title: '增量收益法',
  help: '专利带来的销量、价格或成本变化。销量增量按原价、原成本计，价格与成本增量按新销量计，相加不重复。',
  choices: [
    choiceField('increments', '增量来源', [
      ['volume', '销量增加'],
      ['price', '售价提高'],
      ['cost', '成本节约'],
      ['volume+price', '销量与售价'],
      ['volume+cost', '销量与成本'],
      ['price+cost', '售价与成本'],
      ['volume+price+cost', '销量、售价与成本'],
    ]),
  ],
  series: [
    seriesField('quantityBefore', '原销量 Q0（件）', 'none', '销量增加时填'),
    seriesField('quantityAfter', '新销量 Q1（件）', 'none', '每种来源都要填'),
    seriesField('priceBefore', '原单价 P0（元/件）', 'none', '销量增加或售价提高时填'),
    seriesField('priceAfter', '新单价 P1（元/件）', 'none', '售价提高时填'),
    seriesField('costBefore', '原单位成本 C0（元/件）', 'none', '销量增加或成本节约时填'),
    seriesField('costAfter', '新单位成本 C1（元/件）', 'none', '成本节约时填'),
  ],
});

const EXCESS_INCOME = income({
  kind: 'excess-income',
  title: '超额收益法',
  help: '利润高出占用资本正常回报的部分，逐年折现。',
  choices: [taxBasisChoice('industryReturnBasis', '行业回报率口径')],
  inputs: [inputField('industryReturn', '行业正常回报率', 'ratio')],
  series: [
    seriesField('profit', '利润（所得税前）', 'fen', '可以为负'),
    seriesField('capital', '占用资本', 'fen', '与利润同样年数'),
  ],
});

const EXCESS_EARNINGS = income({
  kind: 'excess-earnings',
  title: '多期超额收益法',
  help: '税后营业利润减去各项贡献资产的要求回报，逐年折现。要求回报率与折现率须同一口径。',
  series: [seriesField('operatingProfit', '营业利润 P（所得税前）', 'fen', '可以为负')],
  rows: [
    {
      key: 'contributoryAssets',
      label: '贡献资产',
      item: '贡献资产',
      choices: [taxBasisChoice('requiredReturnBasis', '要求回报率口径')],
      inputs: [inputField('requiredReturn', '要求回报率', 'ratio')],
      series: [seriesField('amount', '占用金额', 'fen', '与营业利润同样年数')],
      fixed: null,
    },
  ],
});

const CONSTANT = income({
  kind: 'constant-income',
  title: '等额收益现值法',
  help: '每年收益相同，直到收益年限结束。',
  inputs: [inputField('yearlyIncome', '每年归属专利的收益（所得税前）', 'fen')],
});

const DECLINING = income({
  kind: 'declining-income',
  title: '等额递减收益现值法',
  help: '第 1 年之后每年少同样的金额，减到 0 或收益年限结束为止。',
  inputs: [
    inputField('firstIncome', '第 1 年归属专利的收益（所得税前）', 'fen'),
    inputField('yearlyDecline', '每年递减额', 'fen'),
  ],
});

export const INCOME_FORMS: readonly WorksheetForm[] = [
  PROFIT_SPLIT,
  INCREMENTAL,
  EXCESS_INCOME,
  EXCESS_EARNINGS,
  CONSTANT,
  DECLINING,
];
