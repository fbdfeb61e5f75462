import { describe, expect, it } from 'vitest';
import { BridgeClient } from '../../../src/lib/bridge/bridge-client';
import { servePort } from '../../../src/lib/bridge/serve-port';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import { plainScribe } from '../../../src/lib/case/case-scribe';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { workerScribe } from '../../../src/lib/state/worker-scribe';
import { CaseVault } from '../../../src/lib/vault/case-vault';
import { createMemoryPort } from '../../../src/lib/vault/memory-port';
import { intakeHandlers } from '../../../workers/handlers/intake';
import { FakeWorker, HeldPort, LIMITS } from '../bridge/fake-worker';
import { blankPatent, patentCase } from '../../fixtures/patent-case';

const NOTE = { savedAt: '2026-11-22 10:00', message: '' };
const caseOf = (count: number): CaseRecord =>
  patentCase({
    records: Array.from({ length: count }, (_, n) =>
      blankPatent(`p-${n}`, { applicationNumber: `2019199${String(n).padStart(5, '0')}.X` }),
    ),
  });
const large = caseOf(400);

/** A bridge to the true handlers, counting the calls; nothing but `intake` may be started. */
const working = () => {
  const calls: string[] = [];
  const bridge = new BridgeClient((name) => {
    expect(name).toBe('intake');
    const port = servePort(intakeHandlers);
    return new FakeWorker({
      ...port,
      run: (job, method, input, record) => {
        calls.push(method);
        return port.run(job, method, input, record);
      },
    });
  }, LIMITS);
  return { bridge, calls };
};
const broken = (): BridgeClient =>
  new BridgeClient(() => {
    throw new Error('没有线程');
  }, LIMITS);

describe('workerScribe', () => {
  it('writes, reads and hashes a large case in the worker, with the same result as here', async () => {
    const { bridge, calls } = working();
    const scribe = workerScribe(bridge);
    const written = mustBeOk(await scribe.write(large));
    expect(written).toEqual(mustBeOk(await plainScribe.write(large)));
    expect(mustBeOk(await scribe.read(written.text))).toEqual(large);
    expect(await scribe.digest(written.text)).toBe(written.sha256);
    expect(await scribe.digest(`${written.text}\uD800`)).toBeNull();
    expect(calls).toEqual(['writeCaseText', 'readCaseText', 'digestText', 'digestText']);
  });

  it('starts no worker for a small case', async () => {
    const bridge = broken();
    const scribe = workerScribe(bridge);
    const written = mustBeOk(await scribe.write(caseOf(3)));
    expect(mustBeOk(await scribe.read(written.text))).toEqual(caseOf(3));
    expect(await scribe.digest(written.text)).toBe(written.sha256);
    expect(bridge.alive).toBe(0);
  });

  it('does the work here when no worker starts, or it is closed', async () => {
    const held = new BridgeClient(() => new FakeWorker(new HeldPort()), LIMITS);
    const waiting = workerScribe(held).write(large);
    held.close();
    for (const written of [await workerScribe(broken()).write(large), await waiting])
      expect(mustBeOk(written).sha256).toBe(mustBeOk(await plainScribe.write(large)).sha256);
  });

  it('passes on what the case itself is refused for', async () => {
    const { bridge } = working();
    const bad = { ...large, title: 'x'.repeat(501) };
    const here = await plainScribe.write(bad);
    expect(await workerScribe(bridge).write(bad)).toEqual(here);
    expect(here.ok).toBe(false);
  });

  it('keeps the promises of the vault: saved, read back, opened again', async () => {
    const { bridge, calls } = working();
    const port = createMemoryPort();
    const vault = new CaseVault(port, workerScribe(bridge));
    const saved = mustBeOk(await vault.save(large, 0, NOTE));
    expect(await vault.open(large.id)).toMatchObject({
      kind: 'opened',
      opened: { caseRecord: large, revision: saved },
    });
    expect(calls).toEqual(['writeCaseText', 'digestText', 'digestText', 'readCaseText']);
    expect(await new CaseVault(port).open(large.id)).toMatchObject({ kind: 'opened' });
  });
});
