import { type Result, ok, refuse } from './result';

/** Money: integer 分 (1/100 元), signed. Never a double. */
export type Fen = bigint;

/** Largest amount accepted at a boundary: 10^18 分 = 1 亿亿元. */
export const FEN_LIMIT = 10n ** 18n;

/** Fen as it stands in files and JSON: plain integer text of 分, no leading zeros, `-0` impossible. */
export const fenText = (fen: Fen): string => fen.toString();

/** Reads integer text of 分. Range ±`FEN_LIMIT`. Fails with `E_FEN`. */
export const parseFenText = (text: string, path = ''): Result<Fen> => {
  if (!/^(0|-?[1-9]\d*)$/.test(text))
    return refuse('E_FEN', `“${text}”不是以分为单位的整数金额`, path, '请填写整数分，例如 184000000000');
  const fen = BigInt(text);
  if (fen > FEN_LIMIT || fen < -FEN_LIMIT)
    return refuse('E_RANGE', '金额超出可处理范围', path, '请核对金额及其单位');
  return ok(fen);
};

/**
 * Converts decimal text in 元 (or 万元 with `scale` 6) to 分, rounding half away from zero (四舍五入) once.
 * `scale` is the power of ten from the unit to 分: 元 = 2, 万元 = 6, 亿元 = 10.
 */
export const decimalTextToFen = (text: string, scale: number, path = ''): Result<Fen> => {
  const m = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (m === null)
    return refuse('E_NUMBER', `“${text}”不是十进制数字`, path, '请填写普通数字，例如 1840 或 1840.50');
  const fraction = m[3] ?? '';
  const kept = fraction.slice(0, scale).padEnd(scale, '0');
  let fen = BigInt((m[2] ?? '0') + kept);
  if ((fraction.charCodeAt(scale) || 0) >= 53) fen += 1n;
  if (m[1] === '-') fen = -fen;
  return parseFenText(fen.toString(), path);
};

/** Exact decimal text of `fen` in a unit `scale` powers of ten above 分, without trailing zeros. */
export const fenToDecimalText = (fen: Fen, scale: number): string => {
  const negative = fen < 0n;
  const digits = (negative ? -fen : fen).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
};

const group = (whole: string): string => whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** For people: 万元 with two decimals and grouping, rounded half away from zero: `1,840.00`. */
export const formatWan = (fen: Fen): string => {
  const negative = fen < 0n;
  const rounded = ((negative ? -fen : fen) + 5_000n) / 10_000n;
  const text = rounded.toString().padStart(3, '0');
  const body = `${group(text.slice(0, -2))}.${text.slice(-2)}`;
  return negative && rounded !== 0n ? `-${body}` : body;
};

/** For people: 元 with two decimals and grouping, exact. */
export const formatYuan = (fen: Fen): string => {
  const negative = fen < 0n;
  const text = (negative ? -fen : fen).toString().padStart(3, '0');
  return `${negative ? '-' : ''}${group(text.slice(0, -2))}.${text.slice(-2)}`;
};

/** `numerator / denominator` of two integers rounded half away from zero to an integer. Denominator > 0. */
export const divideRounded = (numerator: bigint, denominator: bigint): bigint => {
  const negative = numerator < 0n;
  const n = negative ? -numerator : numerator;
  const q = (2n * n + denominator) / (2n * denominator);
  return negative ? -q : q;
};

/** `fen × ratio` where ratio is decimal text such as `0.6`; floors towards zero so that a cap is never passed. */
export const multiplyFloor = (fen: Fen, ratio: string): Fen => {
  const m = /^(-?)(\d+)(?:\.(\d+))?$/.exec(ratio);
  if (m === null) throw new Error(`ratio text expected, got ${ratio}`);
  const fraction = m[3] ?? '';
  const scaled = BigInt(`${m[1] ?? ''}${m[2] ?? '0'}${fraction}`);
  return (fen * scaled) / 10n ** BigInt(fraction.length);
};
