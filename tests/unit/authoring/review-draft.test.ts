import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/lib/kernel/hashing';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { encodeUtf8 } from '../../../src/lib/kernel/utf8';
import { parseOverlay } from '../../../src/lib/rulebook/overlay';
import type { ValueItem } from '../../../src/lib/rulebook/overlay-draft';
import {
  FINANCE,
  bridge,
  codes,
  draftOf,
  matrix,
  released,
  review,
  reviewItem,
  table,
  weightsItem,
} from './desk';

const valueItem = (rule: string, text: string, changes: Partial<ValueItem> = {}): ValueItem => ({
  kind: 'value',
  key: `v-${rule}`,
  rule,
  effectiveFrom: '2026-10-01',
  effectiveTo: '',
  reason: '本行口径',
  text,
  ...changes,
});
const sampleRows = (rows: readonly (readonly (string | null)[])[], dropIncomplete = false) => ({
  source: '样本.csv（虚构）',
  rows: rows.map((values, i) => ({ label: `第 ${i + 2} 条`, values: [...values] })),
  dropIncomplete,
});

describe('weights by AHP', () => {
  it('gives the published figures of the 1-3-5 matrix and releases them with their CR', async () => {
    const item = await reviewItem(weightsItem());
    expect(item.weights?.weights).toEqual(['0.636986', '0.258285', '0.104729']);
    expect(item.weights?.judges[0]?.result?.consistencyRatio).toBeCloseTo(0.0332, 4);
    const overlay = mustBeOk(parseOverlay(await released(draftOf([weightsItem()]))));
    expect(overlay.entries).toEqual([
      {
        id: FINANCE,
        effectiveFrom: '2026-10-01',
        value: { legal: '0.636986', technical: '0.258285', economic: '0.104729' },
        reason: '三位专家比较；评委：甲（层次分析法：n = 3，λ = 3.0385，CI = 0.0193，CR = 0.0332）',
      },
    ]);
  });

  // 法律/技术 9, 技术/经济 9 → 法律/经济 81, written 1/9: each is 729 times what the other two say.
  it('refuses a circular matrix and names the judgements that contradict each other', async () => {
    const bad = weightsItem({ judges: [{ name: '乙', matrix: matrix('1 9 1/9;1/9 1 9;9 1/9 1') }] });
    const { items, release } = await review(draftOf([bad]));
    expect(release).toBeNull();
    expect(codes(items[0]?.failures ?? [])).toEqual(['E_AHP_INCONSISTENT']);
    expect(items[0]?.failures[0]?.message).toContain('CR = 6.1303');
    expect(items[0]?.failures[0]?.message).toContain('“法律”比“经济”填的是 0.1111，其余判断推得约 81');
    expect(items[0]?.weights?.judges[0]?.advice.map(({ factor }) => factor)).toEqual(['729', '729', '729']);
  });

  it('joins several judges, each of whom must be consistent alone', async () => {
    const second = { name: '丙', matrix: matrix('1 1 1;1 1 1;1 1 1') };
    const both = await reviewItem(weightsItem({ judges: [...weightsItem().judges, second] }));
    expect(both.weights?.judges).toHaveLength(2);
    // √(3·1), √(5·1), √(3·1): row means 15^(1/6) = 1.5704, 1, 0.6368 of 3.2072.
    expect(both.weights?.group?.weights[0]).toBeCloseTo(0.48965, 4);
    const circular = { name: '乙', matrix: matrix('1 9 1/9;1/9 1 9;9 1/9 1') };
    const three = await reviewItem(weightsItem({ judges: [...weightsItem().judges, second, circular] }));
    expect(codes(three.failures)).toContain('E_AHP_INCONSISTENT');
    expect(codes((await reviewItem(weightsItem({ judges: [] }))).failures)).toEqual(['E_MISSING']);
  });
});

describe('weights by entropy', () => {
  // Constant column: e = 1. The others: (1,3) and (3,1), equal by symmetry.
  it('names columns that tell nothing apart', async () => {
    const item = await reviewItem(
      weightsItem({
        basis: 'entropy',
        sample: sampleRows([
          ['5', '1', '3'],
          ['5', '3', '1'],
        ]),
      }),
    );
    expect(item.weights?.weights).toEqual(['0', '0.5', '0.5']);
    expect(item.weights?.entropy?.uninformative).toEqual([0]);
    expect(item.warnings[0]?.message).toContain('“法律”没有差异');
    expect(item.failures).toEqual([]);
  });

  it('never takes a gap for 0: it asks, or leaves the object out by decision and says so', async () => {
    const rows = [
      ['1', '2', '3'],
      ['2', null, '4'],
      ['3', '9', '3'],
    ];
    const open = await reviewItem(weightsItem({ basis: 'entropy', sample: sampleRows(rows) }));
    expect(open.failures[0]).toMatchObject({ code: 'E_ENTROPY_MISSING', path: '样本 › 第 3 条 › 技术' });
    const dropped = weightsItem({ basis: 'entropy', sample: sampleRows(rows, true) });
    expect((await reviewItem(dropped)).weights?.entropy).toMatchObject({ leftOut: ['第 3 条'] });
    expect(await released(draftOf([dropped]))).toContain('剔除有缺项的 1 个对象');
  });

  it('reads a dropped file by its headings, and asks for columns it does not know', async () => {
    const file = await table('样本.csv', '申请号,法律,技术,经济\n甲,5,1,3\n乙,5,3,1\n');
    const read = mustBeOk(await bridge.call('valuation', 'sampleFromTable', { table: file, columns: null }));
    expect(read.sample?.rows[0]).toEqual({ label: '第 2 条 甲', values: ['5', '1', '3'] });
    const odd = await table('样本.csv', 'A,B,C\n5,1,3\n5,3,1\n');
    const unknown = mustBeOk(
      await bridge.call('valuation', 'sampleFromTable', { table: odd, columns: null }),
    );
    expect([unknown.sample, unknown.keys.map(({ column }) => column)]).toEqual([null, [null, null, null]]);
    const columns = { 法律: 0, 技术: 1, 经济: 2 };
    const chosen = mustBeOk(await bridge.call('valuation', 'sampleFromTable', { table: odd, columns }));
    expect(chosen.sample?.rows[1]?.values).toEqual(['5', '3', '1']);
  });

  it('combines judgement and data, and takes entered weights only when they sum to 1', async () => {
    const sample = sampleRows([
      ['1', '1', '3'],
      ['3', '3', '1'],
    ]);
    const both = await reviewItem(weightsItem({ basis: 'combined', sample }));
    expect(both.weights?.basis?.kind).toBe('combined');
    const entered = (...texts: string[]) => reviewItem(weightsItem({ basis: 'entered', entered: texts }));
    expect((await entered('0.5', '0.3', '0.2')).weights?.weights).toEqual(['0.5', '0.3', '0.2']);
    expect(codes((await entered('0.5', '0.3', '0.3')).failures)).toEqual(['E_WEIGHTS']);
    expect(codes((await entered('0.5', '', '0.5')).failures)).toEqual(['E_MISSING']);
  });
});

describe('a rule by its value', () => {
  const faults = async (rule: string, text: string): Promise<string[]> =>
    (await reviewItem(valueItem(rule, text))).failures.map(({ code, path }) => `${code} ${path}`);

  it('is checked by the reader that will read it', async () => {
    expect(await faults('patent.coverage-floor', '"0.7"')).toEqual([]);
    expect(await faults('patent.coverage-floor', '"70%"')).toEqual(['E_RULE_SHAPE patent.coverage-floor']);
    expect(await faults('patent.grades', '[{"grade":"A","min":60},{"grade":"B","min":0}]')).toEqual([]);
    expect((await faults('patent.grades', '[{"grade":"A","min":60}]'))[0]).toContain('E_RULE_SHAPE');
    expect((await faults(FINANCE, '{"legal":"0.5","technical":"0.5","economic":"0.5"}'))[0]).toContain(
      'E_WEIGHTS',
    );
    expect((await faults('patent.coverage-floor', '0.7'))[0]).toContain('E_RULE_SHAPE');
  });

  it('without a reader is held against the form of the built-in value, with its path', async () => {
    const good =
      '{"valueFallWarn":"0.1","valueFallTopUp":"0.2","topUpWorkingDays":10,"auctionFloorOfValue":"0.6","valuationMaxAgeMonths":6}';
    expect(await faults('collateral.monitoring', good)).toEqual([]);
    expect(await faults('collateral.monitoring', good.replace('"0.1"', '"少"'))).toEqual([
      'E_RULE_SHAPE collateral.monitoring › $.valueFallWarn',
    ]);
    expect(await faults('collateral.monitoring', good.replace('10', '"10"'))).toEqual([
      'E_RULE_SHAPE collateral.monitoring › $.topUpWorkingDays',
    ]);
    expect(await faults('collateral.monitoring', '{"valueFallWarn":"0.1","extra":1}')).toEqual([
      'E_RULE_SHAPE collateral.monitoring › $.valueFallTopUp',
      'E_RULE_SHAPE collateral.monitoring › $.topUpWorkingDays',
      'E_RULE_SHAPE collateral.monitoring › $.auctionFloorOfValue',
      'E_RULE_SHAPE collateral.monitoring › $.valuationMaxAgeMonths',
      'E_RULE_SHAPE collateral.monitoring › $.extra',
    ]);
  });

  it('is refused where an institution may not replace it, without a reason, or as broken JSON', async () => {
    expect((await faults('collateral.lpr.1y', '"0.03"'))[0]).toContain('E_RULE_NOT_OVERRIDABLE');
    expect((await faults('no.such.rule', '1'))[0]).toContain('E_RULE_UNKNOWN');
    expect((await faults('patent.coverage-floor', '0.7,'))[0]).toBe(
      'E_JSON 评分覆盖率下限 › 值 › 第 1 行第 4 列',
    );
    const silent = await reviewItem(valueItem('patent.coverage-floor', '"0.7"', { reason: ' ' }));
    expect(codes(silent.failures)).toEqual(['E_RELEASE_REASON']);
  });
});

describe('a release', () => {
  it('has the same bytes for the same draft, and says their hash', async () => {
    const draft = draftOf([weightsItem(), valueItem('patent.coverage-floor', ' "0.7" ')]);
    const first = (await review(draft)).release;
    const again = (await review(draftOf([...draft.items].reverse()))).release;
    expect(first?.json).toBe(again?.json);
    expect(first?.sha256).toBe(await sha256Hex(encodeUtf8(first?.json ?? '')));
    expect(first?.bytes).toBe(encodeUtf8(first?.json ?? '').length);
  });

  it('starts from the one before: adds, never rewrites, and lists rule, from, to, reason', async () => {
    const first = await released(draftOf([weightsItem()]));
    const later = draftOf([valueItem('patent.coverage-floor', '"0.7"')], {
      version: '2026.2',
      releasedOn: '2026-11-01',
    });
    const next = await review(later, first);
    expect(mustBeOk(parseOverlay(next.release?.json ?? '')).entries.map(({ id }) => id)).toEqual([
      'patent.coverage-floor',
      FINANCE,
    ]);
    expect(next.differences).toEqual([
      {
        rule: 'patent.coverage-floor',
        title: '评分覆盖率下限',
        effectiveFrom: '2026-10-01',
        kind: 'changed',
        changes: [{ path: '$', from: '0.6', to: '0.7' }],
        total: 1,
        reason: '本行口径',
      },
    ]);
    const rewrite = draftOf([weightsItem()], { version: '2026.2' });
    expect(codes((await review(rewrite, first)).failures)).toEqual(['E_RELEASE_REWRITE']);
    expect(codes((await review(draftOf(later.items), first)).failures)).toEqual(['E_RELEASE_VERSION']);
  });

  it('names everything that is missing at once, and two values for one day', async () => {
    const bare = await review(draftOf([], { version: '', author: ' ', releasedOn: '2026-13-01' }));
    expect(bare.failures.map(({ path }) => path)).toEqual(['版本号', '编制人', '发布日期', '参数']);
    const twice = await review(draftOf([weightsItem(), weightsItem({ key: 'w2' })]));
    expect(codes(twice.failures)).toEqual(['E_RELEASE_TWICE']);
  });

  it('a draft is no overlay: what is not released cannot come into a case', () => {
    const read = parseOverlay(JSON.stringify(draftOf([weightsItem()])));
    expect(read.ok ? '' : read.failure.code).toBe('E_OVERLAY');
  });
});
