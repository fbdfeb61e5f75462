/**
 * The smallest assembler that `count-values.ts` needs: expressions and statements of WebAssembly as functions that return their
 * bytes (WebAssembly Core 2.0, §5). Locals are 32-bit numbers or 128-bit vectors, addresses are bytes of memory 0.
 */
export type Code = readonly number[];

const unsigned = (n: number): Code => {
  const bytes: number[] = [];
  for (let rest = n; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
};

const signed = (n: number): Code => {
  const bytes: number[] = [];
  for (let rest = n | 0; ; rest >>= 7) {
    const byte = rest & 0x7f;
    if ((rest >> 7 === 0 && byte < 0x40) || (rest >> 7 === -1 && byte >= 0x40)) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
};

const apply =
  (...opcode: readonly number[]) =>
  (...operands: readonly Code[]): Code => [...operands.flat(), ...opcode];

const SIMD = 0xfd;

/** 32-bit whole numbers. */
export const num = (n: number): Code => [0x41, ...signed(n)];
export const isZero = apply(0x45);
export const equal = apply(0x46);
export const differ = apply(0x47);
export const less = apply(0x49);
export const atMost = apply(0x4d);
export const atLeast = apply(0x4f);
export const trailingZeros = apply(0x68);
export const add = apply(0x6a);
export const sub = apply(0x6b);
export const mul = apply(0x6c);
export const and = apply(0x71);
export const or = apply(0x72);
export const xor = apply(0x73);
export const shiftLeft = apply(0x74);
export const shiftRight = apply(0x76);
export const turnLeft = apply(0x77);

/** 64-bit floats. */
export const FLOAT_ZERO: Code = [0x44, 0, 0, 0, 0, 0, 0, 0, 0];
export const FLOAT_ONE: Code = [0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f];
export const floatDiffers = apply(0x62);
export const floatAdd = apply(0xa0);

/** Memory: address, and a constant that is added to it. */
export const byteAt = (address: Code, offset = 0): Code => [...address, 0x2d, 0, ...unsigned(offset)];
export const wordAt = (address: Code, offset = 0): Code => [...address, 0x28, 0, ...unsigned(offset)];
export const floatAt = (address: Code, offset = 0): Code => [...address, 0x2b, 0, ...unsigned(offset)];
export const setWord = (address: Code, value: Code, offset = 0): Code => [
  ...address,
  ...value,
  ...[0x36, 0],
  ...unsigned(offset),
];
export const setFloat = (address: Code, value: Code, offset = 0): Code => [
  ...address,
  ...value,
  ...[0x39, 0],
  ...unsigned(offset),
];

/** Sixteen bytes at once. */
export const vectorAt = (address: Code): Code => [...address, SIMD, 0, 0, 0];
export const splat = apply(SIMD, 0x0f);
export const vectorEqual = apply(SIMD, 0x23);
export const vectorOr = apply(SIMD, 0x50);
/** One bit per byte, the lowest for the first. */
export const bitmask = apply(SIMD, 0x64);

/** Statements. */
export const when = (condition: Code, then: readonly Code[], otherwise: readonly Code[] = []): Code => [
  ...condition,
  ...[0x04, 0x40],
  ...then.flat(),
  ...(otherwise.length === 0 ? [] : [0x05, ...otherwise.flat()]),
  0x0b,
];
export const loopWhile = (condition: Code, body: readonly Code[]): Code => [
  ...[0x02, 0x40, 0x03, 0x40],
  ...isZero(condition),
  ...[0x0d, 1],
  ...body.flat(),
  ...[0x0c, 0, 0x0b, 0x0b],
];
export const leave = (value: Code): Code => [...value, 0x0f];

export interface Local {
  readonly get: Code;
  readonly set: (value: Code) => Code;
}

const NUMBER = 0x7f;
const VECTOR = 0x7b;

/** One function: parameters first, then locals; it returns a number. */
export class FunctionBuilder {
  readonly #locals: number[] = [];
  #parameters = 0;
  #body: Code = [];

  parameter(): Local {
    this.#parameters += 1;
    return this.#local(NUMBER);
  }

  number(): Local {
    return this.#local(NUMBER);
  }

  vector(): Local {
    return this.#local(VECTOR);
  }

  body(...statements: readonly Code[]): this {
    this.#body = statements.flat();
    return this;
  }

  type(): Code {
    return [0x60, ...unsigned(this.#parameters), ...this.#locals.slice(0, this.#parameters), 1, NUMBER];
  }

  code(): Code {
    const locals = this.#locals.slice(this.#parameters).flatMap((type) => [1, type]);
    const bytes = [...unsigned(this.#locals.length - this.#parameters), ...locals, ...this.#body, 0x0b];
    return [...unsigned(bytes.length), ...bytes];
  }

  #local(type: number): Local {
    const index = this.#locals.push(type) - 1;
    return { get: [0x20, ...unsigned(index)], set: (value) => [...value, 0x21, ...unsigned(index)] };
  }
}

const text = (name: string): Code => {
  const bytes = [...new TextEncoder().encode(name)];
  return [...unsigned(bytes.length), ...bytes];
};

const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];

/** Bytes of a module that imports its memory as `host.memory` (at least so many pages of 64 KiB) and exports the functions. */
export const assembleModule = (
  pages: number,
  functions: Readonly<Record<string, FunctionBuilder>>,
): Uint8Array<ArrayBuffer> => {
  const built = Object.entries(functions);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(built.map(([, f]) => f.type()))),
    ...section(2, list([[...text('host'), ...text('memory'), 0x02, 0x00, ...unsigned(pages)]])),
    ...section(3, list(built.map((_, i) => unsigned(i)))),
    ...section(7, list(built.map(([name], i) => [...text(name), 0x00, ...unsigned(i)]))),
    ...section(10, list(built.map(([, f]) => f.code()))),
  ]);
};
