/**
 * `exp`, `log` and `pow` with the same bits in every engine. Only operations that IEEE 754 makes exact are used
 * (+ − × ÷, comparisons, integer and bit operations). `Math.exp`, `Math.log` and `Math.pow` are not among them.
 *
 * The algorithms are those of fdlibm (e_exp.c, e_log.c, e_pow.c), error below 1 ulp:
 * Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and
 * distribute this software is freely granted, provided that this notice is preserved.
 */

import { highWord, scale, withHighWord } from './float-bits';

export { pow } from './exact-pow';

const TWO_54 = 18014398509481984;
const LN2_HI = 6.9314718036912381649e-1;
const LN2_LO = 1.90821492927058770002e-10;
const INV_LN2 = 1.442695040888963387;

const P1 = 1.66666666666666019037e-1;
const P2 = -2.77777777770155933842e-3;
const P3 = 6.61375632143793436117e-5;
const P4 = -1.6533902205465251539e-6;
const P5 = 4.13813679705723846039e-8;

/** Rational kernel of exp on the reduced argument hi − lo, |hi − lo| ≤ 0.5 ln 2. */
const expReduced = (hi: number, lo: number, k: number): number => {
  const x = hi - lo;
  const t = x * x;
  const c = x - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  if (k === 0) return 1 - ((x * c) / (c - 2) - x);
  return scale(1 - (lo - (x * c) / (2 - c) - hi), k);
};

/** e^x. Overflows to Infinity above 709.78, underflows to 0 below −745.13; NaN for NaN. */
export const exp = (x: number): number => {
  if (Number.isNaN(x)) return x;
  if (x > 7.09782712893383973096e2) return Infinity;
  if (x < -7.4513321910194110842e2) return 0;
  if (x === 1) return Math.E;
  const size = Math.abs(x);
  if (size < 3.725290298461914e-9) return 1 + x;
  if (highWord(size) <= 0x3fd62e42) return expReduced(x, 0, 0);
  const sign = x < 0 ? -1 : 1;
  const k = highWord(size) < 0x3ff0a2b2 ? sign : Math.trunc(INV_LN2 * x + sign * 0.5);
  return expReduced(x - k * LN2_HI, k * LN2_LO, k);
};

const THIRD = 1 / 3;
const LG1 = 6.66666666666673513e-1;
const LG2 = 3.999999999940941908e-1;
const LG3 = 2.857142874366239149e-1;
const LG4 = 2.222219843214978396e-1;
const LG5 = 1.818357216161805012e-1;
const LG6 = 1.531383769920937332e-1;
const LG7 = 1.479819860511658591e-1;

/** log(1 + f) + k ln 2 for √½ < 1 + f < √2; `high` is the high word of the significand. */
const logReduced = (f: number, k: number, high: number): number => {
  if ((0x000fffff & (2 + high)) < 3) {
    if (f === 0) return k * LN2_HI + k * LN2_LO;
    const r = f * f * (0.5 - THIRD * f);
    return k === 0 ? f - r : k * LN2_HI - (r - k * LN2_LO - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const r = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7))) + w * (LG2 + w * (LG4 + w * LG6));
  if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
    const half = 0.5 * f * f;
    return k === 0 ? f - (half - s * (half + r)) : k * LN2_HI - (half - (s * (half + r) + k * LN2_LO) - f);
  }
  return k === 0 ? f - s * (f - r) : k * LN2_HI - (s * (f - r) - k * LN2_LO - f);
};

/** Natural logarithm. −Infinity at 0, NaN below. */
export const log = (x: number): number => {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  if (x === Infinity) return x;
  const subnormal = x < 2.2250738585072014e-308;
  const normal = subnormal ? x * TWO_54 : x;
  const word = highWord(normal);
  const high = word & 0x000fffff;
  const carry = (high + 0x95f64) & 0x100000;
  const k = (word >> 20) - 1023 + (carry >> 20) - (subnormal ? 54 : 0);
  return logReduced(withHighWord(normal, high | (carry ^ 0x3ff00000)) - 1, k, high);
};
