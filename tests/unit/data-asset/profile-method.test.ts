import { describe, expect, it } from 'vitest';
import { type DataAsset, newDataAsset } from '../../../src/lib/case/data-assets-section';
import { type Method, runMethods } from '../../../src/lib/case/method';
import { newCase } from '../../../src/lib/case/new-case';
import { PROFILE_FIGURES } from '../../../src/lib/data-asset/profile-figures';
import { PROFILE } from '../../../src/lib/data-asset/profile-method';
import { shippedReportSettings } from '../../../src/lib/data-asset/run/report-settings';
import { storedProfile } from '../../../src/lib/data-asset/run/stored-profile';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { walkTrace } from '../../../src/lib/kernel/trace';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { DATA_ASSET_RULES } from '../../../src/lib/rulebook/data-asset-rules';
import { METHOD_REGISTRY } from '../../fixtures/methods';
import { runOver, textFile } from '../../fixtures/profile-run';

const assetOf = async (text: string): Promise<DataAsset> => {
  const bundle = mustBeOk(await runOver([textFile('虚构.csv', text)]));
  return newDataAsset('d-1', '虚构水表数据', mustBeOk(storedProfile(bundle, shippedReportSettings())));
};

const outputsOf = (method: Method, asset: DataAsset) => {
  const date = mustBeOk(parsePlainDate('2026-11-22'));
  const caseRecord = newCase({
    id: 'c-1',
    title: '虚构案卷',
    valuationDate: date,
    region: 'cn',
    mode: 'bank',
  });
  caseRecord.sections.dataAssets.assets.push(asset);
  return runMethods([method], caseRecord, rulesAt({ entries: DATA_ASSET_RULES, date, region: 'cn' }));
};
const valuesOf = (method: Method, asset: DataAsset) =>
  Object.fromEntries(outputsOf(method, asset).figures.map((f) => [f.id, f.value]));

/** 3 data rows, 1 of them ragged; 2 × 3 cells profiled, 2 missing. */
const SMALL = 'a,b,c\n1,NA,\n2,3,4\n5,6\n';

describe('data-asset.profile@1', () => {
  it('gives rows and missing share with traces to the stored profile', async () => {
    const { figures, findings, offers } = outputsOf(PROFILE, await assetOf(SMALL));
    expect([findings, offers]).toEqual([[], []]);
    // 2 ÷ 6 = 0.333333.
    expect(figures.map((f) => [f.id, f.value, f.unit, f.method, f.confidence])).toEqual([
      ['data-asset/rows/d-1', '3', 'count', 'data-asset.profile@1', 'verified'],
      ['data-asset/missing-share/d-1', '0.333333', 'ratio', 'data-asset.profile@1', 'verified'],
    ]);
    expect(figures[1]?.trace.formula).toContain('2 ÷ ((3 − 1) × 3)');
  });

  it('stays where a verifier finds it, beside the version in use', () => {
    expect(METHOD_REGISTRY.get('data-asset.profile@1')).toBe(PROFILE);
    expect(METHOD_REGISTRY.get('data-asset.profile@2')).toBe(PROFILE_FIGURES);
  });
});

describe('data-asset.profile@2', () => {
  it('gives size, missing and duplicate shares with traces to the stored profile', async () => {
    const asset = await assetOf(SMALL);
    const { figures } = outputsOf(PROFILE_FIGURES, asset);
    expect(figures.map((f) => [f.id, f.value, f.unit])).toEqual([
      ['data-asset/rows/d-1', '3', 'count'],
      ['data-asset/bytes/d-1', '22', 'count'],
      ['data-asset/missing-share/d-1', '0.333333', 'ratio'],
      ['data-asset/duplicate-share/d-1', '0', 'ratio'],
      // One of two cells in b and in c.
      ['data-asset/missing-share/d-1/0', '0', 'ratio'],
      ['data-asset/missing-share/d-1/1', '0.5', 'ratio'],
      ['data-asset/missing-share/d-1/2', '0.5', 'ratio'],
    ]);
    for (const { trace, method, confidence } of figures) {
      expect([method, confidence]).toEqual(['data-asset.profile@2', 'verified']);
      for (const node of walkTrace(trace))
        if (node.children.length === 0) expect(node.source?.kind).toBe('field');
    }
  });

  it('compares with the claimed volume, with and without copies', async () => {
    const asset = { ...(await assetOf('a,b\n1,2\n1,2\n3,4\n')), claimed: { rows: 4, source: '申请表' } };
    // 3 ÷ 4, and (3 − 1) ÷ 4; one copy among three rows.
    expect(valuesOf(PROFILE_FIGURES, asset)).toMatchObject({
      'data-asset/measured-to-claimed/d-1': '0.75',
      'data-asset/unique-to-claimed/d-1': '0.5',
      'data-asset/duplicate-share/d-1': '0.333333',
    });
    const none = { ...asset, claimed: { rows: 0, source: '' } };
    expect(valuesOf(PROFILE_FIGURES, none)['data-asset/measured-to-claimed/d-1']).toBeNull();
  });

  it('leaves unknown what nobody measured', async () => {
    const empty = valuesOf(PROFILE_FIGURES, await assetOf('a,b\n'));
    expect([empty['data-asset/rows/d-1'], empty['data-asset/missing-share/d-1']]).toEqual(['0', null]);
    const stated: DataAsset = {
      ...(await assetOf(SMALL)),
      bytes: null,
      table: null,
      source: {
        kind: 'warehouse',
        engine: 'clickhouse',
        version: '25',
        queryHash: '0'.repeat(64),
        statedOn: null,
        statedBy: '',
        note: '',
      },
    };
    const { figures } = outputsOf(PROFILE_FIGURES, stated);
    expect(figures.slice(0, 4).map(({ value, confidence }) => [value, confidence])).toEqual([
      ['3', 'secondary'],
      [null, 'secondary'],
      ['0.333333', 'secondary'],
      [null, 'secondary'],
    ]);
  });
});
