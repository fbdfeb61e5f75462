import { describe, expect, it } from 'vitest';
import { columnDistinct } from '../../src/lib/data-asset/kernel/column-summary';
import { meanText } from '../../src/lib/data-asset/kernel/number-figures';
import { columnOf, profileBytes, profileText } from '../fixtures/profile-kernel';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('profile kernel: bad input is counted and the rest survives', () => {
  it('names an unclosed quote by its offset and counts what came before', () => {
    const sketch = profileText('1,a\n2,"open\n3,c\n4,d\n', 2);
    expect(sketch.rows).toBe(1);
    expect(sketch.faults.get('E_QUOTE_OPEN')).toEqual({ count: 1, firstOffset: 6 });
  });

  it('counts ragged rows without giving their cells to a column', () => {
    const sketch = profileText('1,2\n3\n4,5,6\n\n7,8\n"9"\n', 2);
    expect([sketch.rows, sketch.blank]).toEqual([2, 1]);
    expect(sketch.faults.get('E_RAGGED')).toEqual({ count: 3, firstOffset: 4 });
    expect(meanText(columnOf(sketch, 0).numbers)).toBe('4');
  });

  it('counts NUL and stray quotes', () => {
    const sketch = profileText('a\u0000b,1\nc"d,2\n"e"f,3\n', 2);
    expect(sketch.rows).toBe(3);
    expect(columnOf(sketch, 0).control).toBe(1);
    expect(sketch.faults.get('E_QUOTE_STRAY')).toEqual({ count: 1, firstOffset: 7 });
    expect(sketch.faults.get('E_QUOTE_TEXT')).toEqual({ count: 1, firstOffset: 15 });
  });

  it('takes several lines and tabs in one cell for text, not for damage', () => {
    const column = columnOf(profileText('"a\nb\tc"\n"d\r\ne"\n', 1), 0);
    expect([column.values, column.control]).toEqual([2, 0]);
    expect([...column.shapes.counts.keys()].sort()).toEqual(['a↵a↵a', 'a↵↵a']);
  });

  it('keeps 19-digit ids apart and their extremes exact', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => String(1_234_567_890_123_450_000n + BigInt(i)));
    const column = columnOf(profileText(`${rows.join('\n')}\n`, 1), 0);
    expect(column.types.integer).toBe(5000);
    expect([column.numbers.min, column.numbers.max]).toEqual(['1234567890123450000', '1234567890123454999']);
    const { count, exact } = columnDistinct(column);
    expect(exact).toBe(false);
    expect(Math.abs(count - 5000)).toBeLessThan(5000 * 0.0081 * 4);
  });

  it('passes over a record of more than 1 MiB in bounded memory', () => {
    const long = `"${'x'.repeat(3_000_000)}",2\n`;
    const sketch = profileBytes(encode(`1,2\n${long}3,4\n`), 2, {}, 4096);
    expect(sketch.rows).toBe(2);
    expect(sketch.faults.get('E_RECORD')).toEqual({ count: 1, firstOffset: 4 });
    expect(columnOf(sketch, 0).longest).toBe(1);
  });

  it('counts what can be read in which encoding', () => {
    // 正 in UTF-8, 正 in GB 18030 (D5 FD), a byte that is neither, and E6 B5 8B E8 AF 95 = 测试, readable as both.
    const bytes = Uint8Array.from([
      ...[0xe6, 0xad, 0xa3, 10],
      ...[0xd5, 0xfd, 10],
      ...[0xff, 10],
      ...[0xe6, 0xb5, 0x8b, 0xe8, 0xaf, 0x95, 10],
    ]);
    const column = columnOf(profileBytes(bytes, 1), 0);
    expect(column.encodings).toEqual({ utf8Only: 1, gb18030Only: 1, either: 1, neither: 1 });
  });

  it('does not mistake codes, lone signs, impossible dates and huge exponents for values', () => {
    const column = columnOf(
      profileText(
        ['007', '-', '+', '.', '5.', '2024-02-30', '2024-01-01 25:00:00', '1e99', '1e400', '12-', '1,2'].join(
          '\n',
        ),
        1,
        { delimiter: 59 },
      ),
      0,
    );
    expect(column.types).toEqual({ integer: 0, decimal: 0, boolean: 0, date: 0, datetime: 0, text: 11 });
    expect(column.numbers.min).toBeNull();
  });

  it('sums numbers at the edge of a double exactly', () => {
    const rows = Array.from({ length: 3000 }, () => '999999999999999').concat(['0.00000000000001']);
    expect(columnOf(profileText(rows.join('\n'), 1), 0).numbers.exactSum).toBe(
      String(3000n * 999_999_999_999_999n * 10n ** 15n + 10n),
    );
  });
});
