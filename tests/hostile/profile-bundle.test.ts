import { beforeAll, describe, expect, it } from 'vitest';
import { mergeBundles } from '../../src/lib/data-asset/bundle/merge-bundles';
import { readBundle } from '../../src/lib/data-asset/bundle/read-bundle';
import { bundleText } from '../../src/lib/data-asset/bundle/write-bundle';
import type { ProfileBundle } from '../../src/lib/data-asset/bundle/bundle-model';
import { mustBeOk } from '../../src/lib/kernel/result';
import { runOver, textFile } from '../fixtures/profile-run';

const TEXT = `id,flow,day,note\n${Array.from({ length: 40 }, (_, i) => `${i},${i}.5,2024-01-0${(i % 9) + 1},虚构${i % 3}\n`).join('')}`;

type Json = Record<string, unknown>;
let bundle: ProfileBundle;
let text = '';

beforeAll(async () => {
  bundle = mustBeOk(await runOver([textFile('表.csv', TEXT)]));
  text = bundleText(bundle);
});

/** A change at a path such as `sketch.columns.1.values`. */
const changed = (path: string, value: unknown): string => {
  const json = JSON.parse(text) as Json;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at: Json = json;
  for (const key of keys) at = at[key] as Json;
  expect(Object.hasOwn(at, last), path).toBe(true);
  at[last] = value;
  return JSON.stringify(json);
};

const codeOf = async (other: string): Promise<string> => {
  const read = await readBundle(other);
  return read.ok ? 'ok' : read.failure.code;
};

const f64 = (...numbers: readonly number[]): string =>
  `f64:${Buffer.from(new Float64Array(numbers).buffer).toString('base64')}`;
const u8 = (bytes: Uint8Array): string => `u8:${Buffer.from(bytes).toString('base64')}`;

describe('a bundle from a stranger', () => {
  it('is read as it was written', async () => {
    expect(mustBeOk(await readBundle(text))).toEqual(bundle);
  });

  it.each([
    ['another kind of file', 'schema', 'zhiya.profile-bundle/2'],
    ['a warning that was taken out', 'contains', ''],
    ['rows that the columns do not have', 'sketch.rows', 41],
    ['a negative count', 'sketch.blank', -1],
    ['a fraction of a row', 'sketch.rows', 39.5],
    ['values that the types do not have', 'sketch.columns.0.values', 41],
    ['types that the values do not have', 'sketch.columns.0.types.integer', 39],
    ['missing cells beyond the rows', 'sketch.columns.3.missing', [['', 1]]],
    ['registers of another length', 'sketch.rowRegisters', u8(new Uint8Array(100))],
    ['a rank no hash can have', 'sketch.rowRegisters', u8(new Uint8Array(16384).fill(60))],
    ['registers that are no base64', 'sketch.columns.0.registers', 'u8:###'],
    ['another kind of array', 'sketch.columns.0.registers', f64(1)],
    ['half a number', 'sketch.columns.0.top.counts', 'f64:AAAA'],
    ['NaN among the counts', 'sketch.columns.0.times.counts', f64(Number.NaN)],
    ['infinity among the counts', 'sketch.columns.0.top.unlisted', f64(Number.POSITIVE_INFINITY)],
    ['a negative count in an array', 'sketch.columns.0.top.missed', f64(...Array<number>(40).fill(-1))],
    ['value ends beyond the values', 'sketch.columns.0.top.bytes', u8(new Uint8Array(3))],
    ['more numbers than values', 'sketch.columns.1.numbers.count', 41],
    ['an extreme that is no number', 'sketch.columns.1.numbers.min', 'abc'],
    ['an extreme without numbers', 'sketch.columns.3.numbers.max', '1'],
    ['a mean that is no number', 'sketch.columns.1.numbers.mean', '<script>'],
    ['dates before the first one', 'sketch.columns.2.times.last', 0],
    ['a shape that nobody has', 'sketch.columns.3.shapes.other', 5],
    ['more finds than values', 'sketch.columns.0.detected.email', { matches: 99, valid: 0 }],
    ['more valid than found', 'sketch.columns.0.detected.email', { matches: 0, valid: 1 }],
    [
      'ranges that overlap',
      'sketch.ranges',
      [
        { from: 0, to: 50 },
        { from: 40, to: 90 },
      ],
    ],
    ['a range beyond the files', 'sketch.ranges', [{ from: 0, to: 2 ** 43 }]],
    ['an unknown fault', 'sketch.faults', [['E_OTHER', { count: 1, firstOffset: 0 }]]],
    ['a fault in no file', 'sketch.faults', [['E_RAGGED', { count: 1, firstOffset: 2 ** 44 }]]],
    ['a sample of another table', 'sketch.sample.seen', 7],
    ['a column too many', 'header.columns', ['id', 'flow', 'day', 'note', 'x']],
    ['a chunk hash that is none', 'files.0.chunks', ['00']],
    ['a chunk too many', 'files.0.chunks', ['0'.repeat(64), '1'.repeat(64)]],
    ['a root that is not of the chunks', 'files.0.merkleRoot', '0'.repeat(64)],
    ['a file read without its bytes', 'files.0.chunks', [null]],
    ['fewer records than the sketch', 'files.0.rows', 3],
    ['a field that nobody knows', 'header', { ...({} as Json), method: 'x' }],
  ])('is refused with %s', async (_, path, value) => {
    expect(await codeOf(changed(path, value))).toBe('E_BUNDLE');
  });

  it('is refused cut off, doubled and with a key twice', async () => {
    expect(await codeOf(text.slice(0, -10))).toBe('E_JSON');
    expect(await codeOf(`${text}${text}`)).toBe('E_JSON');
    expect(await codeOf(text.replace('"schema":', '"schema":"x","schema":'))).toBe('E_DUP_KEY');
  });

  it('is merged only with its like, and never with itself', async () => {
    const other = mustBeOk(await runOver([textFile('二.csv', 'id,flow,day,x\n1,2,2024-01-01,y\n')]));
    const twice = mergeBundles(bundle, bundle);
    expect(twice.ok || twice.failure.code).toBe('E_OVERLAP');
    const foreign = mergeBundles(bundle, other);
    expect(foreign.ok || foreign.failure.code).toBe('E_BUNDLE_HEADER');
    const open = mergeBundles(bundle, { ...bundle, sketch: null });
    expect(open.ok || open.failure.code).toBe('E_BUNDLE_OPEN');
  });
});
