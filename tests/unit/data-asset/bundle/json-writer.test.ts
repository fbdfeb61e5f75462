import { describe, expect, it } from 'vitest';
import { JsonWriter, toJson } from '../../../../src/lib/data-asset/bundle/packed';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('JsonWriter', () => {
  it('writes what JSON.stringify writes of plain data', () => {
    const value = { a: [1, -0.5, 1e21, true, null], '引号"': '换行\n与\u2028虚构😀', empty: {}, none: [] };
    expect(text(new JsonWriter().write(value))).toBe(JSON.stringify(value));
  });

  it('writes maps as lists of pairs and arrays of numbers as base64 of their bytes', () => {
    expect(
      toJson({ map: new Map([['a', 1]]), bytes: Uint8Array.of(1, 2, 3, 4), shorts: Uint16Array.of(258) }),
    ).toEqual({
      map: [['a', 1]],
      bytes: 'u8:AQIDBA==',
      shorts: 'u16:AgE=',
    });
    expect(toJson(Float64Array.of(1).subarray(0, 0))).toBe('f64:');
  });

  it('writes only the part of the memory that an array shows', () => {
    expect(toJson(Uint8Array.of(9, 1, 2, 3, 9).subarray(1, 4))).toBe('u8:AQID');
  });

  it('uses memory that it is given, and larger one when that is too small', () => {
    const memory = new ArrayBuffer(64);
    new Uint8Array(memory).fill(120);
    const short = new JsonWriter(memory).write(['ab']);
    expect(text(short)).toBe('["ab"]');
    expect(short.buffer).toBe(memory);
    const long = new JsonWriter(memory).write(['虚'.repeat(5000)]);
    expect(text(long)).toBe(`["${'虚'.repeat(5000)}"]`);
    expect(long.buffer).not.toBe(memory);
    expect(text(new JsonWriter(new ArrayBuffer(0)).write([1]))).toBe('[1]');
  });

  it('begins anew with every value', () => {
    const writer = new JsonWriter();
    writer.write({ long: 'x'.repeat(100) });
    expect(text(writer.write({ a: 1 }))).toBe('{"a":1}');
  });
});
