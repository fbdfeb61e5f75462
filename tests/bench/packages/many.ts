import { mustBeOk } from '../../../src/lib/kernel/result';
import { registrationHandlers } from '../../../workers/handlers/registration';
import { filledCase } from './filled-case';

const JOB = { cancelled: () => false, progress: () => undefined, breathe: () => Promise.resolve() };

type Input = Awaited<ReturnType<typeof filledCase>>;

/** The same enterprise with other titles of its case and of its patents: no file of results or documents stays the same. */
const varied = (input: Input, number: number): Input => {
  const { caseRecord } = input;
  const { patents } = caseRecord.sections;
  const records = patents.records.map((record, at) => ({
    ...record,
    title: `${record.title}（${number * 31 + at}）`,
  }));
  return {
    ...input,
    caseRecord: {
      ...caseRecord,
      title: `${caseRecord.title}（第 ${number} 份）`,
      sections: { ...caseRecord.sections, patents: { ...patents, records } },
    },
  };
};

/** So many packages of 19 patents, each of another case. */
export async function* differentPackages(count: number): AsyncGenerator<Uint8Array> {
  const input = await filledCase();
  for (let number = 0; number < count; number += 1)
    yield mustBeOk(await registrationHandlers.buildPackage(varied(input, number), JOB)).bytes;
}
