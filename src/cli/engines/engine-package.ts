import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Result, ok, refuse } from '../../lib/kernel/result';

/** What `scripts/engines/ensure-engines.mjs` gives. */
interface EnginePackage {
  ensureEngines(level: 'run' | 'test', say: (line: string) => void): boolean;
  loadEngine(name: string): unknown;
}

/** Upwards from this file, which runs from `src/cli` in tests and bundled from `dist/cli`. */
const scriptOf = (): string | null => {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const script = join(folder, 'scripts', 'engines', 'ensure-engines.mjs');
    if (existsSync(script)) return script;
    if (folder === dirname(folder)) return null;
  }
};

/**
 * An engine by its package name, installed on demand; progress is told on standard error.
 * Errors: `E_ENGINE_INSTALL`; `E_ENGINE_ABSENT` where this machine has no build of it.
 */
export const engineModule = async (name: 'chdb' | '@duckdb/node-api'): Promise<Result<unknown>> => {
  const script = scriptOf();
  const missing = (message: string): Result<never> =>
    refuse(
      'E_ENGINE_INSTALL',
      message,
      'scripts/engines',
      '请确认 npm 能连到软件包仓库后重试，或改用 --engine own',
    );
  if (script === null) return missing('找不到引擎的安装脚本');
  const engines = (await import(/* @vite-ignore */ pathToFileURL(script).href)) as EnginePackage;
  const there = engines.ensureEngines('run', (line) => process.stderr.write(`${line}\n`));
  if (!there) return missing('分析引擎没有装上');
  const loaded = engines.loadEngine(name);
  return loaded === null || loaded === undefined
    ? refuse(
        'E_ENGINE_ABSENT',
        `这台机器上没有可用的 ${name}`,
        `${process.platform}-${process.arch}`,
        name === 'chdb'
          ? '进程内的 ClickHouse 只有 Linux（glibc）和 macOS 版。请改用 --engine duckdb，或用 --url 连接自有的 ClickHouse'
          : '请改用 --engine own',
      )
    : ok(loaded);
};
