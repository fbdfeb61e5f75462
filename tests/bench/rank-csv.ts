import { join } from 'node:path';
import { writeLargeList } from '../fixtures/large-file';

const ROWS = 1_000_000;
export const name = `CSV → ranked: ${ROWS.toLocaleString('en')} patents × 29 columns, against PapaParse reading the same file and nothing else`;
export const rounds = 3;
/** Time of ours ÷ time of PapaParse alone, whole processes. */
export const mostRatio = 1.5;
export const mostPeakBytes = 1_500_000_000;

/** Arguments of the processes to be timed; the file is written first. */
export const prepare = (folder: string, built: string, terminal: string) => {
  const file = join(folder, 'million.csv');
  const bytes = writeLargeList(file, ROWS);
  const rank = [
    join(built, 'rank.mjs'),
    terminal,
    'rank',
    file,
    '--date',
    '2026-11-20',
    '--top',
    '20',
    '--json',
  ];
  return {
    about: `${(bytes / 1e6).toFixed(0)} MB, one title in a hundred quoted`,
    ours: rank,
    other: [join(built, 'papaparse-alone.mjs'), file],
    beside: [
      ['one worker', [...rank, '--workers', '1']],
      ['with the whole ranking written as CSV', [...rank, '--out', join(folder, 'ranked.csv')]],
    ] as const,
  };
};
