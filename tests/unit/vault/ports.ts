import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { type Timer, hostTimer } from '../../../src/lib/vault/deadline';
import { openIndexedDbPort } from '../../../src/lib/vault/indexeddb-port';
import { createMemoryPort } from '../../../src/lib/vault/memory-port';
import type { StoragePort } from '../../../src/lib/vault/storage-port';

/** A browser store with nothing in it; whatever stood in the old one is gone. */
export const freshBrowser = (): void => {
  globalThis.indexedDB = new IDBFactory();
};

type OpenPort = (timer?: Timer) => Promise<StoragePort>;

/** Every implementation of the port, each opening an empty store. */
export const PORTS: readonly (readonly [string, OpenPort])[] = [
  ['memory', (timer = hostTimer) => Promise.resolve(createMemoryPort(timer))],
  [
    'IndexedDB',
    async (timer = hostTimer) => {
      freshBrowser();
      return mustBeOk(await openIndexedDbPort({ timer }));
    },
  ],
];
