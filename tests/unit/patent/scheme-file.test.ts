import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/lib/kernel/json';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { inspectSchemeFile, parseSchemeFile } from '../../../src/lib/patent/scheme/scheme-file';
import { scorePatents } from '../../../src/lib/patent/score/score-patents';
import { ALL_RULES } from '../../../src/lib/rulebook/all-rules';
import { checkOverlay } from '../../../src/lib/rulebook/overlay';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { releaseWeights } from '../../../src/lib/valuation/weights/release-weights';
import { INSTITUTION_SCHEME as FILE, WEIGHTS, bands, leaf } from '../../fixtures/institution-scheme';
import { VALUATION_DATE, blankPatent, optionAnswer, patentCase } from '../../fixtures/patent-case';

/** The file with the value at a path replaced; `undefined` removes it. */
const fileWith = (path: readonly (string | number)[], value?: JsonValue): string => {
  const set = (node: unknown, [key, ...rest]: readonly (string | number)[]): unknown => {
    if (key === undefined) return value;
    if (Array.isArray(node)) return node.map((item: unknown, i) => (i === key ? set(item, rest) : item));
    const record = Object.fromEntries(Object.entries(node ?? {}));
    return { ...record, [key]: set(record[key], rest) };
  };
  return JSON.stringify(set(FILE, path));
};
const refused = (text: string): string => {
  const read = parseSchemeFile(text);
  return read.ok ? 'ok' : `${read.failure.code} ${read.failure.path} ${read.failure.message}`;
};

describe('a scheme file', () => {
  it('becomes overlay entries that the rulebook accepts and that score a case', () => {
    const file = mustBeOk(parseSchemeFile(JSON.stringify(FILE)));
    expect([file.entry, ...file.weights].map((entry) => entry.id)).toEqual([
      'patent.scheme.institution',
      'patent.weights.institution.finance',
    ]);
    const released = mustBeOk(
      releaseWeights(
        {
          institution: '虚构银行',
          version: '1',
          releasedOn: '2026-01-01',
          author: '虚构人员',
          reason: '首次发布',
          items: [file.entry, ...file.weights].map(({ value, ...item }) => ({
            ...item,
            content: { kind: 'value' as const, value },
          })),
          previous: null,
        },
        ALL_RULES,
      ),
    );
    expect(checkOverlay(released.overlay, ALL_RULES)).toEqual([]);
    const rules = rulesAt({
      entries: ALL_RULES,
      date: mustBeOk(parsePlainDate(VALUATION_DATE)),
      region: 'cn',
      overlay: released.overlay,
    });
    const table = mustBeOk(
      scorePatents(
        patentCase({
          scheme: 'institution',
          records: [blankPatent('p-1')],
          answers: [
            optionAnswer('p-1', 'L1', 'good'),
            optionAnswer('p-1', 'L2', 'good'),
            optionAnswer('p-1', 'L3', 'poor'),
            optionAnswer('p-1', 'E1', 'good'),
          ],
        }),
        rules,
      ),
    );
    // L = 100% × (0.6×100 + 0.4×20) = 68; T unmeasured 0–100; E 100
    expect(table.legal[0]).toBeCloseTo(68, 10);
    expect(table.low[0]).toBeCloseTo(0.5 * 68 + 0.25 * 100, 10);
    expect(table.high[0]).toBeCloseTo(0.5 * 68 + 0.25 * 100 + 0.25 * 100, 10);
    expect(table.schemeTitle).toBe('虚构银行专利评分方案');
  });

  const legal = ['scheme', 'dimensions', 0, 'indicators'] as const;
  const technical = ['scheme', 'dimensions', 1, 'groups', 0, 'indicators'] as const;

  it.each([
    [
      'weights that do not sum to 1',
      [...legal, 1, 'weight'],
      '0.5',
      'E_SCHEME_FILE $.scheme.dimensions[0].indicators 同级权重须为正且合计为 1',
    ],
    [
      'a weight of nothing but text',
      [...legal, 1, 'weight'],
      'half',
      'E_TYPE $.scheme.dimensions[0].indicators[1].weight 权重应为十进制数字，或 1/3 这样的分数',
    ],
    ['a doubled code', [...legal, 1, 'code'], 'T1.1', 'E_SCHEME_FILE $.scheme.dimensions 指标代码“T1.1”重复'],
    [
      'a group code used by an indicator',
      [...legal, 1, 'code'],
      'T1',
      'E_SCHEME_FILE $.scheme.dimensions 指标代码“T1”重复',
    ],
    [
      'a second multiplier',
      [...legal, 2],
      leaf('L3', { multiplier: true }),
      'E_SCHEME_FILE $.scheme.dimensions[0].indicators 同一上级指标下至多有一个乘数指标',
    ],
    [
      'a multiplier with a weight',
      [...legal, 0, 'weight'],
      '0.1',
      'E_SCHEME_FILE $.scheme.dimensions[0].indicators 乘数指标不得有权重',
    ],
    [
      'bands out of order',
      [...technical, 0],
      leaf(
        'T1.1',
        bands([
          [0, 0],
          [10, 100],
        ]),
      ),
      'E_SCHEME_FILE $.scheme.dimensions[1].groups[0].indicators[0].scoring 评分档次的次序不对',
    ],
    [
      'bands that turn round',
      [...technical, 0],
      leaf(
        'T1.1',
        bands([
          [10, 0],
          [0, 100],
        ]),
      ),
      'E_SCHEME_FILE $.scheme.dimensions[1].groups[0].indicators[0].scoring 评分档次的走向与声明的方向相反',
    ],
    [
      'bands with a gap below',
      [...technical, 0],
      leaf(
        'T1.1',
        bands([
          [10, 100],
          [3, 0],
        ]),
      ),
      'E_SCHEME_FILE $.scheme.dimensions[1].groups[0].indicators[0].scoring.bands[1].min 评分档次有空缺：0 至 3 之间没有分值',
    ],
    [
      'a score beyond the scale',
      [...legal, 1, 'scoring', 'options', 0, 'score'],
      120,
      'E_TYPE $.scheme.dimensions[0].indicators[1].scoring.options[0].score 120 大于允许的最大值 100',
    ],
    [
      'a score beyond worst and best',
      [...legal, 1, 'best'],
      90,
      'E_SCHEME_FILE $.scheme.dimensions[0].indicators[1].worst 最低分、最高分没有包住全部可得分',
    ],
    [
      'a parent without a leaf',
      [...technical],
      [],
      'E_TYPE $.scheme.dimensions[1].groups[0].indicators 每个上级指标下至少要有一个指标',
    ],
    [
      'an unknown kind of scoring',
      [...legal, 1, 'scoring', 'kind'],
      'magic',
      'E_TYPE $.scheme.dimensions[0].indicators[1].scoring.kind "magic" 不在允许的取值',
    ],
    [
      'an unknown input',
      [...legal, 1, 'input'],
      'guess',
      'E_SCHEME_FILE $.scheme.dimensions[0].indicators[1].input 不认识的输入项“guess”',
    ],
    [
      'a claim of conformity',
      ['scheme', 'statement'],
      '本方案符合国家标准',
      'E_SCHEME_FILE $.scheme.statement 不得声称符合国家标准',
    ],
    [
      'a loan scenario without gates',
      ['scheme', 'scenarios', 0, 'gates'],
      null,
      'E_SCHEME_FILE $.scheme.scenarios[0].gates 金融类场景不得没有前置门槛',
    ],
    [
      'weights of somebody else',
      ['scheme', 'scenarios', 0, 'weights'],
      'patent.weights.gbt-42748-framework.finance',
      'E_SCHEME_FILE $.scheme.scenarios[0].weights 权重参数应为',
    ],
    [
      'first-level weights that do not sum to 1',
      ['weights', 'finance', 'legal'],
      '0.4',
      'E_SCHEME_FILE $.weights.finance 一级权重合计不等于 1',
    ],
    [
      'a negative first-level weight',
      ['weights', 'finance', 'legal'],
      '-0.5',
      'E_SCHEME_FILE $.weights.finance 一级权重不得为负',
    ],
    ['no first-level weights', ['weights'], {}, 'E_SCHEME_FILE $.weights 场景“finance”没有一级权重'],
    [
      'weights without a scenario',
      ['weights', 'other'],
      WEIGHTS,
      'E_SCHEME_FILE $.weights.other 方案没有场景“other”',
    ],
    ['no reason', ['reason'], ' ', 'E_TYPE $.reason 须写明采用本方案的理由'],
    ['an unknown member', ['extra'], 1, 'E_FIELD_UNKNOWN $.extra 有本程序不认识的字段'],
    [
      'a period that ends before it begins',
      ['effectiveTo'],
      '2025-12-31',
      'E_SCHEME_FILE $.effectiveTo 失效日期早于生效日期',
    ],
  ] as const)('refuses %s and names the place', (_what, path, value, expected) => {
    expect(refused(fileWith(path, value))).toContain(expected);
  });

  it('refuses a table with a missing row and one without an end', () => {
    const table = (max: number | null): Record<string, JsonValue> => ({
      number: { unit: '级', min: 1, max, integer: true, better: 'higher' },
      scoring: {
        kind: 'table',
        rows: [
          { at: 1, score: 20 },
          { at: 3, score: 100 },
        ],
      },
    });
    expect(refused(fileWith([...technical, 0], leaf('T1.1', table(3))))).toContain(
      '$.scheme.dimensions[1].groups[0].indicators[0].scoring.rows 评分档次有空缺：2 没有分值',
    );
    expect(refused(fileWith([...technical, 0], leaf('T1.1', table(null))))).toContain('.number.max');
  });

  it('lists every fault and counts them in the first', () => {
    const text = fileWith([...legal, 1, 'weight'], '0.5').replace('"0.25","economic"', '"0.3","economic"');
    expect(inspectSchemeFile(text).failures.map((f) => f.path)).toEqual([
      '$.scheme.dimensions[0].indicators',
      '$.weights.finance',
    ]);
    expect(refused(text)).toContain('共 2 处问题');
  });

  it('refuses what is no strict JSON, and a weight id that no rulebook has', () => {
    expect(refused('{"schema":1,"schema":2}')).toContain('E_DUP_KEY');
    const other = JSON.stringify(FILE).replaceAll('institution', 'nowhere');
    const file = mustBeOk(parseSchemeFile(other));
    const overlay = {
      schema: 'zhiya.overlay/1' as const,
      institution: '虚构银行',
      version: '1',
      releasedOn: '2026-01-01',
      author: '虚构人员',
      reason: '测试',
      entries: [file.entry],
    };
    expect(checkOverlay(overlay, ALL_RULES).map((f) => f.code)).toEqual(['E_RULE_UNKNOWN']);
  });
});
