/**
 * Reasons in `PatentRecord.edits` that the program writes. Every other reason is a person's. An import never replaces
 * what a person or the gazette settled without asking.
 */
const GAZETTE = '公告事件';
const IMPORTED = '导入时';

/** A field follows from gazette events: `公告事件 PE01 专利权质押合同登记的生效（2022-01-05）`. */
export const gazetteEdit = (text: string): string => `${GAZETTE} ${text}`.slice(0, 500);

/** A field was taken from another row or list than the rest of its record: `导入时取自 清单.csv › 第 7 条`. */
export const importEdit = (text: string): string => `${IMPORTED}${text}`.slice(0, 500);

export const isImportEdit = (reason: string): boolean => reason.startsWith(IMPORTED);

export const isGazetteEdit = (reason: string): boolean => reason.startsWith(GAZETTE);

/** Whether a reason says for itself where the value comes from. */
export const namesItsSource = (reason: string): boolean => isGazetteEdit(reason) || isImportEdit(reason);
