import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBounds, readMoneyNumber } from '../../src/lib/collateral/products/bounds';
import { matchProducts } from '../../src/lib/collateral/products/match-products';
import type { ApplicantView, CreditProduct } from '../../src/lib/collateral/products/product-model';
import { readProductWords } from '../../src/lib/collateral/products/product-rules';
import { readFreeWords } from '../../src/lib/collateral/products/read-condition';
import { readLimit, readRate } from '../../src/lib/collateral/products/read-offer';
import { parsePlainDate } from '../../src/lib/kernel/plain-date';
import { mustBeOk } from '../../src/lib/kernel/result';
import { rulesOn, wan } from '../fixtures/loss-case';
import { NOBODY } from '../fixtures/product-table';

const RULES = rulesOn();
const WORDS = mustBeOk(readProductWords(RULES));
const DAY = mustBeOk(parsePlainDate('2025-06-01'));
const origin = (text: string) => ({ column: '条件', record: 2, text });

/** Scraps of catalogue language, in any order: some make sense, most do not. */
const scraps = fc
  .array(
    fc.constantFrom(
      '成立',
      '满',
      '2年',
      '以上',
      '无逾期',
      '纳税',
      'A级',
      '或',
      '且',
      '，',
      '；',
      '不低于',
      '500万元',
      '年营业收入',
      '发明专利',
      '1件',
      '除外',
      '丽水市',
      '注册地在',
      '优先',
      '属于',
      '小微企业',
      'LPR',
      '+50BP',
      '5',
      '%',
      '之一',
      '（',
      '）',
      ' ',
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

const product = (text: string): CreditProduct => ({
  id: text,
  record: 2,
  bank: '虚构银行',
  name: '虚构产品',
  conditions: readFreeWords(WORDS, origin(text)),
  limit: readLimit({ min: null, max: { origin: origin(text), unit: null }, formula: null }),
  rate: readRate(origin(text), null),
  termMin: null,
  termMax: null,
  termOrigin: null,
  subsidy: null,
});

const catalogue = (products: readonly CreditProduct[]) => ({
  fileName: 'x.csv',
  sha256: '0'.repeat(64),
  products,
  otherProducts: 0,
  banks: 1,
  failures: [],
  questions: [],
  columns: [],
  unmapped: [],
});

/** Everything known and good. */
const PERFECT: ApplicantView = {
  ...NOBODY,
  region: 'cn-331102',
  types: { 'small-micro': true },
  ageMonths: 240,
  patents: 99,
  inventionPatents: 99,
  taxGrade: 'A',
  credit: { 'no-overdue': true, 'no-dishonesty': true, 'no-enforcement': true, 'no-tax-arrears': true },
  revenueFen: wan(100_000),
  taxPaidFen: wan(1_000),
  needFen: wan(1),
  termMonths: 1,
};

describe('words of catalogues', () => {
  it('no word is lost: what is read and what is kept as text make up the cell', () => {
    fc.assert(
      fc.property(scraps, (text) => {
        const kept = readFreeWords(WORDS, origin(text))
          .map((c) => c.origin.text)
          .join('');
        const letters = (words: string) => words.replace(/[，,；;。\s]|且/g, '');
        expect(letters(kept)).toBe(letters(text));
      }),
      {
        numRuns: 400,
        examples: [['5）'], ['无逾期；5）'], ['1.成立满2年 （5）无逾期'], ['5）或'], ['，1）']],
      },
    );
  });

  it('a verdict of yes needs every word understood; of nobody it is never no', () => {
    fc.assert(
      fc.property(scraps, (text) => {
        const one = product(text);
        const [perfect] = matchProducts(catalogue([one]), PERFECT, RULES, DAY);
        if (perfect?.verdict === 'yes')
          expect(one.conditions.some(({ kind }) => kind === 'text')).toBe(false);
        const [nobody] = matchProducts(catalogue([one]), NOBODY, RULES, DAY);
        expect(nobody?.verdict).toBe('unknown');
      }),
      { numRuns: 400 },
    );
  });

  it('bounds are in order and never negative, whatever stands there', () => {
    fc.assert(
      fc.property(fc.oneof(scraps, fc.string({ maxLength: 40 })), (text) => {
        const found = readBounds(text, readMoneyNumber('wan'));
        if (found?.min !== null && found?.max !== null && found !== null)
          expect(found.min <= found.max).toBe(true);
        expect((found?.min ?? 0n) >= 0n).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('the order does not depend on the order of the catalogue', () => {
    fc.assert(
      fc.property(fc.uniqueArray(scraps, { maxLength: 8 }), (texts) => {
        const products = texts.map(product);
        const ids = (all: readonly CreditProduct[]) =>
          matchProducts(catalogue(all), PERFECT, RULES, DAY).map((one) => one.product.id);
        expect(ids([...products].reverse())).toEqual(ids(products));
      }),
      { numRuns: 100 },
    );
  });
});
