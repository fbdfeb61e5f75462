import { type Failure, type Result, mustBeOk } from '../../../src/lib/kernel/result';
import { parsePlainDate } from '../../../src/lib/kernel/plain-date';
import type { CaseVault } from '../../../src/lib/vault/case-vault';
import type { OpenedCase } from '../../../src/lib/vault/case-open';
import type { SaveNote } from '../../../src/lib/vault/records';

export const NOTE: SaveNote = { savedAt: '2026-11-20 10:00', message: '测试保存' };

export const day = (text: string) => mustBeOk(parsePlainDate(text));

/** The failure of a result that must have failed. */
export const failureOf = (result: Result<unknown>): Failure => {
  if (result.ok) throw new Error('a failure was expected');
  return result.failure;
};

/** The latest revision of a case that must open well. */
export const opened = async (vault: CaseVault, caseId: string): Promise<OpenedCase> => {
  const outcome = await vault.open(caseId);
  if (outcome.kind !== 'opened') throw new Error(`${caseId}: ${outcome.kind} ${outcome.failure.message}`);
  return outcome.opened;
};
