import { describe, expect, it } from 'vitest';
import { RECEIPT_ONLY, withReceipt } from '../../../src/lib/case/security-history';
import { HASH, factory, step } from '../../fixtures/life-case';

const draft = factory({ perfection: 'draft', receipt: null, life: { ...factory().life, steps: [] } });
const entered = { registrationNumber: '虚构 7', date: '2026-11-10' };

describe('a receipt entered on a card', () => {
  it('leaves a step, a state and the receipt that say the same', () => {
    const item = withReceipt(draft, entered);
    expect(item.perfection).toBe('registered');
    expect(item.receipt).toEqual({ ...entered, documentHash: null });
    expect(item.life.steps).toEqual([
      { to: 'registered', on: '2026-11-10', by: '', documentHash: null, note: RECEIPT_ONLY },
    ]);
  });

  it('corrected, it corrects its step and makes no second one', () => {
    const item = withReceipt(withReceipt(draft, entered), { ...entered, date: '2026-11-12' });
    expect(item.life.steps.map(({ on }) => on)).toEqual(['2026-11-12']);
  });

  it('taken back, it takes its step with it and nothing before it', () => {
    const signed = { ...draft, life: { ...draft.life, steps: [step('contract-signed', '2026-11-01')] } };
    const item = withReceipt(withReceipt(signed, entered), null);
    expect([item.perfection, item.receipt, item.life.steps.length]).toEqual(['contract-signed', null, 1]);
    expect(withReceipt(draft, null)).toEqual(draft);
    const bare = factory({ receipt: null });
    expect(withReceipt(bare, null)).toEqual(bare);
  });

  it('on a registration with its history, it changes the receipt only', () => {
    const item = withReceipt(factory(), { registrationNumber: '虚构不动产证明 1', date: '2026-11-16' });
    expect(item.life.steps).toEqual(factory().life.steps);
    expect(item.receipt).toEqual({
      registrationNumber: '虚构不动产证明 1',
      date: '2026-11-16',
      documentHash: HASH,
    });
  });

  it('of another number is another paper', () => {
    expect(withReceipt(factory(), entered).receipt?.documentHash).toBeNull();
  });

  it('with its paper puts it on the receipt and on the step of that day, and takes it off again', () => {
    const item = withReceipt(draft, { ...entered, documentHash: HASH });
    expect([item.receipt?.documentHash, item.life.steps[0]?.documentHash]).toEqual([HASH, HASH]);
    const whole = withReceipt(factory(), {
      registrationNumber: '虚构不动产证明 1',
      date: '2026-11-15',
      documentHash: null,
    });
    expect([whole.receipt?.documentHash, whole.life.steps.map(({ documentHash }) => documentHash)]).toEqual([
      null,
      [HASH, HASH, null],
    ]);
  });
});
