import { describe, expect, test } from 'vitest';
import {
  checkDigitOf,
  parseApplicationNumber,
  parsePublicationNumber,
} from '../../../src/lib/kernel/patent-number';
import { codeOf, expectHelpful, valueOf } from './expect-failure';

// Published numbers of granted or published applications.
const PUBLISHED = [
  '201410264351.3',
  '201710911092.2',
  '201811247601.7',
  '201710601862.3',
  '200710308494.X',
  '202111434680.4',
  '201921898050.0',
  '201921897980.4',
  '201921897855.3',
  '97101765.4',
  '95115608.X',
  '201610705624.2',
  '202110783589.7',
  '202010510899.7',
  '201010246628.1',
  '201410529844.5',
  '201811205291.2',
  '201910561574.9',
  '201710687934.0',
  '201310068343.7',
  '201811083498.7',
  '201710082170.2',
];

const canonicalOf = (text: string): unknown => {
  const parsed = parseApplicationNumber(text);
  return parsed.ok ? parsed.value.canonical : parsed.failure.code;
};

describe('application numbers', () => {
  test.each(PUBLISHED)('IDN-01 accepts %s', (number) => {
    expect(canonicalOf(number)).toBe(number);
    expect(checkDigitOf(number.split('.')[0] ?? '')).toBe(number.at(-1));
  });

  test('IDN-01 the published hand calculation: 201710601862 sums to 157, 157 mod 11 = 3', () => {
    // 2·2+0·3+1·4+7·5+1·6+0·7+6·8+0·9+1·2+8·3+6·4+2·5 = 157
    expect(checkDigitOf('201710601862')).toBe('3');
    expect(() => checkDigitOf('2017106018623')).toThrow();
  });

  test('reads the parts', () => {
    expect(valueOf(parseApplicationNumber('ZL 2019 2 1898050.0'))).toEqual({
      canonical: '201921898050.0',
      digits: '2019218980500',
      year: 2019,
      type: 'utility-model',
      pct: false,
      checkDigit: 'given',
      granted: true,
    });
    expect(valueOf(parseApplicationNumber('95115608'))).toEqual({
      canonical: '95115608.X',
      digits: '95115608X',
      year: 1995,
      type: 'invention',
      pct: false,
      checkDigit: 'inferred',
      granted: false,
    });
  });

  test.each([
    ['201410264351.4', 'E_CHECK_DIGIT'],
    ['97101765.5', 'E_CHECK_DIGIT'],
    ['95115608.0', 'E_CHECK_DIGIT'],
    ['201710601826.3', 'E_CHECK_DIGIT'],
    ['201460264351.3', 'E_PATENT_KIND'],
    ['200210264351.3', 'E_PATENT_YEAR'],
    ['220010264351.3', 'E_PATENT_YEAR'],
    ['04101765.4', 'E_PATENT_YEAR'],
    ['84101765.4', 'E_PATENT_YEAR'],
  ])('IDN-01 refuses %s with %s', (text, code) => {
    expect(canonicalOf(text)).toBe(code);
    expectHelpful(parseApplicationNumber(text));
  });

  test.each([
    ['ZL 2014 1 0264351.3', '201410264351.3'],
    ['CN201410264351.3', '201410264351.3'],
    ['2019218980500', '201921898050.0'],
    ['zl95115608.x', '95115608.X'],
    ['ＺＬ２０１４１０２６４３５１．３', '201410264351.3'],
    ['CN ZL 2014 1 0264351.3', '201410264351.3'],
    ['ZL：201410264351.3', '201410264351.3'],
    ['201410264351', '201410264351.3'],
    ['\u00a0201410264351.3\u3000', '201410264351.3'],
    // 0·2+2·3+1·4+0·5+1·6+7·7+6·8+5·9 = 158, 158 mod 11 = 4
    ['02101765', '02101765.4'],
  ])('IDN-02 %j becomes %s', (text, canonical) => {
    expect(canonicalOf(text)).toBe(canonical);
  });

  test('IDN-03 PCT entries carry kind 8 or 9', () => {
    const invention = parseApplicationNumber('201780012345');
    const model = parseApplicationNumber('201790012345');
    expect(invention.ok && [invention.value.type, invention.value.pct]).toEqual(['invention', true]);
    expect(model.ok && [model.value.type, model.value.pct]).toEqual(['utility-model', true]);
  });

  test.each([
    'CN104008308A',
    'CN 107705012 A',
    'cn109376930b',
    'CN-104008308-A',
    'CN202012345U',
    'CN1234567C',
  ])('IDN-03 recognises the publication number %j in the wrong column', (text) => {
    expect(canonicalOf(text)).toBe('E_PUBLICATION_NUMBER');
    expectHelpful(parseApplicationNumber(text));
  });

  test.each([
    '',
    '2014102643',
    '20141026435',
    '20141026435134',
    '201410264351345',
    '1410264351.3',
    '201410264351.',
    '2014.10264351.3',
    '.201410264351',
    '2014102643513X',
    '1234567',
  ])('IDN-04 refuses the length or dots of %j', (text) => {
    expect(canonicalOf(text)).toBe('E_PATENT_NUMBER');
  });

  test.each(['2.01711E+12', '2.0171060186e11'])('IDN-04 refuses %j: digits are lost', (text) => {
    expect(canonicalOf(text)).toBe('E_PRECISION');
  });

  test.each([
    ['2O1410264351.3', 'U+004F'],
    ['20l410264351.3', 'U+004C'],
    ['201410264351.Х', 'U+0425'],
    ['201410264351-3', 'U+002D'],
    ['20141026435①.3', 'U+2460'],
    ['US-9254383-B2', 'U+0055'],
  ])('IDN-07 refuses %j and names %s', (text, point) => {
    const refused = parseApplicationNumber(text);
    expect(codeOf(refused)).toBe('E_CHARACTER');
    expect(refused.ok ? '' : refused.failure.message).toContain(point);
  });

  test('IDN-04 refuses a cell of a megabyte without reading it', () => {
    expect(canonicalOf('1'.repeat(1_000_000))).toBe('E_PATENT_NUMBER');
  });
});

describe('publication numbers', () => {
  test.each([
    ['CN104008308A', 'CN104008308A', 'A'],
    ['cn 107705012 a', 'CN107705012A', 'A'],
    ['CN-104008308-B', 'CN104008308B', 'B'],
    ['CN202012345U', 'CN202012345U', 'U'],
    ['CN301234567S', 'CN301234567S', 'S'],
    ['CN104008308A8', 'CN104008308A8', 'A8'],
    ['ＣＮ１０４００８３０８Ａ', 'CN104008308A', 'A'],
  ])('IDN-03 reads %j', (text, canonical, kind) => {
    expect(valueOf(parsePublicationNumber(text))).toEqual({ canonical, kind });
  });

  test.each([
    '104008308A',
    'CN104008308',
    'US9254383B2',
    'CN10400830A1A',
    'CN123456A',
    '201410264351.3',
    '',
    'A'.repeat(1000),
  ])('IDN-03 refuses %j', (text) => {
    expect(codeOf(parsePublicationNumber(text))).toBe('E_PUBLICATION_NUMBER');
    expectHelpful(parsePublicationNumber(text));
  });
});
