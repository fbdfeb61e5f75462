import type { Failure } from '../kernel/result';
import { jsonPath } from './schema-failures';

/** Keys from the root of a case to a place in it. */
export type CasePlace = readonly (string | number)[];

export const inSection = (section: string, ...rest: CasePlace): CasePlace => ['sections', section, ...rest];

/** A failure at a place of the case, with its JSON path. */
export const failureAt = (code: string, message: string, at: CasePlace, remedy: string): Failure => ({
  code,
  message,
  path: jsonPath(at),
  remedy,
});

export const idsOf = (items: readonly { readonly id: string }[]): readonly string[] =>
  items.map((item) => item.id);
