import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { parentPort } from 'node:worker_threads';
import { scanPort } from '../../workers/profile/scan-port';
import { type DiskPath, diskFile } from './disk-file';
import { nodeHashing } from './node-hashing';

if (parentPort === null) throw new Error('a scan thread is started by the terminal');
Comlink.expose(scanPort<DiskPath>(diskFile, nodeHashing), nodeEndpoint(parentPort));
