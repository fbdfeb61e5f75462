import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeBundles } from '../../src/lib/data-asset/bundle/merge-bundles';
import { CHUNK_BYTES, merkleRoot } from '../../src/lib/data-asset/bundle/merkle';
import { readBundle } from '../../src/lib/data-asset/bundle/read-bundle';
import { bundleText } from '../../src/lib/data-asset/bundle/write-bundle';
import { sha256Hex } from '../../src/lib/kernel/hashing';
import { mustBeOk } from '../../src/lib/kernel/result';
import { runOver, textFile } from '../fixtures/profile-run';

/** Milliseconds: room for a busy machine, not a measure. */
const BUSY = 60_000;

const cell = fc.oneof(
  fc.constantFrom(
    '',
    'NA',
    '--',
    '是',
    '虚构',
    '2024-02-29',
    '2024-03-01 10:00:00',
    '1e150',
    '-0',
    '12345678901234567890',
  ),
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => String(x)),
  fc.stringMatching(/^[a-zA-Z0-9 汉字@.-]{0,80}$/),
);
const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 40 });
const textOf = (of: readonly (readonly string[])[]): string =>
  `a,b,c\n${of.map((row) => `${row.join(',')}\n`).join('')}`;

describe('profile bundle', () => {
  it('comes back as it was written, whatever stands in the table', { timeout: BUSY }, async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (table) => {
        const bundle = mustBeOk(await runOver([textFile('表.csv', textOf(table))]));
        expect(mustBeOk(await readBundle(bundleText(bundle)))).toEqual(bundle);
      }),
      { numRuns: 25, seed: 4 },
    );
  });

  it('of two parts says what one over both files says', { timeout: BUSY }, async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, async (first, second) => {
        fc.pre(JSON.stringify(first) !== JSON.stringify(second));
        const files = [textFile('一.csv', textOf(first)), textFile('二.csv', textOf(second))];
        const whole = mustBeOk(await runOver(files));
        const parts = await Promise.all(files.map(async (file) => mustBeOk(await runOver([file]))));
        const [a, b] = parts;
        if (a === undefined || b === undefined) throw new Error('two parts');
        expect(mustBeOk(mergeBundles(a, b))).toEqual(whole);
      }),
      { numRuns: 15, seed: 5 },
    );
  });
});

describe('Merkle root', () => {
  const leaf = (hash: string) => sha256Hex(Buffer.concat([Buffer.of(0), Buffer.from(hash, 'hex')]));
  const node = (a: string, b: string) =>
    sha256Hex(Buffer.concat([Buffer.of(1), Buffer.from(a, 'hex'), Buffer.from(b, 'hex')]));

  it('is that of RFC 6962 over the chunk hashes', async () => {
    const hashes = await Promise.all([1, 2, 3].map((n) => sha256Hex(Uint8Array.of(n))));
    const [a = '', b = '', c = ''] = hashes;
    // Three leaves: the left subtree has the largest power of two below three.
    expect(await merkleRoot(hashes)).toBe(
      await node(await node(await leaf(a), await leaf(b)), await leaf(c)),
    );
    expect(await merkleRoot([a])).toBe(await leaf(a));
    expect(await merkleRoot([])).toBe(await sha256Hex(new Uint8Array()));
    expect(CHUNK_BYTES).toBe(8_388_608);
  });

  it('tells a leaf from a node and one order from another', async () => {
    const [a = '', b = ''] = await Promise.all([1, 2].map((n) => sha256Hex(Uint8Array.of(n))));
    const roots = await Promise.all([[a, b], [b, a], [await node(a, b)], [a], [a, b, b]].map(merkleRoot));
    expect(new Set(roots).size).toBe(5);
  });
});
