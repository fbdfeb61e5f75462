import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { generatedLine } from './screen/generated-cases';

const CASES = Number(process.env['ZHIYA_BENCH_CASES'] ?? 10_000);
export const name = `screen: ${CASES.toLocaleString('en')} cases × all rules in the terminal, one thread`;
export const cases = CASES;
export const leastRate = 2_000;
export const mostPeakBytes = 600_000_000;
export const rounds = 3;

/** Arguments of the processes to be timed; the file is written first. */
export const prepare = (folder: string, built: string, terminal: string) => {
  const path = join(folder, 'cases.jsonl');
  const file = openSync(path, 'w');
  let bytes = 0;
  for (let index = 0; index < CASES; index++) bytes += writeSync(file, `${generatedLine(index)}\n`);
  closeSync(file);
  return {
    about: `${(bytes / 1e6).toFixed(0)} MB, ${(bytes / CASES / 1e3).toFixed(1)} KB a case; 0–20 patents, each number as often; a third with statements and events`,
    bytes,
    ours: [join(built, 'rank.mjs'), terminal, 'screen', path, '--summary', '--json'],
    other: [join(built, 'json-parse-lines.mjs'), path],
  };
};
