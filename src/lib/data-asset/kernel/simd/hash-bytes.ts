import {
  type Code,
  type Local,
  add,
  atLeast,
  byteAt,
  less,
  loopWhile,
  mul,
  num,
  or,
  shiftLeft,
  shiftRight,
  sub,
  turnLeft,
  when,
  wordAt,
  xor,
} from './assembler';
import { HASH } from '../hash64';

const xorShift = (h: Local, bits: number): Code => h.set(xor(h.get, shiftRight(h.get, num(bits))));
const finalMix = (h: Local): Code[] => [
  xorShift(h, 16),
  h.set(mul(h.get, num(HASH.mix1))),
  xorShift(h, 13),
  h.set(mul(h.get, num(HASH.mix2))),
  xorShift(h, 16),
];

/** `hashRange` of `hash64.ts`: `a` and `b` end as high and low. */
export const hashInto = (
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
