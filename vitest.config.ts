import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { fileURLToPath } from 'node:url';
import { type TestProjectInlineConfiguration, defineConfig } from 'vitest/config';

const LAUNCH_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const executablePath = process.env['PW_CHROMIUM'];
const alias = { $lib: fileURLToPath(new URL('./src/lib', import.meta.url)) };

/** Tests that run in a real browser. */
const inBrowser = (test: {
  readonly name: string;
  readonly include: string[];
  readonly globalSetup?: string[];
  readonly testTimeout?: number;
}): TestProjectInlineConfiguration => ({
  plugins: [svelte()],
  resolve: { alias },
  worker: { format: 'es' },
  optimizeDeps: {
    include: [
      'comlink',
      'highs',
      'hash-wasm',
      '@zip.js/zip.js/lib/zip-core-native.js',
      'valibot',
      'decimal.js',
      'idb',
      'canonicalize',
      'papaparse',
      'saxes',
      'pdfmake/build/pdfmake.min.js',
      'pdfjs-dist',
    ],
  },
  server: { headers: { 'Cross-Origin-Resource-Policy': 'cross-origin' } },
  test: {
    ...test,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: {
          args: LAUNCH_ARGS,
          ...(executablePath === undefined ? {} : { executablePath }),
        },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
});

export default defineConfig({
  test: {
    // By itself it leaves one core unused: half of what CI has.
    maxWorkers: '100%',
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/{unit,property,hostile,golden}/**/*.test.ts'],
          // Modules load once per process, not once per file: two thirds of the time went there.
          isolate: false,
          // Long enough for a busy machine; no test measures time.
          testTimeout: 30_000,
          setupFiles: ['tests/fixed-seed.ts', 'tests/leave-no-trace.ts'],
          env: { TZ: 'Asia/Shanghai' },
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'engines',
          environment: 'node',
          include: ['tests/engines/**/*.test.ts'],
          globalSetup: ['tests/engines/install.ts'],
          env: { TZ: 'Asia/Shanghai' },
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'office',
          environment: 'node',
          include: ['tests/office/**/*.test.ts'],
          env: { TZ: 'Asia/Shanghai' },
        },
      },
      inBrowser({ name: 'browser', include: ['tests/browser/**/*.test.ts'] }),
      inBrowser({
        name: 'ink',
        include: ['tests/ink/**/*.test.ts'],
        globalSetup: ['tests/ink/contents.ts'],
        testTimeout: 600_000,
      }),
    ],
  },
});
