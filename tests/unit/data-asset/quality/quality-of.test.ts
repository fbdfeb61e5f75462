import { describe, expect, it } from 'vitest';
import type { DataAsset } from '../../../../src/lib/case/data-assets-section';
import type { DataRule } from '../../../../src/lib/case/data-rules';
import { runMethods } from '../../../../src/lib/case/method';
import { newCase } from '../../../../src/lib/case/new-case';
import { QUALITY } from '../../../../src/lib/data-asset/quality/quality-method';
import { qualityOf } from '../../../../src/lib/data-asset/quality/quality-of';
import { proposeRules } from '../../../../src/lib/data-asset/quality/rules/propose-rules';
import { dataIdentity, ruleHash } from '../../../../src/lib/data-asset/quality/rules/rule-identity';
import { walkTrace } from '../../../../src/lib/kernel/trace';
import type { RuleOverlay } from '../../../../src/lib/rulebook/model';
import {
  TODAY,
  column,
  meterAsset,
  qualityRulesAt,
  rule,
  sampled,
  stated,
} from '../../../fixtures/data-quality';

const with_ = (quality: Partial<DataAsset['quality']>, asset = meterAsset()): DataAsset => ({
  ...asset,
  quality: { ...asset.quality, ...quality },
});

const reading = (asset: DataAsset, code: string) => {
  const all = qualityOf(asset, qualityRulesAt()).dimensions.flatMap(({ indicators }) => indicators);
  const found = all.find(({ indicator }) => indicator.code === code);
  if (found === undefined) throw new Error(`no indicator ${code}`);
  return found;
};

const x = (asset: DataAsset, code: string): string | null => reading(asset, code).trace.value;

describe('what the table answers by itself', () => {
  it('completeness, structure, format, duplicates, dirt, periods', () => {
    const asset = meterAsset();
    // 0201: 4 × 1000 − 30 missing = 3970/4000.
    expect(x(asset, '0201')).toBe('0.9925');
    expect(x(asset, '0102')).toBe('1');
    // 0302: 读数 976 of 980, 抄表时间 990 of 990: 1966/1970.
    expect(x(asset, '0302')).toBe('0.99797');
    // 0303: 30 extra copies of 1000, told as the standard counts it.
    expect(x(asset, '0303')).toBe('0.03');
    expect(reading(asset, '0303').trace.note).toContain('1 − X = 0.97');
    // 0305: 4 bad cells of 4000. 0501: 300 of 306 days. 0101 needs the standard that was declared.
    expect([x(asset, '0305'), x(asset, '0501'), x(asset, '0101')]).toEqual(['0.001', '0.980392', null]);
  });

  it('complete records lie between two bounds until a rule counts them', () => {
    const { measurement } = reading(meterAsset(), '0202');
    expect([measurement?.low.toFixed(), measurement?.x.toFixed(), measurement?.high.toFixed()]).toEqual([
      '0.97',
      '0.97',
      '0.98',
    ]);
    const one = with_({ setting: { ...meterAsset().quality.setting, required: ['读数', '表号'] } });
    expect(reading(one, '0202').measurement?.low.eq('0.98')).toBe(true);
    expect(reading(one, '0202').measurement?.high.eq('0.98')).toBe(true);
    // 2000 cells, 20 missing.
    expect(x(one, '0201')).toBe('0.99');
  });

  it('ragged rows are no rows with cells', () => {
    const asset = meterAsset({
      faults: [
        {
          code: 'E_RAGGED',
          count: 100,
          firstRow: 7,
          firstOffset: null,
          file: null,
          column: null,
          message: '',
          remedy: '',
        },
      ],
    });
    // 0102: 900/1000. 0201: 3600 − 30 of 3600.
    expect([x(asset, '0102'), x(asset, '0201')]).toEqual(['0.9', '0.991667']);
  });

  it('a key has to be named; an estimate has an interval', () => {
    expect(reading(meterAsset(), '0304').missing).toContain('还没有说明哪几列是主键');
    const setting = { ...meterAsset().quality.setting, key: ['表号'] };
    expect(x(with_({ setting }), '0304')).toBe('1');
    const estimated = meterAsset({ columns: [column('表号', { distinct: 990, distinctExact: false })] });
    const { measurement } = reading(with_({ setting }, estimated), '0304');
    // 990 × (1 ± 0.0244) over 1000, at most 1.
    expect([measurement?.low.toFixed(), measurement?.high.toFixed()]).toEqual(['0.965844', '1']);
    expect(reading(with_({ setting: { ...setting, key: ['表号', '没有'] } }), '0304').missing).toContain(
      '没有',
    );
  });

  it('freshness needs an update cycle and the valuation date', () => {
    expect(reading(meterAsset(), '0502').missing).toContain('更新周期');
    const setting = { ...meterAsset().quality.setting, updateDays: '5' };
    // Age 20 days, half-life 4 × 5 = 20 days: 2^-1.
    expect(x(with_({ setting }), '0502')).toBe('0.5');
    expect(
      qualityOf(with_({ setting }), qualityRulesAt('2026-10-01'))
        .dimensions.flatMap((d) => d.indicators)
        .find((i) => i.indicator.code === '0502')?.missing,
    ).toContain('之后');
  });

  it('identifiers are judged by their check digits', () => {
    const columns = [
      column('证件', { detected: [{ kind: 'resident-id', matches: 900, valid: 810 }] }),
      column('备注'),
    ];
    // 1000 values, 810 with right check digits.
    expect(x(meterAsset({ columns }), '0302')).toBe('0.81');
    expect(reading(meterAsset({ columns: [column('备注')] }), '0302').missing).toContain('没有类型可核对');
  });

  it('dependencies count only when a person confirmed them', () => {
    const dependency = { from: ['表号'], to: '区域', strength: '0.9', rows: 1000, exact: true } as const;
    const table = (confirmed: boolean | null) => ({
      duplicateRows: null,
      keys: [],
      groups: [],
      dependencies: [{ ...dependency, from: ['表号'], confirmed }],
      references: [],
      signals: [],
    });
    expect(reading(meterAsset({ table: table(null) }), '0402').measurement).toBeNull();
    expect(x(meterAsset({ table: table(true) }), '0402')).toBe('0.9');
    expect(reading(meterAsset({ table: table(true) }), '0303').missing).toContain('没有统计重复行');
  });
});

describe('answers', () => {
  it('count with reason, name and paper only', () => {
    const answer = stated('0601', '0.99');
    expect(x(with_({ answers: [answer] }), '0601')).toBe('0.99');
    for (const [change, why] of [
      [{ by: ' ' }, '由谁'],
      [{ reason: '' }, '理由'],
      [{ evidence: [] }, '材料'],
    ] as const)
      expect(
        reading(
          with_({ answers: [{ ...answer, ...change, evidence: [...(change.evidence ?? answer.evidence)] }] }),
          '0601',
        ).missing,
      ).toContain(why);
    expect(reading(with_({ answers: [stated('0601', null)] }), '0601').missing).toContain('数值');
  });

  it('a sample brings its interval', () => {
    const { measurement, trace } = reading(with_({ answers: [sampled('0301', 385, 400)] }), '0301');
    expect(trace.value).toBe('0.9625');
    expect([measurement?.low.toFixed(6), measurement?.high.toFixed(6)]).toEqual(['0.939056', '0.977145']);
  });

  it('do not overrule what the table counts', () => {
    expect(x(with_({ answers: [stated('0201', '1')] }), '0201')).toBe('0.9925');
  });
});

/** Everything answered: α can be issued. */
const ANSWERS = [
  stated('0101', '0.989899'),
  ...['0103', '0104', '0105', '0106', '0401', '0402', '0503', '0601', '0602'].map((code) =>
    stated(code, '1'),
  ),
  sampled('0301', 400, 400),
];
const SETTING = { required: null, key: ['表号'], dateColumn: null, updateDays: '30' };

describe('the score', () => {
  it('says 未评价 below 60 % and issues no single number', () => {
    const quality = qualityOf(meterAsset(), qualityRulesAt());
    expect([quality.alpha, quality.issued, quality.grade]).toEqual([null, false, null]);
    const accessible = quality.dimensions.find(({ dimension }) => dimension.id === 'accessible');
    expect([accessible?.evaluated, accessible?.trace.value]).toEqual([false, null]);
    expect(accessible?.trace.note).toContain('未评价');
    expect(Number(quality.low)).toBeLessThan(Number(quality.high));
    expect(quality.failures).toEqual([]);
  });

  it('weighs six dimensions by hand arithmetic', () => {
    const quality = qualityOf(with_({ setting: SETTING, answers: ANSWERS }), qualityRulesAt());
    // 规范 .25·.989899+.75 = .997475; 完整 .6·.9925+.4·.97 = .9835;
    // 准确 .4·1+.25·.997970+.15·.97+.1·1+.1·.999 = .994893; 一致 1;
    // 时效: 2^(−20/120) = .890899: .4·.980392+.4·.890899+.2 = .948516; 可访问 1.
    // α = .15·.997475+.2·.9835+.25·.994893+.15+.15·.948516+.1 = .987322.
    expect(Number(quality.alpha)).toBeCloseTo(0.987322, 5);
    expect([quality.issued, quality.coverage]).toEqual([true, '1']);
    expect(Number(quality.geometric)).toBeLessThan(Number(quality.alpha));
    // Low: the sample of 400 of 400 has the lower end 400/(400 + z²) = .990487; the records stay at .97.
    expect(Number(quality.low)).toBeCloseTo(0.987322 - 0.25 * 0.4 * (1 - 0.990487), 5);
    expect(quality.grade).toBe('A');
    expect(
      [...walkTrace(quality.trace)].filter((n) => n.children.length === 0 && n.source === undefined),
    ).toEqual([]);
  });

  it('gives no grade when the interval crosses a band', () => {
    const answers = [...ANSWERS.slice(0, -1), sampled('0301', 8, 10)];
    const quality = qualityOf(with_({ setting: SETTING, answers }), qualityRulesAt());
    // .49 to .94 of 0301 moves α by .1 · .45 around .967: from .937 (B) to .98 (A).
    expect(quality.issued).toBe(true);
    expect(quality.grade).toBeNull();
  });

  it('released weights apply through the overlay and stand in the trace', () => {
    const overlay: RuleOverlay = {
      schema: 'zhiya.overlay/1',
      institution: '虚构银行',
      version: '3',
      releasedOn: '2026-11-01',
      author: '总行',
      reason: '层次分析法',
      entries: [
        {
          id: 'data-quality.weights.dimensions',
          effectiveFrom: '2026-11-01',
          value: {
            standard: '0',
            complete: '1',
            accurate: '0',
            consistent: '0',
            timely: '0',
            accessible: '0',
          },
          reason: '只看完整性',
        },
      ],
    };
    const quality = qualityOf(meterAsset(), qualityRulesAt(TODAY, overlay));
    expect(quality.alpha).toBe('0.9835');
    const sources = [...walkTrace(quality.trace)].flatMap(({ source }) =>
      source?.kind === 'parameter' ? [source.overlay] : [],
    );
    expect(sources).toContain('虚构银行@3');
    const [entry] = overlay.entries;
    if (entry === undefined) throw new Error('entry expected');
    const wrong = { ...overlay, entries: [{ ...entry, value: { complete: '1' } }] };
    const refused = qualityOf(meterAsset(), qualityRulesAt(TODAY, wrong));
    expect(refused.failures[0]).toMatchObject({ code: 'E_RULE_SHAPE' });
    expect([refused.alpha, refused.low, refused.high, refused.issued]).toEqual([null, '0', '1', false]);
  });
});

describe('rules feed indicators', () => {
  const RULE = rule({ kind: 'range', column: '读数', min: '0', max: null }, '0302', 'r-1');
  const OTHER = rule({ kind: 'compare', left: '读数', operator: '>=', right: '表号' }, '0302', 'r-2');

  const counted = (rules: readonly DataRule[], asset = meterAsset()): DataAsset =>
    with_(
      {
        rules: [...rules],
        run: {
          data: dataIdentity(asset),
          asOf: TODAY,
          rows: 1000,
          dirtyCells: 50,
          cells: 4000,
          counts: rules.map(({ id, condition }, i) => ({
            rule: id,
            hash: ruleHash(condition),
            applicable: 900 + i * 100,
            satisfied: 890 + i * 10,
            first: null,
            examples: [],
            problem: null,
          })),
        },
      },
      asset,
    );

  it('several rules of one indicator are pooled and replace what the table says', () => {
    // (890 + 900) / (900 + 1000).
    expect(x(counted([RULE, OTHER]), '0302')).toBe('0.942105');
    expect(reading(counted([RULE]), '0302').measurement?.by).toBe('rules');
    // A bad indicator counts what breaks the rule: 10 of 900.
    expect(x(counted([{ ...RULE, indicator: '0305' }]), '0305')).toBe('0.011111');
  });

  it('dirty cells of the rules count when they are more', () => {
    expect(x(counted([RULE]), '0305')).toBe('0.0125');
  });

  it('a changed rule, another profile, another date and an uncounted rule make the result unknown', () => {
    const asset = counted([RULE]);
    const changed = { ...RULE, condition: { kind: 'range', column: '读数', min: '1', max: null } } as const;
    expect(reading(with_({ rules: [changed] }, asset), '0302').missing).toContain('改过');
    expect(reading(with_({ rules: [{ ...RULE, title: '别名' }] }, asset), '0302').missing).toBe('');
    expect(reading({ ...asset, sha256: 'b'.repeat(64) }, '0302').missing).toContain('另一份数据');
    expect(reading(with_({ rules: [RULE, OTHER] }, asset), '0302').missing).toContain('还没有计数');
    const fresh = rule({ kind: 'fresh', column: '抄表时间', days: 3, against: null }, '0502', 'r-3');
    const dated = counted([fresh]);
    expect(reading(dated, '0502').missing).toBe('');
    const later = qualityOf(dated, qualityRulesAt('2026-12-01')).dimensions.flatMap((d) => d.indicators);
    expect(later.find(({ indicator }) => indicator.code === '0502')?.missing).toContain('评估基准日已改为');
  });

  it('the profile proposes rules until they are taken', () => {
    const proposals = proposeRules(meterAsset());
    expect(proposals.map(({ indicator, condition }) => [indicator, condition.kind])).toEqual([
      ['0302', 'type'],
      ['0302', 'type'],
    ]);
    expect(proposeRules(with_({ rules: [...proposals] }))).toEqual([]);
  });
});

it('data-asset.quality@2 leaves figures with intervals for pricing and for the package', () => {
  const caseRecord = newCase({
    id: 'c-1',
    title: '虚构案卷',
    valuationDate: TODAY,
    region: 'cn',
    mode: 'bank',
  });
  caseRecord.sections.dataAssets.assets.push(with_({ setting: SETTING, answers: ANSWERS }));
  const { figures } = runMethods([QUALITY], caseRecord, qualityRulesAt());
  const alpha = figures.find(({ id }) => id === 'data-quality/alpha/d-1');
  expect(alpha).toMatchObject({ unit: 'ratio', method: 'data-asset.quality@2', confidence: 'assumption' });
  expect(Number(alpha?.interval?.low)).toBeLessThan(Number(alpha?.value));
  // α, grade, six dimensions, twenty indicators.
  expect(figures.length).toBe(28);
  expect(new Set(figures.map(({ id }) => id)).size).toBe(28);
  expect(figures.find(({ id }) => id === 'data-quality/grade/d-1')?.value).toBe('A');
});
