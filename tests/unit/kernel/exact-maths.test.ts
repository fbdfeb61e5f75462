import { Decimal } from 'decimal.js';
import { describe, expect, test } from 'vitest';
import { exp, log, pow } from '../../../src/lib/kernel/exact-maths';
import { bitsOf } from '../../../src/lib/kernel/float-bits';

const Reference = Decimal.clone({ precision: 45, defaults: true, toExpNeg: -9e15, toExpPos: 9e15 });

/** The double as an exact decimal (its shortest text is not exact). */
const exact = (x: number): Decimal => {
  let [whole, halvings] = [x, 0];
  for (; !Number.isInteger(whole); halvings += 1) whole *= 2;
  return new Reference(BigInt(whole).toString()).div(new Reference(2).pow(halvings));
};

const ulp = (x: number): number => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(x));
  view.setBigUint64(0, view.getBigUint64(0) + 1n);
  return view.getFloat64(0) - Math.abs(x);
};

const ulpsOff = (got: number, want: Decimal): number =>
  exact(got)
    .minus(want)
    .abs()
    .div(exact(ulp(want.toNumber())))
    .toNumber();

const uniform = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
};

describe('the same bits in every engine', () => {
  test.each([
    [1, '4005bf0a8b145769'],
    [-1, '3fd78b56362cef38'],
    [0.5, '3ffa61298e1e069c'],
    [-0.5, '3fe368b2fc6f960a'],
    [0.08, '3ff15524d1fd7fbd'],
    [-0.12, '3fec61a6f7bb55d8'],
    [0.3466, '3ff6a0c5906bc779'],
    [0.35, '3ff6b4802c805dec'],
    [1.04, '4006a23c87af69e8'],
    [10, '40d5829dcf950560'],
    [-10, '3f07cd79b5647c9a'],
    [700, '7f0d945df4f8ec8e'],
    [-700, '00d14f2b0fb9307f'],
    [709.78, '7fefe9ce5c4c52b4'],
    [-708.69475, '000bdf75694f29c3'],
    [-745, '0000000000000001'],
    [1e-9, '3ff000000044b830'],
  ])('DET-02 exp(%s)', (x, bits) => {
    expect(bitsOf(exp(x))).toBe(bits);
  });

  test.each([
    [2, '3fe62e42fefa39ef'],
    [10, '40026bb1bbb55516'],
    [0.5, 'bfe62e42fefa39ef'],
    [1.0345, '3fa15dba8bd84c11'],
    [0.9, 'bfbaf8e8210a415c'],
    [1.0000001, '3e7ad7f2847b6492'],
    [1e-300, 'c085963447f87fb5'],
    [5e-324, 'c0874385446d71c3'],
    [Number.MAX_VALUE, '40862e42fefa39ef'],
    [Math.PI, '3ff250d048e7a1bd'],
    [0.1, 'c0026bb1bbb55515'],
    [1e6, '402ba18a998fffa0'],
  ])('DET-02 log(%s)', (x, bits) => {
    expect(bitsOf(log(x))).toBe(bits);
  });

  test.each([
    [1.0345, 10, '3ff675f603307f5a'],
    [1.08, -20, '3fcb7650cf1ba0e4'],
    [1.12, 0.25, '3ff075b54a3c155a'],
    [0.85, 3.5, '3fe21e458d1d15a0'],
    [2, 0.5, '3ff6a09e667f3bcd'],
    [2, -1074, '0000000000000001'],
    [10, 308, '7fe1ccf385ebc8a0'],
    [1.5, 1 / 3, '3ff250bfe1b082f5'],
    [1.0000001, 4e9, '6400e382f704ee2e'],
    [0.9999999, 5e9, '12d92635b3615c5a'],
    [3, -3, '3fa2f684bda12f68'],
    [-3, 3, 'c03b000000000000'],
    [1e-5, 0.1, '3fd43d136248490e'],
    [7.25, -0.75, '3fccf874c2994efc'],
  ])('DET-02 pow(%s, %s)', (x, y, bits) => {
    expect(bitsOf(pow(x, y))).toBe(bits);
  });

  test('DET-02 a run of 30,000 values folds to one fixed number', () => {
    const next = uniform(20261122);
    let hash = 0;
    const take = (x: number): void => {
      for (const half of bitsOf(x).match(/.{8}/g) ?? [])
        hash = (Math.imul(hash, 31) + Number.parseInt(half, 16)) >>> 0;
    };
    for (let i = 0; i < 10_000; i += 1) {
      take(exp((next() - 0.5) * 60));
      take(log(next() * 1000 + 1e-9));
      take(pow(next() * 3 + 0.01, (next() - 0.5) * 40));
    }
    expect(hash.toString(16)).toBe('1d62e9db');
  });
});

describe('error against an 45-digit reference', () => {
  test('at most 1 ulp (2 allowed)', () => {
    const next = uniform(7);
    const worst = { exp: 0, log: 0, pow: 0 };
    for (let i = 0; i < 200; i += 1) {
      const x = (next() - 0.5) * (i % 2 === 0 ? 1400 : 4);
      worst.exp = Math.max(worst.exp, ulpsOff(exp(x), exact(x).exp()));
      const y = i % 2 === 0 ? next() * 3 : next() * exp((next() - 0.5) * 100);
      worst.log = Math.max(worst.log, ulpsOff(log(y), exact(y).ln()));
      const [base, power] = [next() * 3 + 0.001, (next() - 0.5) * 60];
      worst.pow = Math.max(worst.pow, ulpsOff(pow(base, power), exact(base).pow(exact(power))));
    }
    expect(worst.exp).toBeLessThan(1);
    expect(worst.log).toBeLessThan(1);
    expect(worst.pow).toBeLessThan(1);
  });

  test('whole and square-root powers', () => {
    expect(pow(1.1, 2)).toBe(1.1 * 1.1);
    expect(pow(3, -1)).toBe(1 / 3);
    expect(pow(2, 0.5)).toBe(Math.SQRT2);
    for (let k = 0, power = 1; k <= 1023; k += 1, power *= 2) expect(pow(2, k)).toBe(power);
    for (let k = 0, power = 1; k <= 1074; k += 1, power /= 2) expect(pow(2, -k)).toBe(power);
    for (let k = 0; k <= 22; k += 1) expect(pow(10, k)).toBe(Number(`1e${k}`));
  });
});

describe('edges as the language defines them', () => {
  const edges = [
    0,
    -0,
    1,
    -1,
    2,
    -2,
    3,
    -3,
    0.5,
    -0.5,
    1e-310,
    5e-324,
    1.0000001,
    0.9999999,
    1e10,
    -1e10,
    1e300,
    9007199254740994,
    4503599627370497,
    -1075,
    1024,
    -1022.5,
    Infinity,
    -Infinity,
    NaN,
  ];

  test('NUM-13 pow', () => {
    for (const x of edges)
      for (const y of edges) {
        const [got, want] = [pow(x, y), Math.pow(x, y)];
        const same = Object.is(got, want) || Math.abs(got - want) <= 2 * ulp(want);
        expect(same, `pow(${x}, ${y}) = ${got}, not ${want}`).toBe(true);
      }
  });

  test('NUM-13 exp and log', () => {
    expect([exp(0), exp(-0), exp(-Infinity), exp(Infinity), exp(710), exp(-746)]).toEqual([
      1,
      1,
      0,
      Infinity,
      Infinity,
      0,
    ]);
    expect(exp(NaN)).toBeNaN();
    expect([log(0), log(-0), log(Infinity)]).toEqual([-Infinity, -Infinity, Infinity]);
    expect(Object.is(log(1), 0)).toBe(true);
    expect(log(-1)).toBeNaN();
    expect(log(NaN)).toBeNaN();
  });
});
