import { describe, expect, it } from 'vitest';
import { TextPool, type Utf8Line } from '../../../src/lib/case/line/text-pool';

const lineOf = (text: string): Utf8Line => {
  const bytes = Buffer.from(text);
  return { bytes, text: (from, to) => bytes.toString('utf8', from, to) };
};

const ask = (pool: TextPool, text: string): string => pool.textAt(lineOf(text), 0, Buffer.byteLength(text));

describe('常见短文字只存一份', () => {
  it('后来的文字占了先前的位置，不继承它的标记', () => {
    const pool = new TextPool();
    const mark = pool.newMark();
    // Several times as many texts as there are places: most take the place of another.
    for (let n = 0; n < 20_000; n++) {
      const text = ask(pool, `文字 ${n}`);
      expect(pool.isMarked(text, mark)).toBe(false);
      pool.mark(text, mark);
      expect(pool.isMarked(text, mark)).toBe(true);
    }
  });

  it('标记属于最近读的那段文字，各种标记互不相干', () => {
    const pool = new TextPool();
    const [one, other] = [pool.newMark(), pool.newMark()];
    pool.mark(ask(pool, '2026-11-20'), one);
    expect(pool.isMarked('2026-02-30', one)).toBe(false);
    expect(pool.isMarked('2026-11-20', other)).toBe(false);
    expect(ask(pool, '')).toBe('');
    expect(pool.isMarked('', one)).toBe(false);
    const long = ask(pool, '长'.repeat(40));
    pool.mark(long, one);
    expect(pool.isMarked(long, one)).toBe(false);
    expect(pool.isMarked(ask(pool, '2026-11-20'), one)).toBe(true);
  });

  it('标记用完之后没有标记', () => {
    const pool = new TextPool();
    const marks = Array.from({ length: 40 }, () => pool.newMark());
    expect(new Set(marks.filter((mark) => mark !== 0)).size).toBe(32);
    expect(marks.slice(32)).toEqual(Array(8).fill(0));
  });
});
