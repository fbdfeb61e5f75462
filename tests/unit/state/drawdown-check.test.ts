import { describe, expect, it } from 'vitest';
import { type DrawdownAsked, whyNoDrawdown } from '../../../src/lib/state/drawdown-check';

const asked = (change: Partial<DrawdownAsked> = {}): DrawdownAsked => ({
  gate: { on: '2026-11-20', verdict: 'pass' },
  isCurrent: true,
  on: '2026-11-20',
  today: '2026-11-20',
  amountFen: '60000000000',
  drawdowns: [{ amountFen: '40000000000' }],
  needFen: '100000000000',
  ...change,
});

describe('a payment', () => {
  it('is recorded when all is in order, up to the need', () => {
    expect(whyNoDrawdown(asked())).toBe('');
  });

  it.each<[string, Partial<DrawdownAsked>, string]>([
    ['on a gate of another day', { gate: { on: '2026-11-19', verdict: 'pass' } }, '正在按 2026-11-20'],
    ['on a gate of an older case', { isCurrent: false }, '重新检查'],
    ['on a gate that is closed', { gate: { on: '2026-11-20', verdict: 'unknown' } }, '没有全部通过'],
    ['of tomorrow', { today: '2026-11-19' }, '晚于今天'],
    ['without an amount', { amountFen: null }, '请录入放款金额'],
    ['of nothing', { amountFen: '0' }, '应大于 0'],
    ['without a need', { needFen: null }, '没有录入融资需求'],
    ['one fen above the need', { amountFen: '60000000001' }, '还可放 60,000.00 万元'],
    ['when more was paid than is needed', { needFen: '100' }, '还可放 0.00 万元'],
  ])('%s is refused, with the reason', (_what, change, reason) => {
    expect(whyNoDrawdown(asked(change))).toContain(reason);
  });
});
