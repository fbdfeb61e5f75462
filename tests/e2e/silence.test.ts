import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdirSync } from 'node:fs';
import { expect, test } from './walk';
import { test as plain } from '@playwright/test';

plain('NET-02 page and workers of the built site cannot reach a second server', async ({ page, baseURL }) => {
  let hits = 0;
  const server = createServer((_request, response) => {
    hits += 1;
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end('seen');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const foreign = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await page.goto('./');
  const fromPage = await page.evaluate(
    (address) =>
      fetch(address).then(
        () => 'reached',
        () => 'blocked',
      ),
    foreign,
  );
  expect(fromPage).toBe('blocked');
  // Drives every worker script of the build through the browser's own inspection, not through our code.
  const scripts = readdirSync('build/_app/immutable/workers').filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThanOrEqual(6);
  expect(scripts.some((name) => name.startsWith('scan.worker'))).toBe(true);
  for (const script of scripts) {
    const started = page.waitForEvent('worker');
    await page.evaluate((address) => {
      new Worker(address, { type: 'module' });
    }, `/_app/immutable/workers/${script}`);
    const worker = await started;
    const outcome = await worker.evaluate(
      (address) =>
        fetch(address).then(
          () => 'reached',
          () => 'blocked',
        ),
      foreign,
    );
    expect(outcome, script).toBe('blocked');
  }
  server.close();
  expect(hits).toBe(0);
  expect(baseURL).toBeDefined();
});

test('NET-07 policy headers stand on pages and worker scripts', async ({ request }) => {
  const [script] = readdirSync('build/_app/immutable/workers').filter((name) => name.endsWith('.js'));
  for (const path of ['./', './rules', `./_app/immutable/workers/${script ?? ''}`]) {
    const headers = (await request.get(path)).headers();
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toContain('unsafe-eval ');
    expect(policy.split(';').find((d) => d.trim().startsWith('script-src '))).not.toContain('unsafe-inline');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
  }
});

for (const [mode, script] of [
  ['dev', '/workers/intake.worker.ts?worker_file&type=module'],
  ['preview', '/_app/immutable/workers/'],
] as const)
  plain(`NET-07 the ${mode} server sends the policy on pages and workers`, async ({ request }) => {
    const port = mode === 'dev' ? 4181 : 4182;
    const server = spawn(
      process.execPath,
      ['node_modules/vite/bin/vite.js', mode, '--host', '127.0.0.1', '--port', String(port), '--strictPort'],
      { stdio: 'ignore' },
    );
    try {
      const base = `http://127.0.0.1:${port}`;
      await expect
        .poll(
          () =>
            request.get(base).then(
              (r) => r.status(),
              () => 0,
            ),
          { timeout: 40_000 },
        )
        .toBe(200);
      const [built = ''] = readdirSync('build/_app/immutable/workers').filter((name) => name.endsWith('.js'));
      for (const path of ['/', mode === 'dev' ? script : `${script}${built}`]) {
        const response = await request.get(`${base}${path}`);
        expect(response.status(), path).toBe(200);
        expect(response.headers()['content-security-policy'] ?? '', path).toContain("default-src 'none'");
        expect(response.headers()['cross-origin-embedder-policy'], path).toBe('require-corp');
      }
    } finally {
      server.kill();
    }
  });
