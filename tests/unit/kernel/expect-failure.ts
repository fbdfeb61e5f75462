import { expect } from 'vitest';
import type { Result } from '../../../src/lib/kernel/result';

/** Code of a refusal, or `ok` when the input was accepted. */
export const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.failure.code);

/** Value of an accepted input; the failure itself when it was refused, so that a diff shows it. */
export const valueOf = (result: Result<unknown>): unknown => (result.ok ? result.value : result.failure);

/** Every refusal tells a person what happened and what to do. */
export const expectHelpful = (result: Result<unknown>): void => {
  if (result.ok) throw new Error('a refusal was expected');
  expect(result.failure.message).toMatch(/\p{Script=Han}/u);
  expect(result.failure.remedy).toMatch(/\p{Script=Han}/u);
};
