import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NEED_FIELD, parseAssumptionLog } from '../../../src/lib/case/assumption-log';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import type { DataAsset } from '../../../src/lib/case/data-assets-section';
import { newWorksheet } from '../../../src/lib/case/new-case';
import type { AssumptionEntry, PatentsSection } from '../../../src/lib/case/patents-section';
import type { Worksheet } from '../../../src/lib/case/worksheet';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { giveReason } from '../../../src/lib/state/assumption-edits';
import {
  AssumptionRecorder,
  assumptionChanges,
  pledgedValue,
} from '../../../src/lib/state/assumption-recorder';
import { fit } from '../../../src/lib/state/assumption-text';
import { g9Sheet, pricedAsset } from '../../fixtures/priced-data';
import { blankPatent, forecastOf, optionAnswer, patentCase } from '../../fixtures/patent-case';
import { openCase } from './stand-ins';

const SHEET: Worksheet = {
  ...newWorksheet('w-1', 'cost', '虚构产品', ['p-1']),
  choices: { basis: 'replacement' },
  inputs: { materials: { value: '1000', source: '虚构账册', from: null } },
  series: { savings: { values: ['1', null], source: '' } },
  rows: { items: [{ id: 'i-1', title: '人工', choices: {}, inputs: {}, series: {} }] },
};

const begun = (patents: Partial<PatentsSection> = {}, amountFen: string | null = '1000'): CaseRecord => {
  const record = patentCase({
    records: [blankPatent('p-1')],
    forecasts: [forecastOf('f-1', { salesFen: ['100000000', '200000000'] })],
    worksheets: [SHEET],
    ...patents,
  });
  const { enterprise } = record.sections;
  const need = { ...enterprise.need, amountFen };
  return { ...record, sections: { ...record.sections, enterprise: { ...enterprise, need } } };
};

const inPatents =
  (part: (section: PatentsSection) => Partial<PatentsSection>) =>
  (record: CaseRecord): CaseRecord => {
    const { patents } = record.sections;
    return { ...record, sections: { ...record.sections, patents: { ...patents, ...part(patents) } } };
  };
const inForecast = (part: Partial<PatentsSection['forecasts'][number]>) =>
  inPatents(({ forecasts }) => ({ forecasts: forecasts.map((f) => ({ ...f, ...part })) }));
const inSheet = (part: Partial<Worksheet>) =>
  inPatents(({ worksheets }) => ({ worksheets: worksheets.map((w) => ({ ...w, ...part })) }));
const need =
  (amountFen: string | null) =>
  (record: CaseRecord): CaseRecord => {
    const { enterprise } = record.sections;
    const changed = { ...enterprise, need: { ...enterprise.need, amountFen } };
    return { ...record, sections: { ...record.sections, enterprise: changed } };
  };

type Edit = (record: CaseRecord) => CaseRecord;

const play = (record: CaseRecord, ...edits: readonly Edit[]): CaseRecord => {
  const recorder = new AssumptionRecorder(record);
  return edits.reduce((before, edit) => recorder.observe(before, edit(before), '', null), record);
};
const entries = (record: CaseRecord): readonly AssumptionEntry[] =>
  record.sections.patents.assumptionLog.entries;
const told = (record: CaseRecord): readonly string[] =>
  entries(record).map(({ label, from, to }) => `${label}：${from ?? '空'} → ${to ?? '空'}`);

const ANSWER = optionAnswer('p-1', 'T1.1', 'A');

const DATA = pricedAsset({ worksheets: [g9Sheet()] });
const withData = (record: CaseRecord): CaseRecord => ({
  ...record,
  sections: { ...record.sections, dataAssets: { assets: [DATA] } },
});
const inPricing =
  (part: Partial<DataAsset['pricing']>): Edit =>
  (record) => {
    const assets = record.sections.dataAssets.assets.map((asset) => ({
      ...asset,
      pricing: { ...asset.pricing, ...part },
    }));
    return { ...record, sections: { ...record.sections, dataAssets: { assets } } };
  };

describe('what a change of data pricing leaves in the log', () => {
  it('inputs, limits, weights, effects, half-life and terms, each as its own entry', () => {
    const sheet = g9Sheet({ inputs: { returnOnCost: '0.2' } });
    const edited = play(
      withData(begun()),
      inPricing({ worksheets: [sheet] }),
      inPricing({
        effects: { ...DATA.pricing.effects, overlap: { said: 'share', share: '0.1', source: '' } },
      }),
      inPricing({ reconciliation: { ...DATA.pricing.reconciliation, main: 'modified-cost-1' } }),
      inPricing({ halfLife: { years: '5', kind: null, source: '' } }),
      inPricing({ pledge: { ...DATA.pricing.pledge, termYears: '2', quality: 'low' } }),
    );
    expect(told(edited)).toEqual([
      `${DATA.title} · modified-cost · returnOnCost：0.12 → 0.2`,
      `${DATA.title} · 重叠记录如何扣减：空 → 填写占比扣减`,
      `${DATA.title} · 重叠记录占比：空 → 0.1`,
      `${DATA.title} · 主方法：空 → modified-cost-1`,
      `${DATA.title} · 半衰期（年）：空 → 5`,
      `${DATA.title} · 质押期限（年）：空 → 2`,
      `${DATA.title} · 质量系数取值：空 → 取低端`,
    ]);
    expect(entries(edited)[0]?.field).toBe(
      `sections.dataAssets.assets[${DATA.id}].pricing.worksheets[modified-cost-1].inputs.returnOnCost`,
    );
    expect(mustBeOk(parseAssumptionLog(edited.sections.patents.assumptionLog)).entries).toHaveLength(7);
  });

  it('nothing before the need, and nothing for a profile that is measured again', () => {
    const silent = play(
      withData(begun({}, null)),
      inPricing({ halfLife: { years: '5', kind: null, source: '' } }),
    );
    expect(entries(silent)).toEqual([]);
    const measured: Edit = (record) => ({
      ...record,
      sections: { ...record.sections, dataAssets: { assets: [{ ...DATA, rows: DATA.rows + 1 }] } },
    });
    expect(entries(play(withData(begun()), measured))).toEqual([]);
  });
});

describe('what a change leaves in the log', () => {
  it.each<[string, Edit, readonly string[]]>([
    ['k', inForecast({ royaltyRate: '0.03' }), ['虚构产品 f-1 · 许可费率 k：0.02 → 0.03']],
    ['r', inForecast({ discountRate: null }), ['虚构产品 f-1 · 折现率 r：0.15 → 空']],
    ['T', inForecast({ taxRate: '0.15' }), ['虚构产品 f-1 · 所得税率 T：0.25 → 0.15']],
    ['life', inForecast({ economicLifeYears: '9' }), ['虚构产品 f-1 · 经济寿命（年）：8 → 9']],
    ['timing', inForecast({ timing: 'mid-year' }), ['虚构产品 f-1 · 折现时点：年末 → 年中']],
    ['basis', inForecast({ discountBasis: 'pre-tax' }), ['虚构产品 f-1 · 折现率口径：税后 → 税前']],
    ['rate from', inForecast({ royaltyFrom: 'w-1' }), ['虚构产品 f-1 · 许可费率取自测算表：空 → w-1']],
    [
      'one year of sales, and a year more',
      inForecast({ salesFen: ['100000000', '250000000', '1'] }),
      [
        '虚构产品 f-1 · 第 2 年销售收入：200 万元 → 250 万元',
        '虚构产品 f-1 · 第 3 年销售收入：空 → 0.000001 万元',
      ],
    ],
    [
      'shares',
      inForecast({ shares: [{ patent: 'p-1', share: '1', source: '虚构约定' }] }),
      ['虚构产品 f-1 · 贡献份额（p-1）：空 → 1', '虚构产品 f-1 · 贡献份额依据（p-1）：空 → 虚构约定'],
    ],
    [
      'the patents of a bundle',
      inForecast({ patents: ['p-1', 'p-2'] }),
      ['虚构产品 f-1 · 组合专利：1 件：p-1 → 2 件：p-1、p-2'],
    ],
    [
      'a worksheet input, its choice and a year of a series',
      inSheet({
        choices: { basis: 'reproduction' },
        inputs: { materials: { value: '1200', source: '虚构账册', from: null } },
        series: { savings: { values: ['1', '2'], source: '' } },
      }),
      [
        '虚构产品 · cost · basis：replacement → reproduction',
        '虚构产品 · cost · materials：1000 → 1200',
        '虚构产品 · cost · savings 第 2 年：空 → 2',
      ],
    ],
    ['a row taken out', inSheet({ rows: {} }), ['虚构产品 · cost · items“人工”：人工 → 空']],
    [
      'weights of the methods',
      inPatents(() => ({
        reconciliations: [
          { product: 'x', weights: [{ entry: 'f-1', weight: '1', reason: '' }], reason: '', by: '' },
        ],
      })),
      ['x · 调和权重（f-1）：空 → 1'],
    ],
    ['scheme', inPatents(() => ({ scheme: 'pvd-2012' })), ['评分方案：gbt-42748-framework → pvd-2012']],
    ['scenario', inPatents(() => ({ scenario: 'licence' })), ['评分场景：finance → licence']],
    [
      'an expert answer',
      inPatents(() => ({ answers: [ANSWER] })),
      ['专家判断 p-1 · T1.1 · 虚构专家：空 → A'],
    ],
    [
      'a seal',
      inPatents(() => ({ appraisals: [{ by: '虚构甲', seal: 'a'.repeat(64), answers: [] }] })),
      [`盲评封条 · 虚构甲：空 → ${'a'.repeat(16)}`],
    ],
    ['the need', need('2000'), ['融资需求：1000 → 2000']],
    [
      'the valuation date, which every life and every present value starts from',
      (record) => ({ ...record, valuationDate: '2020-01-01' }),
      [`评估基准日：${begun().valuationDate} → 2020-01-01`],
    ],
  ])('%s', (_what, edit, lines) => {
    expect(told(play(begun(), edit))).toEqual(lines);
  });

  it.each<[string, Edit]>([
    ['a title', (record) => ({ ...record, title: '另一个名称' })],
    ['the pledge', inPatents(() => ({ pledged: ['p-1'] }))],
    ['a patent fact', inPatents(() => ({ records: [blankPatent('p-1', { claimCount: 9 })] }))],
    ['the name of a product', inForecast({ product: '改名的产品' })],
    ['the reason of an answer', inPatents(() => ({ answers: [] }))],
    [
      'an open blind appraisal',
      inPatents(() => ({ appraisals: [{ by: '甲', seal: null, answers: [ANSWER] }] })),
    ],
    ['the desk', inPatents(() => ({ desk: { ...begun().sections.patents.desk, preparer: '虚构经办' } }))],
    ['nothing', (record) => ({ ...record })],
    ['the same texts in new objects', (record) => structuredClone(record)],
  ])('%s leaves nothing', (_what, edit) => {
    const record = play(begun(), edit);
    expect(entries(record)).toEqual([]);
  });
});

describe('the start of the log', () => {
  it('is the need: what was tried before is not in it, and the act that enters it is not a change', () => {
    const record = play(
      begun({}, null),
      inForecast({ royaltyRate: '0.03' }),
      need('500'),
      inForecast({ taxRate: '0' }),
    );
    expect(record.sections.patents.assumptionLog.needFen).toBe('500');
    expect(told(record)).toEqual(['虚构产品 f-1 · 所得税率 T：0.25 → 0']);
  });

  it('in a case where the need stood already, is the first act that is seen', () => {
    const opened = begun();
    expect(
      new AssumptionRecorder(opened).observe(opened, { ...opened }, '', null).sections.patents.assumptionLog,
    ).toEqual({ needFen: '1000', entries: [] });
  });

  it('a need taken away and entered again differently is one change', () => {
    const record = play(begun(), need(null), inForecast({ taxRate: '0' }), need('900'));
    expect(
      entries(record)
        .map(({ field }) => field)
        .at(-1),
    ).toBe(NEED_FIELD);
    expect(told(record)).toHaveLength(2);
  });
});

describe('values before and after', () => {
  const K = (royaltyRate: string): Edit => inForecast({ royaltyRate });
  const seen = (record: CaseRecord): number => entries(record).length;

  it('follow when the state has been valued; undoing is a change of its own', () => {
    let record = begun();
    const recorder = new AssumptionRecorder(record);
    record = recorder.valued(record, seen(record), '600');
    for (const [rate, value] of [
      ['0.03', '900'],
      ['0.02', '600'],
    ] as const) {
      record = recorder.observe(record, K(rate)(record), '', null);
      expect(entries(record).at(-1)?.valueAfterFen).toBeNull();
      record = recorder.valued(record, seen(record), value);
    }
    expect(entries(record).map((e) => [e.from, e.to, e.valueBeforeFen, e.valueAfterFen])).toEqual([
      ['0.02', '0.03', '600', '900'],
      ['0.03', '0.02', '900', '600'],
    ]);
  });

  it('several changes before an answer all stay; only the last gets the value it led to', () => {
    let record = begun();
    const recorder = new AssumptionRecorder(record);
    record = recorder.valued(record, 0, '600');
    for (const rate of ['0.03', '0.04', '0.05']) record = recorder.observe(record, K(rate)(record), '', null);
    record = recorder.valued(record, 3, '1500');
    expect(entries(record).map((e) => [e.valueBeforeFen, e.valueAfterFen])).toEqual([
      ['600', null],
      ['600', null],
      ['600', '1500'],
    ]);
  });

  it('an answer that comes after the next change still finds its own entry, and where the next began', () => {
    let record = begun();
    const recorder = new AssumptionRecorder(record);
    record = recorder.valued(record, 0, '600');
    record = recorder.observe(record, K('0.03')(record), '', null);
    record = recorder.observe(record, K('0.04')(record), '', null);
    record = recorder.valued(record, 1, '900');
    record = recorder.valued(record, 2, '1200');
    expect(entries(record).map((e) => [e.valueBeforeFen, e.valueAfterFen])).toEqual([
      ['600', '900'],
      ['900', '1200'],
    ]);
  });

  it('a value that could not be computed is null, and the last known one is kept for the next change', () => {
    let record = begun();
    const recorder = new AssumptionRecorder(record);
    record = recorder.valued(record, 0, '600');
    record = recorder.observe(record, inForecast({ taxRate: null })(record), '', null);
    record = recorder.valued(record, 1, null);
    record = recorder.observe(record, inForecast({ taxRate: '0' })(record), '', null);
    record = recorder.valued(record, 2, '-5');
    expect(entries(record).map((e) => [e.valueBeforeFen, e.valueAfterFen])).toEqual([
      ['600', null],
      ['600', null],
    ]);
  });

  it('an answer changes nothing that is not waiting: no loop, no new object', () => {
    let record = begun();
    const recorder = new AssumptionRecorder(record);
    record = recorder.observe(record, K('0.03')(record), '', null);
    record = recorder.valued(record, 1, '900');
    expect(recorder.valued(record, 1, '900')).toBe(record);
    expect(recorder.valued(record, 1, '901')).toBe(record);
    expect(assumptionChanges(begun(), record)).toHaveLength(1);
    expect(recorder.observe(record, { ...record, title: 'x' }, '', null).sections.patents).toBe(
      record.sections.patents,
    );
  });

  it('survives a reload: the log goes on from what was saved', () => {
    const saved = structuredClone(play(begun(), K('0.03')));
    const again = play(saved, K('0.04'));
    expect(told(again)).toEqual([
      '虚构产品 f-1 · 许可费率 k：0.02 → 0.03',
      '虚构产品 f-1 · 许可费率 k：0.03 → 0.04',
    ]);
    expect(mustBeOk(parseAssumptionLog(again.sections.patents.assumptionLog)).entries).toHaveLength(2);
  });

  it('a change that was made where nobody recorded is an entry of its own, not a hole', () => {
    const logged = play(begun(), K('0.03'));
    const behind = K('0.09')(logged);
    const record = play(behind, K('0.01'));
    expect(entries(record).map((e) => [e.from, e.to, e.reason])).toEqual([
      ['0.02', '0.03', ''],
      ['0.03', '0.09', '程序补记：此前的修改没有经过记录'],
      ['0.09', '0.01', ''],
    ]);
    expect(parseAssumptionLog(record.sections.patents.assumptionLog).ok).toBe(true);
  });

  it('a need that is not the one the log ends with is bridged, not a stop', () => {
    const saved = play(begun(), need('2000'));
    const { assumptionLog } = saved.sections.patents;
    const behind = inPatents(() => ({ assumptionLog: { ...assumptionLog, needFen: '3000' } }))(
      need('3000')(saved),
    );
    const record = play(behind, need('4000'));
    expect(entries(record).map((e) => [e.from, e.to, e.reason])).toEqual([
      ['1000', '2000', ''],
      ['2000', '3000', '程序补记：此前的修改没有经过记录'],
      ['3000', '4000', ''],
    ]);
    expect(parseAssumptionLog(record.sections.patents.assumptionLog).ok).toBe(true);
  });

  it('belongs to who prepares the case, with the reason given at once', () => {
    const record = begun({ desk: { ...begun().sections.patents.desk, preparer: '虚构经办' } });
    const changed = new AssumptionRecorder(record).observe(record, K('0.03')(record), '虚构理由', null);
    expect(entries(changed)).toMatchObject([{ by: '虚构经办', reason: '虚构理由' }]);
  });
});

describe('a reason', () => {
  it('is given once and changes nothing else', () => {
    const open = openCase(play(begun(), inForecast({ royaltyRate: '0.03' })));
    const [before] = entries(open.record);
    giveReason(open, 1, '  ');
    expect(entries(open.record)).toEqual([before]);
    giveReason(open, 1, ' 新的许可合同（虚构） ');
    giveReason(open, 1, '另一个理由');
    giveReason(open, 7, '没有这一条');
    expect(entries(open.record)).toEqual([{ ...before, reason: '新的许可合同（虚构）' }]);
  });
});

describe('long texts', () => {
  it('fit, and a change behind the cut still shows', () => {
    const long = 'x'.repeat(5_000);
    expect(fit('short', 10)).toBe('short');
    expect(fit(long, 100)).toHaveLength(100);
    expect(fit(`${long}a`, 100)).not.toBe(fit(`${long}b`, 100));
    const many = Array.from({ length: 5_000 }, (_, i) => `p-${i}`);
    const record = play(
      begun(),
      inForecast({ patents: many }),
      inForecast({ patents: [...many.slice(1), 'q'] }),
    );
    expect(entries(record)).toHaveLength(2);
    expect(parseAssumptionLog(record.sections.patents.assumptionLog).ok).toBe(true);
  });
});

describe('the value of the pledge', () => {
  const leafOf = (id: string, value: string | null, children: readonly unknown[] = []) => ({
    id,
    value,
    unit: 'fen',
    children,
  });
  const offer = (valueFen: string | null, bundles: readonly string[]) =>
    [
      {
        id: 'offer/patent-pool',
        valueFen,
        trace: leafOf('offer/patent-pool', valueFen, [
          leafOf(
            'offer/patent-pool/value',
            valueFen,
            bundles.map((value) => leafOf('patent-value', value)),
          ),
          leafOf('patents/enteredCredit', '999'),
        ]),
      },
    ] as unknown as Parameters<typeof pledgedValue>[0];

  it('is the offer, or the bundles that are valued where the offer is withheld', () => {
    expect(pledgedValue([])).toBeNull();
    expect(pledgedValue(offer('70', ['30', '40']))).toBe('70');
    expect(pledgedValue(offer(null, ['30', '40']))).toBe('70');
    expect(pledgedValue(offer(null, []))).toBeNull();
    const data = { id: 'data-offer.d-1', valueFen: '5' };
    expect(pledgedValue([...offer('70', []), data] as never)).toBe('75');
    expect(pledgedValue([data] as never)).toBe('5');
    expect(pledgedValue([{ ...data, valueFen: null }] as never)).toBeNull();
  });
});

describe('any sequence of edits', () => {
  const rate = fc.constantFrom('0.01', '0.02', '0.03', null);
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    rate.map((royaltyRate) => inForecast({ royaltyRate })),
    rate.map((taxRate) => inForecast({ taxRate })),
    fc.array(fc.constantFrom('100', '200'), { maxLength: 4 }).map((salesFen) => inForecast({ salesFen })),
    fc.constantFrom('a', 'b').map((basis) => inSheet({ choices: { basis } })),
    fc.constantFrom('finance', 'licence').map((scenario) => inPatents(() => ({ scenario }))),
    fc.constant(inPatents(() => ({ forecasts: [] }))),
    fc.constant(inPatents(() => ({ forecasts: [forecastOf('f-1')] }))),
    fc
      .subarray(['A', 'B'])
      .map((options) =>
        inPatents(() => ({ answers: options.map((o, i) => optionAnswer('p-1', `T1.${i + 1}`, o)) })),
      ),
    fc.constantFrom('1000', '2000', null).map(need),
    fc.string().map((title): Edit => (record) => ({ ...record, title })),
  );

  it('replayed from the log gives the last values', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 25 }), (edits) => {
        const first = begun();
        const last = play(first, ...edits);
        const log = mustBeOk(parseAssumptionLog(last.sections.patents.assumptionLog));
        const replayed = new Map<string, string | null>();
        for (const { field, to } of log.entries) if (field !== NEED_FIELD) replayed.set(field, to);
        const wanted = new Map(assumptionChanges(first, last).map(({ field, to }) => [field, to]));
        // Every field that ended elsewhere was replayed to where it ended; every other came back to where it began.
        for (const [field, to] of wanted) expect(replayed.get(field)).toEqual(to);
        for (const [field, to] of replayed)
          if (!wanted.has(field)) expect(log.entries.find((e) => e.field === field)?.from).toEqual(to);
      }),
      { numRuns: 200 },
    );
  });
});
