import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCaseJson } from '../../../src/lib/case/case-json';
import type { CaseRecord } from '../../../src/lib/case/case-record';
import type { PatentRecord } from '../../../src/lib/case/patents-section';
import { checkDigitOf } from '../../../src/lib/kernel/patent-number';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { registrationHandlers } from '../../../workers/handlers/registration';
import { filledCase } from '../packages/filled-case';

const JOB = { cancelled: () => false, progress: () => undefined, breathe: () => Promise.resolve() };

/** Every so many: the patents of the one before, data without a fingerprint, a copy of the one before, a broken file. */
const SAME_PATENTS = 50;
const WITH_DATA = 25;
const COPY = 100;
const BROKEN = 97;
const OFFICES = ['（虚构）甲代办处', '（虚构）乙代办处', '国家知识产权局'];

const four = (n: number): string => String(n).padStart(4, '0');

const numberOf = (n: number, of: number): string => {
  const body = `2021${1 + (of % 2)}${String(n * 10 + of).padStart(7, '0')}`;
  return `${body}.${checkDigitOf(body)}`;
};

const patentOf = (record: PatentRecord, n: number, of: number): PatentRecord => ({
  ...record,
  id: `p-${four(n)}-${of}`,
  applicationNumber: numberOf(n, of),
});

const caseOf = (
  base: CaseRecord,
  data: CaseRecord['sections']['dataAssets'],
  n: number,
  patents: number,
): CaseRecord => {
  const twin = n % SAME_PATENTS === 0 ? n - 1 : n;
  const records = base.sections.patents.records
    .slice(0, patents)
    .map((record, i) => patentOf(record, twin, i));
  return {
    ...base,
    id: `soak-${four(n)}`,
    title: `（虚构）批量案卷 ${four(n)}`,
    sections: {
      ...base.sections,
      enterpriseFile: { ...base.sections.enterpriseFile, products: [] },
      patents: {
        ...base.sections.patents,
        records,
        pledged: records.map(({ id }) => id),
        forecasts: [],
        answers: [],
      },
      dataAssets: n % WITH_DATA === 0 ? data : base.sections.dataAssets,
      registration: {
        ...base.sections.registration,
        recipient: OFFICES[n % OFFICES.length] ?? null,
      },
    },
  };
};

export interface SoakFolder {
  readonly files: number;
  readonly broken: readonly string[];
  readonly copies: readonly string[];
  readonly bytes: number;
}

/** Writes so many packages (虚构) into a folder, most of them good, with the doubles and faults that a real batch has. */
export const writeDeskPackages = async (
  folder: string,
  count: number,
  patents: number,
  said: (done: number) => void,
): Promise<SoakFolder> => {
  mkdirSync(folder, { recursive: true });
  const { caseRecord, attachments } = await filledCase();
  const water = mustBeOk(parseCaseJson(readFileSync('static/samples/water-case.json', 'utf8')));
  const broken: string[] = [];
  const copies: string[] = [];
  let bytes = 0;
  let last = new Uint8Array();
  for (let n = 1; n <= count; n += 1) {
    let name = `${four(n)}.zip`;
    let made = last;
    if (n % COPY === 0) copies.push((name = `${four(n)}-副本.zip`));
    else {
      const record = caseOf(caseRecord, water.sections.dataAssets, n, patents);
      const built = await registrationHandlers.buildPackage({ caseRecord: record, attachments }, JOB);
      made = new Uint8Array(mustBeOk(built).bytes);
      last = made;
    }
    if (n % BROKEN === 0) {
      broken.push((name = `${four(n)}-断.zip`));
      made = made.slice(0, Math.floor(made.length / 2));
    }
    writeFileSync(join(folder, name), made);
    bytes += made.length;
    if (n % 50 === 0) said(n);
  }
  return { files: count, broken, copies, bytes };
};
