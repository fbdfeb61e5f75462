import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../src/lib/case/case-record';
import { readCaseFile, writeCaseFile } from '../../src/lib/container/case-file';
import { type Result, mustBeOk, ok } from '../../src/lib/kernel/result';
import { CaseVault } from '../../src/lib/vault/case-vault';
import { createMemoryPort } from '../../src/lib/vault/memory-port';
import { STORES, type StoragePort } from '../../src/lib/vault/storage-port';
import { reviewPackage, verdictsOf } from '../../src/lib/review/desk/review-package';
import { HOSTILE_PACKINGS } from '../fixtures/hostile-case-files';
import { guardObjectPrototype } from '../fixtures/refusal';
import { edited, filesBelowRoot, tampered } from '../fixtures/small-bag';
import { smallCase } from '../fixtures/small-case';
import { VERIFY, build, edit, repacked } from '../fixtures/small-package';
import { buildZip, text } from '../fixtures/zip-builder';

/**
 * A case is open while a hostile file comes in that says it is the same case, with other content: every store holds afterwards what
 * it held before. Files come in as the start page takes them and as the desk does.
 */

guardObjectPrototype();

const NOTE = { savedAt: '2026-11-22 10:00', message: '' };
const OPEN = smallCase();
const FORGED: CaseRecord = { ...OPEN, title: '换掉的虚构案卷' };

let port: StoragePort;
let vault: CaseVault;
let before: ReadonlyMap<string, unknown>;

const stored = async (): Promise<ReadonlyMap<string, unknown>> =>
  mustBeOk(
    await port.read(STORES, async (transaction) => {
      const all = new Map<string, unknown>();
      for (const store of STORES)
        for (const key of await transaction.keys(store))
          all.set(`${store} ${key}`, await transaction.get(store, key));
      return ok(all);
    }),
  );

beforeEach(async () => {
  port = createMemoryPort();
  vault = new CaseVault(port);
  mustBeOk(await vault.save(OPEN, 0, NOTE));
  mustBeOk(await vault.putBlob(text('虚构附件')));
  before = await stored();
});

/** What stood in the stores stands there still; answers what is new. */
const added = async (): Promise<readonly string[]> => {
  const after = await stored();
  for (const [key, value] of before) expect(after.get(key), key).toEqual(value);
  return [...after.keys()].filter((key) => !before.has(key));
};

/** As the start page takes a case file in (`CaseLibrary.openFile`). */
const takenIn = async (bytes: Uint8Array): Promise<Result<string>> => {
  const read = await readCaseFile(bytes);
  if (!read.ok) return read;
  return ok(mustBeOk(await vault.importCase(read.value, NOTE)).caseRecord.id);
};

const isRefused = async (bytes: Uint8Array, code: string): Promise<void> => {
  const taken = await takenIn(bytes);
  expect(taken.ok ? 'taken in' : taken.failure.code).toBe(code);
  expect(await added()).toEqual([]);
};

describe('a hostile case file beside the open case of the same name', () => {
  it.each(HOSTILE_PACKINGS)('%s leaves the open case as it is', async (_row, code, pack) => {
    const { root, files } = filesBelowRoot(await writeCaseFile(FORGED, new Map()));
    const hostile = pack([...files].map(([path, content]) => ({ name: `${root}/${path}`, content })));
    if (code !== null) return isRefused(hostile, code);
    const id = mustBeOk(await takenIn(hostile));
    expect(id).not.toBe(OPEN.id);
    expect((await added()).every((key) => key.includes(id) || key.startsWith('contents '))).toBe(true);
    const reopened = await vault.open(OPEN.id);
    expect(reopened.kind === 'opened' && reopened.opened.caseRecord).toEqual(OPEN);
  });

  it('ZIP-39 a case file that a desktop tool packed anew never replaces the open case', async () => {
    const { root, files } = filesBelowRoot(await writeCaseFile(FORGED, new Map()));
    const entries = [...files].map(([path, content]) => ({ name: `${root}/${path}`, content }));
    const id = mustBeOk(await takenIn(buildZip({ entries: [...entries, { name: '.DS_Store' }] })));
    await added();
    const [mine, theirs] = [await vault.open(OPEN.id), await vault.open(id)];
    expect(mine.kind === 'opened' && mine.opened.caseRecord).toEqual(OPEN);
    expect(theirs.kind === 'opened' && theirs.opened.caseRecord).toEqual({ ...FORGED, id });
  });

  it.each([
    ['PKG-01', 'E_HASH', (b: Uint8Array) => edited(b, 'data/case.json', (s) => s.replace('换掉', '换过'))],
    ['PKG-06', 'E_MISSING', (b: Uint8Array) => tampered(b, (files) => files.delete('data/case.json'))],
    ['PKG-07', 'E_DUP', (b: Uint8Array) => edited(b, 'manifest-sha256.txt', (s) => s + s)],
    [
      'PKG-08',
      'E_PATH',
      (b: Uint8Array) => edited(b, 'manifest-sm3.txt', (s) => `${s}${'0'.repeat(64)}  ../x\n`),
    ],
    ['PKG-09', 'E_REMOTE', (b: Uint8Array) => tampered(b, (files) => files.set('fetch.txt', text('x')))],
    ['PKG-11', 'E_ALG', (b: Uint8Array) => tampered(b, (files) => files.set('manifest-md5.txt', text('')))],
    ['PKG-12', 'E_FORMAT', (b: Uint8Array) => edited(b, 'manifest-sm3.txt', (s) => s.replace('  ', ' '))],
    ['PKG-13', 'E_CANON', (b: Uint8Array) => edited(b, 'bag-info.txt', (s) => s.replaceAll('\n', '\r\n'))],
  ])('%s leaves the open case as it is', async (_row, code, tamper) => {
    await isRefused(tamper(await writeCaseFile(FORGED, new Map())), code);
  });
});

describe('a hostile package at the desk beside the open case it is about', () => {
  it.each([
    ['PKG-16', 'inputs/case.json', '"amountFen":"4500000000"', '"amountFen":"5500000000"'],
    ['PKG-15', 'package.json', '"securedAmountFen":"1840000000"', '"securedAmountFen":"1940000000"'],
    ['PKG-17', 'rules/rules.json', '"value":10', '"value":99'],
    ['PKG-19', 'results/form.json', '91330825MA9000000F', '91330825MA9000001F'],
    ['PKG-38', 'package.json', '"profile":"zhiya.package/', '"profile":"zhiya.package/9'],
  ])('%s goes into the register and nowhere else', async (_row, path, from, to) => {
    const bytes = await repacked(mustBeOk(await build(OPEN)).bytes, (payload) => {
      edit(payload, path, from, to);
    });
    const { report, facts } = await reviewPackage(bytes, { ...VERIFY, isGround: () => false }, 50);
    const id = report.id ?? '';
    const seen = { id, kind: 'package', fileName: '虚构.zip', bytes: bytes.length } as const;
    mustBeOk(await vault.desk.register({ ...seen, answers: verdictsOf(report), facts }, [], NOTE.savedAt));
    expect((await added()).filter((key) => key.endsWith(id))).toEqual([`deskEntries ${id}`]);
  });
});
