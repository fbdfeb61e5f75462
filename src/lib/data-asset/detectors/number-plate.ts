import { ByteWords } from '../byte-words';
import { MATCH, NO_MATCH, type Outcome, areDigits, digitAt } from './outcome';

/** 省、自治区、直辖市 of GA 36-2018. */
const PROVINCES = new ByteWords('京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新'.split(''));
/** What may end an ordinary plate besides letters and digits. */
const LAST_SIGNS = new ByteWords('挂学警港澳领使'.split(''));

/** Shortest and longest in bytes, in either encoding: 沪A12345 in GB 18030, 沪A·12345挂 in UTF-8. */
export const PLATE_LEAST = 8;
export const PLATE_MOST = 14;

/** Capitals without I and O. */
const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= 65 && byte <= 90 && byte !== 73 && byte !== 79;

const isLetterOrDigit = (bytes: Uint8Array, at: number): boolean =>
  digitAt(bytes, at) <= 9 || isLetter(bytes[at]);

const areLettersOrDigits = (bytes: Uint8Array, from: number, to: number): boolean => {
  for (let i = from; i < to; i += 1) if (!isLetterOrDigit(bytes, i)) return false;
  return true;
};

/** A–H, J and K mark a new-energy vehicle: D A B C E run on electricity alone. */
const isNewEnergyMark = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= 65 && byte <= 75 && byte !== 73;

/** `·` in UTF-8 or GB 18030, `-`, a blank, or nothing between the office and the number. */
const afterMark = (bytes: Uint8Array, at: number): number => {
  const [a, b] = [bytes[at], bytes[at + 1]];
  if ((a === 0xc2 && b === 0xb7) || (a === 0xa1 && b === 0xa4)) return at + 2;
  return a === 45 || a === 32 ? at + 1 : at;
};

const isNewEnergy = (bytes: Uint8Array, at: number, end: number): boolean =>
  end - at === 6 &&
  ((isNewEnergyMark(bytes[at]) && isLetterOrDigit(bytes, at + 1) && areDigits(bytes, at + 2, end)) ||
    (isNewEnergyMark(bytes[end - 1]) && areDigits(bytes, at, end - 1)));

const isOrdinary = (bytes: Uint8Array, at: number, end: number): boolean => {
  if (end - at < 5) return false;
  if (!areLettersOrDigits(bytes, at, at + 4)) return false;
  return end - at === 5 ? isLetterOrDigit(bytes, at + 4) : LAST_SIGNS.find(bytes, at + 4, end) !== null;
};

/**
 * Number plate of a motor vehicle, GA 36-2018: province, letter of the office, then five letters or digits (the last may be
 * 挂 学 警 港 澳 领 使) or the six of a new-energy vehicle. In UTF-8 or GB 18030. There is no check character.
 */
export const detectNumberPlate = (bytes: Uint8Array, start: number, end: number): Outcome => {
  const length = end - start;
  if (length < PLATE_LEAST || length > PLATE_MOST) return NO_MATCH;
  const province = isLetter(bytes[start + 3]) && PROVINCES.find(bytes, start, start + 3) !== null ? 3 : 2;
  if (province === 2 && PROVINCES.find(bytes, start, start + 2) === null) return NO_MATCH;
  if (!isLetter(bytes[start + province])) return NO_MATCH;
  const at = afterMark(bytes, start + province + 1);
  return isOrdinary(bytes, at, end) || isNewEnergy(bytes, at, end) ? MATCH : NO_MATCH;
};
