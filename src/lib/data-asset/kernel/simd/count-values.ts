import {
  type Code,
  type Local,
  FLOAT_ONE,
  FLOAT_ZERO,
  FunctionBuilder,
  add,
  and,
  atMost,
  byteAt,
  differ,
  equal,
  floatAdd,
  floatAt,
  floatDiffers,
  isZero,
  less,
  loopWhile,
  mul,
  num,
  or,
  setFloat,
  setWord,
  shiftLeft,
  sub,
  when,
  wordAt,
} from './assembler';
import { HIGH_AT, LOW_AT, SLOTS, SLOT_BYTES } from '../value-slots';
import { hashInto } from './hash-bytes';
import { type Layout, WORD } from './layout';

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
