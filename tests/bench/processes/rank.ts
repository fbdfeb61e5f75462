import { pathToFileURL } from 'node:url';

/** The terminal as a person runs it, already built: `zhiya rank …`. */
const [program = '', ...args] = process.argv.slice(2);
const terminal = (await import(pathToFileURL(program).href)) as {
  main: (argv: readonly string[]) => Promise<number>;
};
process.exitCode = await terminal.main(args);
