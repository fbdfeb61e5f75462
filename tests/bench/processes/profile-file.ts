import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { openTable } from '../../../src/lib/data-asset/kernel/open-table';
import { ProfileKernel } from '../../../src/lib/data-asset/kernel/profile-kernel';
import { shippedSettings } from '../../../src/lib/data-asset/profile-settings';

/** The whole profile of one file in one thread. */
const [path = ''] = process.argv.slice(2);
const file = openSync(path, 'r');
const { size } = fstatSync(file);
const buffer = new Uint8Array(4 * 1024 * 1024);
const head = buffer.slice(0, readSync(file, buffer, 0, 64 * 1024, 0));
const table = mustBeOk(openTable(head, head.length === size, path));
const kernel = new ProfileKernel({
  ...table,
  ...shippedSettings(),
  columns: table.header.length,
  until: size,
});
for (let at = table.from; !kernel.done;) {
  const read = readSync(file, buffer, 0, buffer.length, at);
  if (read === 0) break;
  kernel.push(buffer.subarray(0, read));
  at += read;
}
closeSync(file);
const { rows, columns } = kernel.finish();
const usage = process.resourceUsage();
process.stdout.write(
  JSON.stringify({
    rows,
    columns: columns.length,
    megabytesPerCpuSecond: size / (usage.userCPUTime + usage.systemCPUTime),
    peakBytes: usage.maxRSS * 1024,
  }),
);
