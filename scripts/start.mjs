// npm start: install when needed, build when stale, serve on 127.0.0.1, print the address.
import { buildIfStale } from './build-if-stale.mjs';
import { ensureInstalled } from './ensure-installed.mjs';

ensureInstalled();
buildIfStale('site');
const { serveBuild } = await import('./serve.mjs');
const port = Number(process.env.PORT ?? 4173);
const { url } = await serveBuild({ port, strict: process.env.PORT !== undefined });
console.log(`\n知押 Zhiya  ${url}\n只在本机提供服务，数据不离开这台电脑。按 Ctrl+C 结束。`);
