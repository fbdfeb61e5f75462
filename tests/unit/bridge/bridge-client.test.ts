import { describe, expect, it } from 'vitest';
import { BridgeClient } from '../../../src/lib/bridge/bridge-client';
import type { WorkerName } from '../../../src/lib/bridge/contract';
import { servePort } from '../../../src/lib/bridge/serve-port';
import { ok } from '../../../src/lib/kernel/result';
import { FakeWorker, HeldPort, LIMITS, outcomeOf } from './fake-worker';

const BYTES = { bytes: new Uint8Array([1]) };
const HASHES = { sha256: 'a', sm3: 'b' };

describe('BridgeClient', () => {
  it('sends each call to the worker it belongs to and starts only that one', async () => {
    const started: WorkerName[] = [];
    const bridge = new BridgeClient((name) => {
      started.push(name);
      return new FakeWorker(servePort({ digest: () => ok(HASHES), verifyPackage: () => ok(null) }));
    }, LIMITS);
    expect(bridge.alive).toBe(0);
    expect(await bridge.call('intake', 'digest', BYTES)).toEqual(ok(HASHES));
    expect([started, bridge.alive]).toEqual([['intake'], 1]);
    await bridge.call('registration', 'verifyPackage', BYTES);
    await bridge.call('intake', 'digest', BYTES);
    expect([started, bridge.alive]).toEqual([['intake', 'registration'], 2]);
    bridge.close();
    expect(bridge.alive).toBe(0);
  });

  it('does not let one busy worker hold up another, and settles everything on close', async () => {
    const bridge = new BridgeClient(
      (name) =>
        new FakeWorker(name === 'intake' ? new HeldPort() : servePort({ verifyPackage: () => ok(null) })),
      LIMITS,
    );
    const held = bridge.call('intake', 'digest', BYTES);
    expect(outcomeOf(await bridge.call('registration', 'verifyPackage', BYTES))).toBe('ok');
    bridge.close();
    expect(outcomeOf(await held)).toBe('E_CANCELLED');
    expect(bridge.alive).toBe(0);
  });

  it('gives a caller workers of its own, which hold up nobody and are stopped with the others', async () => {
    const ports: HeldPort[] = [];
    const bridge = new BridgeClient(() => {
      const port = new HeldPort();
      ports.push(port);
      return new FakeWorker(port);
    }, LIMITS);
    const first = bridge.call('registration', 'verifyPackage', BYTES, { lane: 1 });
    const second = bridge.call('registration', 'verifyPackage', BYTES, { lane: 2 });
    const behind = bridge.call('registration', 'verifyPackage', BYTES, { lane: 1 });
    const usual = bridge.call('registration', 'verifyPackage', BYTES);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect([bridge.alive, ports.map(({ jobs }) => jobs.length)]).toEqual([3, [1, 1, 1]]);
    ports[2]?.jobs[0]?.answer(ok(null));
    expect(outcomeOf(await usual)).toBe('ok');
    ports[0]?.jobs[0]?.answer(ok(null));
    expect(outcomeOf(await first)).toBe('ok');
    bridge.close();
    expect([outcomeOf(await second), outcomeOf(await behind)]).toEqual(['E_CANCELLED', 'E_CANCELLED']);
    expect(bridge.alive).toBe(0);
  });
});
