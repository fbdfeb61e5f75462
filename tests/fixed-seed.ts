import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/**
 * One seed for every property, so that what passed here passes anywhere. `ZHIYA_SEED=<number>` looks elsewhere; a counterexample
 * found so becomes one of the `examples` of its property.
 */
const seed = Number(process.env['ZHIYA_SEED'] ?? 20_261_122);

const { testPath } = expect.getState();
// Loading fast-check in the hundreds of files that hold no property would cost seconds.
if (testPath !== undefined && readFileSync(testPath, 'utf8').includes("from 'fast-check'")) {
  const { configureGlobal } = await import('fast-check');
  configureGlobal({ seed });
}
