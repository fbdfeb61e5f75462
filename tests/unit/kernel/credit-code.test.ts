import { describe, expect, test } from 'vitest';
import { hasOrganisationCode, parseCreditCode } from '../../../src/lib/kernel/credit-code';
import { codeOf, expectHelpful, valueOf } from './expect-failure';

const REAL = [
  '91350100M000100Y43', // the standard's own example
  '91110000600037341L',
  '92340604MA2PEM5Q4E',
  '92340604MA2UJYCE59',
  '92340621MA2PBLW63G',
  '92340621MA2UJTCK0M',
];

describe('unified social credit codes (GB 32100-2015)', () => {
  test.each(REAL)('IDN-05 accepts %s, whose inner organisation code is well formed', (code) => {
    expect(valueOf(parseCreditCode(code))).toBe(code);
    expect(hasOrganisationCode(code)).toBe(true);
  });

  test('IDN-05 the inner organisation code is a warning only', () => {
    expect(valueOf(parseCreditCode('91310000MA1K000006'))).toBe('91310000MA1K000006');
    expect(hasOrganisationCode('91310000MA1K000006')).toBe(false);
  });

  test.each(['91350100m000100y43', ' 9135 0100 M000 100Y 43 ', '９１３５０１００Ｍ０００１００Ｙ４３'])(
    'IDN-05 normalises %j',
    (text) => {
      expect(valueOf(parseCreditCode(text))).toBe('91350100M000100Y43');
    },
  );

  test.each([
    ['91350100M000100Y44', 'E_CHECK_DIGIT'],
    ['91350100M000100I43', 'E_CHARACTER'],
    ['91350100M000100Y4Z', 'E_CHARACTER'],
    ['91350100M000100O43', 'E_CHARACTER'],
    ['91350100М000100Y43', 'E_CHARACTER'], // Cyrillic М
    ['9135O100M000100Y43', 'E_CHARACTER'],
    ['91110000600037341', 'E_CREDIT_CODE'],
    ['91350100M000100Y433', 'E_CREDIT_CODE'],
    ['9135A100M000100Y43', 'E_CREDIT_CODE'],
    ['', 'E_CREDIT_CODE'],
    ['1'.repeat(100_000), 'E_CREDIT_CODE'],
    ['330825000012345', 'E_OLD_LICENCE_NUMBER'],
    ['60003734-1', 'E_ORGANISATION_CODE'],
    ['ma2pem5q-4', 'E_ORGANISATION_CODE'],
  ])('IDN-05 IDN-06 IDN-07 refuses %j with %s', (text, code) => {
    expect(codeOf(parseCreditCode(text))).toBe(code);
    expectHelpful(parseCreditCode(text));
  });

  test('IDN-07 names the look-alike', () => {
    const refused = parseCreditCode('91350100М000100Y43');
    expect(refused.ok ? '' : refused.failure.message).toContain('U+041C');
  });
});
