import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { CaseVault } from '../../../src/lib/vault/case-vault';
import { createMemoryPort } from '../../../src/lib/vault/memory-port';
import { revisionKey } from '../../../src/lib/vault/records';
import type { StoragePort } from '../../../src/lib/vault/storage-port';
import { emptyCase } from '../case/sample';
import { peek, peekRecord, plant } from './failing-port';
import { NOTE, failureOf, opened } from './notes';

const SECOND = revisionKey('case-1', 2);
const edit = (title: string): CaseRecord => ({ ...emptyCase(), title });

let port: StoragePort;
let vault: CaseVault;
beforeEach(async () => {
  port = createMemoryPort();
  vault = new CaseVault(port);
  mustBeOk(await vault.save(edit('第一稿'), 0, NOTE));
  mustBeOk(await vault.save(edit('第二稿'), 1, NOTE));
});

/** The outcome of an open that must have found revision 2 damaged and offered revision 1. */
const expectSecondDamaged = async (): Promise<void> => {
  const outcome = await vault.open('case-1');
  expect(outcome).toMatchObject({
    kind: 'damaged',
    failure: { code: 'E_REVISION_DAMAGED', path: '案卷 case-1 › 修订 2' },
    lastGood: { caseRecord: { title: '第一稿' }, revision: { revision: 1 }, expectedRevision: 2 },
  });
};

const flipped = (text: string, index: number, bit: number): string =>
  text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ (1 << bit)) + text.slice(index + 1);

describe('STO-08 a stored revision that changed', () => {
  it('is found for one flipped bit anywhere in its text, named, and the last good one is offered', async () => {
    const text = String(await peek(port, 'contents', SECOND));
    for (let index = 0; index < text.length; index += 11) {
      await plant(port, 'contents', SECOND, flipped(text, index, index % 16));
      await expectSecondDamaged();
    }
    await plant(port, 'contents', SECOND, text);
    expect((await opened(vault, 'case-1')).caseRecord.title).toBe('第二稿');
  });

  it('is found for a change of any field of its record', async () => {
    const record = await peekRecord(port, 'revisions', SECOND);
    for (const [field, value] of Object.entries(record)) {
      const other =
        typeof value === 'number' ? value + 1 : Array.isArray(value) ? ['a'.repeat(64)] : `${String(value)}0`;
      await plant(port, 'revisions', SECOND, { ...record, [field]: other });
      await expectSecondDamaged();
      const same = typeof value === 'string' && value.length === 64 ? flipped(value, 5, 0) : null;
      if (same !== null) await plant(port, 'revisions', SECOND, { ...record, [field]: same });
      await expectSecondDamaged();
    }
  });

  it.each([
    ['contents', undefined, '内容缺失'],
    ['contents', 7, '内容缺失'],
    ['contents', '{}', '内容与其校验值不符'],
    ['revisions', undefined, '记录缺失'],
    ['revisions', 'nonsense', '记录无法识别'],
  ] as const)('is found when its part in %s is %j', async (store, value, words) => {
    await plant(port, store, SECOND, value);
    await expectSecondDamaged();
    const outcome = await vault.open('case-1');
    expect(outcome.kind === 'damaged' && outcome.failure.message).toContain(words);
  });

  it('is kept; work goes on above it, and the audit goes on naming it', async () => {
    await plant(port, 'contents', SECOND, '{}');
    mustBeOk(await vault.save(edit('第三稿'), 2, NOTE));
    expect(await opened(vault, 'case-1')).toMatchObject({
      caseRecord: { title: '第三稿' },
      revision: { revision: 3 },
    });
    expect(await peek(port, 'contents', SECOND)).toBe('{}');
    expect(failureOf(await vault.openRevision('case-1', 2)).code).toBe('E_REVISION_DAMAGED');
    expect(mustBeOk(await vault.audit())).toMatchObject([{ path: '案卷 case-1 › 修订 2' }]);
  });

  it('leaves nothing to offer when every revision is damaged, and says so', async () => {
    await plant(port, 'contents', SECOND, '{}');
    await plant(port, 'contents', revisionKey('case-1', 1), '{}');
    expect(await vault.open('case-1')).toMatchObject({
      kind: 'damaged',
      failure: { path: '案卷 case-1 › 修订 2' },
      lastGood: null,
    });
  });
});

describe('STO-08 a head that changed', () => {
  it.each([
    ['缺失', () => undefined],
    ['无法识别', () => ({ caseId: 'case-1' })],
    ['指向修订 1，与实际的最后一次修订（第 2 次）不符', (head: object) => ({ ...head, revision: 1 })],
    ['指向修订 9，与实际的最后一次修订（第 2 次）不符', (head: object) => ({ ...head, revision: 9 })],
    [
      '指向修订 2，与实际的最后一次修订（第 2 次）不符',
      (head: object) => ({ ...head, sha256: 'f'.repeat(64) }),
    ],
  ])('is found (%s), the latest revision is offered, and the next save mends it', async (words, change) => {
    await plant(port, 'cases', 'case-1', change(await peekRecord(port, 'cases', 'case-1')));
    expect(await vault.open('case-1')).toMatchObject({
      kind: 'damaged',
      failure: { code: 'E_HEAD_DAMAGED', message: `案卷目录${words}` },
      lastGood: { caseRecord: { title: '第二稿' }, expectedRevision: 2 },
    });
    expect(mustBeOk(await vault.audit())).toMatchObject([{ code: 'E_HEAD_DAMAGED' }]);
    mustBeOk(await vault.save(edit('第三稿'), 2, NOTE));
    expect((await opened(vault, 'case-1')).revision.revision).toBe(3);
  });

  it('is found when it stands alone', async () => {
    for (const store of ['revisions', 'contents'] as const)
      for (const revision of [1, 2]) await plant(port, store, revisionKey('case-1', revision), undefined);
    expect(await vault.open('case-1')).toMatchObject({
      kind: 'damaged',
      failure: { code: 'E_HEAD_DAMAGED', message: '案卷目录指向的修订全部缺失' },
      lastGood: null,
    });
    expect(mustBeOk(await vault.audit()).map(({ code }) => code)).toEqual(['E_HEAD_DAMAGED']);
  });
});

describe('the audit', () => {
  it('names a revision that is missing in the middle, and a chain that does not fit', async () => {
    mustBeOk(await vault.save(edit('第三稿'), 2, NOTE));
    await plant(port, 'revisions', SECOND, undefined);
    await plant(port, 'contents', SECOND, undefined);
    expect(mustBeOk(await vault.audit())).toMatchObject([
      { path: '案卷 case-1 › 修订 2', message: '第 2 次修订的记录缺失，不能使用' },
    ]);
  });

  it('names a revision that was exchanged for one of another history', async () => {
    const otherPort = createMemoryPort();
    const foreign = new CaseVault(otherPort);
    mustBeOk(await foreign.save(edit('别的第一稿'), 0, NOTE));
    mustBeOk(await foreign.save(edit('别的第二稿'), 1, NOTE));
    for (const [store, key] of [
      ['revisions', SECOND],
      ['contents', SECOND],
      ['cases', 'case-1'],
    ] as const)
      await plant(port, store, key, await peek(otherPort, store, key));
    expect(mustBeOk(await vault.audit())).toMatchObject([
      { path: '案卷 case-1 › 修订 2', message: '第 2 次修订的前一修订校验值对不上，不能使用' },
    ]);
  });
});
