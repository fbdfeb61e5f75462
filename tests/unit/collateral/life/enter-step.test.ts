import { describe, expect, it } from 'vitest';
import type { CollateralItem } from '../../../../src/lib/case/collateral-section';
import { newCollateralItem } from '../../../../src/lib/case/new-collateral';
import { type EnteredStep, enterStep, withdrawStep } from '../../../../src/lib/collateral/life/enter-step';
import { type Result, mustBeOk } from '../../../../src/lib/kernel/result';
import { HASH, factory, settingFor, step } from '../../../fixtures/life-case';

const LAND = settingFor('constitutive');
const TODAY = '2026-11-20';
const fresh = newCollateralItem('factory', 'RE_FACTORY', '虚构厂房');

const entered = (to: EnteredStep['to'], on: string, change: Partial<EnteredStep> = {}): EnteredStep => ({
  to,
  on,
  by: '虚构经办',
  documentHash: null,
  note: '',
  registrationNumber: null,
  ...change,
});

const RECEIPT = { registrationNumber: '虚构证明 9', documentHash: HASH };

const after = (item: CollateralItem, one: EnteredStep): CollateralItem => {
  const { steps, perfection, receipt } = mustBeOk(enterStep(item, one, TODAY, LAND));
  return { ...item, perfection, receipt, life: { ...item.life, steps } };
};

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.failure.code);

describe('entering steps one after the other', () => {
  it('leads from draft to registered, with state and receipt beside the history', () => {
    const signed = after(fresh, entered('contract-signed', '2026-11-01'));
    const filed = after(signed, entered('filed', '2026-11-05'));
    expect([filed.perfection, filed.receipt]).toEqual(['filed', null]);
    const registered = after(filed, entered('registered', '2026-11-15', RECEIPT));
    expect(registered.perfection).toBe('registered');
    expect(registered.receipt).toEqual({
      registrationNumber: '虚构证明 9',
      date: '2026-11-15',
      documentHash: HASH,
    });
    expect(registered.life.steps.map(({ to }) => to)).toEqual(['contract-signed', 'filed', 'registered']);
  });

  it('keeps the ended registration until a new contract begins another round, and then in its note', () => {
    const ended = after(factory(), entered('cancelled', '2026-11-18'));
    expect(ended.receipt?.registrationNumber).toBe('虚构不动产证明 1');
    const again = after(ended, entered('contract-signed', '2026-11-19'));
    expect([again.perfection, again.receipt]).toEqual(['contract-signed', null]);
    expect(again.life.steps.at(-1)?.note).toContain('虚构不动产证明 1（2026-11-15）');
  });

  it('an objection that is lifted brings the old receipt back into force', () => {
    const objected = after(factory(), entered('objected', '2026-11-16'));
    const lifted = after(objected, entered('registered', '2026-11-18'));
    expect([lifted.perfection, lifted.receipt?.registrationNumber]).toEqual([
      'registered',
      '虚构不动产证明 1',
    ]);
  });

  it('a change brings a receipt of its own', () => {
    const changed = after(factory(), entered('changed', '2026-11-19', RECEIPT));
    expect(changed.receipt).toEqual({
      registrationNumber: '虚构证明 9',
      date: '2026-11-19',
      documentHash: HASH,
    });
  });

  it('steps that were left out take their place by date and leave the receipt alone', () => {
    const quick = factory({ life: { ...factory().life, steps: [step('registered', '2026-11-15')] } });
    const filled = after(
      after(quick, entered('contract-signed', '2026-11-01')),
      entered('filed', '2026-11-15'),
    );
    expect(filled.life.steps.map(({ to }) => to)).toEqual(['contract-signed', 'filed', 'registered']);
    expect([filled.perfection, filled.receipt]).toEqual(['registered', factory().receipt]);
  });
});

describe('what cannot be is refused with its reason', () => {
  it.each([
    ['skipping', fresh, entered('registered', '2026-11-15', RECEIPT), 'E_STEP_SKIPPED', '缺少'],
    [
      'after the end',
      after(factory(), entered('cancelled', '2026-11-18')),
      entered('changed', '2026-11-19', RECEIPT),
      'E_STEP_AFTER_END',
      '后不能再记',
    ],
    [
      'before the step before it',
      after(fresh, entered('contract-signed', '2026-11-10')),
      entered('filed', '2026-11-09'),
      'E_STEP_ORDER',
      '早于前一步',
    ],
    ['tomorrow', fresh, entered('contract-signed', '2026-11-21'), 'E_STEP_FUTURE', '晚于今天'],
    [
      'no day of the calendar',
      fresh,
      entered('contract-signed', '2026-02-30'),
      'E_STEP_DATE',
      '不是有效日期',
    ],
    [
      'nobody did it',
      fresh,
      entered('contract-signed', '2026-11-01', { by: ' ' }),
      'E_STEP_BY',
      '没有写明办理人',
    ],
    [
      'no number',
      after(after(fresh, entered('contract-signed', '2026-11-01')), entered('filed', '2026-11-02')),
      entered('registered', '2026-11-03', { documentHash: HASH }),
      'E_RECEIPT_NUMBER',
      '没有登记号',
    ],
    [
      'no paper',
      after(after(fresh, entered('contract-signed', '2026-11-01')), entered('filed', '2026-11-02')),
      entered('registered', '2026-11-03', { registrationNumber: '虚构 1' }),
      'E_RECEIPT_DOCUMENT',
      '没有附登记证明文件',
    ],
    [
      'a paper whose hash is none',
      after(after(fresh, entered('contract-signed', '2026-11-01')), entered('filed', '2026-11-02')),
      entered('registered', '2026-11-03', { registrationNumber: '虚构 1', documentHash: 'xyz' }),
      'E_RECEIPT_DOCUMENT',
      '没有附登记证明文件',
    ],
  ] as const)('%s', (_what, item, one, code, words) => {
    const result = enterStep(item, one, TODAY, LAND);
    expect(codeOf(result)).toBe(code);
    if (!result.ok) expect(result.failure.message).toContain(words);
  });

  it('today itself is not the future', () => {
    expect(codeOf(enterStep(fresh, entered('contract-signed', TODAY), TODAY, LAND))).toBe('ok');
  });
});

describe('taking the last step back', () => {
  it('takes the receipt that came with it', () => {
    const back = mustBeOk(withdrawStep(factory(), LAND));
    expect([back.perfection, back.receipt, back.steps.length]).toEqual(['filed', null, 2]);
  });

  it('leaves a receipt that came with an earlier one', () => {
    const objected = after(factory(), entered('objected', '2026-11-16'));
    const back = mustBeOk(withdrawStep(objected, LAND));
    expect([back.perfection, back.receipt]).toEqual(['registered', factory().receipt]);
  });

  it.each(['changed', 'extended'] as const)('%s taken back brings the registration before it back', (to) => {
    const item = factory();
    const replaced = after(item, entered(to, '2026-11-18', { ...RECEIPT, documentHash: 'c'.repeat(64) }));
    expect(replaced.receipt?.registrationNumber).toBe('虚构证明 9');
    expect(replaced.life.steps.at(-1)?.note).toBe('此前的登记 虚构不动产证明 1（2026-11-15）');
    const back = mustBeOk(withdrawStep(replaced, LAND));
    expect([back.perfection, back.receipt]).toEqual(['registered', item.receipt]);
  });

  it('two changes of one day are taken back one by one, with a note and brackets in the number', () => {
    const item = factory();
    const first = after(
      item,
      entered('changed', '2026-11-18', { ...RECEIPT, registrationNumber: '虚构（2026）1' }),
    );
    const second = after(first, entered('changed', '2026-11-18', { ...RECEIPT, note: '补正' }));
    expect(second.life.steps.at(-1)?.note).toBe('补正；此前的登记 虚构（2026）1（2026-11-18）');
    const one = mustBeOk(withdrawStep(second, LAND));
    expect(one.receipt).toEqual(first.receipt);
    const two = mustBeOk(
      withdrawStep({ ...item, receipt: one.receipt, life: { ...item.life, steps: one.steps } }, LAND),
    );
    expect(two.receipt).toEqual(item.receipt);
  });

  it('a new contract taken back brings the ended registration back', () => {
    const ended = after(factory(), entered('cancelled', '2026-11-18'));
    const again = after(ended, entered('contract-signed', '2026-11-19'));
    expect(mustBeOk(withdrawStep(again, LAND)).receipt).toEqual(factory().receipt);
  });

  it('an objection keeps its note as it is', () => {
    expect(after(factory(), entered('objected', '2026-11-16')).life.steps.at(-1)?.note).toBe('');
  });

  it('of nothing is refused', () => expect(codeOf(withdrawStep(fresh, LAND))).toBe('E_NO_STEPS'));
});
