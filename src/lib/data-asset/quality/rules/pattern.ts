import { type Result, ok, refuse } from '../../../kernel/result';

/**
 * Patterns of whole values, in the words of the profile's shapes. Always linear: no groups, no back-references, and all ways
 * through the pattern are followed at once.
 *
 *     9 digit   A capital   a small letter   汉 Chinese character   . any character   [0-9X] one of   [^ ] none of
 *     \c the character c itself   every other character stands for itself
 *     ? * + {n} {n,} {n,m} repeat what stands before   | or
 */

type Test = (char: number) => boolean;

interface Item {
  readonly test: Test;
  readonly min: number;
  /** `Infinity` = any number. */
  readonly max: number;
}

/** A step of the automaton: one character, may be passed over, may be repeated. */
interface Step {
  readonly test: Test;
  readonly optional: boolean;
  readonly loops: boolean;
}

const MOST_STEPS = 512;
const MOST_REPEATS = 256;

const isDigit: Test = (c) => c >= 48 && c <= 57;
const isCapital: Test = (c) => c >= 65 && c <= 90;
const isSmall: Test = (c) => c >= 97 && c <= 122;
const isHan: Test = (c) =>
  (c >= 0x4e00 && c <= 0x9fff) ||
  (c >= 0x3400 && c <= 0x4dbf) ||
  (c >= 0xf900 && c <= 0xfaff) ||
  (c >= 0x20000 && c <= 0x3ffff) ||
  c === 0x3007;

const CLASSES: ReadonlyMap<string, Test> = new Map([
  ['9', isDigit],
  ['A', isCapital],
  ['a', isSmall],
  ['汉', isHan],
  ['.', () => true],
]);

const bad = (message: string): Result<never> =>
  refuse(
    'E_PATTERN',
    message,
    '写法',
    '9 数字，A 大写，a 小写，汉 汉字，[ ] 之一，{n} 重复，| 或，\\ 后为字符本身',
  );

const literal = (char: string): Test => {
  const code = char.codePointAt(0) ?? 0;
  return (c) => c === code;
};

/** Reads `[…]` from `at` on (after the bracket). */
const readSet = (
  chars: readonly string[],
  at: number,
): Result<{ readonly test: Test; readonly next: number }> => {
  let i = at;
  const negative = chars[i] === '^';
  if (negative) i += 1;
  const ranges: (readonly [number, number])[] = [];
  const one = (): number | null => {
    if (chars[i] === '\\') i += 1;
    const char = chars[i];
    i += 1;
    return char?.codePointAt(0) ?? null;
  };
  while (i < chars.length && chars[i] !== ']') {
    const low = one();
    let high = low;
    if (chars[i] === '-' && chars[i + 1] !== ']' && i + 1 < chars.length) {
      i += 1;
      high = one();
    }
    if (low === null || high === null || low > high) return bad('方括号中的范围前后颠倒或不完整');
    ranges.push([low, high]);
  }
  if (chars[i] !== ']') return bad('方括号没有成对');
  if (ranges.length === 0) return bad('方括号中没有字符');
  const inside: Test = (c) => ranges.some(([low, high]) => c >= low && c <= high);
  return ok({ test: negative ? (c) => !inside(c) : inside, next: i + 1 });
};

const REPEAT = /^\{(\d{1,4})(,(\d{0,4}))?\}/;

/** Reads what follows an item: how often. */
const readRepeat = (
  chars: readonly string[],
  at: number,
): Result<{ readonly min: number; readonly max: number; readonly next: number }> => {
  const char = chars[at];
  if (char === '?') return ok({ min: 0, max: 1, next: at + 1 });
  if (char === '*') return ok({ min: 0, max: Infinity, next: at + 1 });
  if (char === '+') return ok({ min: 1, max: Infinity, next: at + 1 });
  if (char !== '{') return ok({ min: 1, max: 1, next: at });
  const match = REPEAT.exec(chars.slice(at, at + 12).join(''));
  if (match === null) return bad('花括号应写作 {3}、{1,3} 或 {2,}');
  const [text, from, comma, to] = match;
  const min = Number(from);
  const max = comma === undefined ? min : to === '' || to === undefined ? Infinity : Number(to);
  if (min > max || min > MOST_REPEATS || (max !== Infinity && max > MOST_REPEATS))
    return bad(`重复次数应从小到大，最多 ${MOST_REPEATS}`);
  return ok({ min, max, next: at + text.length });
};

const readAlternative = (chars: readonly string[]): Result<readonly Item[]> => {
  const items: Item[] = [];
  let i = 0;
  while (i < chars.length) {
    const char = chars[i] ?? '';
    let test: Test;
    if (char === '[') {
      const set = readSet(chars, i + 1);
      if (!set.ok) return set;
      test = set.value.test;
      i = set.value.next;
    } else if ('?*+{}]'.includes(char)) return bad(`“${char}”前面没有可重复的内容，字符本身请写 \\${char}`);
    else if (char === '\\') {
      const next = chars[i + 1];
      if (next === undefined) return bad('最后的 \\ 后面没有字符');
      test = literal(next);
      i += 2;
    } else {
      test = CLASSES.get(char) ?? literal(char);
      i += 1;
    }
    const repeat = readRepeat(chars, i);
    if (!repeat.ok) return repeat;
    items.push({ test, min: repeat.value.min, max: repeat.value.max });
    i = repeat.value.next;
  }
  return ok(items);
};

/** Splits at `|` outside brackets and escapes. */
const alternatives = (chars: readonly string[]): readonly (readonly string[])[] => {
  const parts: string[][] = [[]];
  let inSet = false;
  for (let i = 0; i < chars.length; i += 1) {
    const char = chars[i] ?? '';
    const part = parts.at(-1) ?? [];
    if (char === '\\') {
      part.push(char, ...chars.slice(i + 1, i + 2));
      i += 1;
    } else if (char === '|' && !inSet) parts.push([]);
    else {
      if (char === '[') inSet = true;
      if (char === ']') inSet = false;
      part.push(char);
    }
  }
  return parts;
};

const stepsOf = (items: readonly Item[]): readonly Step[] =>
  items.flatMap(({ test, min, max }): Step[] => {
    const needed = Array.from({ length: min }, (): Step => ({ test, optional: false, loops: false }));
    if (max === Infinity) return [...needed, { test, optional: true, loops: true }];
    return [
      ...needed,
      ...Array.from({ length: max - min }, (): Step => ({ test, optional: true, loops: false })),
    ];
  });

/** Follows every way at once: `now[i]` = the steps before i are done. Time: characters × steps. */
const follows = (steps: readonly Step[], text: string): boolean => {
  const size = steps.length;
  let now = new Uint8Array(size + 1);
  let next = new Uint8Array(size + 1);
  const skip = (states: Uint8Array): void => {
    for (let i = 0; i < size; i += 1) if (states[i] === 1 && steps[i]?.optional === true) states[i + 1] = 1;
  };
  now[0] = 1;
  skip(now);
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    next.fill(0);
    let alive = false;
    for (let i = 0; i < size; i += 1) {
      const step = steps[i];
      if (now[i] !== 1 || step?.test(code) !== true) continue;
      next[step.loops ? i : i + 1] = 1;
      alive = true;
    }
    if (!alive) return false;
    skip(next);
    [now, next] = [next, now];
  }
  return now[size] === 1;
};

/** Compiles a pattern. Fails with `E_PATTERN`, saying what is wrong with it. */
export const compilePattern = (pattern: string): Result<(text: string) => boolean> => {
  if (pattern === '') return bad('还没有写出写法');
  const ways: (readonly Step[])[] = [];
  let total = 0;
  for (const part of alternatives([...pattern])) {
    const items = readAlternative(part);
    if (!items.ok) return items;
    const steps = stepsOf(items.value);
    total += steps.length;
    if (total > MOST_STEPS) return bad(`写法展开后超过 ${MOST_STEPS} 步，请写得短一些`);
    ways.push(steps);
  }
  return ok((text) => ways.some((steps) => follows(steps, text)));
};
