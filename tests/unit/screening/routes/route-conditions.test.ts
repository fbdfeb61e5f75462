import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../../src/lib/case/exchange';
import { NO_OUTPUTS } from '../../../../src/lib/case/method';
import { yearlyFee, yearlySaving } from '../../../../src/lib/screening/routes/route-money';
import {
  FIVE,
  answered,
  asking,
  conditionOf,
  guarantee,
  priorWith,
  verdictOf,
  wan,
} from '../../../fixtures/handling-case';
import { patent, withSections } from '../../../fixtures/screening-case';

describe('A1 成立时间（12 个月，基准日 2026-11-20）', () => {
  test.each<[string | null, Verdict]>([
    ['2020-01-01', 'pass'],
    ['2025-11-20', 'pass'], // the very day twelve months are full
    ['2025-11-21', 'fail'],
    ['2026-02-20', 'fail'], // nine months
    ['2026-11-21', 'fail'], // after the valuation date
    [null, 'unknown'],
  ])('%s → %s', (foundedOn, verdict) => {
    expect(conditionOf(asking({ foundedOn }), 'cn.route.age').verdict).toBe(verdict);
  });

  test('写明满几个月、还差到哪一天', () => {
    const { message, remedies } = conditionOf(asking({ foundedOn: '2026-02-20' }), 'cn.route.age');
    expect(message).toContain('只满 9 个月');
    expect(remedies.join()).toContain('2027-02-20');
    expect(remedies.join()).toContain('科创指数贷');
  });

  test('成立日晚于基准日是另一句话', () => {
    expect(conditionOf(asking({ foundedOn: '2026-11-21' }), 'cn.route.age').message).toContain(
      '晚于评估基准日',
    );
  });
});

describe('A2 五项标准', () => {
  test('五项都通过才通过', () => {
    expect(conditionOf(asking({}), 'cn.route.five-standards').verdict).toBe('pass');
  });
  test.each(FIVE)('%s 不通过即不通过，未知即未知', (rule) => {
    expect(conditionOf(asking({}), 'cn.route.five-standards', priorWith({ [rule]: 'fail' })).verdict).toBe(
      'fail',
    );
    expect(conditionOf(asking({}), 'cn.route.five-standards', priorWith({ [rule]: 'unknown' })).verdict).toBe(
      'unknown',
    );
  });
  test('没有核查结果不是通过', () => {
    expect(conditionOf(asking({}), 'cn.route.five-standards', NO_OUTPUTS).verdict).toBe('unknown');
  });
});

describe('A3 第一还款来源', () => {
  test('全部规则通过才通过；一条缺结果就是未知', () => {
    expect(conditionOf(asking({}), 'cn.route.repayment').verdict).toBe('pass');
    const { findings } = priorWith();
    const cut = { ...NO_OUTPUTS, findings: findings.filter((f) => FIVE.includes(f.rule)) };
    expect(conditionOf(asking({}), 'cn.route.repayment', cut).verdict).toBe('unknown');
    const short = priorWith({ 'cn.repayment.cash-cover': 'fail' });
    expect(conditionOf(asking({}), 'cn.route.repayment', short).verdict).toBe('fail');
  });
});

describe('A4 财产担保', () => {
  test('什么都没有录入是未知，不是不通过', () => {
    const found = conditionOf(asking({}), 'cn.route.security');
    expect(found.verdict).toBe('unknown');
    expect(found.remedies.join()).toContain('政府性融资担保路径');
  });
  test('选定了质押专利即通过', () => {
    const c = withSections(asking({}), ({ patents }) => ({
      patents: { ...patents, records: [patent(1)], pledged: ['p-1'] },
    }));
    expect(conditionOf(c, 'cn.route.security').verdict).toBe('pass');
  });
});

describe('A5 不予登记的情形', () => {
  test('没有专利时不适用', () => {
    const found = conditionOf(asking({}), 'cn.route.refusal');
    expect(found.verdict).toBe('pass');
    expect(found.message).toContain('不适用');
  });
  test('有专利而没有核查结果是未知；有一件不通过即不通过', () => {
    const c = withSections(asking({}), ({ patents }) => ({
      patents: { ...patents, records: [patent(1)], pledged: ['p-1'] },
    }));
    expect(conditionOf(c, 'cn.route.refusal').verdict).toBe('unknown');
    const grounds = Array.from({ length: 12 }, (_, i) =>
      verdictOf(`cn.patent-pledge.refusal.${i + 1}`, i === 3 ? 'fail' : 'pass', 'p-1'),
    );
    const prior = { ...NO_OUTPUTS, findings: grounds };
    expect(conditionOf(c, 'cn.route.refusal', prior).verdict).toBe('fail');
  });
});

describe('金额', () => {
  test.each<[number | null, Verdict]>([
    [500, 'pass'],
    [2000, 'pass'], // the cap itself
    [2000.000001, 'fail'], // one 分 more
    [0, 'unknown'],
    [null, 'unknown'],
  ])('新企业路径 %s 万元 → %s（绍兴科创专项保 2000 万元）', (needWan, verdict) => {
    expect(conditionOf(asking({ needWan }), 'cn.route.new-company.amount').verdict).toBe(verdict);
  });
  test.each<[number, Verdict]>([
    [1000, 'pass'],
    [1001, 'fail'],
  ])('政府性融资担保 %s 万元 → %s（单户 1000 万元）', (needWan, verdict) => {
    expect(conditionOf(asking({ needWan }), 'cn.route.guarantee.amount').verdict).toBe(verdict);
  });
  test('没有上限的路径只要求金额已知', () => {
    expect(conditionOf(asking({ needWan: 99_999 }), 'cn.route.need').verdict).toBe('pass');
    expect(conditionOf(asking({ needWan: null }), 'cn.route.need').verdict).toBe('unknown');
  });
});

describe('B2 担保机构（银行自担 20%，担保机构至少 80%）', () => {
  const judge = (...support: ReturnType<typeof guarantee>[]) =>
    conditionOf(asking({ needWan: 500, support }), 'cn.route.guarantor');
  test.each<[string, ReturnType<typeof guarantee>[], Verdict, string]>([
    ['没有录入', [], 'unknown', '没有担保'],
    ['正好 80%', [guarantee({ capacityFen: wan(400) })], 'pass', '400'],
    ['少一分', [guarantee({ capacityFen: '399999999' })], 'fail', '少于'],
    [
      '两家合计',
      [guarantee({ capacityFen: wan(200) }), guarantee({ id: 's-2', capacityFen: wan(200) })],
      'pass',
      '',
    ],
    ['额度未知', [guarantee({ capacityFen: null })], 'unknown', '未知'],
    ['没有出处', [guarantee({ capacitySource: ' ' })], 'unknown', '出处'],
    ['标为不使用', [guarantee({ use: 'never' })], 'fail', '不使用'],
  ])('%s', (_, support, verdict, words) => {
    const found = judge(...support);
    expect(found.verdict).toBe(verdict);
    expect(found.message).toContain(words);
  });
  test('保险不是担保', () => {
    expect(judge(guarantee({ kind: 'insurance' })).verdict).toBe('unknown');
  });
});

describe.each(['cn.route.talent-project', 'cn.route.index-score'])('%s 由人答复', (rule) => {
  test('没有答复是未知；没有材料的有利答复是未知；不利答复是不通过', () => {
    expect(conditionOf(asking({}), rule).verdict).toBe('unknown');
    expect(conditionOf(answered(asking({}), { [rule]: 'pass' }, []), rule).verdict).toBe('unknown');
    expect(conditionOf(answered(asking({}), { [rule]: 'pass' }), rule).verdict).toBe('pass');
    expect(conditionOf(answered(asking({}), { [rule]: 'fail' }, []), rule).verdict).toBe('fail');
  });
});

describe('D 辅导', () => {
  const withGoal = (changes: object) =>
    withSections(asking({}), ({ screening }) => ({
      screening: {
        ...screening,
        coaching: {
          runs: [],
          goals: [
            {
              id: 'g-1',
              rule: 'cn.three-views.c4',
              subject: 'case',
              action: '信用修复',
              owner: '虚构负责人',
              due: '2026-12-31',
              state: 'open' as const,
              note: '',
              ...changes,
            },
          ],
        },
      },
    }));
  test.each<[string, object, Verdict]>([
    ['有责任人和期限', {}, 'pass'],
    ['没有责任人', { owner: ' ' }, 'fail'],
    ['没有期限', { due: null }, 'fail'],
    ['期限就是基准日', { due: '2026-11-20' }, 'pass'],
    ['过期未完成', { due: '2026-11-19' }, 'fail'],
    ['过期但已完成', { due: '2026-11-19', state: 'done' }, 'pass'],
    ['已放弃的不算目标', { state: 'dropped' }, 'unknown'],
  ])('%s', (_, changes, verdict) => {
    expect(conditionOf(withGoal(changes), 'cn.route.coaching.goals').verdict).toBe(verdict);
  });
  test('有没有可以补的', () => {
    const rule = 'cn.route.coaching.open';
    expect(conditionOf(asking({}), rule).verdict).toBe('fail');
    expect(conditionOf(asking({}), rule, priorWith({ 'cn.three-views.c4': 'unknown' })).verdict).toBe('pass');
    expect(conditionOf(asking({}), rule, NO_OUTPUTS).verdict).toBe('unknown');
  });
});

test('担保费与节省的利息：300 万 × 0.3% = 0.9 万，× 0.5% = 1.5 万；9000 万 × 1.5% = 135 万', () => {
  expect(yearlyFee(BigInt(wan(300)), '0.003')).toBe(BigInt(wan(0.9)));
  expect(yearlyFee(BigInt(wan(300)), '0.005')).toBe(BigInt(wan(1.5)));
  expect(yearlySaving(BigInt(wan(9000)), 150)).toBe(BigInt(wan(135)));
});
