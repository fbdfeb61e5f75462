import { describe, expect, it } from 'vitest';
import { ByteWords } from '../../../src/lib/data-asset/byte-words';
import { readDay } from '../../../src/lib/data-asset/field-grammar';
import { NumberField } from '../../../src/lib/data-asset/kernel/number-field';
import { gb18030, utf8 } from '../../fixtures/intake-files';

const numberOf = (text: string): ['none'] | ['integer' | 'decimal', number] => {
  const field = new NumberField();
  const bytes = utf8(text);
  return field.read(bytes, 0, bytes.length) ? [field.integer ? 'integer' : 'decimal', field.value] : ['none'];
};

const day = (bytes: Uint8Array): string => {
  const found = readDay(bytes, 0, bytes.length);
  return found === 0 ? '' : String(found).replace(/(....)(..)(..)/, '$1-$2-$3');
};

describe('numbers', () => {
  it.each([
    ['0', 'integer', 0],
    ['-0', 'integer', 0],
    ['+12', 'integer', 12],
    ['-123456789012345', 'integer', -123456789012345],
    ['9007199254740993', 'integer', 9007199254740992],
    ['0.1', 'decimal', 0.1],
    ['.5', 'decimal', 0.5],
    ['123.456', 'decimal', 123.456],
    ['0.30000000000000004', 'decimal', 0.30000000000000004],
    ['1e5', 'decimal', 100000],
    ['-1.5E-3', 'decimal', -0.0015],
  ] as const)('reads %s', (text, kind, value) => {
    expect(numberOf(text)).toEqual([kind, value]);
  });

  it.each([
    '-',
    '.',
    '5.',
    '001234',
    '-01',
    '1,234',
    '0x10',
    '1_000',
    '１２',
    'NaN',
    'Infinity',
    '1e',
    '1e+',
    '1e5x',
    '1e9999',
    '1e30',
    '1 2',
    '1.2.3',
    '5%',
    '1'.repeat(41),
  ])('does not read “%s”', (text) => {
    expect(numberOf(text)).toEqual(['none']);
  });
});

describe('days', () => {
  it.each([
    ['2023-01-05', '2023-01-05'],
    ['2023/1/5', '2023-01-05'],
    ['2023.01.05', '2023-01-05'],
    ['2023年1月5日', '2023-01-05'],
    ['2024-02-29 23:59', '2024-02-29'],
    ['2024-02-29T23:59:01.25Z', '2024-02-29'],
    ['2024-02-29 08:00:00+08:00', '2024-02-29'],
    ['2024-02-29 8:00:00 ', ''],
    ['2024-02-29 8', ''],
    ['2024-02-29 08:0', ''],
    ['2024-02-29 08:00:', ''],
    ['2024-02-29 08:00:00.', ''],
    ['2024-02-29 08:00+08', ''],
    ['2024-02-29 08:00:00+0800', '2024-02-29'],
    ['2024-02-2908:00', ''],
    ['2023-02-29', ''],
    ['2023-13-01', ''],
    ['2023-1/5', ''],
    ['1899-12-31', ''],
    ['2200-01-01', ''],
    ['20230105', ''],
    ['2023年1月5', ''],
    ['2023-01-05x', ''],
    ['2023-01-', ''],
  ])('reads “%s” as “%s”', (text, expected) => {
    expect(day(utf8(text))).toBe(expected);
  });

  it('reads 年月日 in GB18030', () => {
    expect(day(gb18030('2023年12月31日'))).toBe('2023-12-31');
  });
});

describe('words', () => {
  it('finds words in either encoding and nothing else', () => {
    const words = new ByteWords(['NA', '无', '未知']);
    const find = (bytes: Uint8Array) => words.find(bytes, 0, bytes.length);
    expect(
      [utf8('NA'), utf8('无'), gb18030('无'), gb18030('未知'), utf8('未'), utf8('na'), utf8('NAN')].map(find),
    ).toEqual(['NA', '无', '无', '未知', null, null, null]);
  });
});
