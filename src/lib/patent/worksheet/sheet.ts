import type { Worksheet } from '../../case/worksheet';
import type { Sheet } from '../../valuation/sheet/sheet';
import type { BundleLegalLife } from '../calendar/bundle-legal-life';
import { worksheetPath } from './sheet-path';
import type { WorksheetForm } from './worksheet-form';

/** A worksheet of a patent bundle, opened for computing. */
export interface PatentSheet extends Sheet {
  /** `null` for a worksheet that gives a rate. */
  readonly legal: BundleLegalLife | null;
}

/** A worksheet with its form, and where it stands. */
export const openedSheet = (
  worksheet: Worksheet,
  form: WorksheetForm,
): Pick<Sheet, 'worksheet' | 'form' | 'path' | 'traceId' | 'title'> => ({
  worksheet,
  form,
  path: worksheetPath(worksheet),
  traceId: `worksheets/${worksheet.id}`,
  title: `${worksheet.product} › ${form.title}`,
});
