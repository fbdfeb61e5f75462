import { sveltekit } from '@sveltejs/kit/vite';
import { existsSync, readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import { inlineScriptHashes, securityHeaders } from './scripts/security-headers.mjs';

/** The policy headers on every response of the dev and preview servers, worker scripts included. */
const policyHeaders = (): Plugin => {
  const use = (middlewares: import('vite').Connect.Server, headers: Record<string, string>): void => {
    middlewares.use((_request, response, next) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      next();
    });
  };
  return {
    name: 'zhiya-policy-headers',
    enforce: 'pre',
    configureServer: (server) => {
      use(server.middlewares, securityHeaders({ development: true }));
    },
    configurePreviewServer: (server) => {
      const page = existsSync('build/index.html') ? readFileSync('build/index.html', 'utf8') : '';
      use(server.middlewares, securityHeaders({ scriptSources: inlineScriptHashes(page) }));
    },
  };
};

export default defineConfig({
  plugins: [policyHeaders(), sveltekit()],
  worker: { format: 'es' },
  // Fonts stay files: the policy allows none as data.
  build: { target: 'es2023', assetsInlineLimit: 0 },
  server: { fs: { allow: ['workers'] } },
  optimizeDeps: { include: ['comlink', 'highs'] },
});
