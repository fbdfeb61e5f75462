import { type Result, mapResult, ok } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { readComparableRules } from '../../valuation/methods/comparable-rules';
import { choiceField, inputField } from '../../valuation/sheet/form-fields';
import type { WorksheetForm } from './worksheet-form';

/** Worksheets of the cost and the market approach. */

const COST: WorksheetForm = {
  kind: 'cost',
  title: '成本法',
  gives: 'value',
  approach: 'cost',
  help: 'V = 重置成本 × (1 − 贬值率)。不反映收益能力，用于质押时只作下限参考。',
  choices: [
    choiceField('costBasis', '重置成本的算法', [
      ['parts', '逐项重置'],
      ['index', '账面成本按物价指数调整'],
    ]),
    choiceField('depreciation', '贬值率的算法', [
      ['age', '按使用年限'],
      ['obsolescence', '按功能性与经济性贬值'],
    ]),
  ],
  inputs: [
    inputField('bookCost', '账面成本', 'fen', { optional: true, hint: '按物价指数调整时填' }),
    inputField('indexThen', '购置时物价指数', 'none', { optional: true, hint: '按物价指数调整时填' }),
    inputField('indexNow', '基准日物价指数', 'none', { optional: true, hint: '按物价指数调整时填' }),
    inputField('usedYears', '已使用年限', 'year', { optional: true, hint: '按使用年限时填' }),
    inputField('economicLifeYears', '剩余经济寿命', 'year', {
      optional: true,
      hint: '按使用年限时填；以专利组合的法定剩余寿命为限',
    }),
    inputField('functional', '功能性贬值率', 'ratio', { optional: true, hint: '按贬值率时填' }),
    inputField('economic', '经济性贬值率', 'ratio', { optional: true, hint: '按贬值率时填' }),
  ],
  series: [],
  rows: [
    {
      key: 'parts',
      label: '重置成本的构成',
      item: '成本项目',
      choices: [],
      inputs: [inputField('amount', '金额', 'fen')],
      series: [],
      fixed: null,
    },
  ],
};

/** The factors to be corrected come from `valuation.market-comparables`. */
export const marketForm = (rules: RulesAt): Result<WorksheetForm> =>
  mapResult(readComparableRules(rules), ({ value }) => ({
    kind: 'market',
    title: '市场法',
    gives: 'value',
    approach: 'market',
    help: `V = 可比交易修正后价格的平均数或中位数。至少 ${value.minimumCount} 个可比交易。`,
    choices: [
      choiceField('statistic', '取值', [
        ['median', '中位数'],
        ['mean', '平均数'],
      ]),
    ],
    inputs: [],
    series: [],
    rows: [
      {
        key: 'comparables',
        label: '可比交易',
        item: '可比交易',
        choices: [],
        inputs: [
          inputField('price', '成交价', 'fen'),
          ...value.factors.map(({ id, title }) =>
            inputField(id, `${title}修正系数`, 'none', {
              hint: `没有差异填 1；限于 ${value.adjustment.min} 至 ${value.adjustment.max}`,
            }),
          ),
        ],
        series: [],
        fixed: null,
      },
    ],
  }));

export const costForm = (): Result<WorksheetForm> => ok(COST);
