import { describe, expect, test } from 'vitest';
import { readDate } from '../../../src/lib/kernel/date-grammar';
import { codeOf, expectHelpful, valueOf } from './expect-failure';

describe('dates of files and forms', () => {
  test.each([
    ['2023-01-05', '2023-01-05'],
    ['2023-1-5', '2023-01-05'],
    ['2023/1/5', '2023-01-05'],
    ['2023.01.05', '2023-01-05'],
    ['20230105', '2023-01-05'],
    ['2023年1月5日', '2023-01-05'],
    ['2023 年 01 月 05 号', '2023-01-05'],
    ['２０２３－０１－０５', '2023-01-05'],
    ['2024-02-29', '2024-02-29'],
    ['1900-01-01', '1900-01-01'],
    ['2199-12-31', '2199-12-31'],
    ['2023-01-05 00:00:00', '2023-01-05'],
    ['2023-01-05T23:59:59.999', '2023-01-05'],
    ['2023/1/5 8:30', '2023-01-05'],
    ['2023年1月5日 08:30', '2023-01-05'],
  ])('DAT-02 reads %j', (text, date) => {
    expect(valueOf(readDate(text))).toBe(date);
    expect(valueOf(readDate(text, { allowExcelSerial: true }))).toBe(date);
  });

  test.each(['', ' ', '-', '—', '无', '待定', 'N/A'])('NUM-01 %j is missing', (text) => {
    expect(valueOf(readDate(text))).toBeNull();
  });

  test.each([
    '2023-02-30',
    '2023-02-29',
    '1900-02-29',
    '2023年2月29日',
    '20230230',
    '2023-13-01',
    '2023-00-10',
    '2023-01-00',
    '2023-01-32',
  ])('DAT-01 refuses %j, which is on no calendar', (text) => {
    expect(codeOf(readDate(text))).toBe('E_DATE');
    expectHelpful(readDate(text));
  });

  test.each(['2023-1', '2023/01', '2023.1', '2023年1月', '2023年1', '202301'])(
    'DAT-02 refuses %j without a day',
    (text) => {
      expect(codeOf(readDate(text, { allowExcelSerial: true }))).toBe('E_DATE_MONTH');
      expectHelpful(readDate(text));
    },
  );

  test.each(['01/02/2023', '05-06-07', '13/02/2023', '1.2.23', '23年1月5日'])(
    'DAT-03 asks for the order of %j',
    (text) => {
      expect(codeOf(readDate(text))).toBe('E_DATE_AMBIGUOUS');
      expectHelpful(readDate(text));
    },
  );

  test.each([
    '2023-01-04T16:00:00Z',
    '2023-01-04T16:00:00.000Z',
    '2023-01-05T00:00:00+08:00',
    '2023-01-05 00:00 -0500',
    '2023-01-05 00:00 UTC',
  ])('DAT-04 refuses the instant %j', (text) => {
    expect(codeOf(readDate(text))).toBe('E_DATE_ZONE');
    expectHelpful(readDate(text));
  });

  test.each(['0001-01-01', '9999-12-31', '1899-12-31', '2200-01-01', '2566-01-05'])(
    'DAT-07 refuses the year of %j',
    (text) => {
      expect(codeOf(readDate(text))).toBe('E_DATE');
    },
  );

  test.each([
    ['民国112年1月5日', 'E_DATE_ERA'],
    ['佛历2566年1月5日', 'E_DATE_ERA'],
    ['农历二〇二三年正月初五', 'E_DATE_ERA'],
    ['癸卯年正月初五', 'E_DATE_ERA'],
    ['112年1月5日', 'E_DATE'],
    ['44931', 'E_DATE_SERIAL'],
    ['44931.5', 'E_DATE_SERIAL'],
  ])('DAT-10 refuses %j with %s', (text, code) => {
    expect(codeOf(readDate(text))).toBe(code);
    expectHelpful(readDate(text));
  });

  test.each([
    // Excel: 44927 is 2023-01-01; 61 is 1900-03-01
    ['44931', '2023-01-05'],
    ['44931.75', '2023-01-05'],
    ['36526', '2000-01-01'],
    ['10000', '1927-05-18'],
    ['109574', '2199-12-31'],
  ])('DAT-10 reads the Excel serial %j where the column allows it', (text, date) => {
    expect(valueOf(readDate(text, { allowExcelSerial: true }))).toBe(date);
  });

  test.each(['2023', '9999', '109575', '123456789', '60', '-44931', '4493'])(
    'DAT-10 %j is no serial',
    (text) => {
      expect(codeOf(readDate(text, { allowExcelSerial: true }))).toBe('E_DATE');
    },
  );

  test.each([
    '2023-01/05',
    '2023--01-05',
    '二〇二三年一月五日',
    'Jan 5, 2023',
    '2023-01-05 25:00',
    '2023-1-5-6',
    '²023-01-05',
    'x'.repeat(100_000),
  ])('refuses the form of %j', (text) => {
    expect(codeOf(readDate(text))).toBe('E_DATE');
  });
});
