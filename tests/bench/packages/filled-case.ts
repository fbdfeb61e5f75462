import { readFileSync } from 'node:fs';
import type { RegistrationApi } from '../../../src/lib/bridge/contract';
import { parseCaseJson } from '../../../src/lib/case/case-json';
import { mustBeOk } from '../../../src/lib/kernel/result';
import { intakeHandlers } from '../../../workers/handlers/intake';

const JOB = { cancelled: () => false, progress: () => undefined, breathe: () => Promise.resolve() };

/** The sample of 19 patents with its list taken over: what the page packs. */
export const filledCase = async (): Promise<RegistrationApi['buildPackage']['input']> => {
  const read = (name: string): Uint8Array => new Uint8Array(readFileSync(`static/samples/${name}`));
  const empty = mustBeOk(parseCaseJson(new TextDecoder().decode(read('lanyu-case.json'))));
  const { batch, records } = mustBeOk(
    await intakeHandlers.importPatentFile(
      {
        fileName: 'lanyu-patents.csv',
        bytes: read('lanyu-patents.csv'),
        caseRecord: empty,
        batchId: 'import-1',
        mapping: null,
      },
      JOB,
    ),
  );
  const patents = { ...empty.sections.patents, imports: [batch], records: [...records] };
  return {
    caseRecord: { ...empty, sections: { ...empty.sections, patents } },
    attachments: new Map(empty.attachments.map(({ sha256, name }) => [sha256, read(name)])),
  };
};
