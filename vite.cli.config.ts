import { defineConfig } from 'vite';

/** The terminal: the same engines as the browser, bundled for Node. */
export default defineConfig({
  build: {
    ssr: 'src/cli/main.ts',
    outDir: 'dist/cli',
    target: 'node20',
    minify: false,
    copyPublicDir: false,
    rollupOptions: { output: { entryFileNames: 'zhiya.mjs', codeSplitting: false } },
  },
});
