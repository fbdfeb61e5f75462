import {
  type Code,
  FLOAT_ONE,
  FLOAT_ZERO,
  FunctionBuilder,
  type Local,
  add,
  and,
  atLeast,
  atMost,
  bitmask,
  byteAt,
  differ,
  equal,
  floatAdd,
  floatAt,
  floatDiffers,
  isZero,
  leave,
  less,
  loopWhile,
  mul,
  num,
  or,
  setFloat,
  setWord,
  shiftLeft,
  shiftRight,
  splat,
  sub,
  trailingZeros,
  turnLeft,
  vectorAt,
  vectorEqual,
  vectorOr,
  when,
  wordAt,
  xor,
} from './assembler';
import { HASH } from '../hash64';
import { HIGH_AT, LOW_AT, SLOTS, SLOT_BYTES } from '../value-slots';
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

const xorShift = (h: Local, bits: number): Code => h.set(xor(h.get, shiftRight(h.get, num(bits))));
const finalMix = (h: Local): Code[] => [
  xorShift(h, 16),
  h.set(mul(h.get, num(HASH.mix1))),
  xorShift(h, 13),
  h.set(mul(h.get, num(HASH.mix2))),
  xorShift(h, 16),
];

/** `hashRange` of `hash64.ts`: `a` and `b` end as high and low. */
const hashInto = (
  start: Local,
  end: Local,
  length: Local,
  a: Local,
  b: Local,
  x: Local,
  y: Local,
  t: Local,
): Code[] => {
  const lanes: Code[] = [
    a.set(
      mul(
        xor(xor(a.get, mul(x.get, num(HASH.c1))), turnLeft(mul(y.get, num(HASH.c2)), num(16))),
        num(HASH.p1),
      ),
    ),
    b.set(
      mul(
        xor(xor(b.get, mul(y.get, num(HASH.c3))), turnLeft(mul(x.get, num(HASH.c4)), num(16))),
        num(HASH.p2),
      ),
    ),
  ];
  return [
    a.set(xor(num(HASH.seedA), length.get)),
    b.set(xor(num(HASH.seedB), length.get)),
    x.set(num(0)),
    y.set(num(0)),
    when(
      atLeast(length.get, num(8)),
      [
        t.set(start.get),
        loopWhile(less(add(t.get, num(8)), end.get), [
          x.set(wordAt(t.get)),
          y.set(wordAt(t.get, 4)),
          ...lanes,
          xorShift(a, 15),
          xorShift(b, 13),
          t.set(add(t.get, num(8))),
        ]),
        x.set(wordAt(sub(end.get, num(8)))),
        y.set(wordAt(sub(end.get, num(4)))),
      ],
      [
        when(
          atLeast(length.get, num(4)),
          [x.set(wordAt(start.get)), y.set(wordAt(sub(end.get, num(4))))],
          [
            when(length.get, [
              x.set(
                or(
                  or(
                    byteAt(start.get),
                    shiftLeft(byteAt(add(start.get, shiftRight(length.get, num(1)))), num(8)),
                  ),
                  shiftLeft(byteAt(sub(end.get, num(1))), num(16)),
                ),
              ),
            ]),
          ],
        ),
      ],
    ),
    ...lanes,
    x.set(add(a.get, turnLeft(b.get, num(16)))),
    b.set(add(b.get, turnLeft(a.get, num(9)))),
    a.set(x.get),
    ...finalMix(a),
    ...finalMix(b),
  ];
};

const isWhite = (byte: Code, kept: Local): Code => [
  ...kept.set(byte),
  ...or(or(atMost(kept.get, num(32)), equal(kept.get, num(0xe3))), equal(kept.get, num(0x80))),
];

/**
 * `count(table, column, rows)`: hashes every cell of a column of the block and counts values
 * that the table holds. The rows of the others are listed as misses; bit 31 marks white space at an end. Returns how many;
 * the number of empty cells is in the results.
 */
export const countFunction = (layout: Layout, columns: number): FunctionBuilder => {
  const f = new FunctionBuilder();
  const [table, column, rows] = [f.parameter(), f.parameter(), f.parameter()];
  const [row, cell, start, end, length] = [f.number(), f.number(), f.number(), f.number(), f.number()];
  const [a, b, x, y, t, slot, slotAt, misses, empty] = [
    f.number(),
    f.number(),
    f.number(),
    f.number(),
    f.number(),
    f.number(),
    f.number(),
    f.number(),
    f.number(),
  ];
  const inRow = (base: number): Code => add(num(base), shiftLeft(row.get, num(2)));
  const miss = (mark: number): Code[] => [
    setWord(add(num(layout.misses), shiftLeft(misses.get, num(2))), or(row.get, num(mark))),
    misses.set(add(misses.get, num(1))),
  ];
  const atSlot = slotAt.set(add(table.get, mul(and(slot.get, num(SLOTS - 1)), num(SLOT_BYTES))));
  const look: Code[] = [
    slot.set(b.get),
    atSlot,
    loopWhile(
      and(
        floatDiffers(floatAt(slotAt.get), FLOAT_ZERO),
        or(differ(wordAt(slotAt.get, LOW_AT), b.get), differ(wordAt(slotAt.get, HIGH_AT), a.get)),
      ),
      [slot.set(add(slot.get, num(1))), atSlot],
    ),
    when(
      floatDiffers(floatAt(slotAt.get), FLOAT_ZERO),
      [setFloat(slotAt.get, floatAdd(floatAt(slotAt.get), FLOAT_ONE))],
      miss(0),
    ),
  ];
  const place: Code[] = [
    cell.set(add(num(layout.ends), shiftLeft(add(mul(row.get, num(columns)), column.get), num(2)))),
    end.set(wordAt(cell.get)),
    when(
      isZero(column.get),
      [start.set(wordAt(inRow(layout.starts)))],
      [start.set(add(wordAt(sub(cell.get, num(4))), num(1)))],
    ),
  ];
  // Two loops: a value that is not held does not throw away the hashes after it that the processor has begun.
  return f.body(
    loopWhile(less(row.get, rows.get), [
      ...place,
      length.set(sub(end.get, start.get)),
      ...hashInto(start, end, length, a, b, x, y, t),
      setWord(inRow(layout.highs), a.get),
      setWord(inRow(layout.lows), b.get),
      row.set(add(row.get, num(1))),
    ]),
    row.set(num(0)),
    loopWhile(less(row.get, rows.get), [
      ...place,
      when(
        differ(start.get, end.get),
        [
          when(
            or(isWhite(byteAt(start.get), x), isWhite(byteAt(sub(end.get, num(1))), y)),
            miss(0x80000000 | 0),
            [a.set(wordAt(inRow(layout.highs))), b.set(wordAt(inRow(layout.lows))), ...look],
          ),
        ],
        [empty.set(add(empty.get, num(1)))],
      ),
      row.set(add(row.get, num(1))),
    ]),
    setWord(num(layout.results), empty.get, WORD.empty),
    misses.get,
  );
};

/** `rows(columns, rows)`: the hash of every row of the block, from its first byte to its last. */
export const rowsFunction = (layout: Layout): FunctionBuilder => {
  const f = new FunctionBuilder();
  const [columns, rows] = [f.parameter(), f.parameter()];
  f.parameter();
  const [row, start, end, length] = [f.number(), f.number(), f.number(), f.number()];
  const [a, b, x, y, t] = [f.number(), f.number(), f.number(), f.number(), f.number()];
  const inRow = (base: number): Code => add(num(base), shiftLeft(row.get, num(2)));
  const last = sub(mul(add(row.get, num(1)), columns.get), num(1));
  return f.body(
    loopWhile(less(row.get, rows.get), [
      start.set(wordAt(inRow(layout.starts))),
      end.set(wordAt(add(num(layout.ends), shiftLeft(last, num(2))))),
      length.set(sub(end.get, start.get)),
      ...hashInto(start, end, length, a, b, x, y, t),
      setWord(inRow(layout.rowHighs), a.get),
      setWord(inRow(layout.rowLows), b.get),
      row.set(add(row.get, num(1))),
    ]),
    num(0),
  );
};
