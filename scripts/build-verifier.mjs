// npm run build:verifier: one HTML that verifies packages offline. See src/verifier/README.md.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { build } from 'vite';
import { ensureInstalled } from './ensure-installed.mjs';
import { ROOT } from './root.mjs';

const OUTPUT = join(ROOT, 'dist', 'verifier', 'zhiya-verifier.html');
const LARGEST = 1_500_000;

/** One script (and style) of an entry with everything it needs, in memory. */
const bundled = async (entry, format, plugins) => {
  const [{ output }] = [
    await build({
      root: ROOT,
      configFile: false,
      logLevel: 'error',
      plugins,
      build: {
        write: false,
        target: 'es2023',
        modulePreload: false,
        copyPublicDir: false,
        rolldownOptions: {
          input: join(ROOT, entry),
          output: { format, codeSplitting: false },
          transform: { define: { 'import.meta.url': '""' } },
        },
      },
    }),
  ].flat();
  const code = output.filter(({ type }) => type === 'chunk').map((chunk) => chunk.code);
  if (code.length !== 1) throw new Error(`${entry}: ${code.length} scripts instead of one`);
  const style = output.filter(({ fileName }) => fileName.endsWith('.css')).map(({ source }) => source);
  const others = output.filter(({ type, fileName }) => type === 'asset' && !fileName.endsWith('.css'));
  if (others.length > 0) throw new Error(`${entry}: ${others.map(({ fileName }) => fileName).join(', ')}`);
  return { code: code[0].replaceAll('</script', '<\\/script').trim(), style: style.join('\n').trim() };
};

const sha256 = (text, form) => createHash('sha256').update(text).digest(form);

/** Nothing may be loaded from anywhere and nothing may be sent: `connect-src 'none'` holds in the worker, too. */
const policy = (script, style) =>
  [
    "default-src 'none'",
    `script-src 'sha256-${sha256(script, 'base64')}' 'wasm-unsafe-eval'`,
    'worker-src blob:',
    `style-src 'sha256-${sha256(style, 'base64')}'`,
    "connect-src 'none'",
    "img-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** The page as text: the same sources give the same bytes. */
export const verifierPage = async () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const engine = await bundled('workers/verifier.worker.ts', 'iife', []);
  const page = await bundled('src/verifier/main.ts', 'es', [
    svelte({ configFile: false, compilerOptions: { runes: true } }),
  ]);
  const packed = deflateRawSync(engine.code, { level: 9 }).toString('base64');
  return `<!doctype html>
<html lang="zh-CN" translate="no" data-version="${version}" data-engine="${sha256(engine.code, 'hex').slice(0, 32)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(page.code, page.style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>登记包核验 · 知押</title>
<style>${page.style}</style>
</head>
<body>
<div id="verifier"></div>
<noscript>本文件需要浏览器允许运行脚本；它不连接网络。</noscript>
<script type="text/plain" id="engine">${packed}</script>
<script type="module">${page.code}</script>
</body>
</html>
`;
};

/** Writes the page; fails when it has grown beyond its limit. */
export const buildVerifier = async (output = OUTPUT) => {
  const page = await verifierPage();
  const bytes = Buffer.byteLength(page);
  if (bytes > LARGEST) throw new Error(`the verifier has ${bytes} bytes, at most ${LARGEST} are allowed`);
  mkdirSync(join(output, '..'), { recursive: true });
  writeFileSync(output, page);
  return { output, bytes };
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureInstalled();
  const { output, bytes } = await buildVerifier();
  console.log(`${output}  ${(bytes / 1e6).toFixed(2)} MB`);
}
