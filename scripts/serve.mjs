// Serves the built site on the loopback interface only, with the policy headers on every response.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { ROOT } from './root.mjs';
import { inlineScriptHashes, securityHeaders } from './security-headers.mjs';

const listen = (server, port) =>
  new Promise((resolve, reject) => {
    const failed = (error) => reject(error);
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      resolve(server.address().port);
    });
  });

/**
 * @param {{ port: number, strict?: boolean }} options strict: fail when the port is taken instead of trying the next
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export const serveBuild = async ({ port, strict = false }) => {
  const folder = join(ROOT, 'build');
  const index = join(folder, 'index.html');
  if (!existsSync(index)) throw new Error('build/index.html is missing: run npm run build first');
  const headers = securityHeaders({ scriptSources: inlineScriptHashes(readFileSync(index, 'utf8')) });
  const files = sirv(folder, {
    single: true,
    etag: true,
    setHeaders: (response, path) => {
      response.setHeader(
        'Cache-Control',
        path.includes('/immutable/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405).end();
      return;
    }
    files(request, response, () => response.writeHead(404).end());
  });
  for (let candidate = port; ; candidate += 1) {
    try {
      const bound = await listen(server, candidate);
      return { url: `http://127.0.0.1:${bound}/`, close: () => server.close() };
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || strict || candidate >= port + 20) throw error;
    }
  }
};
