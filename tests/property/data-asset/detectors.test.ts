import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectBankCard } from '../../../src/lib/data-asset/detectors/bank-card';
import { detectCreditCode } from '../../../src/lib/data-asset/detectors/credit-code-bytes';
import { detectMobilePhone } from '../../../src/lib/data-asset/detectors/mobile-phone';
import { detectNumberPlate } from '../../../src/lib/data-asset/detectors/number-plate';
import { MATCH, NO_MATCH } from '../../../src/lib/data-asset/detectors/outcome';
import { detectResidentId } from '../../../src/lib/data-asset/detectors/resident-id';
import { type GapSketch, mergeGaps } from '../../../src/lib/data-asset/kernel/time-gaps';
import { timeText } from '../../../src/lib/data-asset/kernel/column-summary';
import { parseCreditCode } from '../../../src/lib/kernel/credit-code';
import { columnOf, profileText } from '../../fixtures/profile-kernel';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((d) => d.join(''));

describe('detectors on bytes and their string forms', () => {
  it('say the same of credit codes as the reader of the kernel', () => {
    const character = fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXYIOSVZ-a'.split(''));
    const code = fc
      .tuple(
        fc.array(character, { minLength: 2, maxLength: 2 }),
        digits(6),
        fc.array(character, { minLength: 9, maxLength: 10 }),
      )
      .map(([head, region, body]) => head.join('') + region + body.join(''));
    let valid = 0;
    fc.assert(
      fc.property(code, (text) => {
        // Every last character, so that one of them is right whenever the body is.
        for (const last of '0123456789ABCDEFGHJKLMNPQRTUWXY') {
          const whole = text.slice(0, 17) + last;
          const said = detectCreditCode(bytesOf(whole), 0, whole.length);
          const read = parseCreditCode(whole);
          expect(said === MATCH, whole).toBe(read.ok);
          if (!read.ok) expect(said === NO_MATCH, whole).toBe(read.failure.code !== 'E_CHECK_DIGIT');
          if (read.ok) valid += 1;
        }
      }),
      { numRuns: 200, seed: 23 },
    );
    expect(valid).toBeGreaterThan(10);
  });

  it('find exactly one check character of eleven for a resident ID', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('110105', '440301', '659001', '810000'),
        fc.integer({ min: 1900, max: 2099 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
        digits(3),
        (region, year, month, day, order) => {
          const two = (n: number): string => String(n).padStart(2, '0');
          const body = `${region}${year}${two(month)}${two(day)}${order}`;
          // Independent form of ISO 7064 MOD 11-2: s = (s + a)·2 mod 11, then (12 − s) mod 11.
          const s = body.split('').reduce((sum, digit) => ((sum + Number(digit)) * 2) % 11, 0);
          const check = '0123456789X'[(12 - s) % 11] ?? '';
          const passing = '0123456789X'
            .split('')
            .filter((last) => detectResidentId(bytesOf(body + last), 0, 18) === MATCH);
          expect(passing).toEqual([check]);
        },
      ),
      { numRuns: 200, seed: 29 },
    );
  });

  it('agree with Luhn written out over strings', () => {
    fc.assert(
      fc.property(fc.integer({ min: 13, max: 19 }), digits(19), fc.boolean(), (length, drawn, grouped) => {
        const number = `4${drawn}`.slice(0, length);
        const sum = number
          .split('')
          .reverse()
          .map(Number)
          .reduce(
            (total, digit, i) => total + (i % 2 === 0 ? digit : Math.floor(digit / 5) + ((digit * 2) % 10)),
            0,
          );
        const written = grouped ? number.replace(/(\d{4})(?=\d)/g, '$1 ') : number;
        expect(detectBankCard(bytesOf(written), 0, written.length) === MATCH).toBe(sum % 10 === 0);
      }),
      { numRuns: 300, seed: 31 },
    );
  });

  it('agree with the patterns of phones and plates', () => {
    const phone = /^(\+86[- ]?)?1[3-9](\d{9}|\d([- ])\d{4}\3\d{4})$/;
    const plate =
      /^[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新][A-HJ-NP-Z][·\- ]?([A-HJ-NP-Z\d]{4}[A-HJ-NP-Z\d挂学警港澳领使]|[A-HJK][A-HJ-NP-Z\d]\d{4}|\d{5}[A-HJK])$/;
    const piece = fc.constantFrom('1', '3', '8', '5', '00', '138', '0013', '8000', '+86', '-', ' ');
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 7 }),
        fc.array(fc.constantFrom('沪', 'A', 'D', 'K', 'I', '1', '23', '234', '·', '挂', '-'), {
          minLength: 4,
          maxLength: 8,
        }),
        (phones, plates) => {
          const number = phones.join('');
          expect(detectMobilePhone(bytesOf(number), 0, number.length) === MATCH, number).toBe(
            phone.test(number),
          );
          for (const text of [plates.join(''), `沪A${plates.join('').slice(0, 7)}`]) {
            const bytes = bytesOf(text);
            expect(detectNumberPlate(bytes, 0, bytes.length) === MATCH, text).toBe(plate.test(text));
          }
        },
      ),
      { numRuns: 3000, seed: 37 },
    );
  });
});

describe('time gaps', () => {
  it('depend on the dates alone: any order and any split gives the same counts', () => {
    const span = fc.constantFrom(1e5, 1e8, 2e8, 3e9, 8e9);
    fc.assert(
      fc.property(
        span.chain((s) => fc.array(fc.integer({ min: 0, max: s }), { minLength: 1, maxLength: 40 })),
        fc.nat(40),
        (offsets, cut) => {
          const dates = offsets.map((offset) => timeText(-2e9 + offset));
          const gapsOf = (some: readonly string[]) =>
            columnOf(profileText(some.map((date) => `${date}\n`).join(''), 1), 0).gaps;
          const text = ({ step, first, counts }: GapSketch): string => `${step} ${first} ${counts.join()}`;
          const whole = gapsOf(dates);
          expect(text(gapsOf(dates.toReversed()))).toBe(text(whole));
          expect(text(mergeGaps(gapsOf(dates.slice(0, cut)), gapsOf(dates.slice(cut))))).toBe(text(whole));
          expect(text(mergeGaps(gapsOf(dates.slice(cut)), gapsOf(dates.slice(0, cut))))).toBe(text(whole));
          expect(whole.counts.reduce((sum, count) => sum + count, 0)).toBe(dates.length);
          expect(whole.counts.length).toBeLessThanOrEqual(40_000);
        },
      ),
      { numRuns: 60, seed: 41 },
    );
  });
});
