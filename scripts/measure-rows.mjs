// The part of check:guards --limits: peak memory and time of every row of the hostile-input catalogue.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Issue and catalogue: less than 512 MB and 5 s for one hostile input, the whole process included. */
const MOST_MEGABYTES = 512;
const MOST_SECONDS = 5;

/**
 * Runs the tests of the rows in one process and prints what each row cost at most.
 * @returns exit code
 */
export const measureRows = async ({ rows, run, work }) => {
  const file = join(work, 'measured.jsonl');
  const report = await run({ ZHIYA_MEASURE: file });
  if (report === null || !report.success || !existsSync(file)) {
    console.error('The tests are not green: nothing was measured');
    return 1;
  }
  const measured = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  let within = 0;
  for (const row of rows) {
    const tests = measured.filter(({ name }) => name.includes(row));
    const megabytes = Math.max(...tests.map((test) => test.megabytes));
    const seconds = Math.max(...tests.map((test) => test.seconds / test.inputs));
    const inputs = tests.reduce((sum, test) => sum + test.inputs, 0);
    const good = tests.length > 0 && megabytes < MOST_MEGABYTES && seconds < MOST_SECONDS;
    if (good) within += 1;
    console.log(
      `${row}  ${good ? 'within' : 'OVER'}  ${megabytes.toFixed(0)} MB  ${seconds.toFixed(2)} s  (${tests.length} tests, ${inputs} inputs)`,
    );
  }
  console.log(`${within} of ${rows.length} rows within ${MOST_MEGABYTES} MB and ${MOST_SECONDS} s`);
  return within === rows.length ? 0 : 1;
};
