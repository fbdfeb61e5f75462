import { exp, log } from '../../kernel/exact-maths';

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
const LOG_ROOT_2PI = 0.9189385332046728;

/** ln Γ(x) for x ≥ 0.5 (Lanczos, about 15 digits). */
const logGamma = (x: number): number => {
  const y = x - 1;
  const series = LANCZOS.reduce((total, c, i) => total + c / (y + i + 1), 0.99999999999980993);
  const t = y + LANCZOS.length - 0.5;
  return LOG_ROOT_2PI + (y + 0.5) * log(t) - t + log(series);
};

const MOST_TERMS = 2000;

/** Regularised lower incomplete gamma P(a, x) by its series; for x < a + 1. */
const lowerSeries = (a: number, x: number): number => {
  let term = 1 / a;
  let total = term;
  for (let n = 1; n < MOST_TERMS && term > total * 1e-17; n += 1) {
    term *= x / (a + n);
    total += term;
  }
  return total * exp(a * log(x) - x - logGamma(a));
};

/** Regularised upper incomplete gamma Q(a, x) by Lentz's continued fraction; for x ≥ a + 1. */
const upperFraction = (a: number, x: number): number => {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < MOST_TERMS; n += 1) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    const step = c * d;
    h *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return h * exp(a * log(x) - x - logGamma(a));
};

/** P(X > x) of the χ² distribution with `degrees` ≥ 1 degrees of freedom; 1 for x ≤ 0. Error below 1e-12. */
export const chiSquareTail = (x: number, degrees: number): number => {
  if (!(x > 0)) return 1;
  const a = degrees / 2;
  const half = x / 2;
  return half < a + 1 ? 1 - lowerSeries(a, half) : upperFraction(a, half);
};
