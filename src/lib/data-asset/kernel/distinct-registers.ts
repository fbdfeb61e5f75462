import { estimateDistinct } from '../hyperloglog';
import { WorkRoom } from './work-room';

/** HyperLogLog with 2^14 one-byte registers over a 64-bit hash: relative standard deviation 1.04/√16384 = 0.81 %. */
const PRECISION = 14;
const RANK_BITS = 64 - PRECISION;

export const REGISTERS = 1 << PRECISION;

const addHalves = (registers: Uint8Array, high: number, low: number): void => {
  const index = high >>> (32 - PRECISION);
  const rest = high << PRECISION;
  const rank = rest === 0 ? 32 - PRECISION + Math.clz32(low) + 1 : Math.clz32(rest) + 1;
  if (rank > (registers[index] ?? 0)) registers[index] = rank;
};

/** Adds a value by its hash, high and low half; adding it again changes nothing. Numbers of 32 bits cost an object each when handed over. */
export const addToRegisters = (registers: Uint8Array, hash: Int32Array): void => {
  addHalves(registers, hash[0] ?? 0, hash[1] ?? 0);
};

/** Adds so many values by the halves of their hashes. */
export const addAllToRegisters = (
  registers: Uint8Array,
  highs: Int32Array,
  lows: Int32Array,
  length: number,
): void => {
  for (let i = 0; i < length; i += 1) addHalves(registers, highs[i] ?? 0, lows[i] ?? 0);
};

/** Estimated number of different values, a whole number. */
export const distinctOf = (registers: Uint8Array): number =>
  Math.round(estimateDistinct(registers, RANK_BITS));

/** Registers of the union. */
export const mergeRegisters = (a: Uint8Array, b: Uint8Array, room = new WorkRoom()): Uint8Array => {
  const union = room.bytes(a.length);
  for (let i = 0; i < union.length; i += 1) union[i] = Math.max(a[i] ?? 0, b[i] ?? 0);
  return union;
};
