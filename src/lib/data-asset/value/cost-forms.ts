import { type Result, mapResult } from '../../kernel/result';
import type { RulesAt } from '../../rulebook/model';
import { askedWhen, choiceField, inputField } from '../../valuation/sheet/form-fields';
import type { ChoiceField, InputField, RowsField } from '../../valuation/sheet/sheet-form';
import { COST_FACTORS, TOTAL_COST_ITEMS } from '../pricing/data-cost';
import { readDeyangModel, readRealisationRisk } from '../pricing/pricing-rules';
import { type DataForm, level, lever } from './data-form';

/** Worksheets of the cost approach. */

const COST_BY = choiceField('costBy', '成本的填法', [
  ['total', '有依据的总额'],
  ['items', '逐项填写'],
]);

const TOTAL = askedWhen(
  'costBy',
  'total',
  inputField('totalCost', '数据资产总成本', 'fen', { optional: true }),
);

const costRows = (items: RowsField['fixed']): RowsField => ({
  key: 'costItems',
  label: '成本构成',
  item: '成本项目',
  choices: [],
  inputs: [inputField('amount', '金额', 'fen', { hint: '没有发生填 0' })],
  series: [],
  fixed: items,
  when: { choice: 'costBy', value: 'items' },
});

/** α or the quality share of δ: the only place where quality enters the cost approach. */
const quality = (label: string): InputField =>
  inputField('quality', label, 'ratio', {
    hint: '质量只在此处计一次；可取自质量评价',
    from: ['measured-quality'],
  });

const byChoice = (key: string, label: string, computed: string): ChoiceField =>
  choiceField(key, label, [
    ['entered', '直接填写'],
    ['computed', computed],
  ]);

const VOLUME_HINT = '各量同一单位';

const CIRCULATION: readonly InputField[] = [
  askedWhen(
    'circulationBy',
    'entered',
    inputField('circulation', '数据流通系数 β', 'ratio', { optional: true }),
  ),
  ...(
    [
      ['open', '开放数据量'],
      ['published', '公开数据量'],
      ['shared', '共享数据量'],
      ['unshared', '非共享数据量'],
    ] as const
  ).map(([key, label]) =>
    askedWhen(
      'circulationBy',
      'computed',
      inputField(key, label, 'none', { optional: true, hint: VOLUME_HINT }),
    ),
  ),
  ...(
    [
      ['reachOpen', '传播系数 a（开放）'],
      ['reachPublished', '传播系数 b（公开）'],
      ['reachShared', '传播系数 c（共享）'],
    ] as const
  ).map(([key, label]) =>
    askedWhen(
      'circulationBy',
      'computed',
      inputField(key, label, 'none', { optional: true, hint: '触达的人数，只看相互之比' }),
    ),
  ),
];

const MONOPOLY: readonly InputField[] = [
  askedWhen('monopolyBy', 'entered', inputField('monopoly', '数据垄断系数 l', 'ratio', { optional: true })),
  askedWhen(
    'monopolyBy',
    'computed',
    inputField('ownVolume', '本数据资产数据量', 'none', {
      optional: true,
      hint: '可取画像测得的行数',
      from: ['measured-rows', 'decay'],
    }),
  ),
  askedWhen(
    'monopolyBy',
    'computed',
    inputField('industryVolume', '行业（地域）同类数据总量', 'none', {
      optional: true,
      hint: '与上一项同一单位，写明来源',
    }),
  ),
];

/** The eight items of r come from `data-pricing.realisation-risk`. */
export const modifiedCostForm = (rules: RulesAt): Result<DataForm> =>
  mapResult(readRealisationRisk(rules), ({ value }) => ({
    kind: 'modified-cost',
    title: '修正成本法',
    gives: 'value',
    approach: 'cost',
    help: 'P = TC × (1 + R) × U，U = α × β × (1 + l) × (1 − r)。β 对结果的影响通常最大，须写明依据。',
    choices: [
      COST_BY,
      byChoice('circulationBy', '流通系数 β 的填法', '按各类数据量与传播系数计算'),
      byChoice('monopolyBy', '垄断系数 l 的填法', '按本数据量占行业总量计算'),
      byChoice('riskBy', '风险系数 r 的填法', '按评分表计算'),
    ],
    inputs: [
      TOTAL,
      inputField('returnOnCost', '成本投资回报率 R', 'ratio', { hint: '取行业成本利润率' }),
      quality('数据质量系数 α'),
      ...CIRCULATION,
      ...MONOPOLY,
      askedWhen(
        'riskBy',
        'entered',
        inputField('risk', '价值实现风险系数 r', 'ratio', { optional: true, hint: '小于 100%' }),
      ),
    ],
    series: [],
    rows: [
      costRows(TOTAL_COST_ITEMS),
      {
        key: 'riskScores',
        label: '价值实现风险评分（0 为无风险）',
        when: { choice: 'riskBy', value: 'computed' },
        item: '风险项',
        choices: [],
        inputs: [inputField('score', '风险得分', 'ratio')],
        series: [],
        fixed: value.groups.flatMap((group) =>
          group.items.map(({ id, title }) => ({ id, title: `${group.title} › ${title}` })),
        ),
      },
    ],
    levers: [
      level('总成本水平'),
      lever('returnOnCost', '成本投资回报率 R', 'ratio'),
      lever('quality', '数据质量系数 α', 'ratio'),
      lever('circulation', '数据流通系数 β', 'ratio'),
      lever('monopoly', '数据垄断系数 l', 'ratio'),
      lever('risk', '价值实现风险系数 r', 'ratio'),
    ],
  }));

/** 成本调整法: total cost times adjustment factors. */
export const ADJUSTED_COST: DataForm = {
  kind: 'adjusted-cost',
  title: '成本法（P = C × δ）',
  gives: 'value',
  approach: 'cost',
  help: 'δ = 数据质量调整 × 剩余使用年限 ÷ 总使用年限。不反映收益能力。',
  choices: [COST_BY],
  inputs: [
    TOTAL,
    quality('数据质量调整'),
    inputField('remainingYears', '剩余使用年限', 'year'),
    inputField('totalYears', '总使用年限', 'year'),
  ],
  series: [],
  rows: [costRows(COST_FACTORS)],
  levers: [level('总成本水平'), lever('quality', '数据质量调整', 'ratio')],
};

/** Levels of scenes come from `data-pricing.deyang-model`. */
export const deyangForm = (rules: RulesAt): Result<DataForm> =>
  mapResult(readDeyangModel(rules), ({ value, rule }) => ({
    kind: 'deyang',
    title: '德阳协商估值',
    gives: 'value',
    approach: 'cost',
    help: 'A = a + (d + e) × b + a × c。协商参考价，不是法定评估结论；与收益法比较后使用。',
    choices: [
      choiceField(
        'sceneLevel',
        '应用场景级别',
        value.scene.map(({ level: id, title, max }) => [id, `${title}（c 不超过 ${max}）`]),
        rule.id,
      ),
    ],
    inputs: [
      inputField('directCost', '直接投入成本 a', 'fen', { hint: '经审计的直接投入' }),
      inputField('labourCost', '必要人工成本 d', 'fen'),
      inputField('equipmentCost', '必要设备成本 e', 'fen'),
      inputField('difficulty', '加工难度系数 b', 'none'),
      inputField('flows', '加工流程数', 'count'),
      inputField('conditions', '加工条件数', 'count'),
      inputField('sceneValue', '应用场景价值系数 c', 'none'),
    ],
    series: [],
    rows: [],
    levers: [level('投入成本水平')],
  }));
