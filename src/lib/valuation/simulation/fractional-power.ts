/* 1/k for the nine terms of the binomial series. */
const R2 = 1 / 2;
const R3 = 1 / 3;
const R4 = 1 / 4;
const R5 = 1 / 5;
const R6 = 1 / 6;
const R7 = 1 / 7;
const R8 = 1 / 8;
const R9 = 1 / 9;

/**
 * v^f for ½ ≤ v ≤ 1 and 0 ≤ f ≤ 1, relative error below 1e-14: the discount factor of a part-year at a rate up to 100 %.
 * The sixteenths of f by four square roots, the rest by nine terms of the binomial series of (1 − x)^h, x ≤ 0.0424.
 * Only + − × √: the same bits in every engine.
 */
export const fractionalPower = (v: number, f: number): number => {
  const half = Math.sqrt(v);
  const quarter = Math.sqrt(half);
  const eighth = Math.sqrt(quarter);
  const sixteenth = Math.sqrt(eighth);
  const scaled = f * 16;
  const steps = scaled | 0;
  const whole =
    (steps & 16 ? v : 1) *
    (steps & 8 ? half : 1) *
    (steps & 4 ? quarter : 1) *
    (steps & 2 ? eighth : 1) *
    (steps & 1 ? sixteenth : 1);
  const x = 1 - sixteenth;
  const h = scaled - steps;
  const g = 1 + h;
  const tail =
    1 + x * (1 - g * R6) * (1 + x * (1 - g * R7) * (1 + x * (1 - g * R8) * (1 + x * (1 - g * R9))));
  const series = 1 + x * (1 - g * R3) * (1 + x * (1 - g * R4) * (1 + x * (1 - g * R5) * tail));
  return whole * (1 - h * x * (1 + x * (1 - g * R2) * series));
};
