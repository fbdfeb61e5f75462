import { highWord, scale, truncated, withHighWord } from './float-bits';

/* After fdlibm e_pow.c; its notice stands in exact-maths.ts. Error below 1 ulp. */

/** A number as an unevaluated sum; `hi` has its low 32 bits clear. */
interface Split {
  readonly hi: number;
  readonly lo: number;
}

const TWO_53 = 9007199254740992;
const L1 = 5.99999999999994648725e-1;
const L2 = 4.28571428578550184252e-1;
const L3 = 3.33333329818377432918e-1;
const L4 = 2.72728123808534006489e-1;
const L5 = 2.30660745775561754067e-1;
const L6 = 2.06975017800338417784e-1;
const P1 = 1.66666666666666019037e-1;
const P2 = -2.77777777770155933842e-3;
const P3 = 6.61375632143793436117e-5;
const P4 = -1.6533902205465251539e-6;
const P5 = 4.13813679705723846039e-8;
const LN2 = 6.93147180559945286227e-1;
const LN2_H = 6.93147182464599609375e-1;
const LN2_L = -1.90465429995776804525e-9;
/** 2 / (3 ln 2). */
const CP = 9.61796693925975554329e-1;
const CP_H = 9.61796700954437255859e-1;
const CP_L = -7.02846165095275826516e-9;
const INV_LN2 = 1.442695040888963387;
const INV_LN2_H = 1.44269502162933349609;
const INV_LN2_L = 1.92596299112661746887e-8;
const THIRD = 1 / 3;
/** −(1024 − log2(largest double + ½ ulp)). */
const OVERFLOW_SLACK = 8.008566259537294e-17;

/** Base points 1 and 1.5 and log2(1.5) in two parts. */
const ONE = { point: 1, bit: 0, logHi: 0, logLo: 0 };
const THREE_HALVES = {
  point: 1.5,
  bit: 1 << 18,
  logHi: 5.84962487220764160156e-1,
  logLo: 1.35003920212974897128e-8,
};

/** log2 of a number within 2^-20 of 1, for huge exponents. */
const log2NearOne = (ax: number): Split => {
  const t = ax - 1;
  const w = t * t * (0.5 - t * (THIRD - t * 0.25));
  const u = INV_LN2_H * t;
  const v = t * INV_LN2_L - w * INV_LN2;
  const hi = truncated(u + v);
  return { hi, lo: v - (hi - u) };
};

/** log2 of a positive finite number with about 20 extra bits. */
const log2 = (ax: number): Split => {
  const subnormal = ax < 2.2250738585072014e-308;
  const normal = subnormal ? ax * TWO_53 : ax;
  const word = highWord(normal);
  const fraction = word & 0x000fffff;
  const upper = fraction >= 0xbb67a;
  const base = fraction > 0x3988e && !upper ? THREE_HALVES : ONE;
  const exponent = (word >> 20) - 1023 - (subnormal ? 53 : 0) + (upper ? 1 : 0);
  const high = (fraction | 0x3ff00000) - (upper ? 0x00100000 : 0);
  const m = withHighWord(normal, high);

  const u = m - base.point;
  const v = 1 / (m + base.point);
  const s = u * v;
  const sHi = truncated(s);
  const tHi = withHighWord(0, ((high >> 1) | 0x20000000) + 0x00080000 + base.bit);
  const tLo = m - (tHi - base.point);
  const sLo = v * (u - sHi * tHi - sHi * tLo);
  const s2 = s * s;
  const r = s2 * s2 * (L1 + s2 * (L2 + s2 * (L3 + s2 * (L4 + s2 * (L5 + s2 * L6))))) + sLo * (sHi + s);
  const square = sHi * sHi;
  const sumHi = truncated(3 + square + r);
  const sumLo = r - (sumHi - 3 - square);
  const a = sHi * sumHi;
  const b = sLo * sumHi + sumLo * s;
  const pHi = truncated(a + b);
  const pLo = b - (pHi - a);
  const zHi = CP_H * pHi;
  const zLo = CP_L * pHi + pLo * CP + base.logLo;
  const hi = truncated(zHi + zLo + base.logHi + exponent);
  return { hi, lo: zLo - (hi - exponent - base.logHi - zHi) };
};

/** 2^(hi + lo), with overflow to Infinity and underflow to 0. */
const exp2 = (hi: number, lo: number): number => {
  const z = lo + hi;
  if (z > 1024 || (z === 1024 && lo + OVERFLOW_SLACK > z - hi)) return Infinity;
  if (z < -1075 || (z === -1075 && lo <= z - hi)) return 0;
  const n = Math.abs(z) <= 0.5 ? 0 : z < 0 ? -Math.floor(0.5 - z) : Math.floor(z + 0.5);
  const rest = hi - n;
  const t = truncated(lo + rest);
  const u = t * LN2_H;
  const v = (lo - (t - rest)) * LN2 + t * LN2_L;
  const x = u + v;
  const w = v - (x - u);
  const q = x * x;
  const c = x - q * (P1 + q * (P2 + q * (P3 + q * (P4 + q * P5))));
  const r = (x * c) / (c - 2) - (w + x * w);
  return scale(1 - (r - x), n);
};

/** x^y for finite x > 0, x ≠ 1 and finite y ≠ 0. */
const positivePow = (x: number, y: number): number => {
  if (Math.abs(y) > 2147483648) {
    const grows = x > 1 === y > 0;
    const far = highWord(x) < 0x3fefffff || highWord(x) > 0x3ff00000;
    if (far || Math.abs(y) > 18446744073709551616) return grows ? Infinity : 0;
  }
  const log = Math.abs(y) > 2147483648 ? log2NearOne(x) : log2(x);
  const yHi = truncated(y);
  return exp2(yHi * log.hi, (y - yHi) * log.hi + y * log.lo);
};

const isOdd = (y: number): boolean => Math.abs(y) < TWO_53 && Math.floor(y / 2) * 2 !== y;

/** |x|^y where x is 0 or infinite. */
const limitPow = (x: number, y: number): number => ((x === 0) === y > 0 ? 0 : Infinity);

/**
 * x^y as `Math.pow` defines it: 1 for y = 0, NaN for a negative base with a fractional exponent and for (±1)^±∞.
 * Whole, reciprocal, square and square-root powers are correctly rounded.
 */
export const pow = (x: number, y: number): number => {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const ax = Math.abs(x);
  if (Math.abs(y) === Infinity) return ax === 1 ? NaN : ax > 1 === y > 0 ? Infinity : 0;
  if (y === 1) return x;
  if (y === 2) return x * x;
  if (y === -1) return 1 / x;
  if (y === 0.5 && x >= 0) return Math.sqrt(x + 0);
  const negative = x < 0 || Object.is(x, -0);
  if (x < 0 && ax !== Infinity && Math.floor(y) !== y) return NaN;
  const size = ax === 0 || ax === Infinity ? limitPow(ax, y) : ax === 1 ? 1 : positivePow(ax, y);
  return negative && Math.floor(y) === y && isOdd(y) ? -size : size;
};
