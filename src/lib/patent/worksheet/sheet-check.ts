import type { Worksheet } from '../../case/worksheet';
import type { Result } from '../../kernel/result';
import { checkSheet } from '../../valuation/sheet/sheet-check';
import { worksheetPath } from './sheet-path';
import type { WorksheetForm } from './worksheet-form';

/** `checkSheet` of a worksheet of the patents section. */
export const checkWorksheet = (worksheet: Worksheet, form: WorksheetForm): Result<undefined> =>
  checkSheet(worksheet, form, worksheetPath(worksheet));
