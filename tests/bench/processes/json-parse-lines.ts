import { createReadStream } from 'node:fs';

/** What stands beside the bar: `JSON.parse` of every line of a file and nothing else. */
const [path = ''] = process.argv.slice(2);
let [cases, bytes, held] = [0, 0, Buffer.alloc(0)];
for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
  bytes += piece.length;
  let from = 0;
  for (;;) {
    const end = piece.indexOf(10, from);
    if (end < 0) break;
    const line =
      held.length === 0 ? piece.subarray(from, end) : Buffer.concat([held, piece.subarray(from, end)]);
    if (typeof JSON.parse(line.toString('utf8')) === 'object') cases += 1;
    held = Buffer.alloc(0);
    from = end + 1;
  }
  held = Buffer.concat([held, piece.subarray(from)]);
}
process.stdout.write(JSON.stringify({ cases, bytes, peakBytes: process.resourceUsage().maxRSS * 1024 }));
