import { describe, expect, test } from 'vitest';
import { formatWan } from '../../../../src/lib/kernel/fen';
import { rulesAt } from '../../../../src/lib/rulebook/resolver';
import { SCREENING_RULES } from '../../../../src/lib/rulebook/screening-rules';
import { deadlinesOf } from '../../../../src/lib/screening/routes/deadlines';
import { routesOutputs } from '../../../../src/lib/screening/routes/evaluate-routes';
import {
  FIVE,
  ON,
  XINCHANG,
  answered,
  asking,
  atXinchang,
  guarantee,
  priorWith,
  routeOf,
  routesOf,
  wan,
} from '../../../fixtures/handling-case';
import { plain, withSections } from '../../../fixtures/screening-case';

const failing = (route: ReturnType<ReturnType<typeof routeOf>>) =>
  route.conditions.filter((f) => f.verdict === 'fail').map((f) => f.rule);

/** 麦格智芯: 500 万元, nine months old, guaranteed by the city. The figures are public; the rest is 虚构. */
describe('MAIGE：成立九个月，500 万元', () => {
  const young = asking({ needWan: 500, foundedOn: '2026-02-20' });

  test('标准路径因成立时间不通过，并写明理由', () => {
    const standard = routeOf(young)('standard');
    expect(standard.verdict).toBe('fail');
    expect(failing(standard)).toEqual(['cn.route.age']);
    expect(standard.conditions.find((f) => f.rule === 'cn.route.age')?.message).toContain('9 个月');
  });

  test('新企业路径：科创指数贷加市级融资担保，500 不超过 2000；缺的都是未知，不是不通过', () => {
    const offered = routeOf(young)('new-company');
    expect(offered.route.title).toContain('科创指数贷加市级融资担保');
    expect(offered.verdict).toBe('unknown');
    expect(failing(offered)).toEqual([]);
    expect(offered.conditions.find((f) => f.rule === 'cn.route.new-company.amount')?.message).toContain(
      '不超过 科创专项保 的上限 2,000 万元',
    );
    expect(offered.route.needs.map((n) => n.where).join()).toContain('绍兴市融资担保公司');
  });

  test('人才项目、指数评价和担保都有材料后符合', () => {
    const ready = answered(asking({ needWan: 500, foundedOn: '2026-02-20', support: [guarantee()] }), {
      'cn.route.talent-project': 'pass',
      'cn.route.index-score': 'pass',
    });
    expect(routeOf(ready)('new-company').verdict).toBe('pass');
    expect(routeOf(ready)('standard').verdict).toBe('fail');
  });

  test('成立年限是参数：机构改为 6 个月，标准路径的这一条就通过', () => {
    const rules = rulesAt({
      entries: SCREENING_RULES,
      date: plain(ON),
      region: XINCHANG,
      overlay: {
        schema: 'zhiya.overlay/1',
        institution: '虚构银行',
        version: '1',
        releasedOn: ON,
        author: '虚构',
        reason: '虚构',
        entries: [
          {
            id: 'screening.route.min-age-months',
            effectiveFrom: '2026-01-01',
            value: 6,
            reason: '虚构：放宽成立年限',
          },
        ],
      },
    });
    expect(failing(routeOf(young, priorWith(), rules)('standard'))).toEqual([]);
  });
});

/** 鑫诺制冷: 300 万元, no collateral at all, policy guarantee. */
describe('XINNUO：零抵押 300 万元', () => {
  const bare = asking({
    needWan: 300,
    foundedOn: '2015-01-01',
    support: [guarantee({ capacityFen: wan(300) })],
  });

  test('没有押品不因此退件', () => {
    const route = routeOf(bare)('guarantee-only');
    expect(route.verdict).toBe('pass');
    expect(route.conditions.map((f) => f.rule)).not.toContain('cn.route.security');
    expect(routeOf(bare)('standard').verdict).toBe('unknown');
  });

  test('担保费两种读法：0.3% 是 0.9 万元，0.5% 是 1.5 万元', () => {
    const fees = routesOf(bare).fees.map((f) => [f.rate, formatWan(BigInt(f.figure.value ?? '0'))]);
    expect(fees).toEqual([
      ['0.003', '0.90'],
      ['0.005', '1.50'],
    ]);
  });

  test('担保还没谈好时是未知', () => {
    expect(routeOf(asking({ needWan: 300 }))('guarantee-only').verdict).toBe('unknown');
  });
});

describe('SHAOXING：五项标准与办理期限', () => {
  test('五项都通过才符合；任一不通过，除辅导外没有路径符合', () => {
    const c = asking({ needWan: 300, support: [guarantee({ capacityFen: wan(300) })] });
    expect(routeOf(c)('guarantee-only').verdict).toBe('pass');
    for (const rule of FIVE) {
      const at = routeOf(c, priorWith({ [rule]: 'fail' }));
      for (const code of ['standard', 'new-company', 'guarantee-only', 'renewal'])
        expect(at(code).verdict, `${rule} ${code}`).toBe('fail');
    }
  });

  test('提交次日起三日内对接、一个月内决定', () => {
    const spec = { contactDays: 3, decisionMonths: 1 };
    expect(
      deadlinesOf(plain('2026-11-20'), plain('2026-11-22'), spec).map(({ due, left }) => [due, left]),
    ).toEqual([
      ['2026-11-23', 1],
      ['2026-12-20', 28],
    ]);
    // 31 January has no counterpart in February: the month ends on its last day (民法典 202).
    expect(
      deadlinesOf(plain('2027-01-31'), plain('2027-03-01'), spec).map(({ due, left }) => [due, left]),
    ).toEqual([
      ['2027-02-03', -26],
      ['2027-02-28', -1],
    ]);
    expect(deadlinesOf(plain('2026-11-20'), plain('2026-11-23'), spec)[0]?.left).toBe(0);
  });
});

describe('路径不参与结论，选定之后才留下判断', () => {
  const c = asking({ needWan: 500, foundedOn: '2026-02-20' });
  const run = (chosen: string | null) =>
    routesOutputs({
      caseRecord: withSections(c, ({ screening }) => ({
        screening: { ...screening, route: { chosen, reason: '虚构', by: '虚构经办' } },
      })),
      rules: atXinchang(),
      prior: priorWith(),
    });

  test('没有选定：只有每条路径的数字，没有判断', () => {
    const { findings, figures } = run(null);
    expect(findings).toEqual([]);
    expect(figures.map((f) => [f.id, f.value])).toEqual([
      ['route/standard', 'fail'],
      ['route/new-company', 'unknown'],
      ['route/guarantee-only', 'unknown'],
      ['route/coaching', 'fail'],
      ['route/guarantee-fee/low', '1500000'],
      ['route/guarantee-fee/standard', '2500000'],
    ]);
  });

  test('选定后留下它的条件，都是备注级', () => {
    const { findings } = run('standard');
    expect(findings.map((f) => f.rule)).toContain('cn.route.age');
    expect(new Set(findings.map((f) => f.severity))).toEqual(new Set(['note']));
  });

  test('目录里没有的路径是未知，并写明', () => {
    const { findings } = run('no-such-way');
    expect(findings.map((f) => f.verdict)).toEqual(['unknown']);
    expect(findings[0]?.message).toContain('E_ROUTE_UNKNOWN');
  });

  test('规则还没有施行的日子是未知，不是通过', () => {
    const early = routeOf(
      asking({ needWan: 300, support: [guarantee()] }),
      priorWith(),
      atXinchang('2025-02-28'),
    );
    expect(early('guarantee-only').verdict).toBe('unknown');
  });
});
