import { describe, expect, it } from 'vitest';
import { newDraft } from '../../../src/lib/rulebook/overlay-draft';
import { newJudge, newWeightsItem, withJudgement } from '../../../src/lib/state/draft-edits';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { parseOverlay } from '../../../src/lib/rulebook/overlay';
import { qualityOf } from '../../../src/lib/data-asset/quality/quality-of';
import { reviewDraft } from '../../../workers/authoring/review-draft';
import { sampleFromTable } from '../../../workers/authoring/samples';
import { weightTarget } from '../../../workers/authoring/weight-target';
import { ALL_RULES } from '../../../src/lib/rulebook/all-rules';
import { meterAsset, qualityRulesAt } from '../../fixtures/data-quality';

const DIMENSIONS = 'data-quality.weights.dimensions';

const draftWith = (item: ReturnType<typeof newWeightsItem>) => ({
  ...newDraft({ institution: '虚构银行', releasedOn: '2026-11-01', previous: null }),
  version: '1',
  author: '总行',
  reason: '首次发布',
  items: [item],
});

describe('weights of data quality in a release', () => {
  it('six dimensions by pairwise judgements apply to a case', async () => {
    // 完整性 over each of the others five times: w = 5/10 against 1/10 each.
    let judge = newJudge('甲', 6);
    for (const column of [0, 2, 3, 4, 5]) judge = withJudgement(judge, 1, column, '5');
    const item = {
      ...newWeightsItem('item-1', DIMENSIONS, '2026-11-01', 6),
      reason: '评审会',
      judges: [judge],
    };
    const review = mustBeOk(await reviewDraft(draftWith(item), null));
    expect(review.items[0]?.keys).toEqual(['规范性', '完整性', '准确性', '一致性', '时效性', '可访问性']);
    expect([review.failures, review.items[0]?.failures]).toEqual([[], []]);
    const overlay = mustBeOk(parseOverlay(review.release?.json ?? ''));
    expect(overlay.entries[0]).toMatchObject({
      id: DIMENSIONS,
      value: {
        standard: '0.1',
        complete: '0.5',
        accurate: '0.1',
        consistent: '0.1',
        timely: '0.1',
        accessible: '0.1',
      },
    });
    const quality = qualityOf(meterAsset(), qualityRulesAt('2026-11-22', overlay));
    expect(quality.failures).toEqual([]);
    expect(quality.dimensions.map(({ dimension }) => dimension.weight)).toEqual([
      '0.1',
      '0.5',
      '0.1',
      '0.1',
      '0.1',
      '0.1',
    ]);
  });

  it('indicators of one dimension by entropy, from a table headed by title or code', async () => {
    const rule = 'data-quality.weights.timely';
    const table = {
      fileName: '样本.csv',
      sha256: 'a'.repeat(64),
      sheet: null,
      header: ['对象', '基于时间段的正确性', '0502', '时序性'],
      rows: [
        { record: 2, cells: ['甲', '0.9', '0.5', '0.9'] },
        { record: 3, cells: ['乙', '0.9', '0.8', '0.8'] },
        { record: 4, cells: ['丙', '0.9', '0.2', '0.85'] },
      ],
      faults: [],
    };
    const { sample } = sampleFromTable(table, null, rule);
    expect(sample?.rows[0]).toEqual({ label: '第 2 条 甲', values: ['0.9', '0.5', '0.9'] });
    const item = {
      ...newWeightsItem('item-1', rule, '2026-11-01', 3),
      basis: 'entropy' as const,
      reason: '样本',
      sample,
    };
    const review = mustBeOk(await reviewDraft(draftWith(item), null));
    const entry = mustBeOk(parseOverlay(review.release?.json ?? '')).entries[0];
    // The first column tells nothing apart.
    expect(entry).toMatchObject({ id: rule, value: { '0501': '0' } });
  });

  it('a matrix of another order and an entry without weights are refused', async () => {
    const three = { ...newWeightsItem('item-1', DIMENSIONS, '2026-11-01'), reason: '评审会' };
    const review = mustBeOk(await reviewDraft(draftWith(three), null));
    expect(review.items[0]?.failures.map(({ code }) => code)).toContain('E_AHP_SHAPE');
    const bands = { ...newWeightsItem('item-1', 'data-quality.bands', '2026-11-01'), reason: '评审会' };
    const other = mustBeOk(await reviewDraft(draftWith(bands), null));
    expect(other.items[0]?.failures.map(({ code }) => code)).toContain('E_WEIGHTS_RULE');
    expect(weightTarget('patent.weights.any', ALL_RULES)?.keys.length).toBe(3);
  });
});
