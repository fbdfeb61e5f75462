import { parseArgs } from 'node:util';
import { BridgeClient } from '../lib/bridge/bridge-client';
import { type Failure, refuse } from '../lib/kernel/result';
import type { Command, Options } from './command';
import { spawnNodeWorker } from './node-workers';

/** Each is loaded when it is asked for: what one command needs the others need not wait for. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  score: async () => (await import('./score-command')).scoreCommand,
  rank: async () => (await import('./rank-command')).rankCommand,
  value: async () => (await import('./value-command')).valueCommand,
  profile: async () => {
    const [{ profileCommand }, { withWarehouse }] = await Promise.all([
      import('./profile-command'),
      import('./warehouse-command'),
    ]);
    return withWarehouse(profileCommand);
  },
  fingerprint: async () => (await import('./fingerprint-command')).fingerprintCommand,
  screen: async () => (await import('./screen-command')).screenCommand,
  structure: async () => (await import('./case-commands')).structureCommand,
  loss: async () => (await import('./loss-command')).lossCommand,
  cost: async () => (await import('./cost-command')).costCommand,
  products: async () => (await import('./products-command')).productsCommand,
  package: async () => (await import('./case-commands')).packageCommand,
  signature: async () => (await import('./signature-command')).signatureCommand,
  verify: async () => (await import('./verify-command')).verifyCommand,
  diff: async () => (await import('./diff-command')).diffCommand,
  import: async () => (await import('./case-commands')).importCommand,
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
  joint: { type: 'boolean' },
  draws: { type: 'string' },
  catalogue: { type: 'string' },
  jsonl: { type: 'boolean' },
  quick: { type: 'boolean' },
  trust: { type: 'string' },
  pdf: { type: 'boolean' },
  templates: { type: 'string' },
  name: { type: 'string' },
} as const;

const usage = async (): Promise<string> => {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  return ['zhiya COMMAND … [--json] [--overlay FILE]', ...commands.map((c) => `  ${c.usage}`)].join('\n');
};

const complain = ({ code, message, path, remedy }: Failure): number => {
  process.stderr.write(`${JSON.stringify({ code, message, path, remedy })}\n`);
  return 2;
};

const parse = async (argv: readonly string[]): Promise<{ files: string[]; options: Options } | Failure> => {
  try {
    const { positionals, values } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
    return { files: positionals, options: values };
  } catch (error) {
    return {
      code: 'E_USAGE',
      message: `选项不对：${error instanceof Error ? error.message : String(error)}`,
      path: argv.join(' '),
      remedy: await usage(),
    };
  }
};

/**
 * The terminal. Exit status: 0 all well; 1 a finding; 2 bad input, with `{code, message, path, remedy}` as JSON on
 * standard error. With `--json` exactly one document goes to standard output. `--help` prints the usage and does nothing.
 */
export const main = async (argv: readonly string[]): Promise<number> => {
  const parsed = await parse(argv);
  if ('code' in parsed) return complain(parsed);
  const [name, ...files] = parsed.files;
  if (parsed.options['help'] === true) {
    const text = await usage();
    process.stdout.write(`${parsed.options['json'] === true ? JSON.stringify({ usage: text }) : text}\n`);
    return 0;
  }
  const load = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    const unknown = refuse(
      'E_USAGE',
      name === undefined ? '没有给出命令' : `没有命令“${name}”`,
      name ?? '',
      await usage(),
    );
    return unknown.ok ? 0 : complain(unknown.failure);
  }
  const command = await load();
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
