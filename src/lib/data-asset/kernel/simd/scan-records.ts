import {
  type Code,
  FunctionBuilder,
  add,
  and,
  atLeast,
  bitmask,
  byteAt,
  differ,
  equal,
  leave,
  less,
  loopWhile,
  mul,
  num,
  setWord,
  shiftLeft,
  splat,
  sub,
  trailingZeros,
  vectorAt,
  vectorEqual,
  vectorOr,
  when,
} from './assembler';
import { type Layout, WORD } from './layout';

const QUOTE = 34;
const LF = 10;
const CR = 13;

/** Why the scan came back. */
export const SCAN = { end: 0, full: 1, slow: 2, blank: 3, ragged: 4 } as const;

/**
 * `scan(from, stop, rows)`: the records that begin in `[from, stop)`, after `rows` that the block holds already; the last line end
 * of the segment lies behind `stop − 1`, so every one of them ends. Sixteen bytes at once are compared with delimiter, line ends
 * and quote. Comes back with one of `SCAN`; where the next record begins and how many rows the block holds is in the results.
 */
export const scanFunction = (layout: Layout, delimiter: number, columns: number): FunctionBuilder => {
  const f = new FunctionBuilder();
  const [from, stop, rows] = [f.parameter(), f.parameter(), f.parameter()];
  const [i, mask, p, byte, at, first] = [
    f.number(),
    f.number(),
    f.number(),
    f.number(),
    f.number(),
    f.number(),
  ];
  const recordAt = from;
  const v = f.vector();
  const [delimiters, feeds, returns, quotes] = [f.vector(), f.vector(), f.vector(), f.vector()];
  const capacity = layout.blockRows * columns;
  const exit = (why: number): Code[] => [
    setWord(num(layout.results), recordAt.get, WORD.recordAt),
    setWord(num(layout.results), rows.get, WORD.rows),
    leave(num(why)),
  ];
  const word = (base: number, index: Code): Code => add(num(base), shiftLeft(index, num(2)));
  const afterLine: Code[] = [
    recordAt.set(add(p.get, num(1))),
    when(and(equal(byte.get, num(CR)), equal(byteAt(p.get, 1), num(LF))), [recordAt.set(add(p.get, num(2)))]),
  ];
  const wholeRecord: Code[] = [
    setWord(word(layout.ends, at.get), p.get),
    setWord(word(layout.starts, rows.get), recordAt.get),
    rows.set(add(rows.get, num(1))),
    first.set(add(first.get, num(columns))),
    at.set(first.get),
    ...afterLine,
    when(equal(first.get, num(capacity)), exit(SCAN.full)),
    when(atLeast(recordAt.get, stop.get), exit(SCAN.end)),
  ];
  const lineEnd: Code[] = [
    when(equal(p.get, recordAt.get), [...afterLine, ...exit(SCAN.blank)]),
    when(
      differ(sub(at.get, first.get), num(columns - 1)),
      [setWord(num(layout.results), recordAt.get, WORD.faultAt), ...afterLine, ...exit(SCAN.ragged)],
      wholeRecord,
    ),
  ];
  return f.body(
    delimiters.set(splat(num(delimiter))),
    feeds.set(splat(num(LF))),
    returns.set(splat(num(CR))),
    quotes.set(splat(num(QUOTE))),
    first.set(mul(rows.get, num(columns))),
    at.set(first.get),
    i.set(from.get),
    when(atLeast(recordAt.get, stop.get), exit(SCAN.end)),
    loopWhile(num(1), [
      v.set(vectorAt(i.get)),
      mask.set(
        bitmask(
          vectorOr(
            vectorOr(vectorEqual(v.get, delimiters.get), vectorEqual(v.get, feeds.get)),
            vectorOr(vectorEqual(v.get, returns.get), vectorEqual(v.get, quotes.get)),
          ),
        ),
      ),
      loopWhile(mask.get, [
        p.set(add(i.get, trailingZeros(mask.get))),
        mask.set(and(mask.get, sub(mask.get, num(1)))),
        byte.set(byteAt(p.get)),
        when(
          equal(byte.get, num(delimiter)),
          [
            when(less(at.get, num(capacity)), [setWord(word(layout.ends, at.get), p.get)]),
            at.set(add(at.get, num(1))),
          ],
          // Behind a carriage return the record begins after the line feed already.
          [when(equal(byte.get, num(QUOTE)), exit(SCAN.slow)), when(atLeast(p.get, recordAt.get), lineEnd)],
        ),
      ]),
      i.set(add(i.get, num(16))),
    ]),
    num(SCAN.end),
  );
};
