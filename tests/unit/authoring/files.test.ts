import { describe, expect, it } from 'vitest';
import type { LicenceItem } from '../../../src/lib/rulebook/overlay-draft';
import { newLicenceItem, newSchemeItem } from '../../../src/lib/state/draft-edits';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import { ALL_RULES } from '../../../src/lib/rulebook/all-rules';
import { parseOverlay } from '../../../src/lib/rulebook/overlay';
import { rulesAt } from '../../../src/lib/rulebook/resolver';
import { licenceRate } from '../../../src/lib/valuation/rates/licence-rate';
import { LICENCE_HEADER } from '../../../src/lib/valuation/rates/licence-row';
import { INSTITUTION_SCHEME } from '../../fixtures/institution-scheme';
import { codes, draftOf, released, review, reviewItem, table } from './desk';

describe('a scheme file in a draft', () => {
  it('is previewed and released with the weights of its scenarios', async () => {
    const item = newSchemeItem('s', '方案.json', JSON.stringify(INSTITUTION_SCHEME));
    const seen = await reviewItem(item);
    expect(seen.rules).toEqual(['patent.scheme.institution', 'patent.weights.institution.finance']);
    expect(seen.scheme?.scenarios).toEqual([{ title: '金融类', weights: ['0.5', '0.25', '0.25'] }]);
    expect(seen.scheme?.dimensions.map(({ groups }) => groups.flatMap((g) => g.indicators).length)).toEqual([
      3, 1, 1,
    ]);
    const overlay = mustBeOk(parseOverlay(await released(draftOf([item]))));
    expect(overlay.entries.map(({ id }) => id)).toEqual(seen.rules);
  });

  it('shows every fault with its JSON path, and nothing is released', async () => {
    const text = JSON.stringify(INSTITUTION_SCHEME)
      .replace('"weight":"0.6"', '"weight":"0.7"')
      .replace('"gates":"patent.gates.finance"', '"gates":null');
    const { items, release } = await review(draftOf([newSchemeItem('s', '方案.json', text)]));
    expect(release).toBeNull();
    expect(items[0]?.failures.map(({ path }) => path)).toEqual([
      '方案.json › $.scheme.dimensions[0].indicators',
      '方案.json › $.scheme.scenarios[0].gates',
    ]);
  });
});

/** 虚构 rates: no official by-industry rate was available. */
const SOURCE = '虚构的许可统计,https://example.invalid/licence';
const C39 = `C39,计算机、通信和其他电子设备制造业,2023,120,80,150.5,3.2,30,4.2,3.5,,12,${SOURCE}`;
const C27 = `C27,医药制造业,2022,50,20,300,4,10,5,4,20,,${SOURCE}`;

const licence = async (
  lines: readonly string[],
  changes: Partial<LicenceItem> = {},
): Promise<LicenceItem> => ({
  ...newLicenceItem('l', await table('许可统计.csv', [LICENCE_HEADER.join(','), ...lines].join('\n'))),
  reason: '虚构人员录入',
  ...changes,
});

describe('an official licence table in a draft', () => {
  it('stops at empty rates and at a missing day of publication, and asks for each', async () => {
    const seen = await reviewItem(await licence([C39]));
    expect(codes(seen.failures)).toEqual(['E_LICENCE_PUBLISHED', 'E_LICENCE_EMPTY']);
    expect(seen.licence?.periods).toEqual(['2023']);
    expect(seen.licence?.empty).toEqual([
      {
        key: 'C39 2023 profitMean',
        label: '计算机、通信和其他电子设备制造业 2023 利润提成率平均数',
        confirmed: false,
      },
    ]);
  });

  it('once answered is released, and gives a rate that names the release', async () => {
    const item = await licence([C39], {
      publishedOn: { '2023': '2024-12-13' },
      confirmedEmpty: ['C39 2023 profitMean'],
    });
    const json = await released(draftOf([item]));
    expect(json).toContain('1 格官方未公布，已逐格确认');
    const rules = rulesAt({
      entries: ALL_RULES,
      date: mustBeOk(parsePlainDate('2026-11-20')),
      region: 'cn',
      overlay: mustBeOk(parseOverlay(json)),
    });
    const ask = (measure: 'salesMedian' | 'profitMean') =>
      licenceRate({ industryCode: 'C39', period: '2023', measure }, { path: 'v', id: 'v', rules });
    expect(mustBeOk(ask('salesMedian')).rate.node.source).toMatchObject({ overlay: '虚构银行@2026.1' });
    const empty = ask('profitMean');
    expect(empty.ok ? '' : empty.failure.code).toBe('E_LICENCE_RATE_NULL');
  });

  it('keeps what was released before and is not in the new table', async () => {
    const first = await released(draftOf([await licence([C27], { publishedOn: { '2022': '2023-09-01' } })]));
    const next = draftOf(
      [
        await licence([C39], {
          publishedOn: { '2023': '2024-12-13' },
          confirmedEmpty: ['C39 2023 profitMean'],
        }),
      ],
      { version: '2026.2' },
    );
    const overlay = mustBeOk(parseOverlay(await released(next, first)));
    const latest = JSON.stringify(overlay.entries.at(-1)?.value);
    expect(overlay.entries.map(({ effectiveFrom }) => effectiveFrom)).toEqual(['2023-09-01', '2024-12-13']);
    expect(latest).toContain('C27');
    expect(latest).toContain('C39');
  });

  it('is taken whole or not at all', async () => {
    const seen = await reviewItem(
      await licence([C27, 'C99,虚构,2022,,,,,,,,,,,'], { publishedOn: { '2022': '2023-09-01' } }),
    );
    expect(seen.failures.some(({ path }) => path.includes('第 3 条'))).toBe(true);
  });
});
