import { describe, expect, it } from 'vitest';
import { mustBeOk } from '../../../../src/lib/kernel/result';
import type { EnteredFen } from '../../../../src/lib/valuation/entered';
import { ACCOUNT_RATIOS } from '../../../../src/lib/screening/accounts/ratios';
import type { Statement, StatementItem } from '../../../../src/lib/screening/accounts/statement';
import { workingCapitalTurns } from '../../../../src/lib/screening/accounts/turnover';
import { cashFlowCover, workingCapitalNeed } from '../../../../src/lib/screening/accounts/working-capital';

/** 万元 as entered. */
const wan = (amount: number): EnteredFen => ({ fen: BigInt(amount) * 1_000_000n });
const statement = (year: number, items: Partial<Record<StatementItem, number>>): Statement => ({
  year,
  items: Object.fromEntries(Object.entries(items).map(([key, amount]) => [key, wan(amount)])),
});
const PLACE = { path: 'accounts', id: 'accounts' };

const BEFORE = statement(2024, {
  revenue: 3000,
  electricityCost: 100,
  inventories: 300,
  receivables: 500,
  payables: 200,
  prepayments: 80,
  advances: 60,
});
const YEAR = statement(2025, {
  revenue: 3600,
  costOfSales: 2400,
  totalProfit: 360,
  interestExpense: 90,
  researchExpense: 180,
  operatingCashFlow: 420,
  totalAssets: 5000,
  totalLiabilities: 3000,
  currentAssets: 2000,
  currentLiabilities: 1600,
  inventories: 500,
  receivables: 700,
  prepayments: 120,
  payables: 400,
  advances: 140,
  taxedSales: 3420,
  electricityCost: 110,
});
const YEARS = { year: YEAR, before: BEFORE };
const ratio = (id: string, years: { year: Statement; before: Statement | null } = YEARS) => {
  const found = ACCOUNT_RATIOS.find((r) => r.id === id);
  if (found === undefined) throw new Error(id);
  return found.compute(years, PLACE);
};

describe('ratios of the accounts', () => {
  it.each([
    ['debt-ratio', '0.6'], // 3000 ÷ 5000
    ['current-ratio', '1.25'], // 2000 ÷ 1600
    ['quick-ratio', '0.9375'], // (2000 − 500) ÷ 1600
    ['profit-margin', '0.1'], // 360 ÷ 3600
    ['research-intensity', '0.05'], // 180 ÷ 3600
    ['interest-cover', '5'], // (360 + 90) ÷ 90
    ['cash-to-current-debt', '0.2625'], // 420 ÷ 1600
    ['revenue-growth', '0.2'], // 3600 ÷ 3000 − 1
    ['electricity-growth', '0.1'], // 110 ÷ 100 − 1
    ['taxed-share', '0.95'], // 3420 ÷ 3600
  ])('%s is %s', (id, value) => {
    const term = mustBeOk(ratio(id));
    expect([term.value.toFixed(), term.node.value]).toEqual([value, value]);
    expect(term.node.formula).toContain(' = ');
  });

  it('names the year and the item that is missing, and takes nothing for 0', () => {
    const items = { ...YEAR.items, researchExpense: { fen: null } };
    expect(ratio('research-intensity', { year: { year: 2025, items }, before: BEFORE })).toMatchObject({
      ok: false,
      failure: { code: 'E_MISSING', path: 'accounts[2025].researchExpense' },
    });
    expect(ratio('revenue-growth', { year: YEAR, before: null })).toMatchObject({
      ok: false,
      failure: { code: 'E_MISSING' },
    });
  });

  it('refuses a divisor of zero by name', () => {
    const year = statement(2025, { totalProfit: 1, interestExpense: 0 });
    expect(ratio('interest-cover', { year, before: null })).toMatchObject({
      ok: false,
      failure: { code: 'E_DIVISOR' },
    });
  });
});

describe('流动资金贷款需求测算', () => {
  // Days: stock 360·400/2400 = 60; receivables 360·600/3600 = 60; payables 360·300/2400 = 45;
  // prepaid 360·100/2400 = 15; advances 360·100/3600 = 10. 60 + 60 − 45 + 15 − 10 = 80; 360 ÷ 80 = 4.5 turns.
  it('turns working capital over 4.5 times', () => {
    expect(mustBeOk(workingCapitalTurns(YEAR, BEFORE, PLACE)).value.toFixed()).toBe('4.5');
  });

  const input = {
    ...YEARS,
    growth: { value: '0.25' },
    ownFunds: wan(300),
    existingLoans: wan(200),
    otherSources: wan(50),
  };

  it('needs 900 and asks for 350 more', () => {
    // 3600 × (1 − 0.1) × 1.25 ÷ 4.5 = 900; 900 − 300 − 200 − 50 = 350 (万元).
    const { volume, newLimit } = mustBeOk(workingCapitalNeed(input, PLACE));
    expect([volume.value.toFixed(), newLimit.value.toFixed()]).toEqual(['9000000', '3500000']);
  });

  it('never asks for less than nothing', () => {
    const { newLimit } = mustBeOk(workingCapitalNeed({ ...input, ownFunds: wan(5000) }, PLACE));
    expect(newLimit.value.toFixed()).toBe('0');
  });

  it('does not take an unknown loan for 0', () => {
    expect(workingCapitalNeed({ ...input, existingLoans: { fen: null } }, PLACE)).toMatchObject({
      ok: false,
      failure: { code: 'E_MISSING', path: 'accounts.existingLoans' },
    });
  });

  it('says so when suppliers and customers pay for the whole cycle', () => {
    const year = { ...YEAR, items: { ...YEAR.items, payables: wan(4000) } };
    expect(workingCapitalNeed({ ...input, year }, PLACE)).toMatchObject({
      ok: false,
      failure: { code: 'E_NO_NEED' },
    });
  });

  it('refuses a growth below −100 %', () => {
    expect(workingCapitalNeed({ ...input, growth: { value: '-1' } }, PLACE)).toMatchObject({
      ok: false,
      failure: { code: 'E_RANGE' },
    });
  });
});

it('现金流覆盖倍数: 420 ÷ (200 + 80) = 1.5', () => {
  const cover = cashFlowCover({ year: YEAR, dueThis: wan(200), dueOthers: wan(80) }, PLACE);
  expect(mustBeOk(cover).value.toFixed()).toBe('1.5');
  expect(cashFlowCover({ year: YEAR, dueThis: wan(200), dueOthers: { fen: null } }, PLACE)).toMatchObject({
    ok: false,
    failure: { code: 'E_MISSING' },
  });
});
