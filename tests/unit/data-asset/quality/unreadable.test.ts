import { describe, expect, it } from 'vitest';
import type { DataAsset } from '../../../../src/lib/case/data-assets-section';
import type { RuleCondition } from '../../../../src/lib/case/data-rules';
import { runMethods } from '../../../../src/lib/case/method';
import { newCase } from '../../../../src/lib/case/new-case';
import { QUALITY, QUALITY_1 } from '../../../../src/lib/data-asset/quality/quality-method';
import { dataIdentity, ruleHash } from '../../../../src/lib/data-asset/quality/rules/rule-identity';
import { shippedSettings } from '../../../../src/lib/data-asset/profile-settings';
import { openCount } from '../../../../src/lib/data-asset/quality/rule-readings';
import { runRules } from '../../../../src/lib/data-asset/quality/rules/run-rules';
import { type TableSource, openDataset } from '../../../../src/lib/data-asset/source/table-source';
import { UNREADABLE } from '../../../../src/lib/data-asset/unreadable';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import { qualityView } from '../../../../workers/data-quality';
import {
  TODAY,
  column,
  meterAsset,
  passOver,
  qualityRulesAt,
  rule,
  sourceFileOf,
} from '../../../fixtures/data-quality';

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

const problemOf = async (condition: RuleCondition, text: string, other: string) =>
  mustBeOk(await passOver({ text, other, rules: [rule(condition)] })).counts[0]?.problem;

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
    const damaged = `k,v\n1,x\n${LOST},x\n`;
    expect(await counted(condition, own, damaged)).toMatchObject({ applicable: 1, satisfied: 1, lost: 1 });
    expect(await problemOf(condition, own, damaged)).toContain('1 条记录在被关联的那份数据中没有找到');
    expect(await problemOf(condition, own, damaged)).toContain('重新导出');
    expect(await problemOf(condition, 'a,b\n1,x\n1,x\n', damaged)).toBeNull();
    expect(await problemOf(condition, own, 'k,v\n1,x\n')).toBeNull();
  });

  it('one lost key and 400 orphans: no share at all, instead of 600 of 600', async () => {
    const condition: RuleCondition = { kind: 'reference', columns: ['a'], asset: 'd-2', otherColumns: ['k'] };
    const own = `a\n${Array.from({ length: 1000 }, (_, i) => `K${i}`).join('\n')}\n`;
    const keys = `k,v\n${Array.from({ length: 600 }, (_, i) => `K${i},x`).join('\n')}\n${LOST},x\n`;
    expect(await problemOf(condition, own, keys)).toContain('400 条记录');
  });

  it('records that the other file leaves out may hold the key too', async () => {
    const condition: RuleCondition = { kind: 'reference', columns: ['a'], asset: 'd-2', otherColumns: ['k'] };
    const open = async (text: string) =>
      mustBeOk(await openDataset([sourceFileOf('虚构.csv', new TextEncoder().encode(text))]));
    const [parent] = await open('k,v\n1,x\n');
    if (parent === undefined) throw new Error('a source expected');
    const fault = { code: 'E_UNREADABLE_ROWS', message: '', count: 3, firstOffset: 0, firstRecord: 2 };
    const damaged: TableSource = {
      ...parent,
      stream: async function* () {
        yield* parent.stream();
        yield { bytes: new Uint8Array(0), consumed: parent.file.size, faults: [fault] };
      },
    };
    const pass = mustBeOk(
      await runRules({
        rules: [rule(condition)],
        sources: await open('a,b\n1,x\n9,x\n'),
        others: new Map([['r-1', [damaged]]]),
        settings: shippedSettings(),
        asOf: TODAY,
        personal: new Set(),
        firstRows: null,
        watch: () => Promise.resolve(true),
      }),
    );
    expect(pass.counts[0]).toMatchObject({ applicable: 1, satisfied: 1 });
    expect(pass.counts[0]?.problem).toContain('1 条记录');
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
const withRun = (
  applicable: number,
  columns = meterAsset().columns,
  counted = REQUIRED,
  satisfied = 880,
): DataAsset => {
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
        hash: ruleHash(counted.condition),
        applicable,
        satisfied,
        first: null,
        examples: [],
        problem: null,
      },
    ],
  };
  return { ...asset, quality: { ...asset.quality, rules: [counted], run } };
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

  /** As many cells of 读数 unreadable. */
  const lostReadings = (unreadable: number) =>
    meterAsset().columns.map((one) => (one.name === '读数' ? { ...one, unreadable } : one));
  const RANGE = rule({ kind: 'range', column: '读数', min: '0', max: '9' }, '0202', 'r-1');

  it('the unreadable cells of every other rule are open too, at most as many as were not judged', () => {
    // 90 of 100 judged; 900 cells lost: 90/1000 … 990/1000.
    const damaged = withRun(100, lostReadings(900), RANGE, 90);
    expect(figure(QUALITY, damaged)).toMatchObject({
      value: '0.9',
      interval: { low: '0.09', high: '0.99' },
      confidence: 'secondary',
    });
    expect(figure(QUALITY, damaged)?.trace.note).toContain('至多 900 条记录');
    expect(figure(QUALITY, withRun(100, lostReadings(5), RANGE, 90))).toMatchObject({
      interval: { low: '0.857143', high: '0.904762' },
    });
    // All 100 judged: a lost cell of the profile is in none of them.
    expect(figure(QUALITY, withRun(1000, lostReadings(5), RANGE, 1000))).toMatchObject({
      interval: { low: '1', high: '1' },
    });
    expect(figure(QUALITY, withRun(100, undefined, RANGE, 90))).toMatchObject({
      interval: { low: '0.9', high: '0.9' },
    });
    expect(figure(QUALITY_1, damaged)).toMatchObject({ interval: { low: '0.9', high: '0.9' } });
  });

  it('a lost cell may also turn the record after it in an order', () => {
    const order = rule({ kind: 'order', entity: ['表号'], time: '读数' }, '0202', 'r-1');
    // 10 lost: they and as many firsts may count, and 10 that were judged may turn: (800 − 10)/920 … (800 + 20 + 10)/920.
    expect(figure(QUALITY, withRun(900, lostReadings(10), order, 800))).toMatchObject({
      interval: { low: '0.858696', high: '0.902174' },
    });
    expect(figure(QUALITY, withRun(900, lostReadings(10), order, 900))).toMatchObject({
      interval: { high: '1' },
    });
  });

  it('every completion of lost cells of `order` and `unique` lies within the interval', async () => {
    const order: RuleCondition = { kind: 'order', entity: ['e'], time: 't' };
    const unique: RuleCondition = { kind: 'unique', columns: ['t'] };
    const DAYS = ['2026-01-01', '2026-01-02', '2026-01-03', ''];
    const share = async (condition: RuleCondition, cells: readonly string[]) => {
      const text = `e,t\n${cells.map((cell, i) => `${'ab'[i % 2] ?? ''},${cell}`).join('\n')}\n`;
      const { counts, rows } = mustBeOk(await passOver({ text, rules: [rule(condition)] }));
      const { applicable = 0, satisfied = 0 } = counts[0] ?? {};
      return { applicable, satisfied, rows };
    };
    const LOST_TIMES = [column('e'), column('t', { unreadable: 2 })];
    const shown = (at: number, i: number): string => DAYS[Math.floor(at / 3 ** i) % 3] ?? '';
    for (const condition of [order, unique])
      for (let at = 0; at < 81; at += 7) {
        const known = [shown(at, 0), '?', shown(at, 1), shown(at, 2), '?', shown(at, 3), shown(at, 1)];
        const seen = await share(
          condition,
          known.map((cell) => (cell === '?' ? LOST : cell)),
        );
        if (seen.applicable === 0) continue;
        const open = openCount({ columns: LOST_TIMES }, { condition }, seen, seen);
        const all = seen.applicable + open.records;
        const good = [seen.satisfied - open.turned, seen.satisfied + open.records + open.turned] as const;
        for (const first of DAYS)
          for (const second of DAYS) {
            const whole = known.map((cell, i) => (cell !== '?' ? cell : i === 1 ? first : second));
            const truth = await share(condition, whole);
            const x = truth.satisfied / truth.applicable;
            expect(x).toBeGreaterThanOrEqual(good[0] / all - 1e-12);
            expect(x).toBeLessThanOrEqual(Math.min(1, good[1] / all) + 1e-12);
          }
      }
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
