import { defineConfig } from 'vite';

/** The terminal: the same engines as the browser, bundled for Node, with its worker thread beside it. */
export default defineConfig({
  build: {
    ssr: true,
    outDir: 'dist/cli',
    target: 'node20',
    minify: false,
    copyPublicDir: false,
    rolldownOptions: {
      input: {
        zhiya: 'src/cli/main.ts',
        'worker-thread': 'src/cli/worker-thread.ts',
        'scan-thread': 'src/cli/scan-thread.ts',
        'rank-thread': 'src/cli/rank-thread.ts',
        'verify-thread': 'src/cli/verify-thread.ts',
      },
      output: { entryFileNames: '[name].mjs', chunkFileNames: 'shared-[name].mjs' },
    },
  },
});
