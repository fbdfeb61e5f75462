import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../src/lib/kernel/result';
import { type StoragePort, spanBelow } from '../../../src/lib/vault/storage-port';
import { plant, peek } from './failing-port';
import { manualTimer } from './manual-timer';
import { failureOf } from './notes';
import { PORTS } from './ports';

const REFUSAL = { code: 'E_TEST', message: '不行', path: '', remedy: '无' };

const keysOf = async (port: StoragePort) =>
  port.read(['drafts'], async (transaction) => ok(await transaction.keys('drafts')));

describe.each(PORTS)('storage port: %s', (_name, open) => {
  it('keeps values and gives back copies', async () => {
    const port = await open();
    const value = { list: [1, 2], bytes: new Uint8Array([1, 2, 3]) };
    await plant(port, 'blobs', 'k', value);
    value.list.push(3);
    expect(await peek(port, 'blobs', 'k')).toEqual({ list: [1, 2], bytes: new Uint8Array([1, 2, 3]) });
    expect(await peek(port, 'blobs', 'absent')).toBeUndefined();
  });

  it('orders keys by code unit and finds the last of a span', async () => {
    const port = await open();
    for (const key of ['b/2', 'b/10', 'b', 'b0', 'c/1', 'a/9']) await plant(port, 'drafts', key, key);
    const found = await port.read(['drafts'], async (transaction) =>
      ok({
        all: await transaction.keys('drafts'),
        below: await transaction.keys('drafts', spanBelow('b')),
        values: await transaction.values('drafts', spanBelow('b')),
        last: await transaction.lastKey('drafts', spanBelow('b')),
        none: await transaction.lastKey('drafts', spanBelow('x')),
      }),
    );
    expect(found).toEqual({
      ok: true,
      value: {
        all: ['a/9', 'b', 'b/10', 'b/2', 'b0', 'c/1'],
        below: ['b/10', 'b/2'],
        values: ['b/10', 'b/2'],
        last: 'b/2',
        none: undefined,
      },
    });
  });

  it('removes a key and a span', async () => {
    const port = await open();
    for (const key of ['a', 'b/1', 'b/2', 'c']) await plant(port, 'drafts', key, key);
    await port.write(['drafts'], async (transaction) => {
      await transaction.delete('drafts', 'a');
      await transaction.deleteSpan('drafts', spanBelow('b'));
      return ok(null);
    });
    expect(await keysOf(port)).toEqual(ok(['c']));
  });

  it('undoes everything when the body refuses, and answers with its failure', async () => {
    const port = await open();
    await plant(port, 'drafts', 'a', 1);
    const refused = await port.write(['drafts', 'cases'], async (transaction) => {
      await transaction.put('drafts', 'a', 2);
      await transaction.add('cases', 'x', 1);
      await transaction.deleteSpan('drafts', { from: 'a', before: 'b' });
      return fail(REFUSAL);
    });
    expect(refused).toEqual(fail(REFUSAL));
    expect(await peek(port, 'drafts', 'a')).toBe(1);
    expect(await peek(port, 'cases', 'x')).toBeUndefined();
  });

  it('undoes everything when an operation is refused: a key that is taken', async () => {
    const port = await open();
    await plant(port, 'drafts', 'a', 1);
    const refused = await port.write(['drafts'], async (transaction) => {
      await transaction.put('drafts', 'b', 2);
      await transaction.add('drafts', 'a', 3);
      return ok(null);
    });
    expect(failureOf(refused).code).toBe('E_STORE_UNKNOWN');
    expect(failureOf(refused).message).toContain('ConstraintError');
    expect(await keysOf(port)).toEqual(ok(['a']));
    expect(await peek(port, 'drafts', 'a')).toBe(1);
  });

  it('throws on a bug of the body, undone, and goes on working', async () => {
    const port = await open();
    const bug = port.write(['drafts'], async (transaction) => {
      await transaction.put('drafts', 'a', 1);
      throw new TypeError('a bug');
    });
    await expect(bug).rejects.toThrow('a bug');
    expect(await keysOf(port)).toEqual(ok([]));
  });

  it('runs writes one after the other: a hundred increments from ten sides end at a hundred', async () => {
    const port = await open();
    await plant(port, 'drafts', 'n', 0);
    const increment = () =>
      port.write(['drafts'], async (transaction) => {
        await transaction.put('drafts', 'n', Number(await transaction.get('drafts', 'n')) + 1);
        return ok(null);
      });
    const side = async () => {
      for (let i = 0; i < 10; i += 1) await increment();
    };
    await Promise.all(Array.from({ length: 10 }, side));
    expect(await peek(port, 'drafts', 'n')).toBe(100);
  });

  it('gives up on a transaction that never answers, undone, and goes on working', async () => {
    const timer = manualTimer();
    const port = await open(timer);
    const hung = port.write(['drafts'], async (transaction) => {
      await transaction.put('drafts', 'a', 1);
      timer.fireAll();
      return new Promise(() => undefined);
    });
    const failure = failureOf(await hung);
    expect(failure).toMatchObject({ code: 'E_STORE_TIMEOUT', path: '本机数据库' });
    expect(failure.message).toContain('不能确认已保存');
    expect(failure.remedy).toContain('下载备份文件');
    expect(await keysOf(port)).toEqual(ok([]));
  });
});
