import { type Result, mapResult, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readTyped } from '../../rulebook/read-rule';
import { LICENCE_RULE, licenceRows } from '../../valuation/rates/licence-row';
import { readRiskTable } from '../../valuation/rates/risk-table';
import { readShareFactors } from '../../valuation/rates/share-score';
import { choiceField, inputField, taxBasisChoice } from '../../valuation/sheet/form-fields';
import type { InputField } from '../../valuation/sheet/sheet-form';
import type { WorksheetForm } from './worksheet-form';

/** Worksheets that give a rate to forecasts and to other worksheets. Options come from the rules in force. */

const RISK_FREE: readonly InputField[] = [
  inputField('riskFree', '无风险利率 rf', 'ratio', { hint: '剩余期限相近的国债到期收益率' }),
  inputField('quotedDaysBefore', '报价日早于基准日的天数', 'day', { hint: '基准日当日的报价填 0' }),
];

const rateForm = (
  form: Pick<WorksheetForm, 'kind' | 'title' | 'gives' | 'help'> &
    Partial<Pick<WorksheetForm, 'choices' | 'inputs'>>,
): WorksheetForm => ({ approach: null, choices: [], inputs: [], series: [], rows: [], ...form });

/** One choice per item of `valuation.risk-premium-table`; its key is the item. */
export const riskBuildUpForm = (rules: RulesAt): Result<WorksheetForm> =>
  mapResult(readRiskTable(rules), ({ value, rule }) =>
    rateForm({
      kind: 'risk-build-up',
      title: '折现率 · 风险累加法',
      gives: 'discount-rate',
      help: 'r = 无风险利率 + 各类风险报酬率。逐项选择，未选的不按 0 处理。',
      choices: [
        taxBasisChoice('basis', '用于何种口径的收益'),
        ...value.classes.flatMap((riskClass) =>
          riskClass.items.map((item) =>
            choiceField(
              item.id,
              `${riskClass.title} › ${item.title}`,
              item.options.map(({ title, score }) => [title, `${title}（${score} 分）`]),
              rule.id,
            ),
          ),
        ),
      ],
      inputs: RISK_FREE,
    }),
  );

const CAPITAL_COST = rateForm({
  kind: 'capital-cost',
  title: '折现率 · 资本成本',
  gives: 'discount-rate',
  help: 'r = WACC + 专利风险溢价，Re = rf + β × ERP + α。得出的是税后折现率。',
  inputs: [
    ...RISK_FREE,
    inputField('beta', '贝塔系数 β', 'none'),
    inputField('equityRiskPremium', '市场风险溢价 ERP', 'ratio'),
    inputField('companyPremium', '企业特定风险溢价 α', 'ratio'),
    inputField('equity', '权益市值 E', 'fen'),
    inputField('debt', '付息债务 D', 'fen', { hint: '没有债务填 0' }),
    inputField('costOfDebt', '债务资本成本 Rd', 'ratio', { optional: true, hint: '没有债务的不填' }),
    inputField('taxRate', '所得税率 T', 'ratio'),
    inputField('patentPremium', '专利风险溢价', 'ratio'),
  ],
});

const EQUIVALENT = rateForm({
  kind: 'equivalent-investment',
  title: '利润分成率 · 约当投资量',
  gives: 'profit-share',
  help: 'q = 专利约当投资量 ÷（专利 + 受让方约当投资量），约当投资量 = 重置成本 ×（1 + 成本利润率）。',
  inputs: [
    inputField('patentCost', '专利重置成本', 'fen'),
    inputField('patentCostProfitRate', '专利成本利润率', 'ratio', { hint: '可以超过 100%' }),
    inputField('buyerCost', '受让方投入资产的重置成本', 'fen'),
    inputField('buyerCostProfitRate', '受让方成本利润率', 'ratio'),
  ],
});

const CONVERSION = rateForm({
  kind: 'share-conversion',
  title: '分成率换算',
  gives: 'royalty-rate',
  help: 'k = q × 销售利润率，或反过来 q = k ÷ 销售利润率。',
  choices: [
    choiceField('direction', '换算方向', [
      ['to-sales', '利润分成率 → 许可费率'],
      ['to-profit', '许可费率 → 利润分成率'],
    ]),
  ],
  inputs: [
    inputField('profitShare', '利润分成率 q', 'ratio', {
      optional: true,
      hint: '换算为许可费率时填',
      from: ['equivalent-investment', 'share-conversion', 'licence-rate'],
    }),
    inputField('royaltyRate', '许可费率 k', 'ratio', {
      optional: true,
      hint: '换算为利润分成率时填',
      from: ['share-adjustment', 'share-conversion', 'licence-rate'],
    }),
    inputField('salesMargin', '销售利润率', 'ratio'),
  ],
});

/** Scores of the 综合评价法 are chosen by factor; its key is the factor. */
export const shareAdjustmentForm = (rules: RulesAt): Result<WorksheetForm> =>
  mapResult(readShareFactors(rules), ({ value, rule }) =>
    rateForm({
      kind: 'share-adjustment',
      title: '许可费率 · 综合评价法',
      gives: 'royalty-rate',
      help: 'K = 下限 +（上限 − 下限）× 调整系数。K 对整个专利组合只用一次。',
      choices: [
        choiceField('scoredBy', '调整系数', [
          ['factors', '按评分表逐项评分'],
          ['entered', '直接填写'],
        ]),
        ...value.groups.flatMap((group) =>
          group.items.map((item) =>
            choiceField(
              item.id,
              `${group.title} › ${item.title}`,
              value.allowedScores.map((score) => [String(score), `${score} 分`]),
              rule.id,
            ),
          ),
        ),
      ],
      inputs: [
        inputField('kMin', '分成率下限', 'ratio', { from: ['licence-rate', 'share-conversion'] }),
        inputField('kMax', '分成率上限', 'ratio', { from: ['licence-rate', 'share-conversion'] }),
        inputField('kScore', '调整系数', 'ratio', { optional: true, hint: '直接填写时填，0 至 1' }),
      ],
    }),
  );

/** Stands for a row of the table that names no period. */
export const NO_PERIOD = 'unstated';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Industries and periods are those of `valuation.licence-rates` in force. */
export const licenceRateForm = (rules: RulesAt): Result<WorksheetForm> =>
  mapResult(readTyped(rules, LICENCE_RULE, licenceRows), ({ value: rows }) => {
    const industries = new Map(rows.map((row) => [row.industryCode, row.industryName]));
    const periods = [...new Set(rows.map(({ period }) => period ?? NO_PERIOD))].sort(byText);
    return rateForm({
      kind: 'licence-rate',
      title: '许可费率 · 专利实施许可统计',
      gives: 'royalty-rate',
      help: '取国家知识产权局分行业许可统计。表中没有的、为空的，停下来请人补录，不以其他数代替。',
      choices: [
        choiceField(
          'industryCode',
          '国民经济行业',
          [...industries].sort(([a], [b]) => byText(a, b)).map(([code, name]) => [code, `${code} ${name}`]),
          LICENCE_RULE,
        ),
        choiceField(
          'period',
          '统计期间',
          periods.map((period) => [period, period === NO_PERIOD ? '未注明期间' : period]),
          LICENCE_RULE,
        ),
        choiceField('measure', '取哪个数', [
          ['salesMedian', '销售额提成率中位数（许可费率）'],
          ['salesMean', '销售额提成率平均数（许可费率）'],
          ['profitMean', '利润提成率平均数（利润分成率）'],
        ]),
      ],
    });
  });

export const capitalCostForm = (): Result<WorksheetForm> => ok(CAPITAL_COST);
export const equivalentInvestmentForm = (): Result<WorksheetForm> => ok(EQUIVALENT);
export const shareConversionForm = (): Result<WorksheetForm> => ok(CONVERSION);
