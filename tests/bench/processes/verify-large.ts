import { open, readFile, stat } from 'node:fs/promises';
import { verifyPackage } from '../../../src/lib/review/verify-package';

/** Verifies one package from the disk without recalculation and says what it took. */
const path = process.argv[2] ?? '';
const file = await open(path);
const { size } = await stat(path);
const read = async (start: number, end: number): Promise<Uint8Array> => {
  const bytes = new Uint8Array(end - start);
  await file.read(bytes, 0, bytes.length, start);
  return bytes;
};
const begun = performance.now();
const readInto = async (target: Uint8Array, start: number): Promise<void> => {
  await file.read(target, 0, target.length, start);
};
const { canonical, answers } = await verifyPackage({ size, read, readInto }, { methods: new Map() });
const hashes = answers.integrity.findings.filter(({ code }) => code === 'E_HASH').length;
// Of this program alone: what `getrusage` says begins with the peak of whoever started it.
const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
const own = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
const peakBytes = (own === undefined ? process.resourceUsage().maxRSS : Number(own)) * 1024;
process.stdout.write(JSON.stringify({ size, canonical, hashes, ms: performance.now() - begun, peakBytes }));
