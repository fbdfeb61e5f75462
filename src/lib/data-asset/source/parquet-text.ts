import type { SchemaElement } from 'hyparquet';
import { firstBad, utf8Length } from '../../intake/byte-sequences';
import { dayOfEpoch } from '../kernel/time-field';
import type { RecordWriter } from './record-writer';

/** Writes one physical value; `false` when the value does not fit its declared type and was written as hexadecimal text. */
export type ValueWriter = (value: unknown, writer: RecordWriter) => boolean;

const SECOND_NANOS = 1_000_000_000n;
const DAY_SECONDS = 86_400;
/** Units of a second. */
const PER_SECOND: Readonly<Record<string, number>> = {
  MILLIS: 1000,
  MICROS: 1_000_000,
  NANOS: 1_000_000_000,
};

const TWO: readonly string[] = Array.from({ length: 60 }, (_, i) => i.toString().padStart(2, '0'));
const two = (n: number): string => TWO[n] ?? '';

/** `hh:mm:ss`, with the fraction of the second as far as it has digits. */
const clockText = (seconds: number, fraction: number, perSecond: number): string => {
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (fraction === 0) return text;
  const digits = String(perSecond).length - 1;
  return `${text}.${fraction.toString().padStart(digits, '0').replace(/0+$/, '')}`;
};

/** Whole seconds, rounded down, and the units that are left. */
const split = (value: bigint, perSecond: number): readonly [seconds: number, fraction: number] => {
  const number = Number(value);
  if (Number.isSafeInteger(number)) {
    const seconds = Math.floor(number / perSecond);
    return [seconds, number - seconds * perSecond];
  }
  const per = BigInt(perSecond);
  const rest = ((value % per) + per) % per;
  return [Number((value - rest) / per), Number(rest)];
};

/** ISO 8601 texts of counts since 1970; `Z` when the column says that its instants are UTC. Neighbours tend to share the day. */
export const timestampTexts = (perSecond: number, utc: boolean): ((value: bigint) => string) => {
  let known = Number.NaN;
  let dayText = '';
  return (value) => {
    const [seconds, fraction] = split(value, perSecond);
    const day = Math.floor(seconds / DAY_SECONDS);
    if (day !== known) {
      known = day;
      dayText = dayOfEpoch(day);
    }
    return `${dayText}T${clockText(seconds - day * DAY_SECONDS, fraction, perSecond)}${utc ? 'Z' : ''}`;
  };
};

/** As `timestampTexts`, of one value in nanoseconds. */
export const timestampText = (nanos: bigint, utc: boolean): string =>
  timestampTexts(Number(SECOND_NANOS), utc)(nanos);

/** Exact decimal text of an unscaled integer. */
export const decimalText = (unscaled: bigint, scale: number): string => {
  if (scale <= 0) return (unscaled * 10n ** BigInt(-scale)).toString();
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};

/** Big-endian two's complement. */
export const bigEndian = (bytes: Uint8Array): bigint => {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(Math.max(1, bytes.length) * 8, value);
};

/** Shortest text that reads back as the same single-precision number. */
export const singleText = (value: number): string => {
  for (let digits = 6; digits < 9 && Number.isFinite(value); digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
};

const hexText = (bytes: Uint8Array): string =>
  `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;

const uuidText = (bytes: Uint8Array): string =>
  hexText(bytes)
    .slice(2)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const halfText = (bytes: Uint8Array): string => {
  const bits = ((bytes[1] ?? 0) << 8) | (bytes[0] ?? 0);
  const sign = bits >> 15 === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? String(sign * Infinity) : 'NaN';
  // Every half-precision number is a whole number of 2^-24 steps.
  const steps = exponent === 0 ? fraction : (1024 + fraction) * (1 << (exponent - 1));
  return String((sign * steps) / 16_777_216);
};

/** Writes the text that `read` makes; values of another physical type are a contradiction of the file. */
const asText =
  (read: (value: unknown) => string | null): ValueWriter =>
  (value, writer) => {
    const text = read(value);
    writer.text(text ?? (value instanceof Uint8Array ? hexText(value) : String(value)));
    return text !== null;
  };

const integerOf = (value: unknown): bigint | null =>
  typeof value === 'bigint' ? value : typeof value === 'number' ? BigInt(value) : null;

const fromInteger = (text: (value: bigint) => string): ValueWriter =>
  asText((value) => {
    const integer = integerOf(value);
    return integer === null ? null : text(integer);
  });

const fromBytes = (text: (bytes: Uint8Array) => string): ValueWriter =>
  asText((value) => (value instanceof Uint8Array ? text(value) : null));

/** Text by annotation, or bytes that happen to be UTF-8: many writers leave the annotation out. */
const textOrHex =
  (annotated: boolean): ValueWriter =>
  (value, writer) => {
    if (!(value instanceof Uint8Array)) {
      writer.text(String(value));
      return false;
    }
    const sound = annotated || firstBad(value, 0, utf8Length) < 0;
    if (sound) writer.bytes(value);
    else writer.text(hexText(value));
    return sound;
  };

const isUtc = ({ converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  logical?.type === 'TIMESTAMP' ? logical.isAdjustedToUTC : converted !== undefined;

const unitOf = (element: SchemaElement, kind: 'TIME' | 'TIMESTAMP'): number | null => {
  const { converted_type: converted, logical_type: logical } = element;
  if (logical?.type === kind) return PER_SECOND[logical.unit] ?? null;
  if (converted === `${kind}_MILLIS`) return 1000;
  return converted === `${kind}_MICROS` ? 1_000_000 : null;
};

/** What cannot become a cell, named in Chinese; `null` = it can. */
export const unsupportedKind = ({
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): string | null => {
  const kind = logical?.type ?? converted ?? '';
  const names: Readonly<Record<string, string>> = {
    BSON: 'BSON',
    INTERVAL: '时间间隔（INTERVAL）',
    VARIANT: 'VARIANT',
    GEOMETRY: '几何图形（GEOMETRY）',
    GEOGRAPHY: '地理图形（GEOGRAPHY）',
  };
  return names[kind] ?? null;
};

const ofInteger = (element: SchemaElement): ValueWriter => {
  const { type, converted_type: converted, logical_type: logical } = element;
  const day = converted === 'DATE' || logical?.type === 'DATE';
  if (day) return fromInteger((value) => dayOfEpoch(Number(value)));
  const stamp = unitOf(element, 'TIMESTAMP');
  if (stamp !== null) return fromInteger(timestampTexts(stamp, isUtc(element)));
  const time = unitOf(element, 'TIME');
  if (time !== null) return fromInteger((value) => clockText(...split(value, time), time));
  const unsigned =
    converted?.startsWith('UINT_') === true || (logical?.type === 'INTEGER' && !logical.isSigned);
  const bits = type === 'INT32' ? 32 : 64;
  if (!unsigned)
    return asText((value) =>
      typeof value === 'number' || typeof value === 'bigint' ? value.toString() : null,
    );
  return fromInteger((value) => BigInt.asUintN(bits, value).toString());
};

/**
 * How the physical values of a flat column become cells: decimals exact, integers by all their digits, dates and times as ISO
 * 8601, fixed bytes without meaning as hexadecimal. Source: Apache Parquet format, LogicalTypes.md.
 */
export const valueWriter = (element: SchemaElement): ValueWriter => {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    const scale = (logical?.type === 'DECIMAL' ? logical.scale : undefined) ?? element.scale ?? 0;
    return asText((value) => {
      const unscaled = value instanceof Uint8Array ? bigEndian(value) : integerOf(value);
      return unscaled === null ? null : decimalText(unscaled, scale);
    });
  }
  switch (type) {
    case 'BOOLEAN':
      return asText((value) => (typeof value === 'boolean' ? String(value) : null));
    case 'INT32':
    case 'INT64':
      return ofInteger(element);
    case 'INT96':
      return fromInteger(timestampTexts(Number(SECOND_NANOS), false));
    case 'FLOAT':
      return asText((value) => (typeof value === 'number' ? singleText(value) : null));
    case 'DOUBLE':
      return asText((value) => (typeof value === 'number' ? String(value) : null));
    case 'BYTE_ARRAY':
      return textOrHex(
        ['UTF8', 'ENUM', 'JSON'].includes(converted ?? '') ||
          ['STRING', 'ENUM', 'JSON'].includes(logical?.type ?? ''),
      );
    default:
      if (logical?.type === 'UUID') return fromBytes(uuidText);
      return logical?.type === 'FLOAT16' ? fromBytes(halfText) : fromBytes(hexText);
  }
};
