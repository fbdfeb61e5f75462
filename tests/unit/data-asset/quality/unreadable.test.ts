import { describe, expect, it } from 'vitest';
import type { DataAsset } from '../../../../src/lib/case/data-assets-section';
import type { RuleCondition } from '../../../../src/lib/case/data-rules';
import { runMethods } from '../../../../src/lib/case/method';
import { newCase } from '../../../../src/lib/case/new-case';
import { QUALITY, QUALITY_1 } from '../../../../src/lib/data-asset/quality/quality-method';
import { dataIdentity, ruleHash } from '../../../../src/lib/data-asset/quality/rules/rule-identity';
import { UNREADABLE } from '../../../../src/lib/data-asset/unreadable';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { qualityView } from '../../../../workers/data-quality';
import { TODAY, meterAsset, passOver, qualityRulesAt, rule } from '../../../fixtures/data-quality';

const LOST = UNREADABLE;
/** Two readable rows, one with a gap, one with a lost cell, one with both, one with two lost cells. 虚构. */
const TEXT = `a,b,c\n1,1,x\n2,2,x\n,3,x\n${LOST},4,x\n${LOST},,x\n${LOST},${LOST},x\n`;

const counted = async (condition: RuleCondition, text = TEXT, other?: string) => {
  const pass = mustBeOk(
    await passOver({ text, rules: [rule(condition)], ...(other === undefined ? {} : { other }) }),
  );
  const [count] = pass.counts;
  const lost = pass.unreadable.find((one) => one.rule === 'r-1')?.records ?? 0;
  return { applicable: count?.applicable, satisfied: count?.satisfied, lost, first: count?.first?.record };
};

describe('a cell that the file does not give up', () => {
  it('is not empty: `required` counts it apart, and a gap beside it is still a gap', async () => {
    // a alone: 2 of 3 judged records are filled, 3 cannot be judged.
    expect(await counted({ kind: 'required', columns: ['a'] })).toEqual({
      applicable: 3,
      satisfied: 2,
      lost: 3,
      first: 3,
    });
    // a and b: the fifth record lacks b for certain, whatever stood in a.
    expect(await counted({ kind: 'required', columns: ['a', 'b'] })).toEqual({
      applicable: 4,
      satisfied: 2,
      lost: 2,
      first: 3,
    });
    expect(await counted({ kind: 'required', columns: ['c'] })).toMatchObject({ applicable: 6, lost: 0 });
  });

  it('answers neither “filled” nor “empty” of a condition', async () => {
    const test = (operator: 'filled' | 'empty') => ({ column: 'a', operator, value: '' });
    const c = { column: 'c', operator: '=', value: 'x' } as const;
    expect(await counted({ kind: 'implies', when: test('empty'), then: c })).toMatchObject({
      applicable: 1,
      satisfied: 1,
      lost: 3,
    });
    expect(await counted({ kind: 'implies', when: c, then: test('filled') })).toMatchObject({
      applicable: 3,
      satisfied: 2,
      lost: 3,
    });
    expect(
      await counted({ kind: 'implies', when: c, then: { column: 'a', operator: '=', value: '1' } }),
    ).toMatchObject({ applicable: 3, satisfied: 1, lost: 3 });
  });

  it('is told of every other condition too', async () => {
    expect(await counted({ kind: 'type', column: 'a', type: 'integer' })).toMatchObject({
      applicable: 2,
      lost: 3,
    });
    expect(await counted({ kind: 'unique', columns: ['a', 'b'] })).toMatchObject({ applicable: 2, lost: 2 });
    expect(await counted({ kind: 'compare', left: 'a', operator: '=', right: 'b' })).toMatchObject({
      applicable: 2,
      satisfied: 2,
    });
    expect(await counted({ kind: 'sum', total: 'a', parts: ['b'], tolerance: '0' })).toMatchObject({
      applicable: 2,
      lost: 3,
    });
    expect(
      await counted({ kind: 'fresh', column: 'a', days: 1, against: 'b' }, `a,b\n${LOST},2026-01-01\n`),
    ).toMatchObject({ applicable: 0, lost: 1 });
    expect(
      await counted({ kind: 'order', entity: ['a'], time: 'b' }, `a,b\n1,${LOST}\n1,2026-01-01\n`),
    ).toMatchObject({ applicable: 0, lost: 1 });
  });

  it('among the keys of another table makes “not found” unknown, and leaves “found” found', async () => {
    const condition: RuleCondition = {
      kind: 'reference',
      columns: ['a'],
      asset: 'd-2',
      otherColumns: ['k'],
    };
    const own = 'a,b\n1,x\n9,x\n';
    expect(await counted(condition, own, 'k,v\n1,x\n')).toMatchObject({
      applicable: 2,
      satisfied: 1,
      lost: 0,
    });
    expect(await counted(condition, own, `k,v\n1,x\n${LOST},x\n`)).toMatchObject({
      applicable: 1,
      satisfied: 1,
      lost: 1,
    });
  });

  it('is called 读不出 where an example shows it', async () => {
    const pass = mustBeOk(
      await passOver({ text: TEXT, rules: [rule({ kind: 'required', columns: ['a', 'b'] })] }),
    );
    expect(pass.counts[0]?.examples.map(({ cells }) => cells.map(({ masked }) => masked))).toEqual([
      ['（缺失）', '3'],
      ['（读不出）', '（缺失）'],
    ]);
  });
});

const REQUIRED = rule({ kind: 'required', columns: ['读数'] }, '0202', 'r-1');
/** 1,000 records, 900 judged, 880 of them filled. */
const withRun = (applicable: number, columns = meterAsset().columns): DataAsset => {
  const asset = meterAsset({ columns });
  const run = {
    data: dataIdentity(asset),
    asOf: TODAY,
    rows: 1000,
    dirtyCells: 0,
    cells: 4000,
    counts: [
      {
        rule: 'r-1',
        hash: ruleHash(REQUIRED.condition),
        applicable,
        satisfied: 880,
        first: null,
        examples: [],
        problem: null,
      },
    ],
  };
  return { ...asset, quality: { ...asset.quality, rules: [REQUIRED], run } };
};

const caseWith = (asset: DataAsset) => {
  const caseRecord = newCase({
    id: 'c-1',
    title: '虚构案卷',
    valuationDate: TODAY,
    region: 'cn',
    mode: 'bank',
  });
  caseRecord.sections.dataAssets.assets.push(asset);
  return caseRecord;
};

describe('what a count with unjudged records says of the indicator', () => {
  const figure = (method: typeof QUALITY, asset: DataAsset) =>
    runMethods([method], caseWith(asset), qualityRulesAt()).figures.find(
      ({ id }) => id === 'data-quality/indicator/0202/d-1',
    );

  it('version 2: the share of those judged, the others open between both ends', () => {
    // 880/900; 880/1000 … 980/1000.
    expect(figure(QUALITY, withRun(900))).toMatchObject({
      value: '0.977778',
      interval: { low: '0.88', high: '0.98' },
      method: 'data-asset.quality@2',
      confidence: 'secondary',
    });
    expect(figure(QUALITY, withRun(900))?.trace.note).toContain('另有 100 条记录');
  });

  it('without unjudged records both versions say the same; version 1 goes on as it was', () => {
    const same = { value: '0.88', interval: { low: '0.88', high: '0.88' } };
    expect(figure(QUALITY, withRun(1000))).toMatchObject(same);
    expect(figure(QUALITY_1, withRun(1000))).toMatchObject({ ...same, method: 'data-asset.quality@1' });
    expect(figure(QUALITY_1, withRun(900))).toMatchObject({
      value: '0.977778',
      interval: { low: '0.977778', high: '0.977778' },
    });
  });

  it('the page is told how many, and of which columns cells are lost', () => {
    const [first, ...rest] = meterAsset().columns;
    if (first === undefined) throw new Error('columns expected');
    const lost = [first, ...rest].map((one) => (one.name === '读数' ? { ...one, unreadable: 100 } : one));
    const view = mustBeOk(qualityView(caseWith(withRun(900, lost)), qualityRulesAt(), 'd-1'));
    expect(view.rules).toMatchObject([{ rule: 'r-1', unreadable: 100, lostCells: 100 }]);
    const whole = mustBeOk(qualityView(caseWith(withRun(1000)), qualityRulesAt(), 'd-1'));
    expect(whole.rules).toMatchObject([{ rule: 'r-1', unreadable: 0, lostCells: 0 }]);
  });
});
