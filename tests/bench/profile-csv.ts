import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { WATER_HEADER, waterMeterRows } from './data/water-meters';

const ROWS = 1_000_000;
export const name = `Data asset: whole profile of ${ROWS.toLocaleString('en')} meter readings × 6 columns, against PapaParse reading the same file and nothing else`;
export const rounds = 5;
/** Time of ours ÷ time of PapaParse alone, whole processes. */
export const mostRatio = 0.8;
export const mostPeakBytes = 250_000_000;

const write = (file: string, quoted: number): number => {
  const to = openSync(file, 'w');
  let bytes = writeSync(to, WATER_HEADER);
  for (const piece of waterMeterRows(ROWS, 20_261_122, quoted)) bytes += writeSync(to, piece);
  closeSync(to);
  return bytes;
};

/** Arguments of the processes to be timed; the files are written first. */
export const prepare = (folder: string, built: string) => {
  const file = join(folder, 'meters.csv');
  const quoted = join(folder, 'meters-quoted.csv');
  const bytes = write(file, 0);
  write(quoted, 0.01);
  const profile = join(built, 'profile-file.mjs');
  return {
    about: `${(bytes / 1e6).toFixed(0)} MB, one thread`,
    ours: [profile, file],
    other: [join(built, 'papaparse-alone.mjs'), file],
    beside: [['one row in a hundred quoted', [profile, quoted]]] as const,
  };
};
