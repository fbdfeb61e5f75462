import type { Failure } from '../../kernel/result';
import type { FieldValue } from '../form-model';
import type { WholeFiling } from './bound-filings';

/** The words of a contradiction: a value, its place, what to do. */

/** Where a value stands, as people call it. */
export const placeOf = (field: FieldValue): string => field.trace.label;

/** JSON path of the place. */
export const pathOf = (field: FieldValue): string =>
  field.trace.source?.kind === 'field' ? field.trace.source.path : '$.sections.filings.records';

export const valueAt = (whole: WholeFiling, code: string): FieldValue | undefined =>
  whole.values.values.get(code);

export const contradiction = (code: string, message: string, path: string, remedy: string): Failure => ({
  code,
  message,
  path,
  remedy,
});
