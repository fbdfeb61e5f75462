import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach } from 'vitest';

/** What each test costs, one line of JSON each, for `npm run check:guards -- --limits`. */

declare module 'vitest' {
  interface TaskMeta {
    /** How many hostile inputs one test tries, where they are many: the limits are those of one. */
    inputs?: number;
  }
}

const out = process.env['ZHIYA_MEASURE'];
let began = 0;

/** Largest memory of this process since it was last set back, in MB. Linux keeps it; elsewhere what it is now. */
const peak = (): number => {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) / 1024;
  } catch {
    // Another system.
  }
  return process.memoryUsage.rss() / 1024 / 1024;
};

const setPeakBack = (): void => {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Another system.
  }
};

beforeEach(() => {
  globalThis.gc?.();
  setPeakBack();
  began = performance.now();
});

afterEach(({ task }) => {
  if (out === undefined) return;
  const seconds = (performance.now() - began) / 1000;
  const line = { name: task.name, megabytes: peak(), seconds, inputs: task.meta.inputs ?? 1 };
  appendFileSync(out, `${JSON.stringify(line)}\n`);
});
