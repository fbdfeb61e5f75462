import { describe, expect, it } from 'vitest';
import type { LossView } from '../../../src/lib/bridge/loss-contract';
import { leaf } from '../../../src/lib/kernel/trace';
import { lprSteps } from '../../../src/routes/case/[id]/pool/cost/lpr-steps';
import { lossRows } from '../../../src/routes/case/[id]/pool/loss/loss-rows';

const trace = leaf({ id: 'x', label: 'x', value: null, unit: 'fen', confidence: 'verified' });
const figure = (value: string | null) => ({ value, trace });
const group = (code: string, recoveryFen: string): LossView['classes'][number] => ({
  code,
  name: code,
  years: '2',
  haircut: '0.4',
  proceedsFen: recoveryFen,
  costFen: '0',
  priorFen: '0',
  recoveryFen,
  assets: [],
});
const view = (over: Partial<LossView>): LossView => ({
  ead: figure('100000000'),
  recoveredFen: '60000000',
  surplusFen: '0',
  loss: figure('40000000'),
  lgdBeforeSupport: figure('0.4'),
  lgd: figure('0.3'),
  expectedLoss: figure(null),
  expectedLossBeforeSupport: figure(null),
  bankFen: '30000000',
  assetsComplete: true,
  complete: true,
  classes: [group('RE_FACTORY', '50000000'), group('PATENT_INV', '10000000')],
  bearers: [
    {
      id: 'g',
      name: '担保',
      role: '担保机构',
      grossFen: '10000000',
      compensatedFen: '0',
      net: figure('10000000'),
    },
    {
      id: 'bank',
      name: '银行',
      role: '银行',
      grossFen: '30000000',
      compensatedFen: '0',
      net: figure('30000000'),
    },
  ],
  regulatory: [],
  stress: [],
  failures: [],
  repayment: { verdict: null, held: true, reasons: [] },
  covered: null,
  ...over,
});

describe('the waterfall of the loss', () => {
  it('steps from the exposure over the loss to the bank', () => {
    expect(lossRows(view({})).map(({ key, from, to, text }) => [key, from, to, text])).toEqual([
      ['ead', 0, 1, '100'],
      ['class/RE_FACTORY', 1, 0.5, '−50'],
      ['class/PATENT_INV', 0.5, 0.4, '−10'],
      ['loss', 0, 0.4, '40'],
      ['bearer/g', 0.4, 0.3, '−10'],
      ['bank', 0, 0.3, '30'],
    ]);
  });

  it('ends at nothing where more comes back than is owed, and says upper bound where one is', () => {
    const more = view({
      classes: [group('MARGIN', '150000000')],
      loss: figure('0'),
      bearers: [],
      bankFen: '0',
      complete: false,
      assetsComplete: false,
    });
    expect(lossRows(more).map(({ key, to, label }) => [key, to, label])).toEqual([
      ['ead', 1, '违约时风险暴露'],
      ['class/MARGIN', 0, '回收：MARGIN'],
      ['loss', 0, '违约损失（上限）'],
      ['bank', 0, '银行承担（上限）'],
    ]);
  });
});

it('an LPR stands until the day of the next one, the last until it is known no more', () => {
  const steps = lprSteps({
    knownUntil: '2021-01-01',
    rows: [
      { date: '2020-01-01', oneYear: '0.04', fiveYears: '0.05', mark: 'verified' },
      { date: '2020-07-01', oneYear: '0.03', fiveYears: '0.05', mark: 'verified' },
    ],
    trace,
  });
  expect([steps.low, steps.high]).toEqual(['0.03', '0.05']);
  const points = steps.oneYear.split(' ').map((point) => point.split(',').map(Number));
  // 182 of 366 days
  expect(points).toEqual([
    [0, 21],
    [49.73, 21],
    [49.73, 40],
    [100, 40],
  ]);
  expect(steps.fiveYears.endsWith('100.00,2.00')).toBe(true);
});
