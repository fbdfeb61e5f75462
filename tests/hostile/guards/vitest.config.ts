import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The `unit` project alone and in one process, without what it does not need: starts in a second. Used by `npm run check:guards`. */

const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const measured = process.env['ZHIYA_MEASURE'] !== undefined;

export default defineConfig({
  resolve: { alias: { $lib: at('src/lib') } },
  test: {
    environment: 'node',
    include: ['tests/{unit,hostile}/**/*.test.ts'],
    isolate: false,
    maxWorkers: 1,
    testTimeout: 60_000,
    setupFiles: [
      'tests/fixed-seed.ts',
      'tests/leave-no-trace.ts',
      ...(measured ? ['tests/hostile/guards/measure.ts'] : []),
    ],
    execArgv: measured ? ['--max-old-space-size=384', '--expose-gc'] : [],
    env: { TZ: 'Asia/Shanghai' },
  },
});
