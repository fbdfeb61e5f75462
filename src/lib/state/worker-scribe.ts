import type { BridgeClient } from '../bridge/bridge-client';
import type { CaseRecord } from '../case/case-record';
import type { Result } from '../kernel/result';
import { type CaseScribe, plainScribe } from '../case/case-scribe';

/** Below this a text is written, read or hashed faster here than it travels. */
const SMALL_TEXT = 300_000;
/** Patents and answers: what makes a record long. */
const SMALL_RECORD = 150;

const isSmall = ({ sections: { patents } }: CaseRecord): boolean =>
  patents.records.length + patents.answers.length < SMALL_RECORD;

/** Saving must not depend on a worker: when it cannot answer, the page does the work itself. */
const orHere = async <T>(there: Promise<Result<T>>, here: () => Promise<Result<T>>): Promise<Result<T>> => {
  const answer = await there;
  const lost = !answer.ok && /^E_(WORKER_|BUG$|CANCELLED$)/.test(answer.failure.code);
  return lost ? here() : answer;
};

/** Writes, checks, reads and hashes the texts of large cases in the intake worker, which is idle while a case is worked on. */
export const workerScribe = (bridge: BridgeClient): CaseScribe => ({
  write: (caseRecord) =>
    isSmall(caseRecord)
      ? plainScribe.write(caseRecord)
      : orHere(bridge.call('intake', 'writeCaseText', { caseRecord }), () => plainScribe.write(caseRecord)),
  read: (text) =>
    text.length < SMALL_TEXT
      ? plainScribe.read(text)
      : orHere(bridge.call('intake', 'readCaseText', { text }), () => plainScribe.read(text)),
  digest: async (text) => {
    if (text.length < SMALL_TEXT) return plainScribe.digest(text);
    const answer = await bridge.call('intake', 'digestText', { text });
    return answer.ok ? answer.value : plainScribe.digest(text);
  },
});
