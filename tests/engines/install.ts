import { ensureEngines } from '../../scripts/engines/ensure-engines.mjs';

/** Before the first of these tests: the engines and the public tables, from the lockfile of their own package. */
export const setup = (): void => {
  const there = ensureEngines('test', (line) => {
    console.log(line);
  });
  if (!there)
    throw new Error(
      'npm ci in scripts/engines failed: check the connection to the package registry and run it again',
    );
};
