import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { diskSpills } from '../../../../src/cli/spill-file';
import { countExactly } from '../../../../src/lib/data-asset/exact/count-exactly';
import { openDataset } from '../../../../src/lib/data-asset/source/table-source';
import type { SpillPort } from '../../../../src/lib/data-asset/table/spill';
import { type Result, mustBeOk } from '../../../../src/lib/kernel/result';
import { browserSpills } from '../../../../workers/profile/exact-spill';
import { memoryFile } from '../../../fixtures/data-source';
import { ASK } from '../../../fixtures/exact-review';

const ROWS = 30_000;
/** Every row but the first 100 once, those three times. */
const TEXT = `a,b\n${Array.from({ length: ROWS }, (_, i) => `${i},${i % 7}\n`).join('')}${Array.from({ length: 200 }, (_, i) => `${i % 100},${(i % 100) % 7}\n`).join('')}`;

const countIn = async (spill: (bytes: number) => Promise<Result<SpillPort>>, cancelled = () => false) =>
  countExactly({
    sources: mustBeOk(await openDataset([memoryFile(TEXT)])),
    rows: ROWS + 200,
    question: { ...ASK, keys: [['a']] },
    others: new Map(),
    missingTokens: [''],
    smallGroup: 5,
    spill,
    watch: { cancelled, breathe: () => Promise.resolve(), tell: () => undefined },
  });

const EXPECTED = {
  duplicateRows: { extra: 200, members: 300, exact: true },
  keys: [{ columns: ['a'], distinct: ROWS, rows: ROWS + 200, exact: true }],
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

describe('hashes on disk', () => {
  it('count as in memory, are readable by this user only, and are deleted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zhiya-test-'));
    vi.stubEnv('TMPDIR', folder);
    try {
      const spills = diskSpills(0);
      expect(mustBeOk(await countIn(spills.open))).toMatchObject(EXPECTED);
      const [inner = ''] = readdirSync(folder);
      const { size, mode } = statSync(join(folder, inner, '0'));
      // Two tasks of 8 bytes a row.
      expect([size, mode & 0o777]).toEqual([(ROWS + 200) * 16, 0o600]);
      spills.close();
      expect(readdirSync(folder)).toEqual([]);
      vi.stubEnv('TMPDIR', join(folder, '没有'));
      expect(await countIn(diskSpills(0).open)).toMatchObject({ ok: false, failure: { code: 'E_SPILL' } });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** A folder of the browser as far as it is used; files that are open cannot be removed. */
const fakeStorage = () => {
  const files = new Map<string, { bytes: Uint8Array; open: boolean }>();
  files.set('left-by-a-killed-tab', { bytes: new Uint8Array(8), open: false });
  files.set('of-another-tab', { bytes: new Uint8Array(8), open: true });
  const accessTo = (name: string) => {
    const file = files.get(name) ?? { bytes: new Uint8Array(0), open: false };
    file.open = true;
    files.set(name, file);
    return {
      write: (piece: Uint8Array, { at }: { at: number }) => {
        const bytes = new Uint8Array(Math.max(file.bytes.length, at + piece.length));
        bytes.set(file.bytes);
        bytes.set(piece, at);
        file.bytes = bytes;
        return piece.length;
      },
      read: (into: Uint8Array, { at }: { at: number }) => {
        into.set(file.bytes.subarray(at, at + into.length));
        return into.length;
      },
      close: () => {
        file.open = false;
      },
    };
  };
  const folder = {
    keys: () => files.keys(),
    getFileHandle: (name: string) =>
      Promise.resolve({ createSyncAccessHandle: () => Promise.resolve(accessTo(name)) }),
    removeEntry: (name: string) =>
      files.get(name)?.open === true
        ? Promise.reject(new DOMException('locked', 'NoModificationAllowedError'))
        : Promise.resolve(void files.delete(name)),
  };
  const root = { getDirectoryHandle: () => Promise.resolve(folder) };
  return { files, storage: { getDirectory: () => Promise.resolve(root) } };
};

describe("hashes in the browser's own files", () => {
  it('count as in memory and are deleted, with what a killed tab left', async () => {
    const { files, storage } = fakeStorage();
    vi.stubGlobal('navigator', { storage });
    const spills = browserSpills(0);
    expect(mustBeOk(await countIn(spills.open))).toMatchObject(EXPECTED);
    expect(files.size).toBe(2);
    await spills.close();
    expect([...files.keys()]).toEqual(['of-another-tab']);
  });

  it('are deleted after a cancel too', async () => {
    const { files, storage } = fakeStorage();
    vi.stubGlobal('navigator', { storage });
    const spills = browserSpills(0);
    let looks = 0;
    const stopped = await countIn(spills.open, () => (looks += 1) > 2);
    expect(stopped).toMatchObject({ ok: false, failure: { code: 'E_CANCELLED' } });
    await spills.close();
    expect([...files.keys()]).toEqual(['of-another-tab']);
  });

  it('are refused in words where the browser gives no place', async () => {
    const getDirectory = () => Promise.reject(new DOMException('no', 'SecurityError'));
    vi.stubGlobal('navigator', { storage: { getDirectory } });
    const refused = await countIn(browserSpills(0).open);
    expect(refused).toMatchObject({ ok: false, failure: { code: 'E_SPILL' } });
    expect(!refused.ok && refused.failure.message).toContain('SecurityError');
  });
});
