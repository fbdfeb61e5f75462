import { describe, expect, it } from 'vitest';
import type { PerfectionState } from '../../../../src/lib/case/collateral-life';
import {
  faultsOfLife,
  faultsOfSteps,
  nextStates,
  stateOfSteps,
  stateWord,
} from '../../../../src/lib/collateral/life/step-machine';
import { factory, settingFor, step } from '../../../fixtures/life-case';

const LAND = settingFor('constitutive');
const GOODS = settingFor('delivery');

const STATES: readonly PerfectionState[] = [
  'draft',
  'contract-signed',
  'filed',
  'registered',
  'changed',
  'extended',
  'cancelled',
  'refused',
  'revoked',
  'expired',
  'objected',
];

/** draft → contract_signed → filed → registered → (changed|extended)* → cancelled; side states beside them. */
const ALLOWED: Readonly<Record<PerfectionState, readonly PerfectionState[]>> = {
  draft: ['contract-signed'],
  'contract-signed': ['filed'],
  filed: ['registered', 'refused'],
  registered: ['changed', 'extended', 'cancelled', 'revoked', 'expired', 'objected'],
  changed: ['changed', 'extended', 'cancelled', 'revoked', 'expired', 'objected'],
  extended: ['changed', 'extended', 'cancelled', 'revoked', 'expired', 'objected'],
  cancelled: ['contract-signed'],
  refused: ['filed', 'contract-signed'],
  revoked: ['contract-signed'],
  expired: ['contract-signed'],
  objected: ['registered', 'cancelled', 'revoked', 'expired'],
};

describe('which state may follow which', () => {
  it.each(STATES)('after %s', (from) => {
    expect([...nextStates(from, LAND)].sort()).toEqual([...ALLOWED[from]].sort());
  });

  it('what comes about by delivery or control is not filed anywhere', () => {
    expect(nextStates('contract-signed', GOODS)).toEqual(['filed', 'registered']);
    expect(nextStates('contract-signed', settingFor('control'))).toContain('registered');
    expect(nextStates('contract-signed', settingFor('opposability'))).toEqual(['filed']);
    expect(nextStates('contract-signed', settingFor(null))).toEqual(['filed']);
    expect([stateWord('registered', GOODS), stateWord('registered', LAND)]).toEqual(['已交付', '已登记']);
  });
});

describe('a history', () => {
  it('that follows the states has no fault', () => {
    const steps = [
      step('contract-signed', '2026-01-01'),
      step('filed', '2026-01-01'),
      step('refused', '2026-01-09'),
      step('filed', '2026-01-20'),
      step('registered', '2026-01-30'),
      step('changed', '2026-03-01'),
      step('changed', '2026-03-02'),
      step('extended', '2026-06-01'),
      step('objected', '2026-07-01'),
      step('registered', '2026-07-20'),
      step('cancelled', '2026-08-01'),
      step('contract-signed', '2026-09-01'),
    ];
    expect(faultsOfSteps(steps, LAND)).toEqual([]);
    expect(stateOfSteps(steps)).toBe('contract-signed');
  });

  it.each([
    ['left out steps', [step('registered', '2026-01-01')], 'E_STEP_SKIPPED', '缺少“已签约”、“已申请”的记录'],
    [
      'cancelled before it was registered',
      [step('contract-signed', '2026-01-01'), step('cancelled', '2026-01-02')],
      'E_STEP_SKIPPED',
      '“已申请”、“已登记”',
    ],
    [
      'goes on after its end',
      [
        step('contract-signed', '2026-01-01'),
        step('filed', '2026-01-02'),
        step('registered', '2026-01-03'),
        step('cancelled', '2026-01-04'),
        step('changed', '2026-01-05'),
      ],
      'E_STEP_AFTER_END',
      '登记“已注销”后不能再记“已变更登记”',
    ],
    [
      'repeats itself',
      [step('contract-signed', '2026-01-01'), step('contract-signed', '2026-01-02')],
      'E_STEP_IMPOSSIBLE',
      '已经是“已签约”',
    ],
    [
      'runs backwards',
      [step('contract-signed', '2026-01-02'), step('filed', '2026-01-01')],
      'E_STEP_ORDER',
      '已申请（2026-01-01）早于前一步已签约（2026-01-02）',
    ],
  ])('that %s is named', (_what, steps, code, words) => {
    const faults = faultsOfSteps(steps, LAND);
    expect(faults.map((fault) => fault.code)).toEqual([code]);
    expect(faults[0]?.message).toContain(words);
    expect(faults[0]?.remedy).not.toBe('');
  });

  it('does not blame later steps for one that is missing', () => {
    const steps = [
      step('registered', '2026-01-01'),
      step('changed', '2026-02-01'),
      step('cancelled', '2026-03-01'),
    ];
    expect(faultsOfSteps(steps, LAND)).toHaveLength(1);
  });
});

describe('state, receipt and history together', () => {
  const faults = (change: Parameters<typeof factory>[0], on = '2026-11-20') =>
    faultsOfLife(factory(change), on, LAND).map(({ code }) => code);

  it('agree in a case in order', () => expect(faults({})).toEqual([]));

  it('a state that the last step does not say is named', () =>
    expect(faults({ perfection: 'filed' })).toEqual(['E_STATE_DISAGREES']));

  it('a state without any step is named', () =>
    expect(faults({ life: { ...factory().life, steps: [] } })).toEqual(['E_NO_STEPS']));

  it('a registration without a receipt is named', () =>
    expect(faults({ receipt: null })).toEqual(['E_RECEIPT_MISSING']));

  it('a receipt of another day is named', () =>
    expect(
      faults({ receipt: { registrationNumber: '虚构 1', date: '2026-11-14', documentHash: null } }),
    ).toEqual(['E_RECEIPT_DATE']));

  it('a step after the day asked about is named, on the day itself it is not', () => {
    expect(faults({}, '2026-11-15')).toEqual([]);
    expect(faults({}, '2026-11-14')).toEqual(['E_STEP_FUTURE']);
  });
});
