import type { CreditTerms, EnteredFee } from '../case/structure-ask';
import { readCount, readDecimal } from '../kernel/decimal-grammar';
import { type Result, ok, refuse } from '../kernel/result';
import type { OpenCase } from './open-case.svelte';
import { forgetSource } from './filing-edits';
import { ownOrFreeId } from './free-id';

/** What the page changes of the ways to finance the need. */

/** Takes over plans as they are proposed, under ids of their own. */
export const addPlans = (open: OpenCase, plans: readonly CreditTerms[]): void =>
  open.changeSection('collateral', (s) => ({
    ...s,
    credit: plans.reduce<CreditTerms[]>(
      (all, plan) => [...all, { ...plan, fees: [...plan.fees], id: ownOrFreeId(plan.id, all) }],
      s.credit,
    ),
  }));

export const removePlan = (open: OpenCase, id: string): void => {
  forgetSource(open, id);
  open.changeSection('collateral', (s) => ({ ...s, credit: s.credit.filter((plan) => plan.id !== id) }));
};

export const changePlan = (open: OpenCase, id: string, part: Partial<CreditTerms>): void =>
  open.changeSection('collateral', (s) => ({
    ...s,
    credit: s.credit.map((plan) => (plan.id === id ? { ...plan, ...part } : plan)),
  }));

export const changeSubsidy = (
  open: OpenCase,
  { id, subsidy }: CreditTerms,
  part: Partial<CreditTerms['subsidy']>,
): void => changePlan(open, id, { subsidy: { ...subsidy, ...part } });

export const addFee = (open: OpenCase, { id, fees }: CreditTerms): void =>
  changePlan(open, id, {
    fees: [
      ...fees,
      {
        label: '',
        payer: 'enterprise',
        when: 'once',
        basis: 'amount',
        fixedFen: null,
        rate: null,
        source: '',
      },
    ],
  });

export const changeFee = (
  open: OpenCase,
  { id, fees }: CreditTerms,
  at: number,
  part: Partial<EnteredFee>,
): void => changePlan(open, id, { fees: fees.map((fee, i) => (i === at ? { ...fee, ...part } : fee)) });

export const removeFee = (open: OpenCase, { id, fees }: CreditTerms, at: number): void =>
  changePlan(open, id, { fees: fees.filter((_, i) => i !== at) });

const BP = 10_000n;
const PLACES = 6;

/** LPR as ratio text and whole or decimal bp → contract rate, exact. `E_RANGE` below 0 or above 100 %. */
export const rateFromSpread = (lpr: string, bp: string): Result<string> => {
  const scaled = (text: string, places: number): bigint | null => {
    const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
    if (parts === null || (parts[3] ?? '').length > places) return null;
    const digits = BigInt(`${parts[2] ?? '0'}${(parts[3] ?? '').padEnd(places, '0')}`);
    return parts[1] === '-' ? -digits : digits;
  };
  const base = scaled(lpr, PLACES + 4);
  const spread = scaled(bp, PLACES);
  if (base === null || spread === null)
    return refuse('E_NUMBER', `“${bp}”不是基点数`, '加点', '请填写数字，例如 45 或 -20');
  // Both in 10^-10: 1 bp = 10^6 of them.
  const sum = base + spread;
  const one = 10n ** BigInt(PLACES + 4);
  if (sum < 0n || sum > one)
    return refuse('E_RANGE', '加点后的利率不在 0 至 100% 之间', '加点', '请核对基点数，1% = 100 bp');
  const whole = (sum / one).toString();
  const fraction = (sum % one)
    .toString()
    .padStart(PLACES + 4, '0')
    .replace(/0+$/, '');
  return ok(fraction === '' ? whole : `${whole}.${fraction}`);
};

/** A spread in bp, decimal text; may be negative. */
export const readBp = (text: string): Result<string | null> => {
  const read = readDecimal(
    text
      .trim()
      .replace(/(bp|基点|个基点)$/i, '')
      .trim(),
  );
  if (!read.ok || read.value === null || Number(read.value) <= Number(BP)) return read;
  return refuse('E_RANGE', '加点超过 10000 bp', '', '1% = 100 bp');
};

/** A cut of the rate in whole bp, 0 to 10,000. */
export const readWholeBp = (text: string): Result<number | null> => {
  const read = readCount(text.trim().replace(/(bp|个基点|基点)$/i, ''));
  if (!read.ok || read.value === null || read.value <= Number(BP)) return read;
  return refuse('E_RANGE', '应为 0 至 10000 的整数', '', '1% = 100 bp');
};

/** Whole months, 1 to 600. */
export const readMonths = (text: string): Result<number | null> => {
  const read = readCount(text.trim().replace(/个月$|月$/, ''));
  if (!read.ok || read.value === null || (read.value >= 1 && read.value <= 600)) return read;
  return refuse('E_RANGE', '期限应为 1 至 600 个整月', '', '请按月填写，例如 12');
};
