import { parseArgs } from 'node:util';
import { BridgeClient } from '../lib/bridge/bridge-client';
import { type Failure, refuse } from '../lib/kernel/result';
import { importCommand, packageCommand, structureCommand } from './case-commands';
import type { Command, Options } from './command';
import { verifyCommand } from './file-commands';
import { fingerprintCommand } from './fingerprint-command';
import { spawnNodeWorker } from './node-workers';
import { profileCommand } from './profile-command';
import { rankCommand } from './rank-command';
import { scoreCommand } from './score-command';
import { screenCommand } from './screen-command';
import { valueCommand } from './value-command';
import { withWarehouse } from './warehouse-command';

const COMMANDS: Readonly<Record<string, Command>> = {
  score: scoreCommand,
  rank: rankCommand,
  value: valueCommand,
  profile: withWarehouse(profileCommand),
  fingerprint: fingerprintCommand,
  screen: screenCommand,
  structure: structureCommand,
  package: packageCommand,
  verify: verifyCommand,
  import: importCommand,
};

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  date: { type: 'string' },
  scheme: { type: 'string' },
  scenario: { type: 'string' },
  region: { type: 'string' },
  overlay: { type: 'string' },
  out: { type: 'string' },
  'in-case': { type: 'string' },
  'file-group': { type: 'string' },
  by: { type: 'string' },
  unit: { type: 'string' },
  year: { type: 'string' },
  event: { type: 'string' },
  reason: { type: 'string' },
  engine: { type: 'string' },
  plan: { type: 'string' },
  workers: { type: 'string' },
  header: { type: 'string' },
  'header-row': { type: 'string' },
  delimiter: { type: 'string' },
  encoding: { type: 'string' },
  sheet: { type: 'string' },
  resume: { type: 'string' },
  top: { type: 'string' },
  table: { type: 'string' },
  columns: { type: 'string' },
  list: { type: 'string' },
  range: { type: 'string' },
  from: { type: 'string' },
  before: { type: 'string' },
  exact: { type: 'boolean' },
  references: { type: 'boolean' },
  key: { type: 'string', multiple: true },
  group: { type: 'string', multiple: true },
  'salt-file': { type: 'string' },
  compare: { type: 'boolean' },
  url: { type: 'string' },
  timeout: { type: 'string' },
  summary: { type: 'boolean' },
} as const;

const usage = (): string =>
  ['zhiya COMMAND … [--json] [--overlay FILE]', ...Object.values(COMMANDS).map((c) => `  ${c.usage}`)].join(
    '\n',
  );

const complain = ({ code, message, path, remedy }: Failure): number => {
  process.stderr.write(`${JSON.stringify({ code, message, path, remedy })}\n`);
  return 2;
};

const parse = (argv: readonly string[]): { files: string[]; options: Options } | Failure => {
  try {
    const { positionals, values } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
    return { files: positionals, options: values };
  } catch (error) {
    return {
      code: 'E_USAGE',
      message: `选项不对：${error instanceof Error ? error.message : String(error)}`,
      path: argv.join(' '),
      remedy: usage(),
    };
  }
};

/**
 * The terminal. Exit status: 0 all well; 1 a finding; 2 bad input, with `{code, message, path, remedy}` as JSON on
 * standard error. With `--json` exactly one document goes to standard output. `--help` prints the usage and does nothing.
 */
export const main = async (argv: readonly string[]): Promise<number> => {
  const parsed = parse(argv);
  if ('code' in parsed) return complain(parsed);
  const [name, ...files] = parsed.files;
  if (parsed.options['help'] === true) {
    process.stdout.write(
      `${parsed.options['json'] === true ? JSON.stringify({ usage: usage() }) : usage()}\n`,
    );
    return 0;
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    const unknown = refuse(
      'E_USAGE',
      name === undefined ? '没有给出命令' : `没有命令“${name}”`,
      name ?? '',
      usage(),
    );
    return unknown.ok ? 0 : complain(unknown.failure);
  }
  const bridge = new BridgeClient(spawnNodeWorker);
  try {
    const answer = await command.run({ bridge, files, options: parsed.options });
    if (!answer.ok) return complain(answer.failure);
    const { document, text, finding, written } = answer.value;
    if (written !== true)
      process.stdout.write(`${parsed.options['json'] === true ? JSON.stringify(document) : text}\n`);
    return finding ? 1 : 0;
  } finally {
    bridge.close();
  }
};
