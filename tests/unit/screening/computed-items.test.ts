import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import type { Figure } from '../../../src/lib/case/exchange';
import type { Outputs } from '../../../src/lib/case/method';
import type { JsonObject } from '../../../src/lib/case/json-object';
import type { JsonValue } from '../../../src/lib/kernel/json';
import { leaf } from '../../../src/lib/kernel/trace';
import type { RulesAt } from '../../../src/lib/rulebook/model';
import { SCREENING_RULES } from '../../../src/lib/rulebook/screening-rules';
import { event, fact, product, readyFile, searched, wanFen, withFacts } from '../../fixtures/ready-file';
import {
  findingOf,
  patent,
  paper,
  pointsAnswer,
  priorOf,
  readyCase,
  rules,
  screen,
  view,
  withSections,
} from '../../fixtures/screening-case';

type File = CaseRecord['sections']['enterpriseFile'];

const PATENTS = [patent(1, { type: 'invention' }), patent(2, { type: 'invention' })];

interface Given {
  readonly code: string;
  readonly file?: (file: File) => File;
  /** Points that a person gives with a paper; none by default. */
  readonly answer?: 0 | 1 | 2 | 3 | 4;
  readonly patents?: CaseRecord['sections']['patents']['records'];
  readonly debtEnd?: string | null;
  readonly figures?: readonly Figure[];
  readonly change?: (record: CaseRecord) => CaseRecord;
}

/** The ready case without the answer to one item, and with what the row gives instead. */
const caseOf = ({ code, file, answer, patents = PATENTS, debtEnd, change }: Given): CaseRecord => {
  const record = withSections(readyCase(patents), ({ screening, enterprise }) => ({
    enterpriseFile: (file ?? ((f: File): File => f))(readyFile()),
    enterprise: debtEnd === undefined ? enterprise : { ...enterprise, need: { ...enterprise.need, debtEnd } },
    screening: {
      ...screening,
      answers: [
        ...screening.answers.filter((a) => a.rule !== view(code)),
        ...(answer === undefined ? [] : [pointsAnswer(view(code), answer)]),
      ],
    },
  }));
  return change === undefined ? record : change(record);
};

const priorWith = ({ patents = PATENTS, figures = [] }: Given): Outputs => {
  const prior = priorOf(patents);
  return { ...prior, figures: [...prior.figures, ...figures] };
};

const judge = (given: Given) => findingOf(screen(caseOf(given), priorWith(given)), view(given.code), 'case');

const shown = (given: Given) => {
  const { verdict, points } = judge(given);
  return [verdict, points?.low, points?.high];
};

const set =
  (...facts: ReturnType<typeof fact>[]) =>
  (file: File): File =>
    withFacts(file, ...facts);

const figure = (id: string, value: string | null): Figure => ({
  id,
  subject: { kind: 'patent-pool', id: 'x', title: '虚构产品' },
  label: id,
  value,
  unit: 'fen',
  method: 'patent.reconciliation@1',
  confidence: 'assumption',
  trace: leaf({ id, label: id, value, unit: 'fen', confidence: 'assumption' }),
});

/** 24 months up to October 2026: the last twelve `last`, the twelve before 1000 each. */
const meters = (last: number): ReturnType<typeof fact>[] =>
  Array.from({ length: 24 }, (_, i) => {
    const month = 2024 * 12 + 10 + i;
    const period = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    return fact('electricityUse', String(i < 12 ? 1000 : last), period);
  });

const C6_KINDS = [
  ...['enforcement', 'dishonesty', 'consumption-limit', 'penalty-tax', 'tax-arrears'],
  ...['penalty-environment', 'equity-freeze', 'lawsuit'],
];
const C1_KINDS = ['serious-violation', 'abnormal-operation', 'penalty-safety', 'penalty-other'];

const record =
  (kinds: readonly string[], facts: ReturnType<typeof fact>[], ...events: ReturnType<typeof event>[]) =>
  (file: File): File => ({ ...withFacts(file, ...facts), events, searches: searched(...kinds) });

const GRADE_A = fact('taxCreditGrade', 'A', '2025');
const STEADY = meters(1000);

const ROWS: readonly (readonly [string, Given, readonly ['pass' | 'fail' | 'unknown', number, number]])[] = [
  // P8: 发明 4, 实用新型 with a positive report 3, without 1, 外观 1; mean, rounded down
  ['P8 全部发明', { code: 'P8' }, ['pass', 4, 4]],
  ['P8 实用新型有无评价报告未知', { code: 'P8', patents: [patent(1)] }, ['pass', 1, 3]],
  [
    'P8 发明与没有报告的实用新型：(4 + 1) ÷ 2 = 2.5 → 2',
    {
      code: 'P8',
      patents: [patent(1, { type: 'invention' }), patent(2, { evaluationReportPositive: false })],
    },
    ['pass', 2, 2],
  ],
  ['P8 没有专利：无数据、无人答复', { code: 'P8', patents: [] }, ['unknown', 0, 4]],
  // P9: pledged patents used in the products that make up half of the revenue
  [
    'P9 主营产品用到全部专利',
    { code: 'P9', file: (f) => ({ ...f, products: [product('a', 6000, ['p-1', 'p-2'])] }) },
    ['pass', 4, 4],
  ],
  [
    'P9 主营产品没有用到质押专利',
    { code: 'P9', file: (f) => ({ ...f, products: [product('a', 6000, []), product('b', 100, ['p-1'])] }) },
    ['fail', 0, 0],
  ],
  [
    'P9 主营产品用到哪些专利没有人说',
    { code: 'P9', file: (f) => ({ ...f, products: [product('a', 6000, null)] }) },
    ['unknown', 0, 4],
  ],
  [
    'P9 不知道全年营业收入，主营产品未定',
    {
      code: 'P9',
      file: (f) => ({
        ...f,
        facts: f.facts.filter(({ field }) => field !== 'revenue'),
        products: [product('a', 6000, ['p-1', 'p-2'])],
      }),
    },
    ['unknown', 0, 4],
  ],
  ['P9 没有产品数据', { code: 'P9' }, ['unknown', 0, 4]],
  // P11: 1 + citations (mean ≥ 2) + family (≥ 2) + licence (≥ 1)
  [
    'P11 三样都达到',
    {
      code: 'P11',
      patents: [patent(1, { forwardCitationCount: 2, familySize: 2, licenceCount: 1 })],
    },
    ['pass', 4, 4],
  ],
  [
    'P11 件均被引 1.5 次，差一点',
    {
      code: 'P11',
      patents: [
        patent(1, { forwardCitationCount: 3, familySize: 1, licenceCount: 0 }),
        patent(2, { forwardCitationCount: 0, familySize: 1, licenceCount: 0 }),
      ],
    },
    ['pass', 1, 1],
  ],
  ['P11 只有被引的列', { code: 'P11', patents: [patent(1, { forwardCitationCount: 9 })] }, ['pass', 2, 4]],
  ['P11 清单没有这些列', { code: 'P11' }, ['unknown', 0, 4]],
  // P12: revenue of products with patents ÷ 10000 万
  [
    'P12 恰为 60%',
    { code: 'P12', file: (f) => ({ ...f, products: [product('a', 6000, ['p-1'])] }) },
    ['pass', 4, 4],
  ],
  [
    'P12 恰为 20%',
    { code: 'P12', file: (f) => ({ ...f, products: [product('a', 2000, ['p-1'])] }) },
    ['pass', 2, 2],
  ],
  [
    'P12 没有一个产品用到',
    { code: 'P12', file: (f) => ({ ...f, products: [product('a', 2000, [])] }) },
    ['fail', 0, 0],
  ],
  ['P12 没有产品数据', { code: 'P12' }, ['unknown', 0, 4]],
  // P14: internal value sheet
  [
    'P14 多种方法调和',
    { code: 'P14', figures: [figure('patent-product/f-1', '100'), figure('patent-product/f-1/low', '90')] },
    ['pass', 4, 4],
  ],
  ['P14 只有一种方法', { code: 'P14', figures: [figure('patent-product/f-1', '100')] }, ['pass', 3, 3]],
  ['P14 有产品没有定值', { code: 'P14', figures: [figure('patent-product/f-1', null)] }, ['pass', 2, 2]],
  ['P14 没有底稿', { code: 'P14' }, ['unknown', 0, 4]],
  // T2: >= 10% 4, >= 5% 3, >= 3% 2, below 1
  ['T2 恰为 10%', { code: 'T2', file: set(fact('researchExpense', wanFen(1000), '2025')) }, ['pass', 4, 4]],
  ['T2 9.99%', { code: 'T2', file: set(fact('researchExpense', wanFen(999), '2025')) }, ['pass', 3, 3]],
  ['T2 恰为 3%', { code: 'T2', file: set(fact('researchExpense', wanFen(300), '2025')) }, ['pass', 2, 2]],
  ['T2 低于 3%', { code: 'T2', file: set(fact('researchExpense', wanFen(299), '2025')) }, ['pass', 1, 1]],
  ['T2 没有研发费用', { code: 'T2' }, ['unknown', 0, 4]],
  // T3: two shares, each by steps, mean rounded down; 100 employees
  [
    'T3 研发 30%、本科 20%：(4 + 3) ÷ 2 = 3.5 → 3',
    { code: 'T3', file: set(fact('researchStaff', '30', '2025'), fact('degreeHolders', '20', '2025')) },
    ['pass', 3, 3],
  ],
  [
    'T3 只有研发人数：(4 + 1) ÷ 2 至 (4 + 4) ÷ 2',
    { code: 'T3', file: set(fact('researchStaff', '30', '2025')) },
    ['pass', 2, 4],
  ],
  ['T3 没有人数', { code: 'T3' }, ['unknown', 0, 4]],
  // T4: orders ÷ revenue, electricity, revenue per 亩; the weakest
  [
    'T4 订单抵得上一年收入、用电平稳、亩均 100 万元',
    {
      code: 'T4',
      file: set(fact('orders', wanFen(10_000)), fact('landArea', '100'), ...STEADY),
    },
    ['pass', 4, 4],
  ],
  [
    'T4 用电降 20% 恰不算降',
    { code: 'T4', file: set(fact('orders', wanFen(10_000)), fact('landArea', '100'), ...meters(800)) },
    ['pass', 4, 4],
  ],
  [
    'T4 用电降两成多',
    { code: 'T4', file: set(fact('orders', wanFen(10_000)), fact('landArea', '100'), ...meters(799)) },
    ['pass', 2, 2],
  ],
  ['T4 只有订单：低端按最差', { code: 'T4', file: set(fact('orders', wanFen(5_000))) }, ['pass', 1, 3]],
  ['T4 没有数据', { code: 'T4' }, ['unknown', 0, 4]],
  // T5: valid on the valuation date 2026-11-20
  [
    'T5 高新技术企业当日到期，仍算',
    { code: 'T5', file: set(fact('highTech', 'true'), fact('highTechUntil', '2026-11-20')) },
    ['pass', 3, 4],
  ],
  [
    'T5 高新技术企业前一日到期，不算',
    { code: 'T5', file: set(fact('highTech', 'true'), fact('highTechUntil', '2026-11-19')) },
    ['pass', 1, 4],
  ],
  [
    'T5 小巨人',
    { code: 'T5', file: set(fact('littleGiant', 'true'), fact('littleGiantUntil', '2028-06-30')) },
    ['pass', 4, 4],
  ],
  ['T5 没有资料', { code: 'T5' }, ['unknown', 0, 4]],
  // C1
  ['C1 都查过、没有，用电平稳', { code: 'C1', file: record(C1_KINDS, STEADY) }, ['pass', 4, 4]],
  [
    'C1 在经营异常名录',
    { code: 'C1', file: record(C1_KINDS, STEADY, event('abnormal-operation')) },
    ['fail', 0, 0],
  ],
  [
    'C1 已移出异常名录',
    {
      code: 'C1',
      file: record(
        C1_KINDS,
        STEADY,
        event('abnormal-operation', { state: 'repaired', repairedOn: '2026-03-01' }),
      ),
    },
    ['pass', 3, 3],
  ],
  ['C1 用电降过半', { code: 'C1', file: record(C1_KINDS, meters(499)) }, ['fail', 1, 1]],
  ['C1 用电降恰为一半', { code: 'C1', file: record(C1_KINDS, meters(500)) }, ['pass', 2, 2]],
  ['C1 没有查询过异常名录', { code: 'C1', file: record(C1_KINDS.slice(0, 1), STEADY) }, ['unknown', 0, 4]],
  ['C1 什么都没有', { code: 'C1' }, ['unknown', 0, 4]],
  // C2: debt ends 2027-11-30
  ['C2 自有', { code: 'C2', file: set(fact('premises', 'own')) }, ['pass', 4, 4]],
  [
    'C2 租期与债务同日到期',
    { code: 'C2', file: set(fact('premises', 'lease'), fact('leaseEnd', '2027-11-30')) },
    ['pass', 3, 3],
  ],
  [
    'C2 租期早一日到期',
    { code: 'C2', file: set(fact('premises', 'lease'), fact('leaseEnd', '2027-11-29')) },
    ['pass', 2, 2],
  ],
  [
    'C2 租期昨日已满',
    { code: 'C2', file: set(fact('premises', 'lease'), fact('leaseEnd', '2026-11-19')) },
    ['fail', 0, 0],
  ],
  ['C2 租赁、到期日未知', { code: 'C2', file: set(fact('premises', 'lease')) }, ['unknown', 0, 3]],
  ['C2 没有资料', { code: 'C2' }, ['unknown', 0, 4]],
  // C4: a person must have read the report on the controller
  [
    'C4 企业各项清白，实控人征信没有人看',
    {
      code: 'C4',
      file: set(
        fact('creditReportOn', '2026-10-21'),
        fact('overdueDebt', '0'),
        fact('taxArrears', '0'),
        fact('socialArrears', '0'),
        GRADE_A,
      ),
    },
    ['unknown', 0, 4],
  ],
  ['C4 有逾期', { code: 'C4', file: set(fact('overdueDebt', wanFen(1))) }, ['fail', 0, 0]],
  ['C4 有欠税', { code: 'C4', file: set(fact('taxArrears', wanFen(1))) }, ['fail', 0, 1]],
  [
    'C4 清白且有人看过',
    {
      code: 'C4',
      answer: 4,
      file: set(fact('creditReportOn', '2026-10-21'), fact('overdueDebt', '0'), fact('taxArrears', '0')),
    },
    ['pass', 4, 4],
  ],
  // C6
  ['C6 都查过、没有，纳税 A 级', { code: 'C6', file: record(C6_KINDS, [GRADE_A]) }, ['pass', 4, 4]],
  ['C6 在失信名单', { code: 'C6', file: record(C6_KINDS, [GRADE_A], event('dishonesty')) }, ['fail', 0, 0]],
  [
    'C6 失信已修复：计修复日，不当作未了结',
    {
      code: 'C6',
      file: record(C6_KINDS, [GRADE_A], event('dishonesty', { state: 'repaired', repairedOn: '2026-11-20' })),
    },
    ['pass', 2, 2],
  ],
  [
    'C6 修复日在评估基准日之后：仍是未了结',
    {
      code: 'C6',
      file: record(C6_KINDS, [GRADE_A], event('dishonesty', { state: 'repaired', repairedOn: '2026-11-21' })),
    },
    ['fail', 0, 0],
  ],
  [
    'C6 现状没有写明',
    { code: 'C6', file: record(C6_KINDS, [GRADE_A], event('dishonesty', { state: null })) },
    ['unknown', 0, 2],
  ],
  [
    'C6 没有查询失信',
    {
      code: 'C6',
      file: record(
        C6_KINDS.filter((k) => k !== 'dishonesty'),
        [GRADE_A],
      ),
    },
    ['unknown', 0, 4],
  ],
  [
    'C6 纳税 D 级',
    { code: 'C6', file: record(C6_KINDS, [fact('taxCreditGrade', 'D', '2025')]) },
    ['pass', 1, 1],
  ],
  ['C6 什么都没有', { code: 'C6' }, ['unknown', 0, 4]],
  // C7: 资产负债率 ≤ 70 %
  ['C7 30%、现金流为正、三表一致', { code: 'C7' }, ['pass', 4, 4]],
  [
    'C7 恰为 70%',
    {
      code: 'C7',
      file: set(fact('totalLiabilities', wanFen(5600), '2025'), fact('equity', wanFen(2400), '2025')),
    },
    ['pass', 2, 2],
  ],
  [
    'C7 超过 70%',
    {
      code: 'C7',
      file: set(fact('totalLiabilities', wanFen(5601), '2025'), fact('equity', wanFen(2399), '2025')),
    },
    ['fail', 0, 0],
  ],
  ['C7 现金流为 0', { code: 'C7', file: set(fact('operatingCashFlow', '0', '2025')) }, ['pass', 1, 1]],
  ['C7 报表不平衡', { code: 'C7', file: set(fact('equity', wanFen(5000), '2025')) }, ['pass', 1, 1]],
  ['C7 没有报表', { code: 'C7', file: () => ({ ...readyFile(), facts: [] }) }, ['unknown', 0, 4]],
  // C8: 他行融资 500 ÷ 8000 = 6.25 %
  ['C8 占资产 6.3%、没有担保', { code: 'C8' }, ['pass', 4, 4]],
  [
    'C8 没有资产总计：低端按最差',
    { code: 'C8', file: () => ({ ...readyFile(), facts: [] }) },
    ['unknown', 0, 4],
  ],
];

describe('由数据计算的项目', () => {
  it.each(ROWS)('%s', (_, given, expected) => {
    expect(shown(given)).toEqual(expected);
  });

  it.each(['P10', 'P13', 'T1', 'T6', 'T7', 'C3', 'C5'])('%s 没有数据可算：问人', (code) => {
    expect(shown({ code })).toEqual(['unknown', 0, 4]);
    expect(shown({ code, answer: 3 })).toEqual(['pass', 3, 3]);
    expect(judge({ code, answer: 0 }).verdict).toBe('fail');
  });
});

describe('数据与人的答复', () => {
  const research = set(fact('researchExpense', wanFen(500), '2025'));

  it('没有数据时听人的；有数据时两者一致则合起来', () => {
    expect(shown({ code: 'T2', answer: 3 })).toEqual(['pass', 3, 3]);
    expect(shown({ code: 'T2', file: research, answer: 3 })).toEqual(['pass', 3, 3]);
    expect(shown({ code: 'P8', patents: [patent(1)], answer: 2 })).toEqual(['pass', 2, 2]);
  });

  it('更差的答复总是算数，不要证据', () => {
    const worse = judge({
      code: 'T2',
      file: research,
      change: (c) =>
        withSections(c, ({ screening }) => ({
          screening: { ...screening, answers: [...screening.answers, pointsAnswer(view('T2'), 0, [])] },
        })),
    });
    expect([worse.verdict, worse.points]).toEqual(['fail', { low: 0, high: 0 }]);
    expect(shown({ code: 'T2', file: research, answer: 1 })).toEqual(['pass', 1, 1]);
  });

  it('更好的答复不能改写数据：指名、未知、暂缓', () => {
    const better = judge({ code: 'T2', file: research, answer: 4 });
    expect([better.verdict, better.severity, better.points]).toEqual([
      'unknown',
      'hold',
      { low: 0, high: 3 },
    ]);
    expect(better.message).toContain('E_ANSWER_AGAINST_DATA');
    const dishonest = judge({
      code: 'C6',
      answer: 4,
      file: record(C6_KINDS, [GRADE_A], event('dishonesty')),
    });
    expect(dishonest.verdict).toBe('fail');
    expect(dishonest.message).toContain('E_ANSWER_AGAINST_DATA');
  });
});

describe('互相矛盾、过期、缺文件、不存在的字段', () => {
  const held = (given: Given, code: string): void => {
    const finding = judge(given);
    expect([finding.verdict, finding.severity === 'note']).toEqual(['unknown', false]);
    expect(finding.message).toContain(code);
    expect(finding.points?.low ?? 0).toBe(0);
    expect(screen(caseOf(given), priorWith(given)).decision.code).not.toBe('passed');
  };

  it('同一字段、同一期间的两个数不同，答复也救不了', () => {
    const two = (file: File): File => ({
      ...file,
      facts: [
        ...file.facts,
        fact('researchExpense', wanFen(1000), '2025'),
        fact('researchExpense', wanFen(900), '2025'),
      ],
    });
    held({ code: 'T2', file: two }, 'E_CONTRADICTION');
    held({ code: 'T2', file: two, answer: 4 }, 'E_CONTRADICTION');
    expect(judge({ code: 'T2', file: two, answer: 0 }).verdict).toBe('fail');
  });

  it('产品收入合计大于营业收入；同一产品两条不同', () => {
    held(
      { code: 'P12', file: (f) => ({ ...f, products: [product('a', 10_001, ['p-1'])] }) },
      'E_CONTRADICTION',
    );
    const products = [product('a', 100, ['p-1']), product('b', 200, ['p-1'], { name: '虚构产品a' })];
    held({ code: 'P9', file: (f) => ({ ...f, products }) }, 'E_CONTRADICTION');
  });

  it('同一案号的两条记载不同', () => {
    const events = [event('lawsuit'), event('lawsuit', { id: 'e-2', state: 'closed' })];
    held({ code: 'C6', file: record(C6_KINDS, [GRADE_A], ...events) }, 'E_CONTRADICTION');
  });

  it('来源文件不在案卷中', () => {
    const gone = (file: File): File => ({
      ...withFacts(file, fact('researchExpense', wanFen(1000), '2025')),
      sources: file.sources.map((s) => ({ ...s, attachment: 'a-gone' })),
    });
    held({ code: 'T2', file: gone }, 'E_EVIDENCE_MISSING');
    held({ code: 'T2', file: gone, answer: 4 }, 'E_EVIDENCE_MISSING');
  });

  it('答复所附的文件不在案卷中', () => {
    held(
      {
        code: 'T1',
        change: (c) =>
          withSections(c, ({ screening }) => ({
            screening: {
              ...screening,
              answers: [
                ...screening.answers,
                pointsAnswer(view('T1'), 4, [paper, { ...paper, attachment: 'a-gone' }]),
              ],
            },
          })),
      },
      'E_EVIDENCE_MISSING',
    );
  });

  it('登记簿副本过期', () => {
    const old = [patent(1, { registerCopyDate: '2026-10-20' })];
    held({ code: 'P1', patents: old }, 'E_REGISTER_COPY_STALE');
    const lastDay = [patent(1, { registerCopyDate: '2026-10-21' })];
    expect(judge({ code: 'P1', patents: lastDay }).verdict).toBe('pass');
  });

  it('规则读不存在的字段、事项、数字', () => {
    const broken = (id: string, change: (value: JsonObject) => JsonValue) =>
      rules(
        SCREENING_RULES.map((e) =>
          e.id === `screening.three-views.computation.${id}`
            ? { ...e, values: e.values.map((v) => ({ ...v, value: change(v.value as JsonObject) })) }
            : e,
        ),
      );
    const of = (code: string, at: RulesAt) =>
      findingOf(screen(caseOf({ code, answer: 4 }), priorWith({ code }), at), view(code), 'case');
    const cases: readonly (readonly [string, RulesAt, string])[] = [
      [
        'T2',
        broken('t2', (v) => ({
          ...v,
          fields: { research: { path: 'file.noSuchField', label: '虚构字段' } },
        })),
        'E_FIELD_UNKNOWN',
      ],
      ['C6', broken('c6', (v) => ({ ...v, words: { stop: ['no-such-kind'] } })), 'E_FIELD_UNKNOWN'],
      ['P11', broken('p11', (v) => ({ ...v, numbers: {} })), 'E_RULE_PARAMETER'],
      [
        'P8',
        broken('p8', (v) => ({ ...v, fields: { type: { path: 'patent.noSuch', label: 'x' } } })),
        'E_FIELD_UNKNOWN',
      ],
    ];
    for (const [code, at, expected] of cases) {
      const finding = of(code, at);
      expect([code, finding.verdict]).toEqual([code, 'unknown']);
      expect(finding.message).toContain(expected);
    }
  });

  it('读不到的测算方法：项目未知，各维度不评分，不退回去问人', () => {
    const at = rules(SCREENING_RULES.filter((e) => e.id !== 'screening.three-views.computation.t2'));
    const result = screen(caseOf({ code: 'T2', answer: 4 }), priorWith({ code: 'T2' }), at);
    expect(findingOf(result, view('T2'), 'case').verdict).toBe('unknown');
    expect(result.threeViews.total).toBeNull();
    expect(result.decision.code).toBe('held');
  });

  it('没有来源的数', () => {
    held(
      { code: 'T2', file: set({ ...fact('researchExpense', wanFen(1000), '2025'), from: null }) },
      'E_UNSOURCED',
    );
  });
});
