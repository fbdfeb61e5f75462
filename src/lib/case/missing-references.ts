import type { Failure } from '../kernel/result';
import { type CasePlace, failureAt } from './case-place';

/** A place of the case that points at something by its id. */
export interface Reference {
  readonly to: string;
  readonly at: CasePlace;
}

/** `E_REF_MISSING` for every reference to something that is not among `known`. */
export function* missing(
  label: string,
  references: Iterable<Reference>,
  known: ReadonlySet<string>,
): Generator<Failure> {
  for (const { to, at } of references)
    if (!known.has(to))
      yield failureAt(
        'E_REF_MISSING',
        `所指的${label}“${to}”不在案卷中`,
        at,
        `请补上该${label}，或改正、删除这处引用`,
      );
}
