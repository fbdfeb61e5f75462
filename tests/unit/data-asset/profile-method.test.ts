import { describe, expect, it } from 'vitest';
import { type DataAsset, newDataAsset } from '../../../src/lib/case/data-assets-section';
import { runMethods } from '../../../src/lib/case/method';
import { newCase } from '../../../src/lib/case/new-case';
import { DATA_ASSET_METHODS } from '../../../src/lib/data-asset/methods';
import { createTableProfiler } from '../../../src/lib/data-asset/table-profiler';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { DATA_ASSET_RULES } from '../../../src/lib/rulebook/data-asset-rules';
import { utf8 } from '../../fixtures/intake-files';

const assetOf = async (text: string): Promise<DataAsset> => {
  const profiler = createTableProfiler('虚构.csv');
  profiler.push(utf8(text));
  return newDataAsset('d-1', '虚构水表数据', mustBeOk(await profiler.finish()));
};

const outputsOf = (asset: DataAsset) => {
  const date = mustBeOk(parsePlainDate('2026-11-22'));
  const caseRecord = newCase({
    id: 'c-1',
    title: '虚构案卷',
    valuationDate: date,
    region: 'cn',
    mode: 'bank',
  });
  caseRecord.sections.dataAssets.assets.push(asset);
  return runMethods(
    DATA_ASSET_METHODS,
    caseRecord,
    rulesAt({ entries: DATA_ASSET_RULES, date, region: 'cn' }),
  );
};

describe('data-asset.profile@1', () => {
  it('gives rows and missing share with traces to the stored profile', async () => {
    // 3 data rows, 1 of them ragged; 2 × 3 cells profiled, 2 missing: 2 ÷ 6 = 0.333333.
    const { figures, findings, offers } = outputsOf(await assetOf('a,b,c\n1,NA,\n2,3,4\n5,6\n'));
    expect([findings, offers]).toEqual([[], []]);
    expect(figures.map((f) => [f.id, f.value, f.unit, f.method, f.confidence])).toEqual([
      ['data-asset/rows/d-1', '3', 'count', 'data-asset.profile@1', 'verified'],
      ['data-asset/missing-share/d-1', '0.333333', 'ratio', 'data-asset.profile@1', 'verified'],
    ]);
    expect(figures[1]?.trace.formula).toContain('2 ÷ ((3 − 1) × 3)');
    for (const { trace } of figures)
      for (const node of walkTrace(trace))
        if (node.children.length === 0) expect(node.source?.kind).toBe('field');
  });

  it('leaves the share unknown when no cell was profiled', async () => {
    const { figures } = outputsOf(await assetOf('a,b\n'));
    expect(figures.map((f) => f.value)).toEqual(['0', null]);
  });
});
