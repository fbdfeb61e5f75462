import { afterEach, describe, expect, it } from 'vitest';
import { CASE_JSON_LIMIT, caseJson, inspectCaseJson } from '../../src/lib/case/case-json';
import { fullCase } from '../unit/case/sample';

const TEXT = caseJson(fullCase());
const codes = (text: string): readonly string[] => inspectCaseJson(text).failures.map(({ code }) => code);

const before = Object.getOwnPropertyNames(Object.prototype).sort().join();
afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype).sort().join()).toBe(before);
});

describe('hostile case documents', () => {
  it('JSN-01 a duplicate key', () => {
    expect(codes(TEXT.replace('{', '{"mode":"bank",'))).toEqual(['E_DUP_KEY']);
  });

  it('JSN-02 nesting without end', () => {
    expect(codes('['.repeat(5_000_000))).toEqual(['E_DEPTH']);
  });

  it('JSN-03 JSN-04 keys that name a prototype, at the root and in a free record', () => {
    expect(codes(TEXT.replace('{', '{"__proto__":{"x":1},'))).toEqual(['E_KEY']);
    expect(codes(TEXT.replace('{', '{"constructor":{"prototype":{}},'))).toEqual(['E_KEY']);
    expect(codes(TEXT.replace('"papers":{', '"papers":{"__proto__":{"present":true},'))).toEqual(['E_KEY']);
  });

  it('JSN-05 a record keyed by the name of an inherited member keeps it', () => {
    const text = TEXT.replace(
      '"papers":{',
      '"papers":{"hasOwnProperty":{"attachment":null,"note":"","present":false},',
    );
    const papers = inspectCaseJson(text).caseRecord?.sections.registration.papers;
    expect(papers && Object.keys(papers).sort()).toEqual(['hasOwnProperty', 'register-copy']);
  });

  it('JSN-06 numbers that a double cannot hold', () => {
    for (const number of ['1e400', '-0', '12345678901234567890'])
      expect(codes(TEXT.replace('"claimCount":10', `"claimCount":${number}`))).toEqual(['E_JSON_NUMBER']);
    expect(codes(TEXT.replace('"claimCount":10', '"claimCount":NaN'))).toEqual(['E_JSON']);
    expect(codes(TEXT.replace('"claimCount":10', '"claimCount":1.5'))).toEqual(['E_VALUE']);
  });

  it('JSN-07 half a character', () => {
    expect(codes(TEXT.replace('虚构案卷', '\\ud83d'))).toEqual(['E_SURROGATE']);
  });

  it('JSN-08 unknown, missing, null for text, a list for an object', () => {
    expect(codes(TEXT.replace('"mode":"bank"', '"mode":"bank","x":1'))).toEqual(['E_FIELD_UNKNOWN']);
    expect(codes(TEXT.replace('"mode":"bank",', ''))).toEqual(['E_FIELD_MISSING']);
    expect(codes(TEXT.replace('"title":"虚构案卷"', '"title":null'))).toEqual(['E_TYPE']);
    const list = inspectCaseJson(TEXT.replace(/"papers":\{.*?\}\}/, '"papers":[]')).failures;
    expect(list).toMatchObject([{ code: 'E_TYPE', path: '$.sections.registration.papers' }]);
    expect(codes(TEXT.replace(/"vendorScores":\{.*?\}/, '"vendorScores":[]'))).toEqual(['E_TYPE']);
  });

  it('JSN-09 comments, trailing comma, byte order mark, two values, nothing', () => {
    const texts = [`/**/${TEXT}`, TEXT.replace(/\}$/, ',}'), `\ufeff${TEXT}`, TEXT + TEXT, ''];
    for (const text of texts) expect(codes(text)).toEqual(['E_JSON']);
  });

  it('JSN-10 a text beyond the limit, and a million keys', { timeout: 60_000 }, () => {
    expect(codes('x'.repeat(CASE_JSON_LIMIT + 1))).toEqual(['E_TOO_LARGE']);
    const keys = Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":0`).join();
    expect(codes(`{"schema":"zhiya.case/1",${keys}}`)).toContain('E_FIELD_UNKNOWN');
  });

  it('JSN-11 a value that a later version might allow', () => {
    const [failure] = inspectCaseJson(TEXT.replace('"mode":"bank"', '"mode":"fund"')).failures;
    expect(failure).toMatchObject({ code: 'E_VALUE', path: '$.mode' });
    expect(failure?.message).toContain('"fund"');
  });
});
