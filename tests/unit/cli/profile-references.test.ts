import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DiskPath, diskFile, diskPath } from '../../../src/cli/disk-file';
import { profileReferences } from '../../../src/cli/profile-references';
import { LocalLane } from '../../../src/lib/data-asset/run/local-lane';
import type { ScanSetup } from '../../../src/lib/data-asset/run/scan-unit';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { hashing } from '../../fixtures/profile-run';

// Threads run built code; here this thread scans.
const HERE = {
  lanes: (files: readonly DiskPath[], setup: Omit<ScanSetup, 'files'>) =>
    Promise.resolve({
      lanes: [new LocalLane({ ...setup, files: files.map(diskFile) }, hashing)],
      close: () => undefined,
    }),
};

/** 虚构: 40 keys, and a table of which every column stands in them. */
const KEYS = `k\n${Array.from({ length: 40 }, (_, i) => `A${i}`).join('\n')}\n`;
const wide = (columns: number): string => {
  const names = Array.from({ length: columns }, (_, i) => `c${i}`);
  return `${names.join(',')}\n${Array.from({ length: 40 }, (_, i) => names.map(() => `A${i % 10}`).join(',')).join('\n')}\n`;
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhiya-references-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const asked = async (columns: number) => {
  const [child, parent] = [join(folder, `宽${columns}.csv`), join(folder, '键.csv')];
  writeFileSync(child, wide(columns));
  writeFileSync(parent, KEYS);
  const paths = [await diskPath(child), await diskPath(parent)];
  return mustBeOk(await profileReferences(paths, 1, { exact: true }, HERE));
};

describe('references counted in the terminal', () => {
  it('all of ten are counted: clean', async () => {
    const { finding, document, text } = await asked(10);
    expect(finding).toBe(false);
    expect(document).toMatchObject({ notes: [] });
    expect(text).not.toContain('没有核验');
  });

  it('what was not counted is named, and the answer is not clean', async () => {
    const { finding, document, text } = await asked(12);
    expect(finding).toBe(true);
    expect(text).toContain('没有核验的有 2 条');
    expect(document).toMatchObject({ notes: [expect.stringContaining('见于“键.csv”的 k')] });
  });
});
