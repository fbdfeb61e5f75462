import adapter from '@sveltejs/adapter-static';
import { POLICY } from './scripts/security-headers.mjs';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

// The page's own policy, for hosts that send no headers: the same words without quotes, as Kit wants them.
// frame-ancestors has no effect there; styles are linked, so no hash is needed for them.
const pagePolicy = Object.fromEntries(
  Object.entries(POLICY)
    .filter(([name]) => name !== 'frame-ancestors')
    .map(([name, sources]) => [name, sources.map((source) => source.replaceAll("'", ''))]),
);

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ fallback: 'index.html', strict: false }),
    version: { pollInterval: 0 },
    typescript: {
      config: (c) => ({
        ...c,
        include: [
          ...c.include,
          '../workers/**/*.ts',
          '../vitest.config.ts',
          '../vite.cli.config.ts',
          '../playwright.config.ts',
        ],
      }),
    },
    csp: { mode: 'hash', directives: pagePolicy },
  },
};
