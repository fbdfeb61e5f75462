import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/lib/kernel/canonical-json';
import { parseCapitalAmount, toCapitalAmount } from '../../src/lib/kernel/capital-amount';
import { readDate } from '../../src/lib/kernel/date-grammar';
import {
  FEN_LIMIT,
  decimalTextToFen,
  divideRounded,
  fenText,
  fenToDecimalText,
  formatYuan,
  parseFenText,
} from '../../src/lib/kernel/fen';
import type { JsonValue } from '../../src/lib/kernel/json';
import { readMoney, readRate } from '../../src/lib/kernel/number-grammar';
import { checkDigitOf, parseApplicationNumber } from '../../src/lib/kernel/patent-number';
import {
  addDays,
  addMonths,
  dayNumber,
  fromDayNumber,
  fullYearsBetween,
  partsOf,
} from '../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../src/lib/kernel/result';
import { parseStrictJson } from '../../src/lib/kernel/strict-json';

const SEED = { seed: 20261122, numRuns: 500 };
const check = <T extends unknown[]>(property: fc.IProperty<T>): void => {
  fc.assert(property, SEED);
};

const fen = fc.oneof(
  fc.bigInt(-FEN_LIMIT, FEN_LIMIT),
  fc.bigInt(-100_000n, 100_000n),
  fc.bigInt(0n, 10n ** 12n),
);
/** 1900-01-01 … 2199-12-31. */
const dayNumbers = fc.integer({ min: -25567, max: 84005 });

describe('money', () => {
  test('fen text round trip', () => {
    check(fc.property(fen, (amount) => mustBeOk(parseFenText(fenText(amount))) === amount));
  });

  test('decimal text round trip at every unit', () => {
    check(
      fc.property(fen, fc.constantFrom(0, 2, 5, 6, 10), (amount, scale) => {
        expect(mustBeOk(decimalTextToFen(fenToDecimalText(amount, scale), scale))).toBe(amount);
      }),
    );
  });

  test('what is shown in 元 is read back', () => {
    check(
      fc.property(fen, (amount) => {
        expect(mustBeOk(readMoney(formatYuan(amount), 'yuan'))).toBe(amount);
        expect(mustBeOk(readMoney(`￥${formatYuan(amount)}`))).toBe(amount);
      }),
    );
  });

  test('rounding is off by at most a half, and symmetric', () => {
    check(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 9n), (a, b) => {
        const off = 2n * (divideRounded(a, b) * b - a);
        expect(off <= b && -off <= b).toBe(true);
        expect(divideRounded(-a, b)).toBe(-divideRounded(a, b));
      }),
    );
  });

  test('capital amount round trip', () => {
    check(
      fc.property(fen, (amount) => {
        const text = toCapitalAmount(amount);
        expect(mustBeOk(parseCapitalAmount(text))).toBe(amount);
        expect(mustBeOk(readMoney(`人民币${text}`))).toBe(amount);
        expect(text).not.toMatch(/零零|零[万亿]|^壹?元|undefined/);
      }),
    );
  });

  test('one capital digit changed is another amount or refused', () => {
    check(
      fc.property(
        fc.bigInt(1n, 10n ** 14n),
        fc.nat(),
        fc.constantFrom(...Array.from('零壹贰叁肆伍陆柒捌玖拾佰仟万亿')),
        (amount, at, letter) => {
          const text = toCapitalAmount(amount);
          const i = at % text.length;
          fc.pre(text[i] !== letter);
          const read = parseCapitalAmount(text.slice(0, i) + letter + text.slice(i + 1));
          expect(read.ok && read.value === amount).toBe(false);
        },
      ),
    );
  });

  test('a rate in percent is the hundredth of the number', () => {
    check(
      fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.integer({ min: 0, max: 12 }), (n, places) => {
        const text = fenToDecimalText(n, places);
        expect(mustBeOk(readRate(`${text}%`, 'explicit'))).toBe(fenToDecimalText(n, places + 2));
        expect(mustBeOk(readRate(text, 'bp'))).toBe(fenToDecimalText(n, places + 4));
      }),
    );
  });
});

describe('patent numbers', () => {
  const body12 = fc
    .tuple(
      fc.integer({ min: 2003, max: 2099 }),
      fc.constantFrom(1, 2, 3, 8, 9),
      fc.integer({ min: 0, max: 9_999_999 }),
    )
    .map(([year, kind, serial]) => `${year}${kind}${String(serial).padStart(7, '0')}`);
  const body8 = fc
    .tuple(
      fc.constantFrom('85', '91', '99', '00', '03'),
      fc.constantFrom(1, 2, 3),
      fc.integer({ min: 0, max: 99_999 }),
    )
    .map(([year, kind, serial]) => `${year}${kind}${String(serial).padStart(5, '0')}`);

  test('what is written is read, with and without dot, ZL and check digit', () => {
    check(
      fc.property(fc.oneof(body12, body8), (body) => {
        const canonical = `${body}.${checkDigitOf(body)}`;
        for (const text of [canonical, canonical.replace('.', ''), `ZL${canonical}`, body])
          expect(mustBeOk(parseApplicationNumber(text)).canonical).toBe(canonical);
      }),
    );
  });

  // All weights are 2…9, none divisible by 11, and digits differ by less than 11: every single error changes the sum mod 11.
  test('IDN-01 every single wrong digit is detected', () => {
    check(
      fc.property(fc.oneof(body12, body8), fc.nat(), fc.integer({ min: 1, max: 9 }), (body, at, step) => {
        const i = at % body.length;
        const wrong = body.slice(0, i) + String((Number(body[i]) + step) % 10) + body.slice(i + 1);
        expect(checkDigitOf(wrong)).not.toBe(checkDigitOf(body));
        expect(parseApplicationNumber(`${wrong}.${checkDigitOf(body)}`).ok).toBe(false);
      }),
    );
  });

  test('IDN-01 every wrong check digit is detected', () => {
    check(
      fc.property(body12, fc.constantFrom(...Array.from('0123456789X')), (body, letter) => {
        expect(parseApplicationNumber(`${body}.${letter}`).ok).toBe(letter === checkDigitOf(body));
      }),
    );
  });

  // Neighbouring weights differ by 1 (and 9 → 2 by 7): a swap of unequal digits changes the sum by their difference or 7 times it.
  test('IDN-01 every swap of neighbours is detected', () => {
    check(
      fc.property(body12, fc.integer({ min: 0, max: 10 }), (body, i) => {
        fc.pre(body[i] !== body[i + 1]);
        const swapped = body.slice(0, i) + (body[i + 1] ?? '') + (body[i] ?? '') + body.slice(i + 2);
        expect(checkDigitOf(swapped)).not.toBe(checkDigitOf(body));
      }),
    );
  });
});

describe('dates', () => {
  /** Day count of another kind: whole years, then whole months, one by one. */
  const countDays = (year: number, month: number, day: number): number => {
    const leap = (y: number): boolean => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
    let days = 0;
    for (let y = 1900; y < year; y += 1) days += leap(y) ? 366 : 365;
    for (let m = 1; m < month; m += 1)
      days += m === 2 ? (leap(year) ? 29 : 28) : [4, 6, 9, 11].includes(m) ? 30 : 31;
    return days + day - 1 - 25567;
  };

  test('day numbers agree with an independent count and with the ECMAScript calendar', () => {
    check(
      fc.property(dayNumbers, (n) => {
        const date = fromDayNumber(n);
        const { year, month, day } = partsOf(date);
        expect(countDays(year, month, day)).toBe(n);
        expect(Date.UTC(year, month - 1, day) / 86_400_000).toBe(n);
        expect(dayNumber(date)).toBe(n);
      }),
    );
  });

  test('adding days and months', () => {
    check(
      fc.property(fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 0, max: 600 }), (n, step) => {
        const date = fromDayNumber(n);
        expect(dayNumber(addDays(date, step))).toBe(n + step);
        const [from, to] = [partsOf(date), partsOf(addMonths(date, step))];
        expect(to.year * 12 + to.month).toBe(from.year * 12 + from.month + step);
        expect(
          to.day === from.day || (to.day < from.day && partsOf(addDays(addMonths(date, step), 1)).day === 1),
        ).toBe(true);
        expect(fullYearsBetween(date, addMonths(date, step))).toBeGreaterThanOrEqual(
          Math.floor((step - 1) / 12),
        );
      }),
    );
  });

  test('every form of a date reads as that date', () => {
    check(
      fc.property(dayNumbers, (n) => {
        const date = fromDayNumber(n);
        const { year, month, day } = partsOf(date);
        const forms = [
          date,
          date.replaceAll('-', ''),
          date.replaceAll('-', '.'),
          `${year}/${month}/${day}`,
          `${year}年${month}月${day}日`,
        ];
        for (const form of forms) expect(mustBeOk(readDate(form))).toBe(date);
        const serial = String(n + 25569);
        if (serial.length >= 5) expect(mustBeOk(readDate(serial, { allowExcelSerial: true }))).toBe(date);
      }),
    );
  });
});

describe('JSON', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 8 });
  const key = text.filter((k) => !['__proto__', 'constructor', 'prototype'].includes(k));
  const { value: json } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      text,
      fc.maxSafeInteger(),
      fc.double({ min: -1e15, max: 1e15, noNaN: true }).map((x) => (x === 0 ? 0 : x)),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 5 }),
      fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
    ),
  }));

  test('canonical JSON is idempotent and keeps the value', () => {
    check(
      fc.property(json, (value) => {
        const canonical = canonicalJson(value);
        const back = mustBeOk(parseStrictJson(canonical));
        expect(back).toEqual(value);
        expect(canonicalJson(back)).toBe(canonical);
      }),
    );
  });

  test('whatever the strict reader accepts, the built-in one reads alike', () => {
    const noise = fc.string({ unit: fc.constantFrom(...Array.from('{}[]:,"\\u0d8a e1-.tn')), maxLength: 20 });
    const broken = fc.tuple(json, fc.nat(), noise).map(([value, at, insert]) => {
      const whole = JSON.stringify(value);
      const i = at % (whole.length + 1);
      return whole.slice(0, i) + insert + whole.slice(i);
    });
    check(
      fc.property(fc.oneof(noise, broken), (source) => {
        const read = parseStrictJson(source);
        if (read.ok) expect(read.value).toEqual(JSON.parse(source));
        else expect(read.failure.message).toMatch(/^第 \d+ 行第 \d+ 列：/);
      }),
    );
  });
});
