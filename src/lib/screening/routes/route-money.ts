import { type Fen, divideRounded } from '../../kernel/fen';

/** `ceil(amount × (1 − bank share))`: what guarantors must carry, so that the bank is not left with more. */
export const guarantorPart = (fen: Fen, bankShare: string): Fen => {
  const scale = 1_000_000n;
  const [whole = '0', rest = ''] = bankShare.split('.');
  const bank = BigInt(whole) * scale + BigInt(rest.padEnd(6, '0'));
  return (fen * (scale - bank) + scale - 1n) / scale;
};

/** Yearly fee: amount × rate, rounded once to whole 分. */
export const yearlyFee = (fen: Fen, rate: string): Fen => {
  const [whole = '0', rest = ''] = rate.split('.');
  return divideRounded(fen * BigInt(whole + rest.padEnd(6, '0')), 1_000_000n);
};

/** Interest saved in a year by `basisPoints` less on a principal: 9000 万 at 150 gives 135 万. */
export const yearlySaving = (principal: Fen, basisPoints: number): Fen =>
  divideRounded(principal * BigInt(basisPoints), 10_000n);
